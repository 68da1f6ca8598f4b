"""任务页: the paper's words, whose turn it is, who bears it, what proves it; receipts, urging, naming."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from gaodi.bedrock import clock
from gaodi.ground.models import Evidence, UnitKind
from gaodi.reading.rows import Quote
from gaodi.supervision.actions.commitments import close_out, draw_up, issue, receive
from gaodi.supervision.actions.reports import accept_report, save_report, send_back, submit_report
from gaodi.supervision.models import Commitment, OpenEnd, Task, Urge
from tests.cast import make_unit
from tests.supervision.conftest import BASES, TODAY, confirm, draft_of, duty_of, fresh, row
from tests.supervision.pages import questions, words


def address(task: Task) -> str:
    return reverse("task", args=[task.pk])


# ------------------------------------------------------------------ who sees it


@pytest.mark.parametrize("who", ["督查员", "科员", "局长", "责任经办", "管理员", "审计员"])
def test_the_task_is_open_to_whom_the_list_names_and_who_watches(sign_in, 任务, request, who):
    answer = sign_in(request.getfixturevalue(who)).get(address(任务))

    assert "任务1建设2个学徒基地未启动" in words(answer)
    assert "到2023年，建设2个学徒基地。" in words(answer)


def test_a_stranger_finds_no_task(sign_in, 任务, 外人):
    assert sign_in(外人).get(address(任务)).status_code == 404


# ------------------------------------------------------------------ the paper's words


def test_what_was_read_is_underlined_where_the_text_holds_it(sign_in, files, 督查员, 教体局):
    quotes = [
        Quote("deadlines[0]", "2023年", "table 1 row 2 cell 2", 41, 46),
        Quote("lead[0]", "区教育体育局", "table 1 row 2 cell 3", 0, 6),
    ]
    paper = row("1", "到2023年，建设<b>基地。", deadlines=["2023"], quotes=quotes, where="table 1 row 2")
    task = confirm(draft_of([paper], 督查员), 督查员).task_list.tasks.get()

    page = sign_in(督查员).get(address(task)).content.decode()

    marked = '到<mark class="taken"><span class="keep">2023年</span></mark>，建设&lt;b&gt;基地。'
    assert f'<blockquote class="quote">{marked}</blockquote>' in page
    assert "表1第2行" in page


def test_earlier_words_are_kept_beside_the_new(sign_in, 清单, 督查员):
    newer = row("1", "到2023年，建设3个学徒基地。", responsible=["区工业和信息化局"], deadlines=["2023"])
    confirm(draft_of([newer], 督查员, task_list=清单), 督查员)

    page = words(sign_in(督查员).get(address(清单.tasks.get(no="1"))))

    assert "到2023年，建设3个学徒基地。" in page
    assert "第1版原文（2023年10月20日确认）不同到2023年，建设2个学徒基地。" in page


def test_a_task_that_the_new_edition_dropped_says_so(sign_in, 清单, 督查员):
    confirm(draft_of([BASES], 督查员, task_list=清单), 督查员)

    page = words(sign_in(督查员).get(address(清单.tasks.get(no="2"))))

    assert "新版清单已没有这项任务，2023年10月20日终止。" in page


def test_the_paper_writes_a_unit_otherwise(sign_in, files, 督查员, 教体局):
    task = confirm(
        draft_of([row("1", "建设基地。", lead=["教育体育局"])], 督查员), 督查员
    ).task_list.tasks.get()

    assert "教育体育局（认作区教育体育局）" in words(sign_in(督查员).get(address(task)))


# ------------------------------------------------------------------ whose turn


def bar(browser, task: Task):
    return browser.get(address(task)).context["bar"]


def test_first_the_supervisor_issues(sign_in, 任务, 督查员, 科员):
    mine = bar(sign_in(督查员), 任务)
    assert (mine.mine, mine.what) == (True, "轮到您：交办1条承诺")

    others = bar(sign_in(科员), 任务)
    assert (others.mine, others.what) == (False, "在等督查员交办")


def test_then_each_unit_receives(sign_in, 任务, 交办, 科员, 督查员):
    browser = sign_in(科员)
    assert bar(browser, 任务).what == "轮到您：签收1条承诺"

    browser.post(reverse("receive_task", args=[任务.pk]))

    assert fresh(交办).received_on == TODAY
    assert bar(sign_in(督查员), 任务).what == "在等区工业和信息化局签收，今天送出"


def test_then_the_owner_reports(sign_in, 任务, 承办, 科员):
    assert (
        bar(sign_in(科员), 任务).what
        == "轮到您：填报：建设2个学徒基地，2023年12月31日前（暂按还有50个工作日）"
    )


def test_then_its_head_verifies(sign_in, 任务, 填报, 局长, 科员):
    assert bar(sign_in(局长), 任务).what == "轮到您：审核区教育体育局的填报：建设2个学徒基地"
    assert bar(sign_in(科员), 任务).what == "在等区教育体育局单位负责人审核，今天送出"


def test_what_came_back_names_the_reason_only_to_whom_it_concerns(sign_in, 任务, 填报, 科员, 局长, 管理员):
    send_back(填报, by=局长, seen=填报.revision, note="验收单缺公章")

    mine = bar(sign_in(科员), 任务)
    assert mine.why == "赵启明2023年10月20日退回：“验收单缺公章”"
    assert mine.turn.verb == "修改后重报"
    page = words(sign_in(管理员).get(address(任务)))
    assert "在等区教育体育局经办人修改后重报" in page
    assert "验收单缺公章" not in page


def test_last_the_supervisor_strikes_off(sign_in, 任务, 填报, 局长, 督查员):
    accept_report(填报, by=局长, seen=填报.revision)

    assert bar(sign_in(督查员), 任务).what == "轮到您：销号：建设2个学徒基地"


def test_when_all_is_struck_off_and_received_nobody_has_a_turn(
    sign_in, 任务, 填报, 局长, 督查员, 责任经办, 工信局
):
    accept_report(填报, by=局长, seen=填报.revision)
    commitment = fresh(填报.duty.commitment)
    receive(duty_of(commitment, 工信局), by=责任经办)
    close_out(commitment, by=督查员, seen=commitment.revision, note="材料齐全")

    answer = sign_in(督查员).get(address(任务))
    assert answer.context["bar"] is None
    assert "共1条，已销号1条" in words(answer)
    assert "销号建设2个学徒基地：材料齐全（周明远）" in words(answer)


@pytest.mark.parametrize(
    ("who", "words_of_buttons"),
    [
        ("科员", ["看填报"]),
        ("局长", ["审核"]),
        ("督查员", ["调整", "终止"]),
        ("责任经办", ["签收"]),
        ("审计员", []),
        ("管理员", []),
    ],
)
def test_buttons_are_those_of_the_role(sign_in, 任务, 填报, request, who, words_of_buttons):
    answer = sign_in(request.getfixturevalue(who)).get(address(任务))

    ((_, moves, _),) = answer.context["commitments"]
    assert [move.word for move in moves] == words_of_buttons


# ------------------------------------------------------------------ proofs


def test_proofs_are_shown_with_their_own_date_to_who_may_see_them(sign_in, 任务, 填报, 责任经办):
    page = words(sign_in(责任经办).get(address(任务)))

    assert "验收单.txt材料日期2023年9月25日待审核" in page


def test_an_administrator_sees_neither_proofs_nor_words_of_reports(sign_in, 任务, 填报, 管理员):
    page = words(sign_in(管理员).get(address(任务)))

    assert "验收单.txt" not in page
    assert "两个基地已挂牌" not in page


@pytest.mark.parametrize(
    ("who", "status"),
    [("科员", 200), ("责任经办", 200), ("督查员", 200), ("审计员", 200), ("管理员", 404), ("外人", 404)],
)
def test_a_file_is_reached_only_through_a_report_one_may_see(sign_in, 填报, request, who, status):
    browser = sign_in(request.getfixturevalue(who))

    answer = browser.get(reverse("evidence", args=[Evidence.objects.get().pk]))

    assert answer.status_code == status
    if status == 200:
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert b"".join(answer.streaming_content) == "验收单".encode()


# ------------------------------------------------------------------ receipts and urging


def test_receiving_is_by_post_and_for_ones_own_unit(sign_in, 交办, 教体局, 科员, 责任经办, 外人, 督查员):
    target = reverse("receive", args=[duty_of(交办, 教体局).pk])

    assert sign_in(科员).get(target).status_code == 405
    assert sign_in(责任经办).post(target).status_code == 403
    assert sign_in(督查员).post(target).status_code == 403
    assert sign_in(外人).post(target).status_code == 404
    assert fresh(交办).received_on is None
    assert sign_in(科员).post(target).status_code == 302
    assert sign_in(科员).post(target).status_code == 409


def test_urging_a_silent_unit_once(sign_in, 任务, 交办, 工信局, 督查员):
    browser = sign_in(督查员)
    target = reverse("urge", args=[duty_of(交办, 工信局).pk])
    assert target in browser.get(address(任务)).content.decode()

    answer = browser.post(target, headers={"referer": f"http://testserver{address(任务)}"})

    assert answer.headers["Location"] == f"http://testserver{address(任务)}"
    assert Urge.objects.get().text == "请签收任务1“建设2个学徒基地”。"
    assert "今天已催" in words(browser.get(address(任务)))
    assert browser.post(target).status_code == 422
    assert Urge.objects.count() == 1


def test_after_urging_one_is_not_sent_to_another_site(sign_in, 任务, 交办, 工信局, 督查员):
    target = reverse("urge", args=[duty_of(交办, 工信局).pk])

    answer = sign_in(督查员).post(target, headers={"referer": "https://elsewhere.example/"})

    assert answer.headers["Location"] == address(任务)


def test_the_owner_urges_others_and_never_itself(sign_in, 承办, 任务, 科员, 教体局, 工信局, 责任经办):
    browser = sign_in(科员)

    assert browser.post(reverse("urge", args=[duty_of(承办.commitment, 教体局).pk])).status_code == 403
    assert browser.post(reverse("urge", args=[duty_of(承办.commitment, 工信局).pk])).status_code == 302
    assert sign_in(责任经办).post(reverse("urge", args=[承办.pk])).status_code == 403


def test_a_protected_body_shows_the_reason_in_place_of_the_button(sign_in, files, 环翠区, 督查员, 教体局):
    make_unit(环翠区, "organisation", "区委组织部", UnitKind.PARTY)
    paper = row("1", "推荐人选。", responsible=["区委组织部"], deadlines=["2023"])
    task = confirm(draft_of([paper], 督查员), 督查员).task_list.tasks.get()
    commitment = issue([task.commitments.select_related("task__task_list").get()], by=督查员)[0]
    target = reverse("urge", args=[commitment.duties.get(unit__name="区委组织部").pk])

    answer = sign_in(督查员).get(address(task))

    assert "区委组织部责任未签收今天送出党委部门，不催办" in words(answer)
    assert target not in answer.content.decode()
    assert sign_in(督查员).post(target).status_code == 422


def test_silence_is_counted_in_working_days(sign_in, 任务, 交办, 督查员):
    with clock.standing_on(TODAY + timedelta(days=4)):
        page = words(sign_in(督查员).get(address(任务)))

    assert "区工业和信息化局责任未签收已2个工作日" in page


def test_an_owner_that_should_have_reported_is_late_and_urged_for_its_report(sign_in, 任务, 承办, 督查员):
    browser = sign_in(督查员)
    with clock.standing_on(date(2024, 1, 3)):
        page = words(browser.get(address(任务)))
        browser.post(reverse("urge", args=[承办.pk]))

    assert "区教育体育局牵头、汇总应报未报已3个工作日" in page
    assert Urge.objects.get().text == "请填报任务1“建设2个学徒基地”的进展。"


def test_a_report_of_another_unit_is_named_on_the_button(sign_in, 任务, 承办, 工信局, 责任经办, 局长):
    receive(duty_of(承办.commitment, 工信局), by=责任经办)
    theirs = save_report(
        duty_of(承办.commitment, 工信局),
        by=责任经办,
        seen=None,
        text="名单已给。",
        value=None,
        claims_met=False,
    )
    submit_report(theirs, by=责任经办, seen=theirs.revision)

    ((_, found, _),) = sign_in(局长).get(address(任务)).context["commitments"]

    assert [move.word for move in found] == ["审核区工业和信息化局"]


# ------------------------------------------------------------------ naming


def test_naming_lets_units_bear_the_task(sign_in, 清单, 督查员, 审计局):
    task = 清单.tasks.get(no="2")
    end = OpenEnd.objects.get(task=task)
    browser = sign_in(督查员)
    assert "“等”待点名点名" in words(browser.get(address(task)))

    answer = browser.post(reverse("name_open_end", args=[end.pk]), {"units": [审计局.pk], "note": "专题会议"})

    assert answer.status_code == 302
    assert task.commitments.get().duties.filter(unit=审计局).exists()
    assert "已点名：区审计局" in words(browser.get(address(task)))


def test_naming_nobody_needs_a_reason_and_keeps_what_was_typed(sign_in, 清单, 督查员):
    end = OpenEnd.objects.get(task__no="2")

    answer = sign_in(督查员).post(reverse("name_open_end", args=[end.pk]), {"note": ""})

    assert answer.status_code == 422
    assert "没有选单位。" in words(answer)
    assert OpenEnd.objects.get().closed_at is None


@pytest.mark.parametrize(("who", "status"), [("科员", 403), ("审计员", 403), ("外人", 403)])
def test_only_a_supervisor_names(sign_in, 清单, request, who, status):
    target = reverse("name_open_end", args=[OpenEnd.objects.get(task__no="2").pk])

    assert sign_in(request.getfixturevalue(who)).get(target).status_code == status


# ------------------------------------------------------------------ cost


def test_as_many_queries_for_one_commitment_as_for_three(sign_in, 任务, 填报, 督查员, 教体局, 工信局):
    browser = sign_in(督查员)
    one = questions(browser, address(任务))
    for number in (2, 3):
        more = draw_up(
            Task.objects.select_related("task_list__district").get(pk=任务.pk),
            by=督查员,
            key=str(number),
            duties=[(教体局, "lead"), (工信局, "responsible")],
            title="基地",
            kind="standard",
            strength="plain",
            quote="学徒基地",
            owner=教体局,
            due=date(2023, 12, 31),
        )
        issue([more], by=督查员)
    assert Commitment.objects.filter(task=任务).count() == 3

    assert questions(browser, address(任务)) == one


def test_a_units_page_shows_what_it_bears(sign_in, 承办, 科员, 教体局, 外人, 文登教体局):
    page = words(sign_in(科员).get(reverse("unit", args=[教体局.pk])))

    assert "承担的任务共3条承诺，已销号0条" in page
    assert "牵头汇总（主责）" in page
    assert "承担的任务" not in words(sign_in(外人).get(reverse("unit", args=[文登教体局.pk])))


# ------------------------------------------------------------------ what is mine


def test_a_responsible_unit_sees_at_once_what_it_has_to_do(sign_in, 任务, 交办, 工信局, 责任经办):
    before = words(sign_in(责任经办).get(address(任务)))
    receive(duty_of(交办, 工信局), by=责任经办)
    after = words(sign_in(责任经办).get(address(任务)))

    assert "本单位配合1条。由区教育体育局主责的，先签收；本单位做成了什么，点那一条的“填报”，" in before
    assert "由区教育体育局主责的，本单位做成了什么，点那一条的“填报”，由主责单位负责人审核。" in after


@pytest.mark.parametrize(
    ("who", "said"), [("科员", "本单位主责1条。"), ("督查员", ""), ("审计员", ""), ("管理员", "")]
)
def test_whose_unit_bears_nothing_reads_nothing_of_its_own(sign_in, 任务, 承办, request, who, said):
    page = words(sign_in(request.getfixturevalue(who)).get(address(任务)))

    assert said in page
    assert ("本单位" in page) is bool(said)


def test_the_head_reads_the_report_and_the_dates_of_its_proofs_before_opening_it(
    sign_in, 任务, 填报, 局长, 管理员
):
    mine = sign_in(局长).get(address(任务)).context["bar"]

    assert mine.why == "王晓岚2023年10月20日报送：“两个基地已挂牌。”佐证1份，材料日期2023年9月25日。"
    assert "材料日期" not in words(sign_in(管理员).get(address(任务)))


def test_a_long_report_is_only_begun(填报, 任务, 局长, sign_in):
    填报.text = "情" * 200
    填报.save()

    assert f"“{'情' * 89}…”" in sign_in(局长).get(address(任务)).context["bar"].why


def test_what_has_no_figure_is_under_way_not_failed(sign_in, 清单, 督查员, 教体局, 科员):
    commitment = 清单.tasks.get(no="2").commitments.get()
    issue([commitment], by=督查员)
    before = words(sign_in(督查员).get(address(commitment.task)))
    receive(duty_of(commitment, 教体局), by=科员)
    after = words(sign_in(督查员).get(address(commitment.task)))

    assert "未启动未签收未写数量" in before
    assert "在办未写数量" in after
    assert "未达到" not in after
