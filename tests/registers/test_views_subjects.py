"""The file of a school, a firm, a person, a base; and the lists that lead there."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gaodi.ground.figures import figure_names
from gaodi.registers.actions.subjects import join, link_unit
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.models import Subject
from tests.registers.entering import credit_code, enter, id_number, settle

SCHOOL = "3237000001"


def school_of(by, verifier, code=SCHOOL, name="望海职业中等专业学校") -> Subject:
    row = enter("schools", by, subject=code, label=name, valid_from="1985-9-1", kind="中等职业学校")
    return settle("schools", row, verifier).subject


def year_of(by, verifier, period="2023-2024", code=SCHOOL):
    row = enter("school-years", by, subject=code, period=period, students="1350")
    return settle("school-years", row, verifier)


def teacher(by, number=1, name="王安宁"):
    typed = {"subject": id_number(number), "label": name, "valid_from": "2015年9月1日", "kind": "专业课"}
    return enter("teachers", by, **typed)


def page_of(browser, subject: Subject) -> str:
    return browser.get(reverse("subject", args=[subject.pk])).content.decode()


def test_a_school_shows_its_yearly_facts_first_with_who_reported_and_who_verified(sign_in, 教务员, 科员):
    school = school_of(教务员, 科员)
    year_of(教务员, 科员)

    page = page_of(sign_in(教务员), school)

    assert re.findall(r'<h2 id="about-([a-z-]+)">', page) == ["school-years", "schools"]
    assert "望海职业中等专业学校" in page
    assert "1,350" in page
    assert "迟晓" in page
    assert "王晓岚核定" in page


def test_everything_counts_as_one_once_two_are_found_to_be_one(sign_in, 教务员, 科员, 系统):
    school = school_of(教务员, 科员)
    wrong = school_of(教务员, 科员, "3237000099", "望海职专")
    join(wrong, school, by=系统, note="同一学校")

    browser = sign_in(科员)

    for subject in (school, wrong):
        page = page_of(browser, subject)
        assert page.count("/registers/schools/rows/") == 2
    listed = browser.get(reverse("subjects", args=["school"])).content.decode()
    assert f'href="{reverse("subject", args=[school.pk])}"' in listed
    assert f'href="{reverse("subject", args=[wrong.pk])}"' not in listed


def test_a_person_is_called_as_the_rows_say_and_the_number_has_stars(sign_in, 教务员, 科员):
    row = settle("teachers", teacher(教务员), 科员)

    page = page_of(sign_in(教务员), row.subject)

    assert "<h1>王安宁</h1>" in re.sub(r"\s*\n\s*", "", page)
    assert row.subject.shown in page
    assert id_number(1) not in page
    assert "一人一档" in page


def test_whom_no_visible_row_names_is_not_there(sign_in, 教务员, 科员, 别校教务员, 外人, 企业人事):
    row = teacher(教务员)
    address = reverse("subject", args=[row.subject_id])

    assert sign_in(教务员).get(address).status_code == 200
    for stranger in (别校教务员, 外人, 企业人事):
        assert sign_in(stranger).get(address).status_code == 404
    settle("teachers", row, 科员)
    for stranger in (别校教务员, 外人, 企业人事):
        assert sign_in(stranger).get(address).status_code == 404
    assert sign_in(科员).get(address).status_code == 200
    assert sign_in(科员).get(reverse("subject", args=[10**12])).status_code == 404


def test_another_units_proposal_is_not_in_the_file(sign_in, 教务员, 科员, 别校教务员):
    school = school_of(教务员, 科员)
    enter("school-years", 教务员, subject=SCHOOL, period="2023-2024", students="1349")

    page = page_of(sign_in(别校教务员), school)

    assert "1,349" not in page
    assert re.findall(r'<h2 id="about-([a-z-]+)">', page) == ["schools"]


def test_persons_have_no_list(sign_in, 教务员):
    browser = sign_in(教务员)

    assert browser.get("/registers/subjects/person/").status_code == 404
    assert browser.get("/registers/subjects/nonsense/").status_code == 404


def test_the_list_holds_whom_one_may_know_and_is_searched_by_name_or_code(sign_in, 教务员, 科员, 外人):
    school_of(教务员, 科员)
    enter("schools", 教务员, subject="3237000002", label="草稿学校", valid_from="1990-9-1")
    address = reverse("subjects", args=["school"])

    browser = sign_in(科员)
    assert "望海职业" in browser.get(address, {"q": "海职"}).content.decode()
    assert "望海职业" in browser.get(address, {"q": "32370"}).content.decode()
    assert "没有查到" in browser.get(address, {"q": "%"}).content.decode()
    assert "望海职业" not in sign_in(外人).get(address).content.decode()


def test_a_linked_school_shows_what_it_hands_in_and_its_figures(sign_in, 教务员, 科员, 望海职专, 系统):
    school = school_of(教务员, 科员)
    link_unit(school, 望海职专, by=系统)
    settle("teachers", teacher(教务员), 科员)

    page = page_of(sign_in(科员), Subject.objects.get(pk=school.pk))

    assert "单位填报的台账" in page
    assert f"/registers/teachers/?unit={望海职专.pk}" in page


@pytest.mark.parametrize("kind", ["school", "enterprise", "base"])
def test_a_list_asks_as_often_for_three_as_for_one(sign_in, 教务员, 科员, kind):
    browser = sign_in(科员)
    school_of(教务员, 科员)
    address = reverse("subjects", args=[kind])
    browser.get(address)
    with CaptureQueriesContext(connection) as one:
        browser.get(address)
    for number in (2, 3):
        school_of(教务员, 科员, f"323700000{number}", f"学校{number}")
    with CaptureQueriesContext(connection) as three:
        browser.get(address)

    assert len(three) == len(one)


def test_a_file_asks_as_often_for_three_rows_as_for_one(sign_in, 教务员, 科员):
    browser = sign_in(科员)
    school = school_of(教务员, 科员)
    year_of(教务员, 科员, "2021-2022")
    page_of(browser, school)
    with CaptureQueriesContext(connection) as one:
        page_of(browser, school)
    for period in ("2022-2023", "2023-2024"):
        year_of(教务员, 科员, period)
    with CaptureQueriesContext(connection) as three:
        page_of(browser, school)

    assert len(three) == len(one)


def test_a_school_begins_with_what_its_head_asks_first(sign_in, 教务员, 科员, 望海职专, 系统):
    school = link_unit(school_of(教务员, 科员), 望海职专, by=系统)
    year_of(教务员, 科员)
    settle("teachers", teacher(教务员), 科员)

    page = page_of(sign_in(教务员), school)
    figures = page.split("主要的数")[1].split("</dl>")[0]

    assert re.findall(r"<dt>(.*?)</dt>", figures)[:3] == [
        "全日制学历教育在校生",
        REGISTERS["school-years"].figures[-4].label,
        "专任教师",
    ]
    assert "1,350人" in figures
    assert "学徒" not in figures
    assert page.index("主要的数") < page.index('id="about-school-years"')


def test_every_headline_names_figures_that_are_published():
    named = [name for each in REGISTERS.values() for name in each.headline]

    assert named
    assert set(named) <= set(figure_names())


def test_a_correction_stands_in_the_story_and_what_is_still_to_come_does_not(sign_in, 教务员, 科员):
    school = school_of(教务员, 科员)
    year_of(教务员, 科员)
    before = page_of(sign_in(科员), school)
    again = enter("school-years", 教务员, subject=SCHOOL, period="2023-2024", students="1349")
    settle("school-years", again, 科员)
    coming = {"label": "望海职专新校", "valid_from": "2099-9-1"}
    settle("schools", enter("schools", 教务员, subject="3237000001", **coming), 科员)

    story = page_of(sign_in(科员), school).split('class="timeline"')[1]

    assert "区教育体育局核定" not in before.split('class="timeline"')[1]
    assert "更正，区教育体育局核定" in story
    assert "2099" not in story
    assert "1985年9月1日" in story


def test_what_a_firm_paid_is_added_up_once_it_is_verified(sign_in, 科员, 企业人事):
    paid = {
        "subject": credit_code(1),
        "label": "智能制造实训基地",
        "category": "实训基地",
        "subsidy_received": "0",
    }
    for day, number, amount in (("2023-4-12", "银付1", "300,000.00"), ("2023-4-13", "银付2", "50,000.10")):
        row = enter("investments", 企业人事, **paid, valid_from=day, voucher_no=number, amount=amount)
        settle("investments", row, 科员)
    last = enter("investments", 企业人事, **paid, valid_from="2023-4-14", voucher_no="银付3", amount="7")

    page = page_of(sign_in(企业人事), last.subject)

    assert "付款金额合计350,000.10元" in page


def test_people_who_went_to_a_firm_are_only_counted_on_its_page(sign_in, 教务员, 科员):
    typed = {"subject": id_number(1), "label": "王安宁", "valid_from": "2015年9月1日", "kind": "专业课"}
    row = settle(
        "teachers", enter("teachers", 教务员, **typed, employment="兼职", employer=credit_code(1)), 科员
    )

    page = page_of(sign_in(科员), row.employer)

    assert "涉及人员的记录" in page
    assert "王安宁" not in page
