"""限制 — what words limit by school, by study abroad or by mode of study; whether they do here is asked elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .sentences import Piece
from .wording import (
    COMPARED,
    DEGREE,
    DEMAND,
    LEARNING,
    MUST,
    OTHER_MODE,
    OTHER_SCHOOL,
    POST,
    REFUSED,
    SCHOOL,
    compiled,
    near,
    one_of,
)

MODE, TIER, ABROAD, REFUSAL = "mode", "school", "abroad", "refusal"


@dataclass(frozen=True, slots=True)
class Limit:
    """A limiting expression: its kind, its words, why it limits, and how sure a careful reader is."""

    kind: str
    name: str
    words: str
    why: str
    confidence: str = "high"
    start: int = 0


@dataclass(frozen=True, slots=True)
class Expression:
    """One way to say a limit; ``asks`` must stand in the clause, its label or its heading for it to be one."""

    kind: str
    name: str
    pattern: re.Pattern[str]
    why: str
    asks: Callable[[Piece], bool]
    confidence: str = "high"

    def find(self, piece: Piece) -> Limit | None:
        found = self.pattern.search(piece.plain)
        if not found or not self.asks(piece):
            return None
        return Limit(self.kind, self.name, found[0], self.why, self.confidence, found.start())


LEARNS = compiled(LEARNING)
DEMANDS = compiled(DEMAND)
MUSTS = compiled(MUST)
HAS_DEGREE = compiled(DEGREE)
GRADUATES = compiled(
    rf"{DEGREE}|毕业|就读|留学|应届|学生|生源|录取|专业|{SCHOOL}[”\"]?(?:\([^)]*\))?(?:者|的)?$"
)
SCHOOL_LABEL = compiled(r"院校|学校|学历|学位|毕业|条件|要求")


def always(piece: Piece) -> bool:
    del piece
    return True


# 本科及以上学历，须为统招; but 学历不限，全日制出车
JUST_MODE = compiled(
    r"(?:.{0,8}(?:均|都|皆|须|必须|应|需|要求|限|且|并)(?:为|是)?|\()?(?:全日制|统招|普招|统本|脱产|普通类?|教育|学历|毕业|\(|\))+"
)


def of_learning(piece: Piece) -> bool:
    return bool(
        LEARNS.search(piece.plain)
        or LEARNS.search(piece.label + piece.column)
        or (JUST_MODE.fullmatch(piece.plain) and any(HAS_DEGREE.search(text) for text in piece.before[-1:]))
    )


def of_learning_or_must(piece: Piece) -> bool:
    return of_learning(piece) or bool(MUSTS.search(piece.plain))


def is_asked(piece: Piece) -> bool:
    """A demand by its own verb, or by the heading, label or column it stands under."""
    under = "condition" in piece.sections or SCHOOL_LABEL.search(piece.label + piece.column)
    is_labelled = bool(piece.label) and HAS_DEGREE.search(piece.plain)  # 工程师：海归硕士
    return bool(under or is_labelled or DEMANDS.search(piece.plain))


ABOUT_SCHOOLS = compiled(r"^.{0,6}(?:院校|学校|高校)(?:要求|层次|类别|范围|限制|条件)$")


def asks_for_a_school(piece: Piece) -> bool:
    """毕业院校要求：…… asks for a school whatever follows."""
    return bool(ABOUT_SCHOOLS.search(piece.label) or ABOUT_SCHOOLS.search(piece.column))


def of_graduates(piece: Piece) -> bool:
    around = "，".join([*piece.before[-1:], piece.plain])  # 国外高校毕业的，须为QS排名前150
    return is_asked(piece) and bool(
        GRADUATES.search(around) or SCHOOL_LABEL.search(piece.label + piece.column)
    )


WHY_MODE = "限定学习方式："
WHY_SCHOOL = "限定毕业院校："
WHY_ABROAD = "限定国（境）外学习经历："

# 985 and 211 are numbers before they are schools: only what follows tells
TIERED = (
    r"(?<![\d.])(?:985|211)(?!\d)(?:工程)?[”\"]?(?=[、和及或/,，“\"以与]|$|\(|等|重点|类|系列|建设|国家|国内|全国|层次|级|双一流|院校|高校"
    r"|大学|学校|平台大|毕业|本科|硕|博|研究生|学历|的|名校|应届|全日制|优先)"
)
ADMISSION = one_of(
    r"""
    统招(?!统) 统一招生 统一录取 统一高考 普通高考 (?<!系)统分 统本 统专 普招 普本
    计划内(?:招|录|统|本|专|硕|全) 国家(?:统一)?计划内?(?:招|录|统|任务) 国家任务
    招生计划(?:内)?(?:的)?(?:录取|招收|普通|高校|全日制) (?:纳入|列入|属于|国家|统一)[^，,;]{0,8}招生计划
    普通招生计划 统考(?:统招|入学|录取) 普通高招
    高招录取 (?:参加|通过|经)[^，,;]{0,6}(?:全国)?(?:统一)?(?<!成人)高考 (?<!成人)高考(?:统一)?录取
    (?:统一|全国)[^，,;]{0,10}(?:招生|入学)考试 高(?:等学)?校(?:统一)?招生(?:统一)?考试
    """
)
FIRST_DEGREE = one_of(
    r"""
    (?:第一|首|首个|起始|初始|原始|最初|起点|全程|前置|入学)(?:个)?学历 学历起点 本科起点 高中起点
    高起本 [四4]年制(?:大学|全日制)?本科
    """
)
STUDIED = one_of(
    r"""
    (?:一本|本一)(?=院校|高校|大学|批|线|以上|及以上|学历|毕业|类|本科|硕|研究|[、/或)]|$)
    第?一批(?:次)?(?:本科|重点)?(?:录取|招生|院校|高校|线) 本科(?:第)?[一二]批
    (?:第一|一|第二|二)批次(?=录取|本科|招生|院校|线|及以上|以上|$)
    (?:第一|本科)段线 重点本科 二本(?=以上|及以上)
    """
)
FAME = one_of(
    r"""
    高水平 知名 著名 一流 名牌 顶尖 顶级 优质(?!服务|教育|资源) 示范性? 世界级 排名靠前 较高层次
    部属 教育部直属 部委直属 省部共建 中管 老牌 较好
    """
)
# 知名企业、高校 is famed for its firms, 重点帮扶高校毕业生 for its help
BESIDE_FAME = r"(?:(?!企业|公司|医院|机构|人士|专家)[\u4e00-\u9fff“”\"、])"
FIELD = r"(?:本科|医学|医科|医药|师范|理工|工科|农业|农林|财经|综合性?|外语|政法|建设)?"
NO_POST = rf"(?!服务)(?!(?:或[^，,]{{0,10}})?(?:的)?(?:{POST}))"
FAMED = rf"(?:{FAME}(?:的)?{BESIDE_FAME}{{0,7}}?|重点(?:的)?{FIELD}){SCHOOL}{NO_POST}"
# a rank among pupils is no rank of schools
APART = r"(?:(?!成绩|绩点|测评|年级|班级|专业排|素质|考核|竞赛|学分|行业|企业|公司)[^，,;])"
OF_FIRMS = r"(?![^，,;]{0,8}(?:企业|公司|房企|强企|事务所|律所|机构|医院|银行|集团|设计院|券商))"
RANKED = one_of(
    rf"""
    (?:QS|泰晤士|(?<![A-Za-z])THE(?![A-Za-z])|ARWU|软科|[Uu]\.?[Ss]\.?\s?(?:NEWS|News|news))(?!认证|标志|体系|质量|证|生产许可)[^，,;]{{0,24}}?(?:{COMPARED}|大学|世界)
    (?:世界|全球|国际|亚洲|国内|全国|国家|大学|学校|院校|高校|校友会){APART}{{0,12}}?(?:排名|排行榜?)[^，,;]{{0,14}}?(?:前|TOP|top|Top|\d){OF_FIRMS}
    (?:世界|全球|国内|全国|亚洲|国际)(?:前|TOP|top|Top)\s?[\d百一二三五十]{{1,4}}(?:名|强|位|所)?(?:的|以内|以上)*(?:大学|高校|院校|学校)
    (?:世界|全球)百强(?:的)?(?:大学|高校|院校|学校|名校)
    (?:前|TOP|top|Top)\s?\d{{1,3}}(?:名|强|位)?(?:以内|的)*(?:海外)?(?:大学|高校|院校|学校)
    """
)
NAMED_TIER = one_of(
    rf"""
    {TIERED} 双一流 一流(?:大学|学科|高校|院校)(?!{POST}) (?<![A-Za-z])[Cc]9(?!\d) 九校联盟 华东五校
    藤校 常春藤 (?<![A-Za-z])G5 名校 罗素集团
    [Aa](?:类|档|等级|\+|-)(?:及以上|以上)?(?:的)?(?:评估|建设)?(?:学科|高校|大学|院校)
    学科评估[^，,;]{{0,12}}[ABab](?:\+|-|类|档|等|以|及)? 国家重点学科 五院四系 两财一贸 国防七子 老八校
    [三四五六七八九十]大(?:名校|院校|高校|财经)
    """
)
OWN_KIND = one_of(
    r"""
    公办 公立 省属 市属 部属 本科 师范 医学 医药 农林 财经 国(?:\(境\))?内 境内 普通 高等师范 综合性
    理工 重点 省内 正规
    """
)
WHICH_SCHOOL = one_of(
    rf"""
    毕业(?:院校|学校|高校|大学)[^，,;。不]{{0,6}}(?:{MUST}|为(?!准)|属(?!性)|(?:须|应)?(?:是|在)|列入|位列|进入|入选)
    就读(?:院校|学校|高校|大学)[^，,;。不]{{0,6}}(?:{MUST}|为(?!准)|属|是|在|列入|位列)
    (?:{MUST})[^，,;]{{0,12}}{OWN_KIND}(?!及)[^，,;]{{0,6}}{SCHOOL}[^，,;]{{0,10}}毕业
    (?:公办|公立|省属|市属|部属|师范|医学|医药|农林|财经|综合性|理工|境内|国内(?!外|\(外))[^，,;]{{0,6}}(?:院校|高校|大学|学校)[^，,;]{{0,10}}毕业
    (?:毕业于|就读于)(?!国家承认|国民教育|教育部(?:承认|认可|认定)|正规|技工|职业|各类|各级|任何)[^，,;]{{1,30}}?{SCHOOL}(?!(?:的)?{POST})
    [\u4e00-\u9fff]{{2}}(?<!大专|中专|高等|中等|普通|正规|各类|各级|内外|以上|承认|认可|专业|技工|职业|届的|应届|往届|成人|开放)(?:大学|院校)(?:[^，,;生]{{0,8}})毕业(?!生|后|前|证|时)
    (?:仅|只|限)[^，,;]{{0,4}}(?:限|招|聘|面向|收|录)?[^，,;]{{0,20}}[\u4e00-\u9fff]{{2,8}}(?:大学|学院)(?:[^，,;]{{0,20}})?(?:毕业生|应届生|毕业)
    """
)
ORDINARY = r"普通(?:高等学校|高等院校|高校|本科院校)"
ORDINARY_LIMIT = one_of(
    rf"""
    (?:仅|只|限|须|必须)[^，,;]{{0,16}}{ORDINARY}
    {ORDINARY}[^，,;]{{0,14}}(?:本科|专科|大专|研究生|硕士)[^，,;]{{0,8}}(?:学历|学位|毕业|以上)
    {ORDINARY}(?:毕业)?(?:学历|学位|毕业证)
    """
)
OVERSEAS = r"(?:国(?:\(境\))?外|境外|海外|出国|公派|海\(境\)外|国际(?=学习|留学))"
ABROAD_DEMAND = one_of(
    rf"""
    {OVERSEAS}[^，,;]{{0,8}}?(?:学习|求学|留学|教育|就读|深造|进修|学历|学位|交流学习)[^，,;]{{0,12}}?(?:经历|背景|经验|学历|学位)
    留学(?:一年|[^，,;]{{0,8}})?(?:以上)?(?:经历|背景|经验)
    (?:{MUST})[^，,;]{{0,8}}(?:留学(?:回国|归国)?(?:人员|生|人才)|海归|海外(?:留学)?(?:人才|归国|毕业))
    (?:{MUST}|具有|取得|获得|毕业于)[^，,;]{{0,6}}(?:{OVERSEAS})[^，,;]{{0,10}}?(?:大学|高校|院校|学位|学历|博士|硕士)
    海归 海外(?:经历|背景) ^(?:海外)?留学(?:归国|回国)(?:人员|人才)$
    (?:为|是|系)[^，,;]{{0,10}}留学(?:归来|归国|回国|人员)
    {OVERSEAS}[^，,;]{{0,6}}(?:高校|院校|大学)[^，,;生]{{0,4}}毕业(?!生|的$)
    (?:英国?|美国?|澳洲?|加拿大|欧美|英美|港澳|香港|德国|日本)[^，,;]{{0,6}}(?:院校|高校|大学)[^，,;]{{0,4}}毕业
    """
)

EXPRESSIONS = (
    Expression(
        MODE,
        "first_degree",
        compiled(FIRST_DEGREE),
        WHY_MODE + "以第一学历或起始学历设限，专升本等后续学历被排除",
        always,
    ),
    Expression(
        MODE,
        "admission",
        compiled(ADMISSION),
        WHY_MODE + "以统一招生录取设限，未用“全日制”一词而效果相同",
        of_learning,
    ),
    Expression(
        MODE,
        "full_time",
        compiled(r"(?<!非)全日制|全脱产|(?<![半不])脱产(?=学习|攻读|就读|取得|的|全)"),
        WHY_MODE + "只认全日制学历",
        of_learning,
    ),
    Expression(
        MODE,
        "ordinary_education",
        compiled(
            r"普通(?:高等)?教育(?!学|类专业)|普通(?:类)?全日制|普通(?:本科|专科)(?!专业|院校|高校)|普通高等本科"
        ),
        WHY_MODE + "只认普通高等教育学历，成人教育等被排除",
        of_learning,
    ),
    Expression(
        TIER,
        "named_by_label",
        compiled(r"^(?!.*(?:不限|不作|均可|任何|各类|见附|详见|^无$|^/$)).+"),
        WHY_SCHOOL + "对毕业院校提出要求",
        asks_for_a_school,
        "medium",
    ),
    Expression(TIER, "batch", compiled(STUDIED), WHY_SCHOOL + "以高考录取批次设限", of_learning_or_must),
    Expression(TIER, "ranked", compiled(RANKED), WHY_SCHOOL + "以院校排名设限", of_graduates),
    Expression(TIER, "tier", compiled(NAMED_TIER), WHY_SCHOOL + "以院校层次设限", of_graduates),
    Expression(TIER, "famed", compiled(FAMED), WHY_SCHOOL + "以院校名望设限", of_graduates, "medium"),
    Expression(
        TIER, "which_school", compiled(WHICH_SCHOOL), WHY_SCHOOL + "限于一部分院校", is_asked, "medium"
    ),
    Expression(
        TIER,
        "ordinary_school",
        compiled(ORDINARY_LIMIT),
        WHY_SCHOOL + "限于普通高等学校，技工院校等被排除",
        of_learning,
        "medium",
    ),
    Expression(
        ABROAD, "abroad", compiled(ABROAD_DEMAND), WHY_ABROAD + "把留学经历作为应聘条件", is_asked, "medium"
    ),
)

FOREIGN = rf"{OVERSEAS}(?:高校|院校|大学|学历|留学|取得|毕业)"
UNPROVED = compiled(r"未(?!就业|婚)|没有|无法|尚未|不能(?:提供|按)|逾期")
REFUSES = (
    (compiled(near(OTHER_MODE, REFUSED)), OTHER_MODE, "限定学习方式：排除非全日制、自考、函授等学历"),
    (compiled(near(OTHER_SCHOOL, REFUSED)), OTHER_SCHOOL, "限定毕业院校：排除职业院校、民办院校等毕业生"),
    (compiled(near(FOREIGN, REFUSED)), FOREIGN, "限定国（境）外学习经历：排除国（境）外学历"),
    (
        compiled(rf"(?<!或)(?<!、)非(?!全日制)(?:{OTHER_MODE}|{OTHER_SCHOOL})"),
        r"(?!)",
        "限定学习方式：排除自考、函授、职业院校等学历",
    ),
)
GOES_ON_REFUSING = compiled(rf"^(?:的|者|等|学历|毕业生|均|都|皆|一律|恕|概|将|请|亦|也)*(?:{REFUSED})")


def refusal(piece: Piece) -> Limit | None:
    """不接受自考、函授: the ways and schools that are shut out by name, here, in the next clause, or by the heading."""
    following = piece.rest[0] if piece.rest else ""
    goes_on = GOES_ON_REFUSING.search(following) or "ban" in piece.sections
    for pattern, words, why in REFUSES:
        found = pattern.search(piece.plain) or (goes_on and re.search(words, piece.plain))
        if found and not (words == FOREIGN and UNPROVED.search(piece.plain + "".join(piece.rest))):
            return Limit(REFUSAL, "refusal", found[0], why, start=found.start())
    return None


def limits(piece: Piece) -> Iterator[Limit]:
    """Every limiting expression of a clause, a refusal first: it says the limit outright."""
    if ABOUT_SCHOOLS.search(piece.plain):
        return  # a label or the head of a column
    if refused := refusal(piece):
        yield refused
    for expression in EXPRESSIONS:
        if found := expression.find(piece):
            yield found
