"""Pages of figures and findings."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gaodi.bedrock import clock
from gaodi.registers.declaration import REGISTERS
from tests.registers.entering import enter, id_number, settle

WANG = {"valid_from": "2015年9月1日", "kind": "专业课", "employment": "在编"}
LATE = date(2025, 2, 1)


def teacher(by, verifier, number=1, name="王安宁", **more):
    typed = {"subject": id_number(number), "label": name, **WANG, **more}
    return settle("teachers", enter("teachers", by, **typed), verifier)


def first_figure() -> str:
    return REGISTERS["teachers"].figures[0].name


def shown(browser, name: str, *args, **asked) -> str:
    return browser.get(reverse(name, args=args), asked).content.decode()


def heading(page: str) -> str:
    return re.sub(r"<[^>]+>|\s", "", re.search(r"<h1.*?</h1>", page, re.DOTALL)[0])


def test_a_register_shows_each_of_its_figures(sign_in, 教务员, 科员):
    teacher(教务员, 科员)

    page = shown(sign_in(科员), "register_figures", "teachers")

    for declared in REGISTERS["teachers"].figures:
        assert f"/registers/figures/{declared.name}/" in page
        assert declared.label in page


def test_what_was_known_differs_from_what_is_known_today(sign_in, 教务员, 科员):
    with clock.standing_on(date(2025, 1, 10)):
        teacher(教务员, 科员)
    with clock.standing_on(LATE):
        teacher(教务员, 科员, 2, "李会宁")
        days = {"day": "2024-12-31", "known": "2025-01-15"}
        then = shown(sign_in(科员), "figure", first_figure(), **days)
        today = shown(sign_in(科员), "figure", first_figure(), day="2024-12-31")

    assert heading(then) != heading(today)
    assert "与今天所知相差" in then
    assert "与今天所知相差" not in today
    assert "李会宁" not in then
    assert "李会宁" in today


def test_the_rows_that_do_not_count_stand_under_their_reason(sign_in, 教务员, 科员):
    teacher(教务员, 科员)
    teacher(教务员, 科员, 2, "缺着", kind="", employment="")
    browser = sign_in(科员)
    groups = [name.name for name in REGISTERS["teachers"].figures]
    pages = [shown(browser, "figure", name) for name in groups]

    with_reasons = [page for page in pages if "不算：" in page]
    assert with_reasons
    address = re.search(r'href="(\?group=\d+)"', with_reasons[0])[1]
    name = groups[pages.index(with_reasons[0])]
    other = browser.get(reverse("figure", args=[name]) + address).content.decode()
    assert "/registers/teachers/rows/" in other


def test_a_day_that_cannot_be_read_or_has_not_come_is_said(sign_in, 科员):
    page = shown(sign_in(科员), "register_figures", "teachers", day="哪天", known="2999-1-1")

    assert "没有看懂" in page
    assert "还没有到这一天" in page


@pytest.mark.parametrize("name", ["no.such.figure", "<b>", "票"])
def test_a_figure_that_nobody_declares_is_not_there(sign_in, 科员, name):
    assert sign_in(科员).get(reverse("figure", args=[name])).status_code == 404


def test_figures_of_a_closed_register_are_there_for_its_units_alone(sign_in, 督查员, 审计员, 教务员):
    closed = [register for register in REGISTERS.values() if register.closed]

    assert closed
    for register in closed:
        for stranger in (督查员, 审计员, 教务员):
            browser = sign_in(stranger)
            assert browser.get(reverse("register_figures", args=[register.slug])).status_code == 404
            for declared in register.figures:
                assert browser.get(reverse("figure", args=[declared.name])).status_code == 404


def test_a_stranger_reads_no_row_of_another_school(sign_in, 教务员, 科员, 别校教务员, 外人):
    teacher(教务员, 科员)

    for stranger in (别校教务员, 外人):
        browser = sign_in(stranger)
        for declared in REGISTERS["teachers"].figures:
            page = shown(browser, "figure", declared.name)
            assert "王安宁" not in page
            assert "望海" not in re.sub(r"<option.*?</option>", "", page)


def test_a_figure_asks_as_often_for_three_rows_as_for_one(sign_in, 教务员, 科员):
    browser = sign_in(科员)
    address = reverse("figure", args=[first_figure()])
    teacher(教务员, 科员)
    browser.get(address)
    with CaptureQueriesContext(connection) as one:
        browser.get(address)
    for number in (2, 3):
        teacher(教务员, 科员, number, f"李{number}")
    with CaptureQueriesContext(connection) as three:
        browser.get(address)

    assert len(three) == len(one)


def test_findings_are_for_who_verifies(sign_in, 教务员, 别校教务员, 科员, 督查员):
    teacher(教务员, 科员)
    teacher(别校教务员, 科员)
    address = reverse("register_findings", args=["teachers"])

    assert address in shown(sign_in(科员), "register_figures", "teachers")
    assert address not in shown(sign_in(教务员), "register_figures", "teachers")
    found = sign_in(科员).get(address).content.decode()
    assert "处要核实" in heading(found)
    assert "望海职业中等专业学校" in found
    assert "实验职业中等专业学校" in found
    for other in (教务员, 督查员):
        assert sign_in(other).get(address).status_code == 403


def test_what_does_not_contradict_itself_is_no_finding(sign_in, 教务员, 科员):
    teacher(教务员, 科员)

    page = sign_in(科员).get(reverse("register_findings", args=["teachers"])).content.decode()

    assert "没有查出疑点" in heading(page)
