"""After the entry: plan and certification (R3.2), removal, the years without application, review (R3.3)."""

from __future__ import annotations

from polars import col, lit

from gaodi.rules.arithmetic import choose, days_after, months_after, years_after
from gaodi.rules.formulas import ON, Check, Fact, Formula, InForce, Step
from gaodi.rules.kinds import DATE, STATE, TEXT, TRUTH
from gaodi.rules.workdays import in_calendar, working_day_from

NO_DAY = "9999-12-31"
USCC = Fact("uscc", "统一社会信用代码", TEXT)
REMOVED = Fact("removed_on", "移出日期（未移出的留空）", DATE, blank=NO_DAY)

# ------------------------------------------------------------------ certification

PLAN_WORDS = {
    "open": "尚未到期",
    "met": "按时公开并报备",
    "met_late": "逾期公开并报备",
    "not_met": "到期未公开报备",
}


def certification_steps(p: InForce) -> tuple[Step, ...]:
    """The plan within three months of the listing; after a year of building one may apply."""
    deadline = working_day_from(months_after(col("listed_on"), p.value("plan_months")))
    done = choose(col("plan_done_on") <= col("plan_deadline"), lit("met"), lit("met_late"))
    waiting = choose(col(ON) <= col("plan_deadline"), lit("open"), lit("not_met"))
    may = col("has_plan") & col("has_built") & col("still_listed")
    return (
        Step("plan_deadline", "三年规划公开报备的最后一天", DATE, deadline, clauses=("counting",)),
        Step(
            "calendar_known",
            "那一年的节假日已公布",
            TRUTH,
            in_calendar(col("plan_deadline")),
            advises="那一年的节假日安排尚未公布，最后一天暂按周一至周五上班推算",
        ),
        Step("plan_state", "三年规划", STATE, choose(col("plan_done"), done, waiting), words=PLAN_WORDS),
        Step(
            "plan_in_time",
            "三年规划没有逾期",
            TRUTH,
            ~col("plan_state").is_in(["met_late", "not_met"]),
            clauses=("plan",),
            advises="三年规划没有在入库后三个月内公开并报备",
        ),
        Step(
            "earliest", "最早可申请认证的日期", DATE, months_after(col("listed_on"), p.value("build_months"))
        ),
        Step(
            "has_plan",
            "三年规划已公开并报备",
            TRUTH,
            col("plan_done"),
            clauses=("plan",),
            refuses="三年规划还没有公开并报备",
        ),
        Step(
            "has_built",
            "建设培育满一年",
            TRUTH,
            col("earliest") <= col(ON),
            clauses=("building",),
            refuses="建设培育还没有满一年",
        ),
        Step(
            "still_listed",
            "没有被移出",
            TRUTH,
            col("removed_on") > col(ON),
            clauses=("removal",),
            refuses="已被移出，不能申请认证",
        ),
        Step("may_apply", "这一天可以申请认证", TRUTH, may),
    )


CERTIFICATION = Formula(
    name="certification",
    label="三年规划和申请认证的时间",
    facts=(
        USCC,
        Fact("listed_on", "入库日期", DATE),
        Fact("plan_done", "三年规划已公开并报备", TRUTH),
        Fact("plan_done_on", "公开和报备都完成的日期", DATE),
        REMOVED,
    ),
    key=("uscc",),
    steps=certification_steps,
    outs=("may_apply", "earliest", "plan_state", "plan_deadline"),
    checks=(Check("plan_done_on", col("plan_done_on") > col(ON), "晚于所问的日期"),),
)

# ------------------------------------------------------------------ removal

CAUSES = (
    ("false_statement", "honest", "申请、年报和评估没有弄虚作假", "在申请、年度报告或评估中弄虚作假"),
    ("accident", "safe", "资格期内没有重大事故", "资格期内发生重大环保、安全、质量事故"),
    ("rights_violated", "fair", "没有侵犯学生权益", "侵犯学生合法权益"),
    ("joint_punishment", "clean", "没有列入联合惩戒名单", "列入失信联合惩戒名单"),
)


def removal_steps(p: InForce) -> tuple[Step, ...]:
    """Any of four causes cancels, and then nobody may apply for five years."""
    again = years_after(col("found_on"), p.value("block_years"))
    none = col("honest") & col("safe") & col("fair") & col("clean")
    return (
        *(
            Step(name, label, TRUTH, ~col(fact), clauses=("removal",), refuses=cause)
            for fact, name, label, cause in CAUSES
        ),
        Step("cancelled", "取消资格", TRUTH, ~none, clauses=("removal",)),
        Step("may_apply_from", "可以再次申报的第一天", DATE, again, when="cancelled", clauses=("counting",)),
        Step("blocked_until", "禁报期的最后一天", DATE, days_after(again, lit(-1)), when="cancelled"),
    )


REMOVAL = Formula(
    name="removal",
    label="取消资格和禁报期",
    facts=(
        USCC,
        Fact("found_on", "查实日期", DATE),
        Fact("false_statement", "申请、年报或评估弄虚作假", TRUTH),
        Fact("accident", "资格期内发生重大事故", TRUTH),
        Fact("rights_violated", "侵犯学生权益", TRUTH),
        Fact("joint_punishment", "列入联合惩戒名单", TRUTH),
    ),
    key=("uscc", "found_on"),
    steps=removal_steps,
    outs=("cancelled", "blocked_until", "may_apply_from"),
    dated_by="found_on",
)

# ------------------------------------------------------------------ review

REVIEW_WORDS = {"due": "应复核", "current": "未到复核期"}


def review_steps(p: InForce) -> tuple[Step, ...]:
    """The province looks again every three years."""
    due = years_after(col("checked_on"), p.value("review_years"))
    return (
        Step("review_on", "应复核的日期", DATE, due),
        Step(
            "review",
            "是否应复核",
            STATE,
            choose(col(ON) >= col("review_on"), lit("due"), lit("current")),
            words=REVIEW_WORDS,
        ),
    )


REVIEW = Formula(
    name="review",
    label="三年复核",
    facts=(USCC, Fact("checked_on", "认证或上次复核日期", DATE)),
    key=("uscc",),
    steps=review_steps,
    outs=("review", "review_on"),
)
