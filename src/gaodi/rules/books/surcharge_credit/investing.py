"""Who is in the scope of the credit in a period (R3.4, R3.10), and which payments count as investment (R3.5)."""

from __future__ import annotations

from polars import Expr, col, lit

from gaodi.rules.arithmetic import ZERO, choose, total
from gaodi.rules.facts import BEGINS
from gaodi.rules.formulas import ON, Check, Fact, Formula, InForce, Step
from gaodi.rules.kinds import CODE, DATE, MONEY, PERIOD, STATE, TEXT, TRUTH

NO_DAY = "9999-12-31"
LEVELS = {"national": "国家级名单", "province": "省级名单", "city": "只在市级名单", "none": "不在名单"}
MEMBERS = {"self": "试点企业本身", "wholly_owned": "全资子公司", "controlled": "控股子公司", "other": "其他"}
CATEGORIES = {
    "independent_school": "独立举办职业教育的办学投资和经费",
    "joint_school": "参与举办职业教育的办学投资和经费",
    "base_construction": "产教融合实训基地建设投资",
    "base_running": "产教融合实训基地基本运行费用",
    "national_project": "国家规划的其他重大项目",
    "donation": "上述项目以外的捐赠",
    "own_training": "本企业职工培训",
    "intern_pay": "实习生报酬",
    "unpaid_contract": "已签合同未付款",
    "land_in_kind": "以土地出资",
    "other": "其他支出",
}
VERDICTS = {"eligible": "计入", "manual_review": "须人工核定", "not_eligible": "不计入"}


# ------------------------------------------------------------------ scope

SCOPE_FACTS = (
    Fact("uscc", "统一社会信用代码", TEXT),
    Fact("period", "税款所属期", PERIOD),
    Fact("member", "与试点企业的关系", CODE, words=MEMBERS),
    Fact("list_level", "试点企业所在名单", CODE, words=LEVELS),
    Fact("listed_on", "入库日期", DATE),
    Fact("certified_on", "认证日期（未认证的留空）", DATE, blank=NO_DAY),
    Fact("removed_on", "移出日期（未移出的留空）", DATE, blank=NO_DAY),
)


def scope_steps(p: InForce) -> tuple[Step, ...]:
    """Listed by the province, and not removed, on the last day of the period."""
    stage_day = choose(p.value("credit_stage") == lit("certified"), col("certified_on"), col("listed_on"))
    in_scope = col("recognised") & col("member_counts") & col("begun") & col("not_removed")
    return (
        Step(
            "recognised",
            "列入省级或国家级名单",
            TRUTH,
            col("list_level").is_in(["national", "province"]),
            clauses=("provincial",),
            refuses="不在省级或国家级名单内；认定由省级部门负责，只有市级名单不够",
        ),
        Step(
            "member_counts",
            "是试点企业或其全资、控股子公司",
            TRUTH,
            col("member") != lit("other"),
            clauses=("group",),
            refuses="不是试点企业本身，也不是其全资或控股子公司",
        ),
        Step("counts_from", "投资自这一天起计入", DATE, stage_day),
        Step(
            "begun",
            "所属期末已入库（或认证）",
            TRUTH,
            col("counts_from") <= col(ON),
            clauses=("scope",),
            refuses="所属期末尚未入库（或尚未认证）",
        ),
        Step(
            "not_removed",
            "所属期末未被移出",
            TRUTH,
            col("removed_on") > col(ON),
            clauses=("period_end",),
            refuses="所属期末已被移出",
        ),
        Step("in_scope", "所属期末在培育范围内", TRUTH, in_scope),
    )


SCOPE = Formula(
    name="scope",
    label="是否在抵免范围内",
    facts=SCOPE_FACTS,
    key=("uscc", "period"),
    steps=scope_steps,
    outs=("in_scope", "counts_from"),
    dated_by="period",
)


# ------------------------------------------------------------------ payments

PAYMENT_FACTS = (
    Fact("uscc", "统一社会信用代码", TEXT),
    Fact("voucher", "付款凭证号", TEXT),
    Fact("paid_on", "付款日期（未付款的填合同日期）", DATE),
    Fact("amount", "金额", MONEY, "元"),
    Fact("category", "支出类别", CODE, words=CATEGORIES),
    Fact("stable_cooperation", "与职业院校有稳定合作", TRUTH),
    Fact("subsidised", "由政府补助返还", TRUTH),
    Fact("deducted_as_gift", "同一笔已按公益性捐赠税前扣除", TRUTH),
    Fact("counts_from", "投资自这一天起计入（入库或认证日）", DATE),
    Fact("removed_on", "移出日期（未移出的留空）", DATE, blank=NO_DAY),
)


def payment_steps(p: InForce) -> tuple[Step, ...]:
    """Each payment: what speaks against it, what must be looked at, and the amount that counts."""
    return (*_excluded(p), *_doubted(p), *_judged())


def _excluded(p: InForce) -> tuple[Step, ...]:
    paid = col("paid_on")
    alone = ~p.holds("cooperation_categories", col("category"))
    known = p.holds("eligible_categories", col("category")) | p.holds("review_categories", col("category"))
    return (
        Step(
            "education",
            "属于职业教育投入",
            TRUTH,
            known,
            clauses=("investment",),
            refuses="不是办学投资、办学经费，也不是实训基地等项目的投资和运行费用",
        ),
        Step(
            "cooperates",
            "合作建设的有稳定校企合作",
            TRUTH,
            alone | col("stable_cooperation"),
            clauses=("investment",),
            refuses="与职业院校没有稳定合作，实训基地等项目的支出不计",
        ),
        Step(
            "since_policy",
            "在政策施行以后付款",
            TRUTH,
            paid >= p.value("counted_since"),
            refuses="政策施行以前付款，不计",
        ),
        Step(
            "since_listing",
            "在入库（或认证）当年或以后付款",
            TRUTH,
            paid.dt.year() >= col("counts_from").dt.year(),
            clauses=("scope",),
            refuses="入库（或认证）以前年度付款，不计",
        ),
        Step(
            "until_removal",
            "在移出以前付款",
            TRUTH,
            paid < col("removed_on"),
            clauses=("scope",),
            refuses="移出以后付款，不计",
        ),
    )


def _doubted(p: InForce) -> tuple[Step, ...]:
    return (
        Step(
            "named",
            "支出类别在文件中写明",
            TRUTH,
            ~p.holds("review_categories", col("category")),
            advises="这类支出文件没有写明，由教育和税务部门核定",
        ),
        Step(
            "after_listing",
            "在入库（或认证）以后付款",
            TRUTH,
            col("paid_on") >= col("counts_from"),
            clauses=("same_year",),
            advises="入库（或认证）当年、入库以前付款，文件只写“当年”，由税务部门核定",
        ),
        Step(
            "own_money",
            "未由政府补助返还",
            TRUTH,
            ~col("subsidised"),
            clauses=("own_money",),
            advises="已由政府补助返还，是否计入由税务部门核定",
        ),
        Step(
            "claimed_once",
            "未又按公益性捐赠扣除",
            TRUTH,
            ~col("deducted_as_gift"),
            clauses=("claimed_once",),
            advises="同一笔又按公益性捐赠税前扣除，由税务部门核定",
        ),
    )


def _judged() -> tuple[Step, ...]:
    admitted = (
        col("education")
        & col("cooperates")
        & col("since_policy")
        & col("since_listing")
        & col("until_removal")
    )
    plain = col("named") & col("after_listing") & col("own_money") & col("claimed_once")
    verdict = choose(
        col("admitted"), choose(plain, lit("eligible"), lit("manual_review")), lit("not_eligible")
    )
    return (
        Step("admitted", "没有不计入的情形", TRUTH, admitted),
        Step("verdict", "是否计入投资", STATE, verdict, words=VERDICTS),
        Step("counted", "计入的投资额", MONEY, _where("eligible"), "元"),
        Step("pending", "待核定的金额", MONEY, _where("manual_review"), "元"),
    )


def _where(verdict: str) -> Expr:
    return choose(col("verdict") == lit(verdict), col("amount"), ZERO)


ELIGIBLE = Formula(
    name="eligible_investment",
    label="一笔支出是否计入投资",
    facts=PAYMENT_FACTS,
    key=("uscc", "voucher"),
    steps=payment_steps,
    outs=("verdict", "counted", "pending"),
    dated_by="paid_on",
)


def investment_totals(_p: InForce) -> tuple[Step, ...]:
    """What the payments of a period come to."""
    return (
        Step("new_investment", "当期新增投资额", MONEY, total(col("counted")), "元"),
        Step("to_review", "其中未计入、待核定的金额", MONEY, total(col("pending")), "元"),
    )


NEW_INVESTMENT = Formula(
    name="new_investment",
    label="一期的新增投资额",
    facts=(*PAYMENT_FACTS, Fact("period", "税款所属期", PERIOD)),
    key=("uscc", "voucher"),
    steps=payment_steps,
    gathered=investment_totals,
    outs=("new_investment", "to_review"),
    dated_by="period",
    per=("uscc", "period"),
    checks=(Check("paid_on", ~col("paid_on").is_between(col(BEGINS), col(ON)), "付款日期不在税款所属期内"),),
)
