"""招聘公告检查，词句: what limits, what only looks like it, how shares are read, what the text tells of its issuer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from gaodi.rules import book as books
from gaodi.rules.books.recruitment_notice import majors, practice
from gaodi.rules.books.recruitment_notice.formula import judge
from gaodi.rules.books.recruitment_notice.issuer import describe
from gaodi.rules.books.recruitment_notice.sentences import read

SOURCES = books.load("recruitment_notice").sources


def kinds(condition: str) -> list[str]:
    """What a condition of a private firm is flagged as."""
    facts = {"text": f"应聘条件：\n1.{condition}", "issuer_kind": "private", "on": date(2024, 3, 1)}
    return [clause.kind for clause in judge(facts, SOURCES).clauses if clause.flagged]


# ------------------------------------------------------------------ limits


@pytest.mark.parametrize(
    "condition",
    [
        "全日制本科及以上学历",
        "本科（全日制）及以上",
        "本科及以上学历，统招",
        "统招大专以上",
        "参加全国统一招生考试录取的本科学历",
        "国家计划内招收的本科生",
        "第一学历为本科",
        "起始学历不低于大专",
        "普通高等教育大专及以上学历",
        "全脱产学习取得的硕士学位",
        "不接受自考、函授学历",
        "成人教育、网络教育学历不得报名",
        "自考、电大学历，一律不予受理",
        "学历要求：非自考",
        "非全日制研究生不予考虑",
        "专升本勿投",
        "所称本科学历，系指全日制普通高校本科学历",
        "全日制大专或者成人教育本科学历",
        "全日制本科及以上学历，有经验者优先",
        "统招本科以上学历有经验者优先",
        "全日制本科（特别优秀的可放宽）",
        "全日制本科学历，专业不限",
        "全日制本科学历，男女不限",
        "全日制本科学历，月薪5000元",
        "面向全日制本科毕业生择优录取",
    ],
)
def test_a_way_of_study_is_asked_for(condition):
    assert "mode" in kinds(condition)


@pytest.mark.parametrize(
    "condition",
    [
        "毕业于985、211院校",
        "“双一流”建设高校毕业生",
        "一本院校毕业",
        "本科为第一批次录取",
        "毕业于国内外高水平大学",
        "知名高校法学专业毕业",
        "重点大学本科以上学历",
        "QS世界大学排名前200的高校硕士",
        "毕业院校世界排名前100名",
        "国内TOP20高校硕士",
        "C9高校应届毕业生",
        "本科毕业院校须为公办院校",
        "须毕业于北京大学、清华大学",
        "师范院校毕业",
        "限普通高校2024届毕业生报考",
        "不含技师学院",
        "职业院校毕业生不予录用",
        "独立学院、民办高校毕业生除外",
        "A类学科高校博士",
    ],
)
def test_a_school_is_asked_for(condition):
    assert "school" in kinds(condition)


@pytest.mark.parametrize(
    "condition",
    [
        "具有海外留学经历",
        "有一年以上国（境）外学习经历",
        "限留学回国人员",
        "取得国（境）外高校硕士学位",
        "海归硕士",
        "国（境）外学历人员不得报名",
    ],
)
def test_study_abroad_is_asked_for_or_refused(condition):
    assert "abroad" in kinds(condition)


# ------------------------------------------------------------------ what only looks like it


@pytest.mark.parametrize(
    "condition",
    [
        "双一流高校毕业生优先",
        "“双一流”高校毕业生，同等条件下优先录用",
        "985院校毕业者可适当放宽年龄",
        "优先考虑统招本科毕业生",
        "具有海外留学经历者更佳",
        "学历不限，全日制、非全日制均可",
        "不限毕业院校和学习方式",
        "对毕业院校、学习形式不作要求",
        "毕业院校不限",
        "不得将毕业院校作为限制性条件",
        "不看第一学历",
        "非全日制学历与全日制学历同等对待",
        "全日制或非全日制本科学历",
        "本科学历（含自考、函授）",
        "全日制在校学生不得报考",
        "全日制普通高校在读的非应届毕业生不得报考",
        "须全日制在岗，不得兼职",
        "能够全日制坐班",
        "从事全日制本科生教学工作两年以上",
        "在全日制学校就读期间的实习不计入工作经历",
        "全日制应届毕业生可凭就业推荐表报名",
        "提供全日制学历证书复印件",
        "留学回国人员须提供学历认证材料",
        "境外院校毕业生须取得教育部学历认证",
        "全日制硕士研究生年龄不超过35周岁",
        "担任高水平大学教授",
        "达到国内外高水平大学教授相当水平",
        "在知名高校从事博士后研究两年以上",
        "有海外工作经历",
        "熟悉“211工程”泵站运行",
        "熟悉985型叉车操作",
        "取得QS质量认证内审员证书",
        "“全日制”是指在校学习的教育形式",
        "院校名单以教育部公布的“双一流”名单为准",
        "成绩在年级综合排名前30%",
        "“三支一扶”高校毕业生",
        "重点招聘高校毕业生",
        "国内排名前100的房地产企业工作经历，财务专业",
        "技工院校、职业院校毕业生均可应聘",
        "不得歧视职业院校毕业生",
        "配偶为全日制本科以上学历的，协助安排工作",
        "毕业于双一流高校的博士，给予安家费30万元",
        "非全日制用工人员可以报名",
        "在编在岗人员不得报考",
    ],
)
def test_the_words_stand_there_and_limit_nobody(condition):
    assert kinds(condition) == []


def test_a_preference_ends_where_the_next_demand_begins():
    facts = {"text": "条件：硕士研究生，双一流高校毕业的优先，本科为985高校毕业。"}

    assert judge(facts, SOURCES).flagged == ("本科为985高校毕业",)


def test_what_stands_below_a_heading_of_preference_is_none_until_the_next_heading():
    text = "任职要求：\n1.大专以上\n加分项：\n1.985院校毕业\n2.海外留学经历\n任职要求：\n1.985院校毕业"

    assert [clause.start for clause in judge({"text": text}, SOURCES).clauses if clause.flagged] == [
        text.rindex("985")
    ]


def test_what_stands_below_a_ban_is_refused():
    text = "下列人员不得报考：\n1.非全日制毕业生；\n2.全日制在读学生。"

    assert judge({"text": text}, SOURCES).flagged == ("非全日制毕业生",)


# ------------------------------------------------------------------ sentences


def test_a_cell_knows_the_head_of_its_column():
    text = "岗位\t人数\t学历要求\t专业\n会计\t2\t大专\t会计学"

    assert [(piece.text, piece.column) for piece in read(text)] == [
        ("会计", "岗位"),
        ("2", "人数"),
        ("大专", "学历要求"),
        ("会计学", "专业"),
    ]


def test_a_row_with_a_long_cell_is_no_head():
    text = "招聘岗位\t岗位要求\t条件：全日制本科及以上学历，三十五周岁以下"

    assert judge({"text": text}, SOURCES).flagged == ("全日制本科及以上学历",)


def test_numbers_in_a_running_line_begin_a_sentence_of_their_own():
    pieces = read("职位要求： 1．大专以上学历。 2．有教师资格证，35岁以下；3.统招。")

    assert [(piece.text, piece.label) for piece in pieces] == [
        ("职位要求", ""),
        ("大专以上学历", ""),
        ("有教师资格证", ""),
        ("35岁以下", ""),
        ("统招", ""),
    ]
    assert all("condition" in piece.sections for piece in pieces[1:])


def test_a_comma_in_brackets_parts_nothing():
    assert [piece.text for piece in read("本科（全日制，统招）以上，35岁以下。")] == [
        "本科(全日制，统招)以上",
        "35岁以下",
    ]


# ------------------------------------------------------------------ exams


@pytest.mark.parametrize(
    ("sentence", "share"),
    [
        ("笔试、实际操作、试讲成绩分别占总成绩的40%、40%、20%。", "0.4"),
        ("采取笔试、实际操作和试讲相结合的方式，笔试、实际操作、试讲成绩分别占40%、40%、20%。", "0.4"),
        ("笔试成绩占40%，实际操作成绩占60%。", "0.6"),
        ("总成绩=笔试成绩×60%+实际操作成绩×40%。", "0.4"),
        ("笔试、技能操作按6:4的比例计入总成绩。", "0.4"),
        ("理论考试、实操考核按5.5:4.5计分。", "0.45"),
        ("笔试和实操各占50%。", "0.5"),
        ("笔试和技能测试各占一半。", "0.5"),
        ("实际操作占百分之四十。", "0.4"),
        ("技能测试占六成。", "0.6"),
        ("理论60分、实操40分。", "0.4"),
        ("笔试占60%，面试占40%。", "0"),
    ],
)
def test_the_share_of_the_practical_test_is_read(sentence, share):
    [found] = practice.shares(read(sentence))

    assert found.share == Decimal(share)


def test_an_exam_without_shares_leaves_the_share_open():
    [found] = practice.shares(read("考试采取笔试和实际操作相结合的方式进行。"))

    assert found.share is None
    assert practice.shares(read("报名时间另行通知。")) == []


@pytest.mark.parametrize(
    ("post", "is_one"),
    [
        ("数控实训指导教师2名", True),
        ("工勤技能岗位", True),
        ("持有焊工高级工及以上职业技能等级证书", True),
        ("救护车驾驶员2名", True),
        ("高中语文教师2名", False),
        ("预备技师班毕业生可报考本科岗位", False),
        ("会计1名", False),
    ],
)
def test_a_post_of_skill_is_known_by_its_grade_or_trade(post, is_one):
    assert practice.is_skill_post(read(post)) is is_one


# ------------------------------------------------------------------ majors


@pytest.mark.parametrize(
    ("condition", "asks"),
    [
        ("本科及以上学历，计算机、信息管理等相关专业", True),
        ("所学专业须与任教学科一致", True),
        ("机械类专业大专以上学历", True),
        ("专业不限", False),
        ("具有较强的专业知识和专业能力", False),
        ("专业技术职务不限", False),
        ("会计学专业优先", False),
        ("急需紧缺专业人才", False),
    ],
)
def test_a_field_of_study_is_asked_for(condition, asks):
    assert bool(majors.demands(read(f"条件：{condition}"))) is asks


@pytest.mark.parametrize(
    ("text", "has_vocational", "is_university_only"),
    [
        ("参考《普通高等学校本科专业目录》《研究生教育学科专业目录》", False, True),
        ("参考《职业教育专业目录》《普通高等学校本科专业目录》", True, False),
        ("参考《全国技工院校专业目录》", True, False),
        ("专业参考本省公务员招录专业目录", False, False),
        ("大专以上学历", False, False),
    ],
)
def test_the_catalogues_are_told_apart(text, has_vocational, is_university_only):
    found = majors.catalogues(read(text))

    assert (found.has_vocational, found.is_university_only) == (has_vocational, is_university_only)


# ------------------------------------------------------------------ issuer, day, establishment


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("某县人民医院公开招聘公告\n某县人民医院\n2024年5月1日", "institution"),
        ("某县教育和体育局公开招聘中小学教师公告\n某县教育和体育局\n2024年5月1日", "institution"),
        ("某镇人民政府招聘编外人员启事\n某镇人民政府\n2024年5月1日", "government"),
        ("某省考试录用公务员公告\n某省公务员局\n2024年5月1日", "civil_service"),
        ("某市城市建设集团招聘公告", "state_owned"),
        ("青松机电有限公司诚聘", "private"),
        ("启明中学（民办）招聘教师", "private"),
        ("招聘信息", ""),
    ],
)
def test_the_text_tells_what_the_issuer_is(text, kind):
    assert describe({}, text).kind == kind


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("启事\n某医院\n2024年5月1日", date(2024, 5, 1), date(2024, 5, 1)),
        ("启事\n某医院\n二〇二三年三月二十日", date(2023, 3, 20), date(2023, 3, 20)),
        ("启事\n某医院 2024年2月", date(2024, 2, 1), date(2024, 2, 29)),
        ("启事\n发布日期：2024-06-18\n请勿来电", date(2024, 6, 18), date(2024, 6, 18)),
        ("某医院2024年招聘公告\n大专以上", date(2023, 1, 1), date(2024, 12, 31)),
        ("招聘公告\n报名截止2024年5月1日。\n请按时到场", None, None),
        ("启事\n某医院\n2024年13月45日", None, None),
    ],
)
def test_the_text_tells_when(text, earliest, latest):
    notice = describe({}, text)

    assert (notice.earliest, notice.latest) == (earliest, latest)


@pytest.mark.parametrize(
    ("words", "on_establishment"),
    [
        ("均纳入学校事业编制。", True),
        ("为全额拨款事业编制岗位。", True),
        ("实行劳务派遣。", False),
        ("纳入非事业编制技术专员管理，业绩突出者可进入事业编制。", False),
        ("编外合同制。", False),
        ("待遇面议。", None),
    ],
)
def test_the_text_tells_whether_the_posts_are_on_the_establishment(words, on_establishment):
    assert describe({}, f"某县人民医院招聘启事\n{words}").on_establishment is on_establishment


def test_public_competition_of_an_institution_is_taken_as_on_the_establishment_and_said_so():
    text = "某县人民医院公开招聘公告\n全日制本科以上学历。\n某县人民医院\n2024年5月1日"

    outcome = judge({"text": text}, SOURCES)

    assert outcome.effect == "violation"
    assert "未写明是否在编" in outcome.effect_why


def test_a_fact_that_is_given_outweighs_the_text():
    text = "某县人民医院公开招聘公告\n某县人民医院\n2024年5月1日"

    notice = describe({"issuer_kind": "private", "on": "2020-01-01", "on_establishment": "false"}, text)

    assert (notice.kind, notice.latest, notice.on_establishment) == ("private", date(2020, 1, 1), False)


def test_what_was_read_from_the_text_keeps_its_quote():
    text = "某县人民医院招聘启事\n实行劳务派遣。\n某县人民医院\n2024年5月1日"

    readings = {reading.fact: reading.quote for reading in describe({}, text).readings}

    assert readings == {
        "issuer": "某县人民医院",
        "issuer_kind": "医院",
        "on": "2024年5月1日",
        "on_establishment": "劳务派遣",
    }
