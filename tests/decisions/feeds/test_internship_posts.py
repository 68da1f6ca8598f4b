"""实习岗位: the year of a firm, and its posts where they have rows of their own."""

from __future__ import annotations

import pytest

from gaodi.decisions.asking import ask
from gaodi.decisions.feeds import FEEDS
from tests.decisions.entering_firms import yearly
from tests.registers.entering import credit_code, know

POSTS = FEEDS["internship-posts"]


@pytest.fixture(name="问")
def asked(本企业, 企业人事):
    return lambda: ask(POSTS, 本企业, "2023", by=企业人事)


def offered(by, bureaus, occupation="车工", **more):
    typed = {
        "subject": credit_code(),
        "period": "2023",
        "occupation": occupation,
        "offered": "10",
        "filled": "8",
    }
    return know("intern-posts", by, bureaus.people, **typed | more)


def test_two_of_a_hundred_are_owed_rounded_up(问, 企业人事, 各局):
    yearly(企业人事, 各局)

    assert 问().said == "应设 26 个，还差 8 个"


def test_without_the_year_it_says_what_to_fill_in(问):
    assert 问().because == "2023年的企业年度情况还没有已核定的记录，请先填报"


def test_posts_of_their_own_register_go_before_the_number_of_the_year(问, 企业人事, 各局):
    yearly(企业人事, 各局)
    offered(企业人事, 各局)
    offered(企业人事, 各局, "铣工", offered="16")

    assert 问().said == "已设够：应设 26 个"


def test_one_post_that_does_not_say_how_many_makes_the_sum_unknown(问, 企业人事, 各局):
    yearly(企业人事, 各局)
    offered(企业人事, 各局)
    offered(企业人事, 各局, "铣工", offered="", filled="")

    assert 问().fed.rows[0]["posts_offered"] is None


def test_a_firm_that_is_not_above_scale_owes_none(问, 企业人事, 各局):
    yearly(企业人事, 各局, above_scale="否")

    assert 问().said == "不适用"


def test_whether_it_is_above_scale_may_be_unknown(问, 企业人事, 各局):
    yearly(企业人事, 各局, above_scale="")

    assert 问().said.startswith("还算不出来：缺")
