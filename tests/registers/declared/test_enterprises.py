"""Firms and their years: read, verified, counted, refused."""

from __future__ import annotations

import pytest

from gaodi.ground.models import Role, UnitKind
from gaodi.ground.refusals import NotYours, Refused
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.kinds import BadCell
from gaodi.registers.queries.findings import findings_of
from gaodi.registers.queries.scope import visible_rows
from tests.cast import make_post, make_unit
from tests.registers.entering import ask, credit_code, enter, know, objections, read

HAIBANG = {
    "subject": credit_code(1),
    "label": "海邦精工有限公司",
    "valid_from": "2008年5月6日",
    "industry_code": "3489",
    "education_is_main": "否",
}
YEAR = {
    "subject": credit_code(1),
    "period": "2023年",
    "above_scale": "是",
    "above_scale_source": "2023年规上名录",
}


def test_a_firm_is_entered_by_itself_and_counted(企业人事, 科员):
    row = know("enterprises", 企业人事, 科员, **HAIBANG)

    assert (row.industry_code, row.education_is_main, row.parent) == ("3489", False, None)
    assert ask("enterprises.all", 科员).value == 1


def test_a_firm_may_name_who_holds_it(企业人事, 科员):
    row = know("enterprises", 企业人事, 科员, **HAIBANG, parent=credit_code(2), parent_share="51")

    assert row.parent.shown == credit_code(2)


def test_a_firm_does_not_hold_itself(企业人事):
    with pytest.raises(
        Refused, match=r"^控股母公司统一社会信用代码：母公司就是本企业。没有控股母公司的，请留空。$"
    ):
        enter("enterprises", 企业人事, **HAIBANG, parent=credit_code(1))


def test_an_industry_has_four_digits():
    with pytest.raises(BadCell, match=r"^应为4位数字（GB/T 4754-2017小类）$"):
        read(REGISTERS["enterprises"], industry_code="348")


def test_a_school_enters_no_firms(教务员):
    with pytest.raises(NotYours, match=r"^企业台账不由望海职业中等专业学校填报。$"):
        enter("enterprises", 教务员, **HAIBANG)


def test_a_firm_reported_by_two_units_is_found(企业人事, 责任经办, 科员):
    know("enterprises", 企业人事, 科员, **HAIBANG)
    know("enterprises", 责任经办, 科员, **HAIBANG)

    assert [each.word for each in findings_of(REGISTERS["enterprises"], 科员)] == ["两个单位填报了同一家企业"]
    assert ask("enterprises.all", 科员).value == 1


# ------------------------------------------------------------------ years


def test_posts_of_firms_above_scale_are_summed(企业人事, 科员):
    know(
        "enterprise-years", 企业人事, 科员, **YEAR, staff_total="1000", posts_offered="20", posts_filled="15"
    )
    small = {"subject": credit_code(2), "period": "2023年", "above_scale": "否", "posts_offered": "9"}
    know("enterprise-years", 企业人事, 科员, **small)

    assert ask("enterprise_years.above_scale", 科员).value == 1
    assert ask("enterprise_years.staff", 科员).value == 1000
    assert ask("enterprise_years.posts_offered", 科员).value == 20
    assert ask("enterprise_years.filled_share", 科员).value == 75


def test_a_firm_without_its_year_is_missed_by_name(企业人事, 科员):
    know("enterprises", 企业人事, 科员, **HAIBANG)

    found = ask("enterprise_years.above_scale", 科员)

    assert (found.state, found.value) == ("unknown", 0)
    assert list(found.missing) == ["海邦精工有限公司：没有填报企业年度情况"]


def test_posts_that_nobody_filled_in_are_unknown_not_0(企业人事, 科员):
    know("enterprise-years", 企业人事, 科员, **YEAR)

    assert ask("enterprise_years.posts_offered", 科员).state == "unknown"


def test_the_front_line_share_is_of_what_was_spent(企业人事, 科员):
    know("enterprise-years", 企业人事, 科员, **YEAR, training_spending="90", frontline_spending="54")

    assert ask("enterprise_years.training_spending", 科员).value == 900_000
    assert ask("enterprise_years.frontline_share", 科员).value == 60


def test_nothing_spent_has_no_share(企业人事, 科员):
    know("enterprise-years", 企业人事, 科员, **YEAR, training_spending="0", frontline_spending="0")

    assert ask("enterprise_years.frontline_share", 科员).state == "not_applicable"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"staff_total": "100", "staff_on_post": "100"}, []),
        ({"staff_total": "100", "staff_on_post": "101"}, ["在岗职工多于职工总数"]),
        ({"training_spending": "1", "frontline_spending": "1.01"}, ["用于一线职工的多于职工教育经费支出"]),
        ({"posts_offered": "3", "posts_filled": "4"}, []),
    ],
)
def test_a_part_is_within_its_whole(typed, said):
    assert objections("enterprise-years", subject=credit_code(1), period="2023", **typed) == said


def test_what_may_be_right_only_warns():
    typed = {"above_scale": "是", "posts_offered": "3", "posts_filled": "4"}

    assert objections("enterprise-years", warning=True, **typed) == [
        "已安排的岗位多于提供的岗位",
        "没有写规模以上的依据",
    ]


def test_another_firm_does_not_see_the_year(环翠区, 企业人事, 科员):
    know("enterprise-years", 企业人事, 科员, **YEAR, staff_total="1000")
    weilan = make_unit(环翠区, "weilan", "蔚蓝食品有限公司", UnitKind.ENTERPRISE)
    stranger = make_post(weilan, Role.CLERK, "moran", "莫然")

    assert visible_rows(REGISTERS["enterprise-years"], stranger).count() == 0
    assert ask("enterprise_years.staff", stranger).value == 0
    assert ask("enterprise_years.staff", 企业人事).value == 1000
