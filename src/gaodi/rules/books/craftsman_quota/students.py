"""Which student may be selected (R5.2) and which may be recognised when the training ends (R5.3)."""

from __future__ import annotations

from polars import Expr, col, lit

from gaodi.rules.arithmetic import choose
from gaodi.rules.formulas import ON, Fact, Formula, InForce, Step
from gaodi.rules.kinds import CODE, COUNT, DATE, STATE, TEXT, TRUTH, YEAR

AWARDS = {
    "national": "国家级奖",
    "provincial_first": "省级一等奖",
    "provincial": "省级二、三等奖",
    "city": "市级奖",
    "unofficial": "非官方赛事奖",
    "none": "没有",
}
ROUTES = {"trained": "培养期满认定", "direct": "直接申报认定"}
ASSESSMENTS = {"passed": "合格", "failed": "不合格", "none": "尚未考核"}
STATES = {
    "recognised": "可以认定",
    "pending": "培养或考核还没有结束",
    "hold": "暂缓，等公示期满、异议处理完",
    "eliminated": "淘汰",
    "withdrawn": "已退出",
    "refused": "不予认定",
}

CANDIDATE = (
    Fact("student", "学生（证件摘要）", TEXT),
    Fact("year", "遴选年度", YEAR),
    Fact("registered", "在籍", TRUTH),
    Fact("study_year", "所在学年（第几学年）", COUNT, "学年"),
    Fact("discipline", "有未解除的处分", TRUTH),
    Fact("evidence", "有技能等级证书或获奖证明", TRUTH),
)


def conditions(p: InForce) -> tuple[Step, ...]:
    """Four conditions, then whether all hold."""
    named = (
        Step("is_registered", "在籍学生", TRUTH, col("registered"), refuses="不是在籍学生", clauses=_C),
        Step(
            "late_enough",
            "不在第一学年",
            TRUTH,
            col("study_year") >= p.value("first_year_allowed_from"),
            refuses="学年不够",
        ),
        Step("clean", "没有未解除的处分", TRUTH, ~col("discipline"), refuses="有未解除的处分", clauses=_C),
        Step(
            "has_evidence",
            "有技能或获奖证明",
            TRUTH,
            col("evidence"),
            refuses="没有技能等级证书或获奖证明",
            clauses=_C,
        ),
    )
    together: Expr = lit(value=True)
    for condition in named:
        together = together & col(condition.name)
    return (*named, Step("eligible", "可以参加遴选", TRUTH, together))


_C = ("conditions",)

ELIGIBLE = Formula(
    name="eligible",
    label="工匠后备人才遴选条件",
    facts=CANDIDATE,
    key=("student", "year"),
    steps=conditions,
    outs=("eligible",),
    dated_by="year",
)

TRAINED = (
    Fact("student", "学生（证件摘要）", TEXT),
    Fact("route", "认定方式", CODE, words=ROUTES),
    Fact("withdrawn", "已退出培养", TRUTH),
    Fact("training_end", "培养结束日期（直接申报的不填）", DATE, optional=True),
    Fact("assessment", "考核结果（直接申报的不填）", CODE, words=ASSESSMENTS, optional=True),
    Fact("award", "获奖（只有直接申报的要填）", CODE, words=AWARDS, optional=True),
    Fact("notice_over", "公示期满", TRUTH),
    Fact("objection_open", "公示有异议没有处理完", TRUTH),
)


def recognition(p: InForce) -> tuple[Step, ...]:
    """Where a student stands: what the route asks, then the public notice."""
    return (
        Step("direct", "直接申报", TRUTH, col("route") == lit("direct")),
        Step("trained", "培养期满认定", TRUTH, ~col("direct")),
        Step("undisputed", "公示期满没有异议", TRUTH, col("notice_over") & ~col("objection_open")),
        Step(
            "listed_award",
            "有规定的奖项",
            TRUTH,
            p.holds("direct_awards", col("award")),
            when="direct",
            refuses="直接申报要有规定的奖项，没有证明的不予认定",
        ),
        Step("term_over", "培养期满", TRUTH, col("training_end") <= col(ON), when="trained"),
        Step("merit", "公示以前的结果", STATE, _merit(), words=STATES, clauses=("recognise",)),
        Step("state", "能否认定", STATE, _state(), words=STATES, clauses=("recognise",)),
    )


def _merit() -> Expr:
    assessed = choose(col("assessment") == lit("failed"), lit("eliminated"), lit("pending"))
    passed = choose(col("assessment") == lit("passed"), lit("recognised"), assessed)
    trained = choose(col("term_over"), passed, lit("pending"))
    awarded = choose(col("listed_award"), lit("recognised"), lit("refused"))
    return choose(col("direct"), awarded, trained)


def _state() -> Expr:
    noticed = choose(col("undisputed"), lit("recognised"), lit("hold"))
    stays = choose(col("merit") == lit("recognised"), noticed, col("merit"))
    return choose(col("withdrawn"), lit("withdrawn"), stays)


RECOGNITION = Formula(
    name="recognition",
    label="工匠后备人才认定",
    facts=TRAINED,
    key=("student",),
    steps=recognition,
    outs=("state",),
)
