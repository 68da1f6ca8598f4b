"""任务清单: one's lists, how the tasks stand, what is found and printed, and who sees nothing."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from gaodi.ground.models import Role
from gaodi.supervision import lights
from gaodi.supervision.actions.commitments import close_out
from gaodi.supervision.actions.reports import accept_report
from gaodi.supervision.models import Duty, Task, TaskList
from tests.cast import make_post, make_unit
from tests.supervision.conftest import BASES, SELECTION, TODAY, TRAINING, confirm, draft_of, fresh, row
from tests.supervision.pages import questions, words


def page_of(task_list: TaskList, **query: str) -> str:
    return reverse("list", args=[task_list.slug], query=query)


# ------------------------------------------------------------------ one's lists


def test_a_single_list_is_opened_at_once(sign_in, 清单, 科员):
    answer = sign_in(科员).get(reverse("lists"))

    assert answer.headers["Location"] == page_of(清单)


def test_several_lists_are_shown_with_what_presses(sign_in, 清单, 督查员):
    confirm(draft_of([SELECTION], 督查员, title="第二份清单"), 督查员)

    answer = sign_in(督查员).get(reverse("lists"))

    assert "任务清单2份" in words(answer)
    assert "第二份清单2023年10月20日入库没有逾期和预警的1项" in words(answer)


def test_a_supervisor_without_lists_is_led_to_the_upload(sign_in, 督查员):
    answer = sign_in(督查员).get(reverse("lists"))

    assert "从一份文件开始" in words(answer)
    assert f'href="{reverse("drafts")}"' in answer.content.decode()


def test_whom_no_list_names_is_told_so(sign_in, 清单, 环翠区):
    stranger = make_post(make_unit(环翠区, "culture", "区文化旅游局"), Role.CLERK, "wenlv", "陈一")

    answer = sign_in(stranger).get(reverse("lists"))

    assert "您的单位不在任何清单中" in words(answer)
    assert 清单.title not in words(answer)


# ------------------------------------------------------------------ who sees a list


@pytest.mark.parametrize("who", ["督查员", "科员", "局长", "责任经办", "管理员", "审计员"])
def test_the_list_is_open_to_whom_it_names_and_who_watches(sign_in, 清单, request, who):
    answer = sign_in(request.getfixturevalue(who)).get(page_of(清单))

    assert "共3项任务、3条承诺，已销号0条。" in words(answer)


@pytest.mark.parametrize("name", ["list", "list_xlsx"])
def test_a_stranger_finds_no_list(sign_in, 清单, 外人, name):
    assert sign_in(外人).get(reverse(name, args=[清单.slug])).status_code == 404


def test_another_district_is_not_counted(sign_in, 清单, 外人):
    answer = sign_in(外人).get(reverse("lists"))

    assert 清单.title not in answer.content.decode()


# ------------------------------------------------------------------ what it shows


def test_the_lead_says_how_many_press(sign_in, 清单, 交办, 科员):
    Task.objects.get(no="1").commitments.update(due="2022-12-31", received_on="2020-07-10")

    answer = sign_in(科员).get(page_of(清单))

    assert "1项要抓紧：1项逾期。" in words(answer)
    assert "时限2022年12月31日已过，尚未达到" in words(answer)


def test_the_most_urgent_stands_first_and_on_paper_the_number_does(sign_in, 清单, 督查员):
    Task.objects.get(no="3").commitments.update(due="2022-12-31")
    browser = sign_in(督查员)

    screen = [row.task.no for row in browser.get(page_of(清单)).context["rows"]]
    paper = browser.get(page_of(清单, paper="a3"))

    assert screen[0] == "3"
    assert [row.task.no for row in paper.context["rows"]] == ["1", "2", "3"]
    assert '<body class="paper-a3"' in paper.content.decode()
    assert "到2023年，建设2个学徒基地。" in words(paper)


def test_a_task_without_end_says_so(sign_in, 清单, 科员):
    assert "支持企业参与职业培训。未启动尚未交办区教育体育局区工业和信息化局等未定时限鼓励" in words(
        sign_in(科员).get(page_of(清单))
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "培训"}, ["2"]),
        ({"q": "xtjd"}, ["1"]),
        ({"q": "gxj"}, ["1", "2"]),
        ({"q": "工业"}, ["1", "2"]),
        ({"due": "none"}, ["2", "3"]),
        ({"due": "year"}, ["1"]),
        ({"light": "not_started"}, ["1", "2", "3"]),
        ({"light": "overdue"}, []),
        ({"q": "培训", "due": "year"}, []),
        ({"light": "no such light", "unit": "x"}, ["1", "2", "3"]),
    ],
)
def test_filters(sign_in, 清单, 科员, query, found):
    rows = sign_in(科员).get(page_of(清单, **query)).context["rows"]

    assert sorted(row.task.no for row in rows) == found


def test_the_filter_by_unit(sign_in, 清单, 工信局, 科员):
    rows = sign_in(科员).get(page_of(清单, unit=str(工信局.pk))).context["rows"]

    assert sorted(row.task.no for row in rows) == ["1", "2"]


def test_counts_by_light_are_links_and_follow_the_other_filters(sign_in, 清单, 科员):
    answer = sign_in(科员).get(page_of(清单, q="培训"))

    assert dict(answer.context["seen"].lights)["not_started"] == 1
    assert 'href="?q=%E5%9F%B9%E8%AE%AD&amp;light=not_started"' in answer.content.decode()


def test_an_empty_result_says_which_filter_to_loosen(sign_in, 清单, 科员):
    answer = sign_in(科员).get(page_of(清单, q="没有的", light="overdue"))

    assert "没有同时符合这2个条件的任务。" in words(answer)
    assert "去掉“状态：逾期”" in words(answer)
    assert 'href="?q=%E6%B2%A1%E6%9C%89%E7%9A%84"' in answer.content.decode()


def test_everything_of_ones_unit_is_received_by_one_press(sign_in, 清单, 交办, 科员, 教体局):
    browser = sign_in(科员)
    assert "轮到您：签收1条承诺" in words(browser.get(page_of(清单)))

    browser.post(reverse("receive_list", args=[清单.slug]))

    assert Duty.objects.get(commitment=交办, unit=教体局).received_by == 科员
    assert "轮到您" not in words(browser.get(page_of(清单)))


def test_nothing_left_to_receive_is_said(sign_in, 清单, 科员):
    assert sign_in(科员).post(reverse("receive_list", args=[清单.slug])).status_code == 409


def test_as_many_queries_for_one_task_as_for_three(sign_in, 督查员, 教体局, 工信局, files):
    one = confirm(draft_of([BASES], 督查员, title="一"), 督查员).task_list
    three = confirm(draft_of([BASES, TRAINING, SELECTION], 督查员, title="三"), 督查员).task_list
    browser = sign_in(督查员)

    assert questions(browser, page_of(one)) == questions(browser, page_of(three))
    assert questions(browser, page_of(one, q="x", light="overdue")) == questions(
        browser, page_of(three, q="x", light="overdue")
    )


# ------------------------------------------------------------------ as a table


def table_of(browser, address: str) -> list[list[str]]:
    answer = browser.get(address)
    assert answer.status_code == 200
    return CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()


def test_the_table_says_what_who_when_and_by_which_filter(sign_in, 清单, 督查员):
    rows = table_of(sign_in(督查员), reverse("list_xlsx", args=[清单.slug], query={"light": "not_started"}))

    assert rows[0][0] == 清单.title
    assert rows[1][0] == "区委区政府督查室周明远　2023年10月20日导出　筛选：状态：未启动　共3项"
    assert rows[4][:9] == [
        "1",
        "建设2个学徒基地",
        "到2023年，建设2个学徒基地。",
        "未启动",
        "尚未交办",
        "区教育体育局",
        "区工业和信息化局",
        "",
        "2023年12月31日",
    ]


def test_what_looks_like_a_formula_stays_text(sign_in, 督查员, 教体局, files):
    evil = '=HYPERLINK("x","点我")，到2023年完成。'
    task_list = confirm(draft_of([row("=1+1", evil, deadlines=["2023"])], 督查员), 督查员).task_list

    answer = sign_in(督查员).get(reverse("list_xlsx", args=[task_list.slug]))
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()

    assert rows[4][0] == "=1+1"
    assert rows[4][2] == evil
    assert "attachment" in answer.headers["Content-Disposition"]


# ------------------------------------------------------------------ how


def test_the_page_of_the_lights_says_every_light_in_the_order_of_the_table(sign_in, 科员):
    answer = sign_in(科员).get(reverse("how"))

    assert [key for _, key, *_ in answer.context["lights"]] == list(lights.PLAIN) == list(lights.THEN)
    assert "20个工作日" in words(answer)
    assert "暂定，可调" in words(answer)


# ------------------------------------------------------------------ a long list


@pytest.fixture(name="长清单")
def long_list(files, 督查员, 教体局) -> TaskList:
    rows = [row(str(number), f"推进第{number}项工作。") for number in range(1, 121)]
    return confirm(draft_of(rows, 督查员, title="长清单"), 督查员).task_list


def test_a_long_list_is_shown_in_parts_and_printed_whole(sign_in, 长清单, 督查员):
    browser = sign_in(督查员)

    first = browser.get(page_of(长清单))
    second = browser.get(page_of(长清单, **{"from": "100", "light": "not_started"}))
    paper = browser.get(page_of(长清单, paper="a4", **{"from": "100"}))

    assert [len(page.context["rows"]) for page in (first, second, paper)] == [100, 20, 120]
    assert "第1—100项，共120项已是第一页下一页" in words(first)
    assert 'href="?from=0&amp;light=not_started"' in second.content.decode()
    assert "筛选出120项。" in words(second)
    assert "上一页" not in words(paper)


@pytest.mark.parametrize("place", ["-1", "120", "9" * 30, "x", "٣", "1"])
def test_a_place_that_is_none_shows_the_beginning(sign_in, 长清单, 督查员, place):
    page = sign_in(督查员).get(page_of(长清单, **{"from": place}))

    assert page.context["page"].first == 0


def test_a_short_list_has_no_pages(sign_in, 清单, 督查员):
    assert "下一页" not in words(sign_in(督查员).get(page_of(清单)))


def test_what_is_to_be_issued_is_the_supervisors_next_step_and_never_printed(sign_in, 清单, 督查员, 审计员):
    page = sign_in(督查员).get(page_of(清单))

    assert "轮到您：交办3条承诺" in words(page)
    assert page.content.decode().count("btn-primary") == 1
    assert "轮到您" not in words(sign_in(督查员).get(page_of(清单, paper="a4")))
    assert "轮到您" not in words(sign_in(审计员).get(page_of(清单)))


# ------------------------------------------------------------------ named at the foot and before signing in


def test_the_foot_names_the_list_where_there_is_one(sign_in, 清单, 督查员, 科员, 外人):
    foots = {post.person: words(sign_in(post).get("/units/")) for post in (督查员, 科员, 外人)}
    assert {name for name, page in foots.items() if page.endswith("学徒基地任务清单")} == {"周明远", "王晓岚"}

    confirm(draft_of([SELECTION], 督查员, title="第二份清单"), 督查员)

    assert words(sign_in(督查员).get("/units/")).endswith("高地")


@pytest.mark.parametrize("demo", [True, False])
def test_only_the_demonstration_names_its_list_before_signing_in(client, 清单, 系统, settings, demo):
    settings.DEMO = demo

    page = words(client.get("/sign-in/"))

    assert ("环翠区任务清单的交办、填报与销号学徒基地任务清单" in page) is demo


def test_a_unit_that_was_released_bears_the_task_no_more(sign_in, 清单, 交办, 工信局, 科员):
    Duty.objects.filter(commitment=交办, unit=工信局).update(ended_on=TODAY)

    rows = sign_in(科员).get(page_of(清单, unit=str(工信局.pk))).context["rows"]

    assert [row.task.no for row in rows] == ["2"]


def test_what_was_struck_off_is_received_by_nobody_any_more(sign_in, 清单, 填报, 局长, 督查员, 责任经办):
    accept_report(填报, by=局长, seen=填报.revision)
    met = fresh(填报.duty.commitment)
    close_out(met, by=督查员, seen=met.revision, note="已核")
    browser = sign_in(责任经办)

    assert browser.get(page_of(清单)).context["receive"] == 0
    assert "签收：" not in words(browser.get("/"))
