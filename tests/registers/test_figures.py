"""Figures of the registers: what counts, what does not and why, what is missing, and how it was known."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import pytest
from django.db.models import Q

from gaodi.bedrock import clock
from gaodi.bedrock.periods import read_period
from gaodi.ground.figures import Asked
from gaodi.registers.actions.subjects import join
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.declared.teachers import RECOGNISED
from gaodi.registers.figures import Count, Only, Share, Sum
from gaodi.registers.models import Subject
from gaodi.registers.queries.figures import figure_of
from tests.registers.entering import enter, id_number, settle

TODAY = date(2024, 12, 31)
MAJOR = Only(Q(kind="major"), "不是专业课教师", needs=("kind",))
DUAL = Only(Q(dual_level__in=RECOGNISED), "没有认定双师型", needs=("dual_level",))
HEADS = Count("t.all", "教师数", "人")
DUALS = Count("t.dual", "双师型教师数", "人", only=(MAJOR, DUAL))


def teach(by, serial: int, **typed):
    whole = {"subject": id_number(serial), "label": f"教师{serial}", "valid_from": "2015-09-01"} | typed
    return enter("teachers", by, **whole)


def taught(by, verifier, serial: int, **typed):
    return settle("teachers", teach(by, serial, **typed), verifier)


def ask(declared, by, day=TODAY, slug="teachers", **more):
    return figure_of(REGISTERS[slug], declared).answer(Asked(by, day, **more))


def lists(declared, by, day=TODAY, slug="teachers", **more):
    return figure_of(REGISTERS[slug], declared).rows(Asked(by, day, **more))


def test_only_verified_rows_that_are_true_on_the_day_count(教务员, 科员):
    taught(教务员, 科员, 1)
    taught(教务员, 科员, 2, valid_to="2024-12-30")
    taught(教务员, 科员, 3, valid_from="2025-01-01")
    teach(教务员, 4)

    assert ask(HEADS, 科员).value == 1
    assert ask(HEADS, 科员, date(2024, 12, 30)).value == 2
    assert ask(HEADS, 科员, date(2025, 1, 1)).value == 2
    assert ask(HEADS, 科员, date(2014, 1, 1)) == ask(HEADS, 科员, date(2015, 8, 31))


def test_no_rows_are_0_where_nobody_is_expected(科员):
    found = ask(HEADS, 科员)

    assert (found.state, found.value) == ("value", 0)


def test_an_empty_cell_makes_it_unknown_and_says_whose(教务员, 科员):
    taught(教务员, 科员, 1, kind="专业课", dual_level="中级", dual_on="2023-06-01")
    for serial in (2, 3):
        taught(教务员, 科员, serial, kind="专业课")
    taught(教务员, 科员, 4, kind="公共课")
    taught(教务员, 科员, 5)

    found = ask(DUALS, 科员)

    assert (found.state, found.value) == ("unknown", 1)
    assert list(found.missing) == [
        "望海职业中等专业学校：任课类型1人未填",
        "望海职业中等专业学校：双师等级2人未填",
    ]


def test_a_row_that_has_fallen_out_is_not_asked_for_more(教务员, 科员):
    taught(教务员, 科员, 1, kind="公共课")

    assert (ask(DUALS, 科员).state, ask(DUALS, 科员).value) == ("value", 0)


def test_a_column_that_does_not_apply_is_not_unknown(教务员, 科员):
    taught(教务员, 科员, 1, kind="公共课")
    taught(教务员, 科员, 2, kind="专业课")
    by_major = Count(
        "t.major", "数控教师数", "人", only=(Only(Q(major="数控"), "教别的专业", needs=("major",)),)
    )

    found = lists(by_major, 科员)

    assert [(each.why, each.unknown, [row.label for row in each.rows]) for each in found.left_out] == [
        ("没有填任教专业", True, ["教师2"]),
        ("教别的专业", False, ["教师1"]),
    ]


def test_each_row_is_in_exactly_one_list(教务员, 别校教务员, 科员):
    chance = random.Random(20)  # noqa: S311  not secret, only the same each time
    for serial in range(1, 41):
        by = chance.choice([教务员, 别校教务员])
        typed = {
            "kind": chance.choice([None, "专业课", "公共课"]),
            "dual_level": chance.choice([None, "未认定"]),
        }
        if chance.random() < 0.4:
            typed |= {
                "dual_level": chance.choice(["初级", "高级"]),
                "dual_on": chance.choice(["2023-06-01", "2024-06-01"]),
            }
        taught(by, 科员, serial, **typed)
    late = Only(~Q(dual_on__lt=date(2024, 1, 1)), "2024年以前认定")  # NULL in neither it nor its negation
    declared = Count(
        "t.x", "数", "人", only=(MAJOR, late, DUAL, Only(Q(title="讲师") | ~Q(degree="本科"), "职称"))
    )

    found = lists(declared, 科员)
    groups = [found.counted, *(each.rows for each in found.left_out)]
    listed = [row.pk for group in groups for row in group]

    assert len(listed) == len(set(listed)) == ask(HEADS, 科员).value == 40
    assert ask(declared, 科员).value == found.counted.count()
    assert sum(1 for group in groups if group.exists()) >= 4


def test_a_condition_may_follow_from_the_day(教务员, 科员):
    taught(教务员, 科员, 1, kind="专业课", dual_level="中级", dual_on="2023-06-01")
    by_then = Only(lambda asked: Q(dual_on__lte=asked.day), "当时还没有认定", needs=("dual_on",))
    declared = Count("t.then", "双师型教师数", "人", only=(DUAL, by_then))

    assert [ask(declared, 科员, day).value for day in (date(2023, 5, 31), date(2023, 6, 1))] == [0, 1]


def test_a_teacher_of_two_schools_is_one_person_and_two_rows(教务员, 别校教务员, 科员):
    taught(教务员, 科员, 1)
    taught(别校教务员, 科员, 1)

    assert ask(HEADS, 科员).value == 1
    assert ask(Count("t.rows", "任教数", "条", of="row"), 科员).value == 2


def test_two_subjects_found_to_be_one_are_counted_once(教务员, 科员, 管理员):
    one, other, third = (taught(教务员, 科员, serial) for serial in (1, 2, 3))
    join(one.subject, other.subject, by=管理员, note="同一人两个号")
    join(third.subject, one.subject, by=管理员, note="同一人三个号")

    assert ask(HEADS, 科员).value == 1


def test_who_counts_by_another_row_is_not_missing(教务员, 别校教务员, 科员):
    taught(教务员, 科员, 1, kind="专业课", dual_level="中级", dual_on="2023-06-01")
    taught(别校教务员, 科员, 1)

    found = ask(DUALS, 科员)

    assert (found.state, found.value, list(found.missing)) == ("value", 1, [])


def test_a_figure_can_be_asked_of_one_unit(教务员, 别校教务员, 科员, 别校):
    taught(教务员, 科员, 1)
    taught(教务员, 科员, 2)
    taught(别校教务员, 科员, 3)

    assert ask(HEADS, 科员, unit=别校).value == 1


# ------------------------------------------------------------------ who asks


def test_a_school_counts_its_own_rows_only(教务员, 别校教务员, 科员):
    taught(教务员, 科员, 1)
    taught(别校教务员, 科员, 2)
    taught(别校教务员, 科员, 3)

    assert ask(HEADS, 教务员).value == 1
    assert [row.label for row in lists(HEADS, 教务员).counted] == ["教师1"]


def test_what_a_stranger_cannot_see_is_unknown_to_them_and_not_0(教务员, 科员, 企业人事, 外人):
    taught(教务员, 科员, 1)

    found = ask(HEADS, 企业人事)

    assert (found.state, found.value) == ("unknown", None)
    assert list(found.missing) == ["教师台账不由海邦精工有限公司填报，看不到"]
    assert (ask(HEADS, 外人).state, ask(HEADS, 外人).value) == ("value", 0)  # verifies, next door


# ------------------------------------------------------------------ known on


def test_a_late_correction_changes_what_is_known_today_and_not_what_was_known(教务员, 科员):
    end_of_year = date(2024, 12, 31)
    with clock.standing_on(date(2024, 12, 20)):
        taught(教务员, 科员, 1, kind="专业课", dual_level="未认定")
    with clock.standing_on(date(2025, 3, 3)):
        taught(教务员, 科员, 1, kind="专业课", dual_level="中级", dual_on="2024-06-01")
        known_then = ask(DUALS, 科员, end_of_year, known=date(2025, 1, 15))
        known_now = ask(DUALS, 科员, end_of_year)

    assert (known_then.value, known_now.value) == (0, 1)
    assert ask(DUALS, 科员, end_of_year, known=date(2025, 3, 2)) == known_then
    assert ask(DUALS, 科员, end_of_year, known=date(2025, 3, 3)) == known_now
    assert ask(HEADS, 科员, end_of_year, known=date(2024, 12, 19)).value == 0


# ------------------------------------------------------------------ periods, sums, expectations


def school(by, code: str, name: str, verifier, **typed):
    with clock.standing_on(date(2022, 1, 1)):
        whole = {"subject": code, "label": name, "valid_from": "1990-01-01"} | typed
        return settle("schools", enter("schools", by, **whole), verifier)


def year(by, code: str, period: str, verifier, **typed):
    return settle("school-years", enter("school-years", by, subject=code, period=period, **typed), verifier)


WANGHAI, SHIYAN = "3137100201", "3137100202"
WORTH = Sum("s.worth", "仪器设备总值", "元", column="equipment_value", when="period", expected="schools")
STUDENTS = Sum("s.students", "在校生数", "人", column="students", when="latest", expected="schools")


def test_a_sum_of_money_is_exact_and_of_the_period_asked(教务员, 别校教务员, 科员):
    year(教务员, WANGHAI, "2023-2024学年", 科员, equipment_value="0.00001")
    year(别校教务员, SHIYAN, "2023-2024学年", 科员, equipment_value="0.00002")
    year(教务员, WANGHAI, "2024-2025学年", 科员, equipment_value="800")
    plain = Sum("s.w", "仪器设备总值", "元", column="equipment_value", when="period")

    asked = {"slug": "school-years", "period": read_period("2023-2024", "school_year")}

    assert ask(plain, 科员, **asked).value == Decimal("0.30")
    assert ask(plain, 科员, date(2024, 12, 31), slug="school-years").value == Decimal("8000000.00")
    assert ask(plain, 科员, date(2022, 6, 30), slug="school-years").value == 0


def test_a_sum_of_squares_metres_has_its_places_on_both_databases(教务员, 别校教务员, 科员):
    for by, code, area in ((教务员, WANGHAI, "0.1"), (别校教务员, SHIYAN, "0.2")):
        year(by, code, "2023-2024学年", 科员, land_area=area)

    area = ask(Sum("s.l", "占地", "㎡", column="land_area", when="latest"), 科员, slug="school-years")

    assert str(area.value) == "0.30"


def test_an_empty_cell_of_a_sum_is_missing_and_falls_out_as_unknown(教务员, 别校教务员, 科员):
    school(教务员, WANGHAI, "望海职专", 科员)
    year(教务员, WANGHAI, "2023-2024学年", 科员, students=1200)
    year(别校教务员, SHIYAN, "2023-2024学年", 科员)

    found = ask(STUDENTS, 科员, slug="school-years")

    assert (found.state, found.value) == ("unknown", 1200)
    assert list(found.missing) == [f"实验职业中等专业学校：全日制学历教育在校生1条未填（{SHIYAN}）"]
    assert [(each.why, len(each.rows)) for each in lists(STUDENTS, 科员, slug="school-years").left_out] == [
        ("没有填全日制学历教育在校生", 1),
        ("这一行不适用全日制学历教育在校生", 0),
    ]


def test_who_is_expected_and_has_no_row_is_missing_by_name(教务员, 别校教务员, 科员):
    school(教务员, WANGHAI, "望海职专", 科员)
    school(别校教务员, SHIYAN, "实验职专", 科员)
    school(别校教务员, "3137100203", "旧职专", 科员, valid_to="2020-07-31")
    year(教务员, WANGHAI, "2023-2024学年", 科员, students=0)

    found = ask(STUDENTS, 科员, slug="school-years")

    assert (found.state, found.value, list(found.missing)) == (
        "unknown",
        0,
        ["实验职专：没有填报学校年度情况"],
    )
    assert list(ask(STUDENTS, 科员, date(2020, 1, 1), slug="school-years").missing) == [
        "实验职专：没有填报学校年度情况",
        "旧职专：没有填报学校年度情况",
        "望海职专：没有填报学校年度情况",
    ]


def test_everybody_reported_0_is_a_value(教务员, 科员):
    school(教务员, WANGHAI, "望海职专", 科员)
    year(教务员, WANGHAI, "2023-2024学年", 科员, students=0)

    assert (ask(STUDENTS, 科员, slug="school-years").state) == "value"
    assert ask(STUDENTS, 科员, slug="school-years").value == 0


def test_where_nobody_is_expected_nothing_applies(科员):
    found = ask(STUDENTS, 科员, slug="school-years")

    assert (found.state, found.value) == ("not_applicable", None)
    assert found.why == "没有应当填报学校年度情况的对象"


def test_the_latest_period_of_each_that_had_begun(教务员, 别校教务员, 科员):
    year(教务员, WANGHAI, "2022-2023学年", 科员, students=1000)
    year(教务员, WANGHAI, "2023-2024学年", 科员, students=1100)
    year(别校教务员, SHIYAN, "2022-2023学年", 科员, students=500)
    plain = Sum("s.s", "在校生数", "人", column="students", when="latest")

    days = [date(2022, 8, 31), date(2023, 8, 31), date(2023, 9, 1), date(2029, 1, 1)]

    assert [ask(plain, 科员, day, slug="school-years").value for day in days] == [0, 1500, 1600, 1600]


def test_a_column_may_say_whom_to_count(教务员, 别校教务员, 科员):
    from tests.registers.entering import credit_code

    school(教务员, WANGHAI, "望海职专", 科员, uscc=credit_code(1))
    school(别校教务员, SHIYAN, "实验职专", 科员, uscc=credit_code(1))
    school(别校教务员, "3137100203", "新职专", 科员)
    bodies = Count("s.bodies", "法人数", "个", of="uscc")

    found = ask(bodies, 科员, slug="schools")

    assert (found.state, found.value) == ("unknown", 1)
    assert list(found.missing) == ["实验职业中等专业学校：统一社会信用代码1条未填（新职专）"]


def test_an_expected_school_is_met_by_who_reports_where_rows_are_about_people(
    教务员, 别校教务员, 科员, 望海职专, 别校
):
    for by, code, name, unit in (
        (教务员, WANGHAI, "望海职专", 望海职专),
        (别校教务员, SHIYAN, "实验职专", 别校),
    ):
        row = school(by, code, name, 科员)
        Subject.objects.filter(pk=row.subject_id).update(unit=unit)
    taught(教务员, 科员, 1)
    heads = Count("t.e", "教师数", "人", expected="schools")

    assert list(ask(heads, 科员).missing) == ["实验职专：没有填报教师"]
    assert list(ask(heads, 教务员).missing) == []  # another school's rows are not this one's to miss


# ------------------------------------------------------------------ shares


@pytest.fixture
def share(monkeypatch):
    """A share of published figures, at home in the registers of teachers and schools."""
    from gaodi.ground import figures

    published = {each.name: figure_of(REGISTERS["teachers"], each) for each in (HEADS, DUALS)}
    published[STUDENTS.name] = figure_of(REGISTERS["school-years"], STUDENTS)
    monkeypatch.setattr(figures, "_figures", published)
    return Share("t.share", "双师型占比", "t.dual", "t.all")


def test_a_share_is_not_rounded(教务员, 科员, share):
    for serial, level in enumerate(["中级", "未认定", "未认定"], start=1):
        dated = {"dual_on": "2023-06-01"} if level == "中级" else {}
        taught(教务员, 科员, serial, kind="专业课", dual_level=level, **dated)

    found = ask(share, 科员)

    assert (found.state, found.value) == ("value", Decimal(100) / Decimal(3))


def test_a_share_of_nobody_does_not_apply(科员, share):
    found = ask(share, 科员)

    assert (found.state, found.value, found.why) == ("not_applicable", None, "教师数为0")


def test_a_share_is_unknown_where_either_is(教务员, 科员, share):
    taught(教务员, 科员, 1)

    found = ask(share, 科员)

    assert (found.state, found.value) == ("unknown", None)
    assert list(found.missing) == ["望海职业中等专业学校：任课类型1人未填"]


def test_a_share_of_what_does_not_apply_does_not_apply(教务员, 科员, share):
    taught(教务员, 科员, 1)

    found = ask(Share("t.per", "生师比", "s.students", "t.all", unit="人/人"), 科员)

    assert (found.state, found.why) == ("not_applicable", "没有应当填报学校年度情况的对象")


def test_a_share_lists_the_rows_of_its_upper_figure(教务员, 科员, share):
    taught(教务员, 科员, 1, kind="专业课", dual_level="中级", dual_on="2023-06-01")

    assert [row.label for row in lists(share, 科员).counted] == ["教师1"]


# ------------------------------------------------------------------ publishing


def test_a_figure_that_rests_on_nothing_stops_the_start(monkeypatch):
    from gaodi.ground import figures
    from gaodi.registers.queries.figures import publish_all

    monkeypatch.setattr(figures, "_figures", {})
    teachers = REGISTERS["teachers"]
    monkeypatch.setitem(
        teachers.__dict__, "figures", (Share("t.odd", "比", "teachers.none", "teachers.none"),)
    )
    with pytest.raises(ValueError, match=r"teachers\.none"):
        publish_all()


def test_all_declared_figures_are_published():
    from gaodi.ground.figures import figure_names

    declared = [each.name for register in REGISTERS.values() for each in register.figures]

    assert set(declared) <= set(figure_names())
    assert len(declared) == len(set(declared))
