"""Opening a full ID number."""

from __future__ import annotations

from gaodi.ground.models import AuditRow
from tests.registers.entering import enter, id_number
from tests.registers.teachers import at, teacher, verified
from tests.supervision.pages import words


def test_a_number_is_opened_with_a_reason_and_the_audit_keeps_who_and_why(sign_in, 教务员, 科员):
    row = verified(教务员, 科员)

    for post in (教务员, 科员):
        answer = sign_in(post).post(at("register_number", row), {"reason": "核对职称申报证件"})
        assert id_number() in answer.content.decode()
    kept = AuditRow.objects.filter(verb="open_number", outcome="done").order_by("pk")
    assert [(each.person, each.note) for each in kept] == [
        ("迟晓", "核对职称申报证件"),
        ("王晓岚", "核对职称申报证件"),
    ]
    assert not any(id_number() in each.changes + each.label for each in kept)


def test_looking_at_the_form_opens_nothing(sign_in, 教务员):
    row = teacher(教务员)

    assert id_number() not in sign_in(教务员).get(at("register_number", row)).content.decode()
    assert not AuditRow.objects.filter(verb="open_number").exists()


def test_without_a_reason_no_number(sign_in, 教务员):
    row = teacher(教务员)
    answer = sign_in(教务员).post(at("register_number", row), {"reason": "  "})

    assert answer.status_code == 422
    assert id_number() not in answer.content.decode()


def test_others_open_nothing(sign_in, 教务员, 科员, 别校教务员, 外人, 审计员):
    row = verified(教务员, 科员)

    for post, status in ((别校教务员, 404), (外人, 404), (审计员, 403)):
        answer = sign_in(post).post(at("register_number", row), {"reason": "看看"})
        assert answer.status_code == status
        assert id_number() not in answer.content.decode()
    refused = AuditRow.objects.get(verb="open_number", outcome="refused")
    assert refused.person == "沈清和"


def test_where_only_the_hash_is_kept_the_page_says_so(sign_in, 教务员):
    student = enter("students", 教务员, **STUDENT)
    answer = sign_in(教务员).get(at("register_number", student, "students"))

    assert "没有保存完整号码" in words(answer)
    assert "<textarea" not in answer.content.decode()


STUDENT = {"subject": id_number(5, "20080101"), "valid_from": "2023-9-1"}
