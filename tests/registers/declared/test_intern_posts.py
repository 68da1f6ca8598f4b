from __future__ import annotations

import pytest

from gaodi.bedrock.periods import read_period
from gaodi.ground.refusals import NotYours, Refused
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.queries.scope import visible_rows
from tests.registers.entering import ask, credit_code, enter, know, objections

TURNERS = {
    "subject": credit_code(1),
    "period": "2023年",
    "occupation": "车工",
    "major_code": "660102",
    "offered": 6,
    "filled": 3,
    "person_months": 18,
    "pay": 3000,
    "has_master": "是",
}


def test_posts_are_counted_as_the_task_counts_them(企业人事, 科员):
    know("intern-posts", 企业人事, 科员, **TURNERS)
    know("intern-posts", 企业人事, 科员, **TURNERS | {"occupation": "钳工", "has_master": "否"})
    know("intern-posts", 企业人事, 科员, **TURNERS | {"occupation": "焊工", "pay": 0})
    know("intern-posts", 企业人事, 科员, **TURNERS | {"period": "2022年"})

    names = ("offered", "filled", "filled_rate", "firms", "person_months")
    found = [ask(f"intern_posts.{n}", 科员, period=read_period("2023", "year")).value for n in names]
    assert found == [6, 3, 50, 1, 54]


def test_posts_without_a_major_are_unknown(企业人事, 科员):
    know("intern-posts", 企业人事, 科员, **TURNERS | {"major_code": None})

    found = ask("intern_posts.offered", 科员)
    assert (found.state, found.value) == ("unknown", 0)
    assert found.missing[0].startswith("海邦精工有限公司：对口专业代码1条未填")


def test_no_more_posts_are_filled_than_offered(企业人事):
    with pytest.raises(Refused, match="已安排岗位：已安排岗位比提供岗位还多。"):
        enter("intern-posts", 企业人事, **TURNERS | {"filled": 7})


def test_a_post_has_twelve_months_a_year(企业人事):
    with pytest.raises(Refused, match="实习人月：实习人月比已安排岗位全年的还多。"):
        enter("intern-posts", 企业人事, **TURNERS | {"person_months": 36.1})


@pytest.mark.parametrize(
    ("typed", "warnings"),
    [
        ({"workers": 15}, []),
        ({"workers": 14}, ["超过本岗位在岗职工的20%"]),
        ({"person_months": 0}, ["已安排岗位，实习人月却是0"]),
    ],
)
def test_posts_on_paper_and_too_many_interns_are_warned_of(typed, warnings):
    assert objections("intern-posts", **TURNERS | typed, warning=True) == warnings
    assert objections("intern-posts", **TURNERS | typed) == []


def test_schools_see_the_list_of_posts_but_do_not_fill_it(企业人事, 科员, 教务员):
    know("intern-posts", 企业人事, 科员, **TURNERS)
    enter("intern-posts", 企业人事, **TURNERS | {"occupation": "钳工"})

    assert [row.occupation for row in visible_rows(REGISTERS["intern-posts"], 教务员)] == ["车工"]
    with pytest.raises(NotYours, match="实习岗位台账不由望海职业中等专业学校填报。"):
        enter("intern-posts", 教务员, **TURNERS)
