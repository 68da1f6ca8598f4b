"""The list of a register and the page of a row."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from gaodi.ground.actions.files import add_evidence
from gaodi.registers.actions import facts
from gaodi.registers.declaration import REGISTERS
from tests.registers.entering import enter, read, settle
from tests.registers.teachers import at, teacher, typed, verified
from tests.supervision.pages import questions, words

TEACHERS = REGISTERS["teachers"]


def shown(answer) -> list[str]:
    """The names in the list, in their order."""
    return [str(row) for row, _, _ in answer.context["rows"]]


@pytest.fixture
def staff(教务员, 别校教务员, 科员):
    return [
        verified(教务员, 科员, "王安宁", 1),
        verified(别校教务员, 科员, "李嘉木", 2),
        teacher(教务员, "王百川", 3),
    ]


# ------------------------------------------------------------------ the list


def test_who_verifies_sees_what_was_handed_in_and_no_drafts(sign_in, staff, 教务员, 科员):
    teacher(教务员, "王草稿", 4, submit=False)

    answer = sign_in(科员).get(at("register"))

    assert shown(answer) == ["李嘉木", "王安宁", "王百川"]
    assert "教师台账：3条" in words(answer)


def test_a_school_sees_its_own_rows_only(sign_in, staff, 别校教务员):
    assert shown(sign_in(别校教务员).get(at("register"))) == ["李嘉木"]


def test_a_stranger_finds_nothing_by_any_filter(sign_in, staff, 外人, 望海职专):
    browser = sign_in(外人)

    for query in (
        {},
        {"q": "王"},
        {"state": "verified"},
        {"known": "2099年1月1日"},
        {"unit": str(望海职专.pk)},
    ):
        answer = browser.get(at("register", **query))
        assert shown(answer) == []
        assert "王安宁" not in answer.content.decode()


@pytest.mark.parametrize("asked", ["王安", "wanga", "wa", "WAN", " 王安宁 "])
def test_a_name_is_found_by_its_beginning_and_by_how_it_begins_to_sound(sign_in, staff, 教务员, asked):
    assert "王安宁" in shown(sign_in(教务员).get(at("register", q=asked)))


@pytest.mark.parametrize("asked", ["安宁", "anning", "%", "_", "王安宁x", "\ud7ff"])
def test_a_name_is_not_found_by_its_middle(sign_in, staff, 教务员, asked):
    assert shown(sign_in(教务员).get(at("register", q=asked))) == []


def test_the_list_is_narrowed_by_unit_and_state(sign_in, staff, 科员, 望海职专):
    browser = sign_in(科员)

    assert shown(browser.get(at("register", unit=str(望海职专.pk)))) == ["王安宁", "王百川"]
    assert shown(browser.get(at("register", state="submitted"))) == ["王百川"]
    assert "望海职业中等专业学校填报，待审核" in words(
        browser.get(at("register", unit=str(望海职专.pk), state="submitted"))
    )


def test_the_list_can_be_asked_as_it_was_known_and_as_it_was(sign_in, 教务员, 科员):
    row = verified(教务员, 科员)
    type(row)._default_manager.filter(pk=row.pk).update(counts_from=datetime(2023, 6, 1, 2, tzinfo=UTC))
    browser = sign_in(教务员)

    assert shown(browser.get(at("register", known="2023年5月31日"))) == []
    assert shown(browser.get(at("register", known="2023年6月1日"))) == ["王安宁"]
    assert shown(browser.get(at("register", day="2015年8月31日"))) == []
    assert shown(browser.get(at("register", day="2015年9月1日"))) == ["王安宁"]


@pytest.mark.parametrize("known", ["昨天", "9999-12-31", "1000-1-1"])
def test_a_day_that_cannot_be_is_said_and_the_rest_of_the_filter_holds(sign_in, staff, 教务员, known):
    answer = sign_in(教务员).get(at("register", known=known, q="王安"))

    assert shown(answer) == ["王安宁"]
    assert answer.context["form"].errors["known"]


def test_unknown_not_applicable_and_nothing_are_three_things(sign_in, 教务员, 科员):
    verified(教务员, 科员, title=None, dual_level="未认定")
    year = enter("school-years", 教务员, subject="3237000001", period="2023-2024学年", students="0")
    settle("school-years", year, 科员)
    browser = sign_in(科员)

    row = browser.get(at("register")).context["rows"][0]
    page = words(browser.get(at("register_row", row[0])))
    assert ("职称未填" in page, "双师认定日期不适用" in page) == (True, True)
    counted = words(browser.get(at("register_row", year, "school-years")))
    assert "全日制学历教育在校生（人）0" in counted
    assert "校园占地面积（㎡）未填" in counted


def test_money_is_shown_in_the_unit_of_its_heading(sign_in, 教务员, 科员):
    year = enter("school-years", 教务员, subject="3237000001", period="2023-2024", equipment_value="1280.5")

    assert "仪器设备总值（万元）1,280.5" in words(sign_in(科员).get(at("register_row", year, "school-years")))


def test_numbers_of_persons_are_never_shown_in_full(sign_in, staff, 科员):
    browser = sign_in(科员)

    for address in (at("register"), at("register_row", staff[0]), at("register_queue")):
        page = browser.get(address).content.decode()
        assert typed()["subject"] not in page
    assert "371002********" in browser.get(at("register")).content.decode()


def test_the_list_asks_the_same_for_one_row_and_for_three(sign_in, 教务员, 科员):
    browser = sign_in(科员)
    verified(教务员, 科员)
    one = questions(browser, at("register"))
    teacher(教务员, "王百川", 2)
    teacher(教务员, "王采薇", 3)

    assert questions(browser, at("register")) == one


# ------------------------------------------------------------------ one row


def test_a_correction_stands_beside_what_stands(sign_in, 教务员, 科员):
    row = verified(教务员, 科员, title="讲师")
    correction = teacher(教务员, title="高级讲师")
    browser = sign_in(科员)

    for address in (at("register_row", row), at("register_row", correction)):
        page = words(browser.get(address))
        assert "王安宁：已核定，有一处更正待审核" in page
        assert "职称讲师高级讲师" in page


def test_the_history_says_what_changed_and_a_past_day_shows_the_old_value(sign_in, 教务员, 科员):
    old = verified(教务员, 科员, title="讲师")
    new = settle("teachers", teacher(教务员, title="高级讲师"), 科员)
    browser, rows = sign_in(教务员), type(old)._default_manager
    rows.filter(pk=old.pk).update(
        counts_from=datetime(2023, 6, 1, 2, tzinfo=UTC), ended_at=datetime(2024, 6, 1, 2, tzinfo=UTC)
    )
    rows.filter(pk=new.pk).update(counts_from=datetime(2024, 6, 1, 2, tzinfo=UTC))

    assert "职称讲师→高级讲师" in words(browser.get(at("register_row", new)))
    known = words(browser.get(at("register_row", new, known="2024年5月31日")))
    assert "王安宁：2024年5月31日所知" in known
    assert "职称讲师" in known
    assert "还没有核定过的值" in words(browser.get(at("register_row", new, known="2023年5月31日")))
    assert "王安宁：这是以前的值" in words(browser.get(at("register_row", old)))


def test_a_row_of_another_unit_is_not_there(sign_in, 教务员, 科员, 别校教务员, 企业人事, 外人):
    row = verified(教务员, 科员)

    for post in (别校教务员, 企业人事, 外人):
        browser = sign_in(post)
        assert browser.get(at("register_row", row)).status_code == 404
        assert browser.get(reverse("register_row", args=["teachers", 10**30])).status_code == 404


def test_a_row_asks_the_same_for_one_version_and_for_three(sign_in, 教务员, 科员):
    verified(教务员, 科员, title="讲师")
    settle("teachers", teacher(教务员, title="高级讲师"), 科员)
    browser = sign_in(科员)
    two = questions(browser, at("register_row", teacher(教务员, title="正高级讲师")))
    row = settle("teachers", TEACHERS.model._default_manager.get(open=True), 科员)
    more = teacher(教务员, title="讲师")

    assert questions(browser, at("register_row", more)) == two
    assert row.title == "正高级讲师"


# ------------------------------------------------------------------ papers


def proved(教务员):
    paper = add_evidence(["认定名单".encode()], "认定.txt", by=教务员, dated_on=date(2023, 6, 1))
    row = facts.propose(TEACHERS, read(TEACHERS, **typed()), by=教务员, evidence=[paper])
    return row, reverse("register_evidence", args=["teachers", row.pk, paper.pk])


def test_the_papers_of_a_row_are_read_by_who_keeps_it(sign_in, 教务员, 科员):
    row, address = proved(教务员)

    assert "认定.txt材料日期2023年6月1日" in words(sign_in(科员).get(at("register_row", row)))
    answer = sign_in(科员).get(address)
    assert b"".join(answer.streaming_content).decode() == "认定名单"


def test_the_papers_of_a_row_are_kept_from_others(sign_in, 教务员, 别校教务员, 外人):
    row, address = proved(教务员)
    other = teacher(教务员, "王百川", 2)
    paper = address.rstrip("/").split("/")[-1]

    for post in (别校教务员, 外人):
        assert sign_in(post).get(address).status_code == 404
    through_another = reverse("register_evidence", args=["teachers", other.pk, paper])
    assert sign_in(教务员).get(through_another).status_code == 404
    assert row.pk != other.pk


def test_days_are_folded_away_until_one_asks_by_them(sign_in, 教务员):
    browser = sign_in(教务员)

    assert '<details class="fold">' in browser.get(at("register")).content.decode()
    for asked in ({"day": "2023-9-1"}, {"known": "2023-9-1"}, {"known": "没有的日子"}):
        assert '<details class="fold" open>' in browser.get(at("register"), asked).content.decode()
