"""Career-experience centres: built, running, still in use (R12.1); pupils, safety and trips (R12.2, R12.3)."""

from __future__ import annotations

from polars import Expr, col, lit

from gaodi.rules.arithmetic import ZERO, above_zero, choose, distinct, least
from gaodi.rules.books.experience_centre.visits import REACH, STUDY_TRIP, VISIT_SAFETY
from gaodi.rules.formulas import ON, Fact, Formula, InForce, Step
from gaodi.rules.kinds import COUNT, DATE, STATE, TEXT, TRUTH

NOT_YET = "9999-12-31"
STATUSES = {"in_use": "在用", "idle": "闲置（当年没有学校到访）", "not_met": "没有建成"}

FACTS = (
    Fact("area", "地区", TEXT),
    Fact("room", "场所", TEXT),
    Fact("document", "设立文件", TEXT),
    Fact("established", "设立日期", DATE),
    Fact("partners", "合作的职业学校和企业", COUNT, "个"),
    Fact("projects", "体验项目", COUNT, "个"),
    Fact("safety_plan", "有安全预案", TRUTH),
    Fact("insured", "有保险", TRUTH),
    Fact("first_visit", "首次接待学校日期（还没有的留空）", DATE, blank=NOT_YET),
    Fact("visiting_schools", "当年到访学校", COUNT, "所"),
    Fact("closed", "关停日期（没有关停的留空）", DATE, blank=NOT_YET, optional=True),
)


def steps(p: InForce) -> tuple[Step, ...]:
    """Of one room: whether it has what a centre needs, and since when."""
    sound = (col("partners") > ZERO) & (col("projects") >= p.value("least_projects"))
    built = col("sound") & (col("established") <= col(ON))
    visited = col("built") & (col("first_visit") <= col(ON))
    return (
        Step(
            "sound",
            "有合作、项目够、有预案和保险",
            TRUTH,
            sound & col("safety_plan") & col("insured"),
            clauses=("centre", "guidance"),
        ),
        Step("measured_on", "看哪一天（期限或当天，取早的）", DATE, least(col(ON), p.value("deadline"))),
        Step("built", "已建成", TRUTH, built, clauses=("centre",)),
        Step("built_in_time", "期限以内建成", TRUTH, _by("built", "established")),
        Step("visited", "已接待学校", TRUTH, visited),
        Step("visited_in_time", "期限以内接待学校", TRUTH, _by("visited", "first_visit")),
        Step("lasting", "建成而且没有关停", TRUTH, col("built") & (col("closed") > col(ON))),
        Step("busy", "没有关停，当年有学校到访", TRUTH, col("lasting") & (col("visiting_schools") > ZERO)),
    )


def _by(truth: str, since: str) -> Expr:
    """Held on the day that counts: begun by then, and not closed before."""
    day = col("measured_on")
    return col(truth) & (col(since) <= day) & (col("closed") > day)


def gathered(_: InForce) -> tuple[Step, ...]:
    """Several rooms under one document are one centre."""
    labels = {
        "built": "已建成的中心",
        "built_in_time": "期限以内建成的中心",
        "visited": "接待过学校的中心",
        "visited_in_time": "期限以内接待学校的中心",
        "lasting": "现在还开着的中心",
        "busy": "当年有学校到访的中心",
    }
    return tuple(
        Step(f"{name}_count", label, COUNT, distinct(col("document"), col(name)), "个", clauses=("centre",))
        for name, label in labels.items()
    )


def concluded(p: InForce) -> tuple[Step, ...]:
    """Building and running each against the target, then what stands today."""
    wanted = p.value("target")
    return (
        Step("building_state", "职业体验中心是否建成", STATE, _state(wanted, "built")),
        Step("operation_state", "职业体验中心是否运行", STATE, _state(wanted, "visited")),
        Step("status", "现状", STATE, _status(wanted), words=STATUSES),
        Step("lacking", "还差", COUNT, above_zero(wanted - col("built_count")), "个"),
    )


def _state(wanted: Expr, name: str) -> Expr:
    late = choose(col(f"{name}_count") >= wanted, lit("met_late"), lit("not_met"))
    return choose(col(f"{name}_in_time_count") >= wanted, lit("met"), late)


def _status(wanted: Expr) -> Expr:
    in_use = choose(col("busy_count") >= wanted, lit("in_use"), lit("idle"))
    stands = choose(col("lasting_count") >= wanted, in_use, lit("lapsed"))
    return choose(col("built_count") >= wanted, stands, lit("not_met"))


CENTRES = Formula(
    name="experience_centre",
    label="职业体验中心建成与运行",
    facts=FACTS,
    key=("area", "room", "document"),
    steps=steps,
    gathered=gathered,
    concluded=concluded,
    outs=("building_state", "operation_state", "status", "built_count", "lasting_count", "lacking"),
    per=("area",),
)
FORMULAS = (CENTRES, REACH, VISIT_SAFETY, STUDY_TRIP)
