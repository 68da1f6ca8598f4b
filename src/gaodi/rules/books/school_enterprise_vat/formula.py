"""VAT of enterprises run by schools (R7.1–R7.3): exempt until 2025, taxed since 2026; small sellers besides."""

from __future__ import annotations

from polars import Expr, col, lit

from gaodi.rules.arithmetic import ZERO, all_hold, choose, months_after, total
from gaodi.rules.facts import RHYTHM
from gaodi.rules.formulas import ON, Check, Fact, Formula, InForce, Step, Wording
from gaodi.rules.kinds import CODE, DATE, MONEY, PERIOD, STATE, TEXT, TRUTH

FILINGS = {"month": "按月", "quarter": "按季"}
SERVICES = {
    "rd_technical": "研发和技术服务",
    "information": "信息技术服务",
    "design": "设计服务",
    "intellectual_property": "知识产权服务",
    "conference": "会议展览服务",
    "logistics": "物流辅助服务",
    "operating_lease": "经营租赁服务",
    "assurance": "鉴证咨询服务",
    "broadcasting": "广播影视服务",
    "business_support": "商务辅助服务",
    "education_medical": "教育医疗服务",
    "tourism": "旅游娱乐服务",
    "catering_lodging": "餐饮住宿服务",
    "daily_life": "居民日常服务（桑拿、氧吧除外）",
    "finance_lease": "融资租赁服务",
    "advertising": "广告服务",
    "other_modern": "其他现代服务",
    "culture_sport": "文化体育服务",
    "other_life": "其他生活服务",
    "sauna_oxygen": "桑拿、氧吧",
    "repair": "加工修理修配",
    "goods": "销售货物",
    "construction": "建筑服务",
    "transport": "交通运输服务",
    "finance": "金融服务",
    "other": "其他",
}
VERDICTS = {
    "exempt": "免税",
    "below_limit": "小规模起征点以下，免税",
    "partly": "部分免税",
    "not_exempt": "应税，不符合免税条件",
    "taxable": "应税，校办企业免税已停止",
}
LINE_FACTS = (
    Fact("uscc", "统一社会信用代码", TEXT),
    Fact("period", "税款所属期", PERIOD),
    Fact("line", "收入序号", TEXT),
    Fact("service", "收入项目", CODE, words=SERVICES),
    Fact("sales", "不含税销售额", MONEY, "元"),
)
FACTS = (
    *LINE_FACTS,
    Fact("filing", "申报期限", CODE, words=FILINGS),
    Fact("public_school", "举办学校是公办职业学校", TRUTH),
    Fact("internship_purpose", "主要为在校学生提供实习场所", TRUTH),
    Fact("school_funded", "全部由学校出资", TRUTH),
    Fact("school_managed", "由学校经营管理", TRUTH),
    Fact("income_to_school", "经营收入归学校所有", TRUTH),
    Fact("separate_books", "免税销售额单独核算", TRUTH),
    Fact("special_invoice", "这项收入开了增值税专用发票", TRUTH),
    Fact("waived", "放弃过免税", TRUTH),
    Fact("waived_on", "放弃免税的日期", DATE),
    Fact("small_scale", "小规模纳税人", TRUTH),
)


# ------------------------------------------------------------------ each line of income


def line_steps(p: InForce) -> tuple[Step, ...]:
    """Whether a kind of income is one that could be exempt, and what of it."""
    return (_covered(p), Step("covered_sales", "可免税项目的销售额", MONEY, _where_covered(), "元"))


def _covered(p: InForce) -> Step:
    return Step(
        "covered",
        "属于可免税的服务项目",
        TRUTH,
        (
            Wording("exemption", _in_the_list(p)),
            Wording("ended", _nothing()),
        ),
        refuses="不属于可免税的现代服务、生活服务项目",
    )


def _in_the_list(p: InForce) -> Expr:
    """From 2016-05-01 to 2025-12-31: modern and life services but for those named; no goods, no transport."""
    return p.holds("covered_services", col("service"))


def _nothing() -> Expr:
    """Since 2026-01-01 the exemption of school enterprises is in no list."""
    return lit(value=False)


def _where_covered() -> Expr:
    return choose(col("covered"), col("sales"), ZERO)


LINES = Formula(
    name="service_items",
    label="一项收入属不属于可免税项目",
    facts=LINE_FACTS,
    key=("uscc", "period", "line"),
    steps=line_steps,
    outs=("covered", "covered_sales"),
    dated_by="period",
)


# ------------------------------------------------------------------ a firm and a period


def row_steps(p: InForce) -> tuple[Step, ...]:
    """The lines of income, and the firm's own facts, which each line repeats."""
    free_again = months_after(col("waived_on"), p.value("waiver_months")) <= col(ON)
    return (
        *line_steps(p),
        Step("free", "没有放弃免税或已满期限", TRUTH, choose(col("waived"), free_again, lit(value=True))),
        Step(
            "invoiced_rightly", "可免税项目没有开专用发票", TRUTH, ~(col("covered") & col("special_invoice"))
        ),
        Step("monthly", "按月申报", TRUTH, col("filing") == lit("month")),
    )


CONDITIONS = (
    ("is_public", "举办学校是公办职业学校", "public_school", "举办学校不是公办职业学校"),
    ("for_interns", "主要为在校学生提供实习场所", "internship_purpose", "不是主要为在校学生提供实习场所"),
    ("funded", "由学校出资自办", "school_funded", "有学校以外的股东，不是学校出资自办"),
    ("managed", "由学校负责经营管理", "school_managed", "不由学校负责经营管理"),
    ("school_income", "经营收入归学校所有", "income_to_school", "经营收入不归学校所有"),
)


def gathered(_p: InForce) -> tuple[Step, ...]:
    """The sums of a period, and the conditions of the firm."""
    return (
        Step("sales_total", "当期全部销售额", MONEY, total(col("sales")), "元"),
        Step("covered_total", "其中可免税项目", MONEY, total(col("covered_sales")), "元"),
        *(_condition(name, label, fact, ("school_run",), says) for name, label, fact, says in CONDITIONS),
        _condition(
            "books", "免税销售额单独核算", "separate_books", ("books",), "免税销售额没有单独核算，不得免税"
        ),
        _condition(
            "not_waived", "没有放弃免税或已满期限", "free", ("waiver",), "已放弃免税，期限以内不得再享受"
        ),
        Step(
            "invoices",
            "可免税项目没有开专用发票",
            TRUTH,
            all_hold(col("invoiced_rightly")),
            clauses=("invoices",),
            advises="免税项目不得开增值税专用发票，已开的部分应当缴税，请核对",
        ),
        Step(
            "small",
            "是小规模纳税人",
            TRUTH,
            all_hold(col("small_scale")),
            advises="一般纳税人，应缴税额按适用税率另算",
        ),
        Step("by_month", "按月申报", TRUTH, all_hold(col("monthly"))),
    )


def _condition(name: str, label: str, fact: str, clauses: tuple[str, ...], says: str) -> Step:
    return Step(name, label, TRUTH, all_hold(col(fact)), clauses=clauses, refuses=says)


def concluded(p: InForce) -> tuple[Step, ...]:
    """What is exempt as a school's enterprise, then what a small seller need not pay, then the tax of the rest."""
    return (*_entitled(), *_small_seller(p), *_taxed(p))


def _entitled() -> tuple[Step, ...]:
    relief = (Wording("exemption", lit("in_force")), Wording("ended", lit("lapsed")))
    return (
        Step("relief", "校办企业免税政策", STATE, relief, words={"in_force": "有效"}),
        Step(
            "in_force",
            "校办企业免税政策有效",
            TRUTH,
            col("relief") == lit("in_force"),
            clauses=("ended",),
            refuses="校办企业免税自2026年1月1日起停止，以后发生的收入应税",
        ),
        Step(
            "some_covered",
            "有可免税的服务收入",
            TRUTH,
            ~col("in_force") | (col("covered_total") > 0),
            clauses=("exemption",),
            refuses="当期收入都不属于可免税的现代服务、生活服务项目",
        ),
        Step("entitled", "符合校办企业免税条件", TRUTH, _all_conditions() & col("in_force")),
        Step(
            "exempt_sales",
            "校办企业免税销售额",
            MONEY,
            choose(col("entitled"), col("covered_total"), ZERO),
            "元",
        ),
        Step("rest", "其余销售额", MONEY, col("sales_total") - col("exempt_sales"), "元"),
    )


def _all_conditions() -> Expr:
    school = col("is_public") & col("for_interns") & col("funded") & col("managed") & col("school_income")
    return school & col("books") & col("not_waived")


def _small_seller(p: InForce) -> tuple[Step, ...]:
    limit = choose(col("by_month"), p.value("limit_month"), p.value("limit_quarter"))
    below = (Wording("limit_included", _up_to()), Wording("limit_excluded", _under()))
    return (
        Step("limit", "小规模起征点", MONEY, limit, "元"),
        Step("below", "销售额在起征点以下", TRUTH, below),
        Step(
            "small_exempt", "按小规模起征点免税", TRUTH, choose(col("small"), col("below"), lit(value=False))
        ),
    )


def _up_to() -> Expr:
    """Until 2025: the limit itself is still exempt."""
    return col("sales_total") <= col("limit")


def _under() -> Expr:
    """Since 2026: who reaches the limit pays on all of it."""
    return col("sales_total") < col("limit")


def _taxed(p: InForce) -> tuple[Step, ...]:
    taxed = choose(col("small_exempt"), ZERO, col("rest"))
    return (
        Step("taxable_sales", "应税销售额", MONEY, taxed, "元"),
        Step("tax", "应缴增值税（小规模）", MONEY, p.rate("levy_rate").half_up(taxed), "元", when="small"),
        Step("state", "结论", STATE, _state(), words=VERDICTS),
    )


def _state() -> Expr:
    whole = col("entitled") & (col("rest") == 0)
    # in this branch one of both holds: where it is not known to be the first, it is the second
    free = choose(whole.fill_null(value=False), lit("exempt"), lit("below_limit"))
    lost = choose(col("in_force"), lit("not_exempt"), lit("taxable"))
    return choose(whole | col("small_exempt"), free, choose(col("exempt_sales") > 0, lit("partly"), lost))


SCHOOL_ENTERPRISE = Formula(
    name="school_enterprise_vat",
    label="校办企业增值税",
    facts=FACTS,
    key=("uscc", "period", "line"),
    steps=row_steps,
    gathered=gathered,
    concluded=concluded,
    outs=("state", "exempt_sales", "taxable_sales", "tax", "relief"),
    dated_by="period",
    per=("uscc", "period"),
    checks=(
        Check(
            "filing",
            col("filing") != col(RHYTHM),
            "申报期限与税款所属期不符，如 2025-05 应是按月，2025Q1 应是按季",
        ),
    ),
)
FORMULAS = (SCHOOL_ENTERPRISE, LINES)
