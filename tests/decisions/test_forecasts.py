"""Forecasts: facts carried on in a straight line and judged by the book; never more than they can say."""

from __future__ import annotations

import pytest

from gaodi.decisions.forecasts import Course, forecast


def school(year: int, **facts):
    whole = {
        "school_code": "9371002001",
        "year": year,
        "kind": "ordinary",
        "opened_year": 1985,
        "attached_class_only": False,
        "students": 1350,
        "land_area": 44550,
        "building_area": 27400,
        "teachers": 68,
        "equipment_value": 3375000,
        "books": 41850,
        "dual_teachers": 29,
        "major_teachers": 46,
    }
    return whole | facts


def line(found, name):
    return next(each for each in found.lines if each.name == name)


def test_one_year_shows_no_pace():
    found = forecast([school(2023)])

    assert found.lines == ()
    assert found.said == "看不出什么时候达标：只有一个学年的事实，至少要两个"


def test_without_facts_there_is_no_forecast():
    assert forecast([]).because == "还没有已核定的事实"


def test_the_same_year_twice_is_one_year():
    assert forecast([school(2023), school(2023, students=1400)]).lines == ()


def test_a_lack_that_shrinks_ends_in_the_year_in_which_it_is_gone():
    found = forecast([school(2022, teachers=64), school(2023, teachers=66)])  # 68 are asked

    assert line(found, "student_teacher").said == "2024年可达标"
    assert found.said == "按近两年的变化，2024年九项全部达标"


def test_without_any_change_what_fails_will_never_be_met():
    found = forecast([school(2022, teachers=66), school(2023, teachers=66)])

    assert line(found, "student_teacher").course is Course.NEVER
    assert line(found, "land_per_student").course is Course.STAYS
    assert found.said == "按近两年的变化，不会全部达标"


def test_a_lack_that_shrinks_too_slowly_is_not_called_hopeless():
    found = forecast([school(2022, land_area=40000), school(2023, land_area=40100)])

    assert line(found, "land_per_student").said == "在缩小，但五年内达不到"
    assert found.whole.course is Course.LATER


def test_a_growing_school_loses_its_land_though_none_is_taken():
    found = forecast([school(2022, students=1340), school(2023)])

    assert line(found, "land_per_student").said == "2024年起不再达标"
    assert found.said == "按近两年的变化，2024年起不再全部达标"


def test_falling_students_make_land_suffice():
    found = forecast(
        [school(2022, students=1420, land_area=44000), school(2023, students=1380, land_area=44000)]
    )

    # 1,380 students ask for 45,540 ㎡, 1,340 for 44,220, 1,300 for 42,900
    assert line(found, "land_per_student").said == "2025年可达标"


def test_a_school_that_empties_has_never_less_than_nobody():
    found = forecast([school(2022, students=900), school(2023, students=100)])

    assert line(found, "land").course is Course.STAYS
    assert line(found, "land_per_student").course is Course.UNCLEAR


def test_what_was_not_known_in_one_year_stays_unknown():
    found = forecast([school(2022, books=None), school(2023)])

    assert line(found, "books_per_student").course is Course.UNCLEAR
    assert line(found, "teachers").course is Course.STAYS
    assert found.said == "按近两年的变化，看不出什么时候全部达标"


def test_three_years_give_the_pace_over_both_intervals():
    found = forecast([school(2021, teachers=60), school(2022, teachers=66), school(2023, teachers=66)])

    assert found.assumption == "按近三年的变化"
    assert line(found, "student_teacher").said == "2024年可达标"


def test_a_gap_between_years_is_said_and_reckoned_by_its_length():
    found = forecast([school(2020, teachers=60), school(2023, teachers=66)])

    assert found.assumption == "按2020年到2023年的变化"
    assert line(found, "student_teacher").said == "2024年可达标"


def test_a_school_out_of_scope_has_no_forecast():
    assert forecast([school(y, attached_class_only=True) for y in (2022, 2023)]).because == "不在达标范围"


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_the_years_does_not_matter(order):
    years = [school(2022, teachers=64), school(2023, teachers=66)]

    assert forecast(years[::order]).said == "按近两年的变化，2024年九项全部达标"
