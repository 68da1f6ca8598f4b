"""我校达标差多少: what a school head reads, who sees which school, and what is kept."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gaodi.decisions.models import Decision
from tests.decisions.entering_schools import ANOTHER_CODE, measured, school_of, taught
from tests.registers.entering import credit_code, id_number, know


@pytest.fixture(name="本校")
def own_school(教务员, 科员, 系统):
    found = school_of(教务员, 科员, 系统)
    measured(教务员, 科员)
    return found


@pytest.fixture(name="别的学校")
def another_school(别校教务员, 科员, 系统):
    found = school_of(别校教务员, 科员, 系统, ANOTHER_CODE)
    measured(别校教务员, 科员, ANOTHER_CODE)
    return found


def said(answer) -> str:
    return answer.content.decode()


def page(browser, school, **asked):
    return browser.get(reverse("decision_school", args=[school.pk]), asked)


def decide(browser, school, slug="school-standard"):
    return browser.post(reverse("decide_school", args=[school.pk, slug]), {"year": "2023-2024"})


def test_the_first_words_say_what_is_missing(本校, sign_in, 校长):
    answer = page(sign_in(校长), 本校)

    heading = said(answer).split("<h1>")[1].split("</h1>")[0]
    assert (
        heading == "有 3 项没有达标：还差用地 4,550 ㎡，按师生比还要补 2 名专任教师，按生均还差设备 37.5 万元"
    )
    results = [line.result for line in answer.context["found"].nine]
    assert results == ["failed"] * 3 + ["met"] * 6
    assert "看不出什么时候达标：只有一个学年的事实，至少要两个" in said(answer)


def test_a_school_that_meets_all_is_told_so(教务员, 科员, 系统, sign_in, 校长):
    school = school_of(教务员, 科员, 系统)
    measured(教务员, 科员, students="1300", land_area="43000", equipment_value="400")

    assert "<h1>九项全部达标</h1>" in said(page(sign_in(校长), school))


def test_what_is_only_shown_is_said_to_be_missing_and_not_counted(教务员, 科员, 系统, sign_in, 校长):
    school = school_of(教务员, 科员, 系统)
    measured(教务员, 科员, students="1100", dual_teachers="10")

    answer = page(sign_in(校长), school)
    assert [line.lack for line in answer.context["found"].shown] == [
        "还差在校生 100 人",
        "",
        "还要认定 4 名双师型教师",
    ]
    assert "<h1>九项全部达标</h1>" in said(answer)


def test_rented_land_is_left_for_a_person_to_judge(教务员, 科员, 系统, sign_in, 校长):
    school = school_of(教务员, 科员, 系统)
    measured(教务员, 科员, land_tenure="租用")

    answer = said(page(sign_in(校长), school))
    assert "用地是租用或共用的，暂不计入" in answer
    assert "还差占地 40,000 ㎡" in answer


def test_with_two_years_a_forecast_is_marked_as_one(本校, 教务员, 科员, sign_in, 校长):
    measured(教务员, 科员, period="2022-2023", teachers="64")

    answer = said(page(sign_in(校长), 本校))
    assert ">预测<" in answer
    assert "这是预测，不是事实" in answer
    assert "2024年可达标" in answer


def test_an_earlier_year_is_chosen_by_its_link(本校, 教务员, 科员, sign_in, 校长):
    measured(教务员, 科员, period="2022-2023", students="1200", equipment_value="310")
    browser = sign_in(校长)

    assert page(browser, 本校).context["period"] == "2023-2024"
    assert "<h1>九项全部达标</h1>" in said(page(browser, 本校, year="2022-2023"))
    assert page(browser, 本校, year="1999-2000").context["period"] == "2023-2024"


def test_without_a_verified_year_it_says_what_to_fill_in_first(教务员, 科员, 系统, sign_in, 校长):
    school = school_of(教务员, 科员, 系统)

    answer = page(sign_in(校长), school)
    assert answer.status_code == 200
    assert "先填报学校年度情况" in said(answer)


# ------------------------------------------------------------------ keeping


def test_a_kept_result_stays_and_new_facts_make_a_second_one(本校, 教务员, 科员, sign_in, 校长):
    browser = sign_in(校长)
    decide(browser, 本校)
    measured(教务员, 科员, teachers="68")

    changed = said(page(browser, 本校))
    assert "重新测算" in changed
    assert "有 3 项没有达标　→　现在：<b>有 2 项没有达标</b>" in changed

    decide(browser, 本校)
    kept = Decision.objects.order_by("number")
    assert [each.said for each in kept] == ["有 3 项没有达标", "有 2 项没有达标"]


def test_nothing_changed_nothing_kept_twice(本校, sign_in, 校长):
    browser = sign_in(校长)
    decide(browser, 本校)
    decide(browser, 本校)

    assert Decision.objects.count() == 1


def test_who_only_oversees_reads_and_keeps_nothing(本校, sign_in, 督查员):
    browser = sign_in(督查员)

    assert page(browser, 本校).status_code == 200
    assert decide(browser, 本校).status_code == 403
    assert not Decision.objects.exists()


# ------------------------------------------------------------------ whose it is


def test_a_schools_people_are_led_to_their_own(本校, sign_in, 校长):
    assert sign_in(校长).get(reverse("decision_schools")).headers["Location"] == reverse(
        "decision_school", args=[本校.pk]
    )


@pytest.mark.parametrize("who", ["别校教务员", "企业人事", "责任经办", "外人"])
def test_another_school_is_not_there_for_strangers(本校, sign_in, request, who):
    browser = sign_in(request.getfixturevalue(who))

    assert page(browser, 本校).status_code == 404
    assert decide(browser, 本校).status_code == 404
    assert browser.get(reverse("decision_school_feed", args=[本校.pk, "school-standard"])).status_code == 404


def test_a_feed_that_is_none_of_a_school_is_not_there(本校, sign_in, 校长):
    browser = sign_in(校长)

    for slug in ("surcharge-credit", "nothing"):
        assert browser.get(reverse("decision_school_feed", args=[本校.pk, slug])).status_code == 404
        assert decide(browser, 本校, slug).status_code == 404


def test_a_firm_has_no_list_of_schools(本校, sign_in, 企业人事):
    assert sign_in(企业人事).get(reverse("decision_schools")).status_code == 403


def test_the_bureau_reads_how_many_comply_before_any_percentage(本校, 别的学校, sign_in, 局长):
    answer = sign_in(局长).get(reverse("decision_schools"))

    assert "<h1>纳入监测的学校 2 所，达标 0 所</h1>" in said(answer)
    assert [row.judged.word for row in answer.context["overview"].rows] == ["3 项没有达标"] * 2


def test_a_silent_school_is_counted_as_one_that_cannot_be_told(本校, 别校教务员, 科员, 系统, sign_in, 局长):
    school_of(别校教务员, 科员, 系统, ANOTHER_CODE)

    answer = sign_in(局长).get(reverse("decision_schools"))
    assert answer.context["overview"].district.in_scope == "2 所"
    assert "0 所（已知），最多 1 所" in said(answer)
    assert "没有填报" in said(answer)


def test_the_list_asks_the_same_of_one_school_and_of_two(本校, sign_in, 局长, request):
    browser = sign_in(局长)
    browser.get(reverse("decision_schools"))
    with CaptureQueriesContext(connection) as one:
        browser.get(reverse("decision_schools"))
    request.getfixturevalue("别的学校")
    with CaptureQueriesContext(connection) as two:
        browser.get(reverse("decision_schools"))

    assert len(two) == len(one)


# ------------------------------------------------------------------ teachers


def test_the_share_of_accredited_teachers_stands_in_a_card(本校, 教务员, 科员, sign_in, 校长):
    taught(教务员, 科员, id_number(1))
    taught(教务员, 科员, id_number(2), dual_level="未认定", dual_on=None, dual_basis=None)

    answer = said(page(sign_in(校长), 本校))
    assert "占 50.00%，到2022年目标还差 1 人" in answer


def practised(by, verifier, number, **more):
    typed = {
        "subject": number,
        "label": "毕安然",
        "valid_from": "2022-1-1",
        "valid_to": "2022-6-29",
        "enterprise": credit_code(),
        "off_duty": "是",
        "form": "兼职任职",
        "is_confirmed": "是",
        "task": "岗位实践",
    }
    return know("teacher-practices", by, verifier, **typed | more)


@pytest.fixture(name="两名教师")
def two_teachers(教务员, 科员):
    taught(教务员, 科员, id_number(1))
    taught(教务员, 科员, id_number(2), label="梁浩然")
    practised(教务员, 科员, id_number(1))


def test_who_lacks_months_is_named_to_who_keeps_the_rows(本校, 两名教师, sign_in, 校长):
    answer = sign_in(校长).get(reverse("decision_school_feed", args=[本校.pk, "teacher-practice"]))

    assert "2 人有月数要求，达到的 1 人，占 50.00%" in said(answer)
    assert [(line.said, line.state) for line in answer.context["teachers"]] == [
        ("梁浩然", "not_met"),
        ("毕安然", "met"),
    ]


def test_who_oversees_reads_how_many_and_no_name(本校, 两名教师, sign_in, 督查员):
    answer = said(sign_in(督查员).get(reverse("decision_school_feed", args=[本校.pk, "teacher-practice"])))

    assert "2 人有月数要求" in answer
    assert "梁浩然" not in answer
    assert "毕安然" not in answer


def test_a_stay_that_no_firm_confirmed_is_left_out_and_said(本校, 教务员, 科员, sign_in, 校长):
    taught(教务员, 科员, id_number(1))
    practised(教务员, 科员, id_number(1), is_confirmed="否")

    answer = said(sign_in(校长).get(reverse("decision_school_feed", args=[本校.pk, "teacher-practice"])))
    assert "达到的 0 人" in answer
    assert "1 段实践没有企业证明，没有计入" in answer


def test_a_kept_decision_about_teachers_holds_no_name(本校, 两名教师, sign_in, 校长):
    decide(sign_in(校长), 本校, "teacher-practice")

    kept = Decision.objects.get()
    assert "梁浩然" not in kept.used_json + kept.outcomes_json
    assert kept.said == "2 人有月数要求，达到的 1 人，占 50.00%"
