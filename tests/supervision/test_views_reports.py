"""填报和审核: pre-filled, kept through every refusal, judged by another person beside what was promised."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gaodi.ground.models import Post, Role
from gaodi.supervision.actions.reports import accept_report, save_report, send_back, submit_report
from gaodi.supervision.models import Report, ReportState
from tests.cast import SINCE, make_post
from tests.supervision.conftest import duty_of, fresh
from tests.supervision.pages import questions, words

SAID = {"text": "两个基地在建。", "value": "1", "seen": "", "do": "save"}


def address(duty) -> str:
    return reverse("report", args=[duty.pk])


def proof(name: str = "验收单.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "验收合格".encode())


# ------------------------------------------------------------------ who


@pytest.mark.parametrize(
    ("who", "status"),
    [("科员", 200), ("局长", 403), ("督查员", 403), ("责任经办", 404), ("外人", 404)],
)
def test_only_the_units_own_clerk_reports(sign_in, 承办, request, who, status):
    assert sign_in(request.getfixturevalue(who)).get(address(承办)).status_code == status


# ------------------------------------------------------------------ saving and handing in


def test_a_draft_is_kept_and_shown_again(sign_in, 承办, 科员):
    browser = sign_in(科员)

    answer = browser.post(address(承办), SAID | {"value": "１，000"})

    assert answer.headers["Location"] == address(承办)
    report = Report.objects.get()
    assert (report.state, report.value) == (ReportState.DRAFT, Decimal(1000))
    form = browser.get(address(承办)).context["form"]
    assert form["text"].value() == "两个基地在建。"
    assert form["seen"].value() == report.revision


def test_evidence_is_attached_taken_out_and_handed_in(sign_in, 承办, 科员):
    browser = sign_in(科员)
    browser.post(address(承办), SAID | {"file": proof(), "dated_on": "2023.9.25"})
    report = Report.objects.get()
    assert [str(each.dated_on) for each in report.evidence.all()] == ["2023-09-25"]
    assert "已附1份，仍然保留" in words(browser.get(address(承办)))

    gone = report.evidence.get()
    browser.post(address(承办), SAID | {"seen": report.revision, "do": f"detach-{gone.pk}"})
    report.refresh_from_db()
    assert report.evidence.count() == 0

    last = SAID | {
        "seen": report.revision,
        "file": proof("协议.txt"),
        "dated_on": "2023年9月30日",
        "do": "submit",
    }
    answer = browser.post(address(承办), last)
    assert answer.headers["Location"] == reverse("task", args=[承办.commitment.task_id])
    report.refresh_from_db()
    assert report.state == ReportState.SUBMITTED
    assert report.evidence.get().name == "协议.txt"


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"text": " "}, "text", "还没有写。"),
        ({"value": "两个"}, "value", "不是一个数。"),
        ({"file": proof(), "dated_on": ""}, "dated_on", "还没有填材料日期。"),
        ({"file": proof(), "dated_on": "九月底"}, "dated_on", "没有看懂"),
        ({"file": proof(), "dated_on": "2023-10-21"}, "dated_on", "材料日期在今天之后。"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(
    sign_in, 承办, 科员, typed, field, sentence
):
    answer = sign_in(科员).post(address(承办), SAID | {"text": "很长的一段进展。"} | typed)

    assert answer.status_code == 422
    assert sentence in str(answer.context["form"].errors[field])
    assert "您填的内容都在" in words(answer)
    assert ("请重新选择“验收单.txt”" in words(answer)) is ("file" in typed)
    assert answer.context["form"]["text"].value() == typed.get("text", "很长的一段进展。")
    assert not Report.objects.exists()


def test_a_refusal_to_hand_in_keeps_the_draft_and_the_attached_file(sign_in, 承办, 科员):
    browser = sign_in(科员)
    typed = SAID | {"file": proof(), "dated_on": "2023-9-25", "claims_met": "on", "do": "submit"}

    answer = browser.post(address(承办), typed)

    assert answer.status_code == 422
    assert "目标是2个，达到数填的是1个，不能报“已达到目标”。" in words(answer)
    assert "已附1份，仍然保留验收单.txt" in words(answer)
    report = Report.objects.get()
    assert report.state == ReportState.DRAFT

    again = {"text": "已建成。", "value": "2", "claims_met": "on", "do": "submit"}
    sent = browser.post(address(承办), again | {"seen": answer.context["form"]["seen"].value()})
    assert sent.status_code == 302
    report.refresh_from_db()
    assert report.state == ReportState.SUBMITTED


def test_a_file_that_is_not_what_it_says_is_refused(sign_in, 承办, 科员):
    evil = SimpleUploadedFile("照片.jpg", b"MZ\x90\x00" * 8)

    answer = sign_in(科员).post(address(承办), SAID | {"file": evil, "dated_on": "2023-9-25"})

    assert answer.status_code == 422
    assert "文件内容不是.jpg。" in words(answer)


# ------------------------------------------------------------------ two at once


def test_who_was_slower_keeps_the_text_and_sees_who_was_faster(sign_in, 承办, 科员, 教体局):
    colleague = make_post(教体局, Role.CLERK, "keyuan2", "何新")
    browser = sign_in(科员)
    seen = browser.get(address(承办)).context["form"]["seen"].value() or ""
    save_report(
        duty_of(承办.commitment, 教体局),
        by=colleague,
        seen=None,
        text="同事写的。",
        value=None,
        claims_met=False,
    )

    answer = browser.post(address(承办), SAID | {"seen": seen, "text": "我写的。"})

    assert answer.status_code == 409
    assert answer.context["form"]["text"].value() == "我写的。"
    assert "同事刚才存的同事写的。" in words(answer)
    assert "何新" in words(answer)
    assert Report.objects.get().text == "同事写的。"

    browser.post(address(承办), SAID | {"seen": answer.context["form"]["seen"].value(), "text": "我写的。"})
    assert Report.objects.get().text == "我写的。"


# ------------------------------------------------------------------ after sending


def test_a_report_is_taken_back_until_it_is_verified(sign_in, 填报, 承办, 科员, 局长):
    browser = sign_in(科员)
    page = words(browser.get(address(承办)))
    assert "已报送，在等审核" in page
    assert "验收单.txt2023年9月25日在时限以内" in page

    target = reverse("withdraw", args=[填报.pk])
    assert browser.get(target).status_code == 405
    assert browser.post(target, {"seen": 填报.revision}).headers["Location"] == address(承办)
    填报.refresh_from_db()
    assert 填报.state == ReportState.DRAFT

    again = submit_report(填报, by=科员, seen=填报.revision)
    again = accept_report(again, by=局长, seen=again.revision)
    assert browser.post(target, {"seen": again.revision}).status_code == 409


def test_what_came_back_is_filled_in_again_with_reason_and_files(sign_in, 填报, 承办, 科员, 局长):
    send_back(填报, by=局长, seen=填报.revision, note="缺公章")
    browser = sign_in(科员)

    page = browser.get(address(承办))

    assert page.context["form"]["text"].value() == "两个基地已挂牌。"
    assert "退回意见缺公章" in words(page)
    assert "已附1份，仍然保留验收单.txt" in words(page)

    gone = 填报.evidence.get()
    browser.post(address(承办), SAID | {"do": f"detach-{gone.pk}"})
    newest = Report.objects.exclude(pk=填报.pk).get()
    assert newest.evidence.count() == 0
    assert 填报.evidence.get() == gone, "the returned report keeps what it rested on"


def test_the_last_accepted_figure_stands_beside_the_field(sign_in, 承办, 科员, 局长):
    report = save_report(
        duty_of(承办.commitment, 承办.unit),
        by=科员,
        seen=None,
        text="已建1个。",
        value=Decimal(1),
        claims_met=False,
    )
    report = submit_report(report, by=科员, seen=report.revision)
    accept_report(report, by=局长, seen=report.revision)

    page = sign_in(科员).get(address(承办))

    assert "上次审核：1个（2023年10月20日）" in words(page)
    assert page.context["form"]["value"].value() == "1"
    assert "上次审核通过的填报已建1个。" in words(page)


# ------------------------------------------------------------------ verifying


def verify(report: Report) -> str:
    return reverse("verify", args=[report.pk])


@pytest.mark.parametrize(("who", "status"), [("局长", 200), ("科员", 403), ("督查员", 403), ("外人", 403)])
def test_only_a_head_verifies(sign_in, 填报, request, who, status):
    assert sign_in(request.getfixturevalue(who)).get(verify(填报)).status_code == status


def test_the_head_of_another_unit_is_told_who_verifies(sign_in, 填报, 工信局):
    head = make_post(工信局, Role.HEAD, "gxjz", "周立")
    browser = sign_in(head)

    assert "填报由主责单位区教育体育局的负责人审核。" in words(browser.get(verify(填报)))
    assert browser.post(verify(填报), {"do": "accept", "seen": 填报.revision}).status_code == 403


def test_a_head_elsewhere_finds_nothing(sign_in, 填报, 文登教体局):
    head = make_post(文登教体局, Role.HEAD, "wdjz", "吴一")

    assert sign_in(head).get(verify(填报)).status_code == 404


def test_the_report_lies_beside_what_was_promised(sign_in, 填报, 局长):
    page = words(sign_in(局长).get(verify(填报)))

    assert "两个基地已挂牌。达到数2个报称已达到目标" in page
    assert "验收单.txt2023年9月25日在时限以内" in page
    assert "到2023年，建设2个学徒基地。目标2个时限2023年12月31日" in page


def test_accepting_moves_the_commitment(sign_in, 填报, 局长):
    answer = sign_in(局长).post(verify(填报), {"do": "accept", "note": "属实", "seen": 填报.revision})

    assert answer.headers["Location"] == reverse("task", args=[填报.duty.commitment.task_id])
    assert str(fresh(填报.duty.commitment).met_on) == "2023-09-25"


def test_sending_back_needs_a_reason(sign_in, 填报, 局长):
    browser = sign_in(局长)

    answer = browser.post(verify(填报), {"do": "send_back", "note": " ", "seen": 填报.revision})
    assert answer.status_code == 422
    assert "没有写退回理由。" in words(answer)
    assert 'href="#id_note"' in answer.content.decode()

    browser.post(verify(填报), {"do": "send_back", "note": "缺公章", "seen": 填报.revision})
    填报.refresh_from_db()
    assert (填报.state, 填报.verdict) == (ReportState.RETURNED, "缺公章")


def test_what_was_taken_back_meanwhile_is_not_judged_and_the_note_stays(sign_in, 填报, 局长, 科员):
    browser = sign_in(局长)
    Report.objects.filter(pk=填报.pk).update(revision=填报.revision + 2)

    answer = browser.post(verify(填报), {"do": "accept", "note": "我的意见", "seen": 填报.revision})

    assert answer.status_code == 409
    assert answer.context["form"]["note"].value() == "我的意见"
    填报.refresh_from_db()
    assert 填报.state == ReportState.SUBMITTED


def test_nobody_verifies_their_own_report(sign_in, 填报, 科员, 教体局):
    both = Post.objects.create(account=科员.account, unit=教体局, role=Role.HEAD, since=SINCE)
    browser = sign_in(both)

    assert "填报人不能审核自己填的报" in words(browser.get(verify(填报)))
    assert browser.post(verify(填报), {"do": "accept", "seen": 填报.revision}).status_code == 403
    填报.refresh_from_db()
    assert 填报.state == ReportState.SUBMITTED


def test_as_many_queries_for_one_proof_as_for_three(sign_in, 承办, 科员, 局长):
    browser = sign_in(科员)
    browser.post(address(承办), SAID | {"file": proof("一.txt"), "dated_on": "2023-9-25"})
    one = questions(browser, address(承办))
    for name in ("二.txt", "三.txt"):
        seen = browser.get(address(承办)).context["form"]["seen"].value()
        browser.post(address(承办), SAID | {"seen": seen, "file": proof(name), "dated_on": "2023-9-25"})

    assert Report.objects.get().evidence.count() == 3
    assert questions(browser, address(承办)) == one
