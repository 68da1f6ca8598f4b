"""Last days to object to a result of supervision, inspection or accountability, and to decide on it (R16.2)."""

from __future__ import annotations

from polars import Expr, coalesce, col, lit

from gaodi.rules.arithmetic import choose, days_after, months_after
from gaodi.rules.formulas import Check, Fact, Formula, InForce, Step
from gaodi.rules.kinds import CODE, DATE, STATE, TEXT, TRUTH
from gaodi.rules.workdays import in_calendar, working_day_from

SUPERVISION, INSPECTION, ACCOUNTABILITY = "supervision", "inspection", "accountability"
TRACKS = {SUPERVISION: "政府督查", INSPECTION: "教育督导（山东）", ACCOUNTABILITY: "教育督导问责"}
FURTHER = {"none": "没有再申诉的规定", "unlimited": "可以申诉，没有规定期限", "limited": "可以申诉，有期限"}
PROVISIONAL = "暂按：有的年份放假安排还没有公布，最后一天按周一至周五推算"

FACTS = (
    Fact("item", "事项编号", TEXT),
    Fact("track", "哪一条路", CODE, words=TRACKS),
    Fact("received_on", "收到结论（决定）日", DATE),
    Fact("filed_on", "申请复核（复查）日", DATE, optional=True),
    Fact("decided_on", "作出复核（复查）决定日", DATE, optional=True),
    Fact("review_asked", "申请了复核", TRUTH, optional=True),
    Fact("appealed_on", "申诉日", DATE, optional=True),
    Fact("reviewers_new", "复核人员没有参与原督查", TRUTH, optional=True),
)


def steps(p: InForce) -> tuple[Step, ...]:
    """The way is told first; then the objection, the decision on it, and the appeal."""
    told = [Step(f"is_{track}", name, TRUTH, col("track") == lit(track)) for track, name in TRACKS.items()]
    asked = choose(
        col("is_accountability"), col("review_asked") | col("filed_on").is_not_null(), lit(value=True)
    )
    return (
        *told,
        Step("asks_review", "申请复核（复查）", TRUTH, asked),
        *_objection(p),
        *_decision(p),
        *_appeal(p),
        _provisional(),
    )


def _objection(p: InForce) -> tuple[Step, ...]:
    ends = [
        Step(
            f"object_end_{track}",
            f"{name}：提出异议期满日",
            DATE,
            days_after(col("received_on"), p.value(f"object_days_{track}")),
            when=f"is_{track}",
            clauses=("day_left_out", f"review_{track}"),
        )
        for track, name in TRACKS.items()
    ]
    return (
        *ends,
        Step("last_object", "最晚提出异议日", DATE, _rolled(p, _of_track("object_end"))),
        Step(
            "in_time",
            "按期提出异议",
            TRUTH,
            col("filed_on") <= col("last_object"),
            when="asks_review",
            refuses="不满足：超过期限提出，不予受理",
        ),
    )


def _decision(p: InForce) -> tuple[Step, ...]:
    filed = col("filed_on")
    ends = {
        SUPERVISION: days_after(filed, p.value("decide_days_supervision")),
        INSPECTION: months_after(filed, p.value("decide_months_inspection")),
        ACCOUNTABILITY: days_after(filed, p.value("decide_days_accountability")),
    }
    counted = {INSPECTION: ("same_day_number",)}
    return (
        *[
            Step(
                f"decide_end_{track}",
                f"{TRACKS[track]}：答复期满日",
                DATE,
                end,
                when=f"is_{track}",
                clauses=counted.get(track, ()),
            )
            for track, end in ends.items()
        ],
        Step("decision_due", "最晚答复日", DATE, _rolled(p, _of_track("decide_end")), when="in_time"),
        Step(
            "decided_in_time",
            "按期答复",
            TRUTH,
            col("decided_on") <= col("decision_due"),
            when="in_time",
            refuses="不满足：复核（复查）决定超过期限",
        ),
        Step(
            "stepped_back",
            "原督查人员回避",
            TRUTH,
            col("reviewers_new"),
            when="is_supervision",
            clauses=("step_back",),
            refuses="不满足：原督查人员参加了复核",
        ),
    )


def _appeal(p: InForce) -> tuple[Step, ...]:
    limited = "is_accountability"
    since = choose(col("asks_review"), col("decided_on"), col("received_on"))
    last = days_after(col("appeal_from"), p.value("appeal_days"))
    due = days_after(col("appealed_on"), p.value("appeal_decide_days"))
    return (
        Step("further", "再申诉", STATE, _further(), clauses=("appeal_inspection",), words=FURTHER),
        Step("appeal_from", "申诉期限起算", DATE, since, when=limited),
        Step(
            "appeal_last",
            "最晚申诉日",
            DATE,
            _rolled(p, last),
            when=limited,
            clauses=("day_left_out", "not_suspended"),
        ),
        Step(
            "appeal_in_time",
            "按期申诉",
            TRUTH,
            col("appealed_on") <= col("appeal_last"),
            when=limited,
            refuses="不满足：超过期限申诉",
        ),
        Step("appeal_due", "最晚处理申诉日", DATE, _rolled(p, due), when="appeal_in_time"),
    )


def _further() -> Expr:
    after = choose(col("is_inspection"), lit("unlimited"), lit("limited"))
    return choose(col("is_supervision"), lit("none"), after)


def _of_track(name: str) -> Expr:
    return coalesce([col(f"{name}_{track}") for track in TRACKS])


def _rolled(p: InForce, day: Expr) -> Expr:
    return choose(p.value("roll_over") == lit("next_working_day"), working_day_from(day), day)


def _provisional() -> Step:
    known = lit(value=True)
    for name in ("last_object", "decision_due", "appeal_last", "appeal_due"):
        known = known & in_calendar(col(name)).fill_null(value=True)
    return Step("calendar_known", "放假安排已公布", TRUTH, known, advises=PROVISIONAL)


def _before(later: str, earlier: str, sentence: str) -> Check:
    return Check(later, col(later) < col(earlier), sentence)


DEADLINES = Formula(
    name="objection_deadlines",
    label="最后一天",
    facts=FACTS,
    key=("item",),
    steps=steps,
    outs=(
        *("last_object", "in_time", "decision_due", "decided_in_time"),
        *("further", "appeal_last", "appeal_in_time", "appeal_due"),
    ),
    dated_by="received_on",
    checks=(
        _before("filed_on", "received_on", "早于收到结论的日子，请核对"),
        _before("decided_on", "filed_on", "早于申请复核的日子，请核对"),
        _before("appealed_on", "received_on", "早于收到结论的日子，请核对"),
    ),
)
FORMULAS = (DEADLINES,)
