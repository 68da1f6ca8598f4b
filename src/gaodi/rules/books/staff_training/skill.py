"""The subsidy for a skill certificate; the certificate's date chooses the rules (R2.2)."""

from __future__ import annotations

from polars import Expr, col, lit

from gaodi.rules.arithmetic import ZERO, choose, months_after
from gaodi.rules.formulas import Check, Fact, Formula, InForce, Step, Wording
from gaodi.rules.kinds import CODE, COUNT, DATE, MONEY, TEXT, TRUTH
from gaodi.rules.workdays import in_calendar, working_day_from

LEVELS = {"junior": "初级工", "intermediate": "中级工", "senior": "高级工"}
STATUSES = {"staff": "企业职工", "unemployed": "领取失业保险金人员", "other": "其他人员"}

FACTS = (
    Fact("person", "职工（证件摘要）", TEXT),
    Fact("occupation", "职业（工种）", TEXT),
    Fact("level", "证书等级", CODE, words=LEVELS),
    Fact("certificate", "证书日期", DATE),
    Fact("applied", "申请日期", DATE),
    Fact("status", "人员类别", CODE, words=STATUSES),
    Fact("insured_months", "到证书日期累计参加失业保险", COUNT, "个月"),
    Fact("urgent", "急需紧缺职业", TRUTH),
    Fact("taken_this_year", "申请年已领次数", COUNT, "次"),
    Fact("same_taken", "同一职业同一等级已领过", TRUTH),
    Fact("training_subsidy", "已领职业培训补贴", TRUTH),
    Fact("higher_taken", "同一职业高等级补贴已领过", TRUTH),
    Fact("higher_held", "已有同一职业高等级证书", TRUTH),
)


def steps(p: InForce) -> tuple[Step, ...]:
    """Each condition with its article, then the amount for one who meets all."""
    conditions = _conditions(p)
    together: Expr = lit(value=True)
    for condition in conditions:
        together = together & col(condition.name)
    return (
        Step("last_day", "申请截止日", DATE, _last_day(p), clauses=("rest_day",)),
        Step(
            "calendar_known",
            "截止日按已公布的放假安排推算",
            TRUTH,
            in_calendar(col("last_day")),
            advises="暂按：这一年的放假安排还没有公布，截止日按周一至周五推算",
        ),
        Step("times", "这一年最多领取", COUNT, _times(p), "次"),
        *conditions,
        Step("eligible", "可以领取", TRUTH, together),
        Step("amount", "补贴最多", MONEY, choose(col("eligible"), _amount(p), ZERO), "元"),
    )


def _conditions(p: InForce) -> tuple[Step, ...]:
    return (
        Step(
            "who_fits",
            "人员类别符合",
            TRUTH,
            p.holds("who", col("status")),
            refuses="这类人员按证书日期的规定不能申领",
        ),
        Step(
            "insured",
            "参保月数够",
            TRUTH,
            col("insured_months") >= p.value("insured_months"),
            refuses="到证书日期参加失业保险的月数不够",
            clauses=("by_certificate",),
        ),
        Step("in_time", "在期限内申请", TRUTH, col("applied") <= col("last_day"), refuses="申请超过期限"),
        Step(
            "within_times",
            "没有超过每年次数",
            TRUTH,
            col("taken_this_year") < col("times"),
            refuses="这一年领取的次数已到上限",
            clauses=("by_certificate",),
        ),
        Step(
            "first_of_level",
            "同一职业同一等级没有领过",
            TRUTH,
            (Wording("once", ~col("same_taken")),),
            refuses="同一职业同一等级已领过",
        ),
        Step(
            "not_doubled",
            "没有领职业培训补贴",
            TRUTH,
            (Wording("once", ~col("training_subsidy")),),
            refuses="已领职业培训补贴，不重复享受",
        ),
        Step(
            "not_lower",
            "不是高等级之后的低等级",
            TRUTH,
            (Wording("higher_paid", _after_subsidy()), Wording("higher_held", _after_certificate())),
            refuses="同一职业已有高等级，不再补低等级",
        ),
    )


def _after_subsidy() -> Expr:
    """领过高等级补贴的，不再领同职业低等级（2024年以前）。"""
    return ~col("higher_taken")


def _after_certificate() -> Expr:
    """已有高等级证书的，不再领同职业低等级（2025年）。"""
    return ~col("higher_held")


def _last_day(p: InForce) -> Expr:
    return working_day_from(months_after(col("certificate"), p.value("apply_months")))


def _times(p: InForce) -> Expr:
    more = choose(col("urgent"), p.value("more_for_urgent"), ZERO)
    return p.value("times_a_year") + more


def _amount(p: InForce) -> Expr:
    level = col("level")
    higher = choose(level == lit("intermediate"), p.value("amount_intermediate"), p.value("amount_senior"))
    return choose(level == lit("junior"), p.value("amount_junior"), higher)


SKILL_SUBSIDY = Formula(
    name="skill_subsidy",
    label="技能提升补贴",
    facts=FACTS,
    key=("person", "occupation", "level", "certificate"),
    steps=steps,
    outs=("eligible", "amount", "last_day", "times"),
    dated_by="certificate",
    checks=(Check("applied", col("applied") < col("certificate"), "申请日期早于证书日期"),),
)
