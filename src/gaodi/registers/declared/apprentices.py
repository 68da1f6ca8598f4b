"""学徒基地 — apprentice bases by major, and apprentices of both lines, kept apart (task 6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from gaodi.registers.columns import choice, day, firm, number, numbered, text, yes_no, yuan
from gaodi.registers.declaration import Problem, Register
from gaodi.registers.declared.certificates import LEVEL_WORDS, SkillLevel
from gaodi.registers.elsewhere import stands_in
from gaodi.registers.figures import Count, Only, Share, Sum
from gaodi.registers.findings import Overlap, Same, TwoUnits
from gaodi.registers.models.facts import Fact, keyed, listed
from gaodi.registers.models.subjects import SubjectKind
from gaodi.registers.naming import Numbered, Person
from gaodi.registers.rowchecks import has_ended, not_before, part_of

LEAST_YEARS, MOST_YEARS = 1, 3  # R6.1


class BaseLevel(models.TextChoices):
    """As what an apprentice base was recognised."""

    NONE = "none", "未认定"
    SCHOOL = "school", "校级"
    DISTRICT = "district", "区级"
    CITY = "city", "市级"


RECOGNISED = ("school", "district", "city")


class ApprenticeBase(Fact):
    """学徒基地: what a firm offers to apprentices of one major; a base for three majors has three rows."""

    major = numbered(
        "专业代码",
        SubjectKind.MAJOR,
        pattern=r"\d{6}",
        form="6位数字的专业代码",
        example="660102",
        required=True,
    )
    partner = firm("企业统一社会信用代码", aliases=("统一社会信用代码", "企业代码"))
    agreement_no = text("协议编号", 60, example="协〔2022〕7号")
    signed_on = day("签订日期", aliases=("签约日期",))
    posts = number("学徒岗位", unit="个", aliases=("岗位数",))
    apprentices = number("在岗学徒", unit="人", aliases=("学徒数",))
    masters = number("师傅", unit="人", aliases=("师傅人数",))
    senior_masters = number("其中：高级工及以上", unit="人")
    level = choice("认定级别", BaseLevel, also={"市": "city", "区": "district", "市级示范": "city"})
    document_no = text("认定文号", 60, applies_when={"level": RECOGNISED}, aliases=("认定文件",))
    recognised_on = day("认定日期", applies_when={"level": RECOGNISED})

    class Meta:
        verbose_name = "学徒基地"
        constraints = keyed("apprentice_base", "major")
        indexes = listed("apprentice_base")


def recognised_by_a_document(row: Mapping[str, Any]) -> Iterator[Problem]:
    """A level is given by a document on a day."""
    if row.get("level") not in RECOGNISED:
        return
    for name, word in (("document_no", "认定文号"), ("recognised_on", "认定日期")):
        if row.get(name) is None:
            yield Problem(name, f"填了认定级别，没有填{word}", "请对照认定文件补填")


SIGNED = Only(lambda asked: Q(signed_on__lte=asked.day), "当时还没有签订", needs=("signed_on",))
APPRENTICE_BASES = Register(
    slug="apprentice-bases",
    name="学徒基地",
    model=ApprenticeBase,
    group="基地",
    about=Numbered(SubjectKind.BASE),
    about_heading="基地编号",
    label="基地名称",
    dates=("协议起始日期", "协议终止日期"),
    columns_first=("major", "partner", "posts", "level"),
    aliases={"专业": "major", "名称": "label", "起始日期": "valid_from", "到期日期": "valid_to"},
    checks=(
        part_of("senior_masters", "masters", "高级工及以上的师傅比全部师傅还多"),
        not_before("valid_to", "signed_on", "协议终止日期早于签订日期"),
        recognised_by_a_document,
    ),
    figures=(
        Count("apprentice_bases.valid", "协议有效的学徒基地", "个", only=(SIGNED,)),
        Sum("apprentice_bases.posts", "学徒岗位", "个", column="posts", only=(SIGNED,)),
        Count(
            "apprentice_bases.majors",
            "有学徒基地的招生专业",
            "个",
            of="major",
            only=(
                SIGNED,
                Only(stands_in("majors", Q(is_enrolling=True), of="major"), "专业本年不招生或没有填报"),
            ),
        ),
        Share(
            "apprentice_bases.coverage",
            "学徒基地专业覆盖率",
            "apprentice_bases.majors",
            "majors.enrolling",
        ),
        Count(
            "apprentice_bases.city",
            "市级示范性企业学徒基地",
            "个",
            only=(
                Only(Q(level=BaseLevel.CITY), "不是市级", needs=("level",)),
                Only(
                    lambda asked: Q(recognised_on__lte=asked.day), "当时还没有认定", needs=("recognised_on",)
                ),
            ),
        ),
    ),
    findings=(Same(("partner", "agreement_no"), "一份协议用于两个学徒基地"),),
    filled_by=("school",),
    verified_by=("human_resources_bureau", "edu_sports_bureau"),
    public=True,
    source="职业教育法第三十条；人社部发〔2021〕39号",
    task="6",
)


class ApprenticeLine(models.TextChoices):
    """Two lines that never count as one: employees of a firm, and students of a school."""

    ENTERPRISE = "enterprise", "企业新型学徒制"
    SCHOOL = "school", "现代学徒制"


OF_ENTERPRISE = {"line": ("enterprise",)}
OF_SCHOOL = {"line": ("school",)}


class PostKind(models.TextChoices):
    """How an apprentice of a firm came to the post."""

    NEW = "new", "新招用"
    TRANSFERRED = "transferred", "转岗"


class ApprenticeResult(models.TextChoices):
    """How an apprenticeship ended."""

    PASSED = "passed", "考核合格"
    FAILED = "failed", "考核不合格"
    LEFT = "left", "中途退出"


class Apprentice(Fact):
    """学徒: one apprenticeship of one person, who is known only by a hash."""

    line = choice(
        "学徒制类型", ApprenticeLine, required=True, also={"新型学徒制": "enterprise", "现代学徒": "school"}
    )
    enterprise = firm("企业统一社会信用代码", aliases=("统一社会信用代码", "企业代码"))
    base_no = text("学徒基地编号", 40)
    contract_no = text("劳动合同编号", 60, applies_when=OF_ENTERPRISE)
    contract_from = day("劳动合同起", applies_when=OF_ENTERPRISE)
    contract_to = day("劳动合同止", applies_when=OF_ENTERPRISE, note="无固定期限的留空")
    post_kind = choice("上岗方式", PostKind, applies_when=OF_ENTERPRISE, also={"新招": "new"})
    is_student = yes_no("全日制在校学生", applies_when=OF_ENTERPRISE)
    is_dispatched = yes_no("劳务派遣人员", applies_when=OF_ENTERPRISE)
    agreement_no = text("培养协议编号", 60, aliases=("三方协议编号",))
    major_code = numbered(
        "专业代码",
        SubjectKind.MAJOR,
        pattern=r"\d{6}",
        form="6位数字的专业代码",
        example="660102",
        applies_when=OF_SCHOOL,
    )
    has_plan = yes_no("有培养方案")
    target_level = choice("培养目标等级", SkillLevel, also=LEVEL_WORDS, aliases=("培养等级",))
    wage = yuan("月工资", unit="元", aliases=("月薪", "学徒工资"))
    subsidy_filed = yes_no("申报学徒补贴", applies_when=OF_ENTERPRISE)
    training_subsidy_filed = yes_no("同时申报其他培训补贴", applies_when=OF_ENTERPRISE)
    result = choice("结业结果", ApprenticeResult, also={"合格": "passed", "不合格": "failed"})
    certificate_no = text("证书编号", 60)

    class Meta:
        verbose_name = "学徒"
        constraints = keyed("apprentice", "line")
        indexes = listed("apprentice")


def years_later(first: date, years: int) -> date:
    """The same day so many years later; 29 February becomes the 28th."""
    try:
        return first.replace(year=first.year + years)
    except ValueError:
        return first.replace(year=first.year + years, day=28)


def as_long_as_the_notice_asks(row: Mapping[str, Any]) -> Iterator[Problem]:
    """R6.1: a contract of a year or more, a term of at most three. Judged elsewhere; this only warns."""
    if row.get("line") != ApprenticeLine.ENTERPRISE:
        return
    begin, end = row.get("valid_from"), row.get("valid_to")
    if begin and end and has_ended(row) and end > years_later(begin, MOST_YEARS):
        yield Problem("valid_to", f"培养期超过{MOST_YEARS}年", "最长3年，请核对", warning=True)
    begin, end = row.get("contract_from"), row.get("contract_to")
    if begin and end and (end - begin).days + 1 < (years_later(begin, LEAST_YEARS) - begin).days:
        yield Problem("contract_to", "劳动合同不满1年", "企业新型学徒应签1年以上劳动合同", warning=True)


def fit_for_a_subsidy(row: Mapping[str, Any]) -> Iterator[Problem]:
    """Whom the notice leaves out, and what may not be claimed twice."""
    for name, sentence in (
        ("is_student", "全日制在校学生不计补贴"),
        ("is_dispatched", "劳务派遣人员不是本企业学徒"),
        ("training_subsidy_filed", "同一培训申报了两种补贴"),
    ):
        if row.get("subsidy_filed") and row.get(name):
            yield Problem(name, sentence, "请核对后再报", warning=True)


def _of_line(line: ApprenticeLine) -> Only:
    return Only(Q(line=line), f"不是{line.label}")


APPRENTICES = Register(
    slug="apprentices",
    name="学徒",
    model=Apprentice,
    group="校企合作",
    about=Person(kept=False),
    about_heading="学徒身份证号",
    dates=("学徒起始日期", "学徒终止日期"),
    columns_first=("line", "enterprise", "target_level", "wage", "result"),
    aliases={"身份证号": "subject", "证件号码": "subject", "起始日期": "valid_from", "终止日期": "valid_to"},
    checks=(
        not_before("contract_to", "contract_from", "劳动合同止期早于起期"),
        as_long_as_the_notice_asks,
        fit_for_a_subsidy,
    ),
    figures=(
        *(
            Count(f"apprentices.{line.value}", f"在培{line.label}学徒", "人", only=(_of_line(line),))
            for line in ApprenticeLine
        ),
        Count(
            "apprentices.passed",
            "当期入学、已考核合格的企业新型学徒制学徒",
            "人",
            when="period",
            only=(
                _of_line(ApprenticeLine.ENTERPRISE),
                Only(Q(result=ApprenticeResult.PASSED), "没有考核合格", needs=("result",)),
            ),
        ),
    ),
    findings=(
        Overlap("一人同一时间有两段学徒经历"),
        TwoUnits("一名学徒由两个单位填报"),
        Same(("certificate_no",), "一个证书编号用于两名学徒"),
    ),
    filled_by=("school", "enterprise"),
    verified_by=("human_resources_bureau",),
    source="人社部发〔2018〕66号；人社部发〔2021〕39号",
    task="6",
)
