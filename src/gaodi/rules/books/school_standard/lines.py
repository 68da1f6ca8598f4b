"""The lines of the standard: value, threshold by kind of school, whether it is reached, what lacks (R1.1, R1.2)."""

from __future__ import annotations

from dataclasses import dataclass

from polars import Expr, col, lit

from gaodi.rules.arithmetic import MILLION, above_zero, choose, exceeds, per_head, ratio, whole_up
from gaodi.rules.formulas import InForce, Step
from gaodi.rules.kinds import COUNT, MONEY, QUANTITY, RATIO, TRUTH, Kind

UNREAD = "unread"
ASSETS = ("counted_assets",)


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator: the fact it looks at, of which kind, and how a lack of it is said."""

    name: str
    label: str
    fact: str
    kind: Kind
    unit: str
    lack: str

    @property
    def per_student(self) -> bool:
        return self.name.endswith("_per_student")


AREA = QUANTITY, "㎡"
WORTH = MONEY, "元"
HEADS = COUNT, "人"
LINES = (
    Line("land", "校园占地面积", "land_area", *AREA, "校园占地面积还差"),
    Line("land_per_student", "生均用地面积", "land_area", *AREA, "按生均标准还差用地"),
    Line("building", "校舍建筑面积", "building_area", *AREA, "校舍建筑面积还差"),
    Line("building_per_student", "生均校舍建筑面积", "building_area", *AREA, "按生均标准还差校舍"),
    Line("teachers", "专任教师", "teachers", *HEADS, "专任教师还差"),
    Line("student_teacher", "每名专任教师对应的学生", "teachers", *HEADS, "按师生比还差专任教师"),
    Line("equipment", "仪器设备总值", "equipment_value", *WORTH, "仪器设备总值还差"),
    Line("equipment_per_student", "生均仪器设备值", "equipment_value", *WORTH, "按生均标准还差仪器设备"),
    Line("books_per_student", "生均图书", "books", COUNT, "册", "按生均标准还差图书"),
)
ABSOLUTE_AREAS = ("land", "building")
PUPILS = Line("students_1200", "学历教育在校生规模", "students", *HEADS, "在校生规模还差")


@dataclass(frozen=True, slots=True)
class Share:
    """A share among teachers: part of a whole that must not be empty."""

    name: str
    label: str
    part: str
    whole: str
    applies: str
    lack: str


SHARES = (
    Share(
        "major_share",
        "专业教师占专任教师比例",
        "major_teachers",
        "teachers",
        "has_teachers",
        "专业教师还差",
    ),
    Share(
        "dual_share",
        "双师型教师占专业教师比例",
        "dual_teachers",
        "major_teachers",
        "has_major_teachers",
        "双师型教师还差",
    ),
)


def line_steps(p: InForce, line: Line) -> tuple[Step, ...]:
    """Value, threshold, whether it is reached, and what is missing."""
    if line.name == "student_teacher":
        return _students_by_teacher(p, line)
    return _by_students(p, line) if line.per_student else _absolute(p, line)


def _absolute(p: InForce, line: Line) -> tuple[Step, ...]:
    when = "areas_counted" if line.name in ABSOLUTE_AREAS else ""
    value, need = col(f"{line.name}_value"), col(f"{line.name}_threshold")
    return (
        Step(f"{line.name}_value", line.label, line.kind, col(line.fact), line.unit, clauses=ASSETS),
        _threshold_step(p, line, line.unit),
        _passed(line, value >= need, when),
        Step(f"{line.name}_gap", line.lack, line.kind, above_zero(need - value), line.unit, when=when),
    )


def _by_students(p: InForce, line: Line) -> tuple[Step, ...]:
    amount, students = col(line.fact), col("students")
    each = per_head(amount, line.kind, students)
    need = col(f"{line.name}_threshold") * students
    when = "has_students"
    return (
        Step(f"{line.name}_value", line.label, RATIO, each, f"{line.unit}/人", when=when, clauses=ASSETS),
        _threshold_step(p, line, f"{line.unit}/人"),
        _passed(line, amount >= need, when),
        Step(f"{line.name}_gap", line.lack, line.kind, above_zero(need - amount), line.unit, when=when),
    )


def _students_by_teacher(p: InForce, line: Line) -> tuple[Step, ...]:
    students, teachers, most = col("students"), col("teachers"), col(f"{line.name}_threshold")
    lack = above_zero(whole_up(students, most) - teachers)
    value = ratio(students, teachers)
    return (
        Step(f"{line.name}_value", line.label, RATIO, value, line.unit, when="has_both", clauses=ASSETS),
        _threshold_step(p, line, line.unit),
        # without a teacher there is no quotient, but surely too few of them
        _passed(line, students <= most * teachers, "has_students"),
        Step(f"{line.name}_gap", line.lack, COUNT, lack, line.unit, when="has_students"),
    )


def _passed(line: Line, reached: Expr, when: str) -> Step:
    label = f"{line.label}达标"
    return Step(f"{line.name}_pass", label, TRUTH, reached, when=when, refuses=f"{line.label}未达标")


def _threshold_step(p: InForce, line: Line, unit: str) -> Step:
    name, found = line.name, p.value(UNREAD)
    for kind, own in (
        ("senior_technical", f"senior_technical_{name}"),
        ("technical", f"technical_{name}"),
        ("ordinary", name),
    ):
        if own in p.sources:
            found = choose(col("kind") == lit(kind), p.value(own), found)
    most = "上限" if name == "student_teacher" else "标准"
    return Step(f"{name}_threshold", f"{line.label}{most}", line.kind, found, unit, when="kind_given")


# ------------------------------------------------------------------ shown, not counted


def shown_steps(p: InForce) -> tuple[Step, ...]:
    """Lines of the standard of 2010 that are shown beside the nine and judge nobody."""
    pupils = _absolute(p, PUPILS)
    shares = [step for share in SHARES for step in _share(p, share)]
    return tuple(_as_advice(step) for step in (*pupils, *shares))


def _as_advice(step: Step) -> Step:
    """A line that is only shown is said, but refuses nothing."""
    if not step.refuses:
        return step
    return Step(
        step.name,
        step.label,
        step.kind,
        step.expr,
        step.unit,
        when=step.when,
        clauses=step.clauses,
        advises=f"{step.refuses}（不计入九项）",
    )


def _share(p: InForce, share: Share) -> tuple[Step, ...]:
    part, whole, need = col(share.part), col(share.whole), col(f"{share.name}_threshold")
    least = choose(col("kind") == lit("ordinary"), p.rate(share.name).millionths, p.value(UNREAD))
    reached = ~exceeds(need, lit(MILLION), part, whole)
    lack = above_zero(whole_up(need * whole, lit(MILLION)) - part)
    name, when = share.name, share.applies
    return (
        Step(f"{name}_value", share.label, RATIO, ratio(part, whole), "比例", when=when),
        Step(f"{name}_threshold", f"{share.label}标准", RATIO, least, "比例", when="kind_given"),
        Step(f"{name}_pass", f"{share.label}达标", TRUTH, reached, when=when, refuses=f"{share.label}未达标"),
        Step(f"{name}_gap", share.lack, COUNT, lack, "人", when=when),
    )
