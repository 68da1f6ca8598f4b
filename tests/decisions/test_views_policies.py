"""政策规则: the register and each policy, open to a guest, each example of each formula on its page."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from gaodi.decisions.forms.trying import MOST_ROWS, SET, Row, examples_of, hidden
from gaodi.decisions.policies import NOT_FOUND, policies, policy_of, totals
from gaodi.decisions.views.trying import pieces
from gaodi.decisions.wording import rendered, said
from gaodi.rules import book as books

FORMULAS = [(name, formula.name) for name in books.names() for formula in books.load(name).formulas]
CREDIT = {
    "r0-period": "2023",
    "r0-filing": "year",
    "r0-vat_base": "1000000",
    "r0-consumption_tax_base": "0",
    "r0-half_relief": "false",
    "r0-in_scope": "true",
    "r0-new_investment": "100000",
}
pytestmark = pytest.mark.django_db


def page(client, name: str, *args, **asked) -> str:
    answer = client.get(reverse(name, args=args), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def tried(client, formula: str = "surcharge_credit", book: str = "surcharge_credit", **typed):
    given = {"rows": "1", "act": "try", **{name.replace("__", "-"): text for name, text in typed.items()}}
    return client.post(reverse("policy_try_formula", args=[book, formula]), given)


def plain(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


# ------------------------------------------------------------------ the register


def test_the_register_lists_every_policy_to_a_guest(client):
    shown = page(client, "policies")

    for policy in policies():
        assert policy.title in shown
        assert reverse("policy", args=[policy.name]) in shown


def test_the_register_counts_how_sure_the_numbers_are():
    counted = totals(list(policies()))
    values = [
        value for policy in policies() for each in policy.book.sources.parameters for value in each.values
    ]

    assert counted["copy"] == sum(value.citation.confidence == "copy" for value in values)
    assert sum(counted.values()) - counted[NOT_FOUND] == len(values)


def test_the_register_is_narrowed_by_words_task_and_bureau(client):
    by_words = page(client, "policies", q="抵免两项附加")
    by_task = page(client, "policies", task="8")
    by_owner = page(client, "policies", owner="区财政局")

    assert "产教融合型企业投资抵免两项附加" in by_words
    assert "学生岗位实习红线" not in by_words
    assert "学生岗位实习红线" in by_task
    assert "抵免两项附加" not in by_task
    assert "新增教育经费向职业教育倾斜" in by_owner
    assert "学生岗位实习红线" not in by_owner


def test_a_search_without_a_hit_says_what_to_do(client):
    assert "没有查到" in page(client, "policies", q="<b>没有这个</b>")
    assert "<b>没有这个</b>" not in page(client, "policies", q="<b>没有这个</b>")


# ------------------------------------------------------------------ a policy


@pytest.mark.parametrize("name", books.names())
def test_a_policy_shows_its_numbers_with_article_and_confidence(client, name):
    shown = page(client, "policy", name)
    policy = policy_of(name)

    for source in [*policy.numbers, *policy.clauses]:
        assert source.label in shown
    if policy.counts["memory"]:
        assert "待核对原文" in shown
    if policy.counts[NOT_FOUND]:
        assert "未查到" in shown
    assert policy.book.version in shown


def test_a_number_stands_once_for_each_of_its_times(client):
    shown = re.sub(r"<[^>]+>", "", page(client, "policy", "surcharge_credit"))

    assert "1986年7月1日至2018年12月31日" in shown
    assert "2019年1月1日起" in shown


def test_no_policy_of_that_name(client):
    for name in ("policy", "policy_try"):
        assert client.get(reverse(name, args=["no-such-book"])).status_code == 404
    assert client.get(reverse("policy_try_formula", args=["surcharge_credit", "nothing"])).status_code == 404
    assert (
        client.get(reverse("policy_try_formula", args=["recruitment_notice", "nothing"])).status_code == 404
    )


def test_words_of_a_policy_are_no_html():
    shown = rendered(
        "甲<script>alert(1)</script>\n\n<div onclick=x>乙</div>\n\n[丙](javascript:a) ![](x.png)"
    )

    assert "<script" not in shown
    assert "<div" not in shown
    assert "<a" not in shown
    assert "<img" not in shown


def test_names_of_columns_are_said_in_words():
    names = {"vat_base": "计征依据", "scope": "范围"}

    assert said("`vat_base`、book.x、credit_stage、scope、`scope`", names) == (
        "“计征依据”、book.x、credit_stage、scope、“范围”"
    )


# ------------------------------------------------------------------ trying


@pytest.mark.parametrize(("book", "formula"), FORMULAS)
def test_each_example_that_can_be_filled_in_is_answered(client, book, formula):
    """The first example of each formula, sent as the page fills it in."""
    loaded = books.load(book)
    found = examples_of(loaded, loaded.formula(formula))
    if not found:
        assert "填入例子" not in page(client, "policy_try_formula", book, formula)
        return
    shown = client.get(reverse("policy_try_formula", args=[book, formula]), {"example": found[0][0]})
    rows, day, numbers = (shown.context[name] for name in ("rows", "day", "numbers"))
    typed = {bound.html_name: bound.value() or "" for form in [*rows, day, numbers] if form for bound in form}
    if "on" in typed:
        typed["on"] = str(typed["on"])

    answer = client.post(shown.request["PATH_INFO"], {**typed, "rows": len(rows), "act": "try"})

    assert answer.status_code == 200, answer.context["problems"]
    assert answer.context["tried"].results


def test_the_first_example_of_the_credit_is_answered_with_steps_and_articles(client):
    answer = tried(client, **CREDIT)

    assert answer.status_code == 200
    said_there = plain(answer)
    assert "18,000.00 元" in said_there
    assert "财税〔2019〕46号第三条" in said_there
    assert "依据待核" in said_there
    assert "不是审批结果，不留存" in said_there


def test_nobody_has_to_say_who_they_are(client):
    shown = page(client, "policy_try", "surcharge_credit")

    assert "统一社会信用代码" not in shown
    assert hidden(books.load("surcharge_credit").formula(), books.load("surcharge_credit").plan()) == ["uscc"]


@pytest.mark.parametrize("quarter", ["25%", "0.25", "25％"])
def test_another_rate_stands_beside_the_one_in_force(client, quarter):
    answer = tried(client, **CREDIT, **{f"{SET}credit_rate": quarter})

    said_there = plain(answer)
    assert "试算所设，不是政策规定" in said_there
    assert "抵免教育费附加 18,000.00 元 15,000.00 元 －3,000.00 元" in said_there


def test_a_rate_that_is_no_number_is_refused(client):
    answer = tried(client, **CREDIT, **{f"{SET}credit_rate": "<i>很多"})

    assert answer.status_code == 422
    assert b"<i>" not in answer.content


def test_what_is_missing_is_said(client):
    answer = tried(client, **{**CREDIT, "r0-new_investment": ""})

    assert "还缺： 当期新增投资额" in plain(answer)


def test_a_wrong_cell_is_told_at_its_field_by_row(client):
    second = {name.replace("r0", "r1"): text for name, text in CREDIT.items()}
    typed = {**CREDIT, **second, "r1-period": "2024", "r1-new_investment": "<b>十万"}
    answer = tried(client, **typed, rows="2")

    assert answer.status_code == 422
    body = answer.content.decode()
    assert "<b>十万" not in body
    assert "第2行 当期新增投资额" in body
    assert 'href="#id_r1-new_investment"' in body
    assert "第1行 当期新增投资额" not in body


def test_a_further_row_begins_with_the_next_period_and_reckons_nothing(client):
    answer = tried(client, **CREDIT, act="more")

    assert [row["period"].value() for row in answer.context["rows"]] == ["2023", "2024"]
    assert answer.context["rows"][1]["new_investment"].value() is None
    assert answer.context["tried"] is None


def test_there_are_never_more_rows_than_may_be(client):
    for act in ("more", "try"):
        answer = tried(client, **CREDIT, act=act, rows="99")
        assert len(answer.context["rows"]) == MOST_ROWS
    assert len(tried(client, **CREDIT, rows="x").context["rows"]) == 1


def test_a_cell_that_is_too_long_is_refused(client):
    assert tried(client, **{**CREDIT, "r0-sales": "1" * 100}).status_code == 422


def test_a_day_is_asked_where_the_facts_carry_none(client):
    shown = page(client, "policy_try", "skill_rank")

    assert "按哪一天的规定" in shown
    assert tried(client, "skill_rank", "skill_rank", on="哪天").status_code == 422


def test_trying_keeps_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        tried(client, **CREDIT)
    assert (
        "r0-" not in client.get(reverse("policy_try", args=["surcharge_credit"])).wsgi_request.get_full_path()
    )


def test_a_row_knows_the_units_of_its_fields():
    asked = books.load("surcharge_credit").formula().facts

    assert {bound.name: unit for bound, unit in Row(asked, number=0).units}["sales"] == "元"


# ------------------------------------------------------------------ a notice


def checked(client, **given):
    return client.post(reverse("policy_try", args=["recruitment_notice"]), given)


def test_clauses_of_a_notice_are_marked_with_their_reason_and_article(client):
    text = "应聘条件：具有全日制本科及以上学历，35周岁以下。<script>"
    given = {"issuer_kind": "institution", "on": "2024-3-1", "on_establishment": "true"}
    answer = checked(client, text=text, **given)

    body = answer.content.decode()
    assert answer.status_code == 200
    assert '<mark class="doubt">具有全日制本科及以上学历</mark>【1】' in body
    assert "违反规定" in body
    assert "人社部发〔2021〕82号" in body
    assert "<script>" not in body.partition("<main")[2]


def test_a_notice_without_words_or_with_too_many_is_refused(client):
    assert checked(client, text="  ").status_code == 422
    assert checked(client, text="学" * 20_001).status_code == 422


def test_the_pieces_of_a_notice_make_the_whole():
    class Clause:
        start, end = 2, 4

    assert pieces("甲乙丙丁戊", [Clause]) == [("甲乙", 0), ("丙丁", 1), ("戊", 0)]
