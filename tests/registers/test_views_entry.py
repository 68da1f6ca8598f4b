"""Filling in, mending, correcting, withdrawing and deleting a row."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gaodi.ground.models import AuditRow
from gaodi.registers.actions import facts
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.models import Proof
from gaodi.registers.queries.rows import proofs_of
from tests.registers.entering import enter, id_number, read, settle
from tests.registers.teachers import at, sent, teacher, typed, verified
from tests.supervision.pages import words

TEACHERS = REGISTERS["teachers"]


def all_rows():
    return TEACHERS.model._default_manager.order_by("pk")


def test_a_row_is_handed_in(sign_in, 教务员):
    answer = sign_in(教务员).post(at("register_add"), sent(title="讲师"))

    row = all_rows().get()
    assert (row.label, row.title, row.state, row.reported_by) == ("王安宁", "讲师", "submitted", 教务员)
    assert answer.headers["Location"] == at("register_row", row)
    assert AuditRow.objects.filter(verb="propose", outcome="done").count() == 1


def test_a_draft_stays_with_its_unit(sign_in, 教务员, 科员):
    sign_in(教务员).post(at("register_add"), sent(do="save"))

    row = all_rows().get()
    assert row.state == "draft"
    assert sign_in(科员).get(at("register_row", row)).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "name", "says"),
    [
        ({"subject": "371002198501010011"}, "subject", "请对照证件改正"),
        ({"subject": "371002********0017"}, "subject", "带星号的号码看不出是谁。请输入完整的18位号码。"),
        ({"subject": ""}, "subject", "还没有填，请填写。"),
        ({"valid_from": "2015年13月1日"}, "valid_from", "没有13月。请改成实际日期。"),
        ({"valid_to": "2014-1-1"}, "valid_to", "止期早于起期。请对照原件改正两个日期。"),
        ({"kind": "厨师"}, "kind", "只能是：专业课、实习指导、公共课。从下拉框里选一个。"),
        ({"dual_on": "2022-1-1", "dual_level": "none"}, "dual_on", "不适用"),
        ({"label": "王\x00宁"}, "label", "有看不见的字符。请重新输入。"),
    ],
)
def test_what_is_wrong_stands_under_its_field_and_what_was_typed_stays(sign_in, 教务员, wrong, name, says):
    answer = sign_in(教务员).post(at("register_add"), sent(title="讲师", **wrong))

    assert answer.status_code == 422
    assert says in "".join(answer.context["form"].errors[name])
    assert 'value="讲师"' in answer.content.decode()
    assert not all_rows().exists()


def test_a_paper_comes_with_the_row_or_not_at_all(sign_in, 教务员):
    browser = sign_in(教务员)
    good = SimpleUploadedFile("认定.txt", "认定名单".encode())
    browser.post(at("register_add"), sent(file=good, dated_on="2023年6月1日"))

    row = all_rows().get()
    assert [(p.name, str(p.dated_on)) for p in proofs_of(TEACHERS, row, 教务员)] == [
        ("认定.txt", "2023-06-01")
    ]
    bad = SimpleUploadedFile("程序.exe", b"MZ\x90\x00\x03")
    more = sent(subject=id_number(2), label="王百川", file=bad, dated_on="2023年6月1日")
    assert browser.post(at("register_add"), more).status_code == 422
    assert (all_rows().count(), Proof.objects.count()) == (1, 1)


def test_a_paper_without_its_date_is_asked_for_it(sign_in, 教务员):
    paper = SimpleUploadedFile("认定.txt", "认定名单".encode())
    answer = sign_in(教务员).post(at("register_add"), sent(file=paper))

    assert "材料本身的日期" in "".join(answer.context["form"].errors["dated_on"])
    assert "请重新选择“认定.txt”" in "".join(answer.context["form"].errors["file"])


def test_who_does_not_fill_the_register_is_told_who_does(sign_in, 科员, 企业人事):
    for post in (科员, 企业人事):
        answer = sign_in(post).post(at("register_add"), sent())
        assert answer.status_code == 403
        assert "由学校填报" in words(answer)
    assert not all_rows().exists()


# ------------------------------------------------------------------ a row that is open


def test_of_two_clerks_the_second_is_told_and_keeps_what_was_typed(sign_in, 教务员):
    row = teacher(教务员, title="讲师")
    seen = row.revision
    facts.edit(TEACHERS, row, read(TEACHERS, **typed(title="助理讲师")), by=教务员, revision=seen)

    answer = sign_in(教务员).post(at("register_edit", row), sent(title="高级讲师", revision=seen))

    assert answer.status_code == 409
    page = answer.content.decode()
    assert 'value="高级讲师"' in page
    assert "现在的值" in page
    assert "助理讲师" in words(answer)
    assert all_rows().get().title == "助理讲师"
    again = sign_in(教务员).post(at("register_edit", row), sent(title="高级讲师", revision=seen + 1))
    assert again.status_code == 302
    assert all_rows().get().title == "高级讲师"


def test_a_form_without_the_revision_overwrites_nothing(sign_in, 教务员):
    row = teacher(教务员, title="讲师")

    assert sign_in(教务员).post(at("register_edit", row), sent(title="教授")).status_code == 409
    assert all_rows().get().title == "讲师"


def test_whom_a_row_is_about_cannot_be_changed_by_sending_more(sign_in, 教务员):
    row = teacher(教务员)
    more = sent(subject=id_number(9), valid_from="2001-1-1", revision=row.revision, title="讲师")
    sign_in(教务员).post(at("register_edit", row), more)

    now = all_rows().get()
    assert (now.subject_id, now.valid_from, now.title) == (row.subject_id, row.valid_from, "讲师")


def test_a_row_is_edited_by_its_unit_only(sign_in, 教务员, 别校教务员, 科员, 外人):
    row = teacher(教务员)

    for post, status in ((别校教务员, 404), (外人, 404), (科员, 403)):
        browser = sign_in(post)
        for name in ("register_edit", "register_discard", "register_correct", "register_withdraw"):
            answer = browser.post(at(name, row), sent(revision=row.revision, reason="试"))
            assert answer.status_code == status, name
    assert [(each.pk, each.revision) for each in all_rows()] == [(row.pk, row.revision)]


def test_a_draft_is_submitted_and_deleted_as_it_was_seen(sign_in, 教务员):
    row, browser = teacher(教务员, submit=False), sign_in(教务员)

    assert browser.post(at("register_submit", row), {"revision": row.revision + 1}).status_code == 409
    browser.post(at("register_submit", row), {"revision": row.revision})
    assert all_rows().get().state == "submitted"
    assert "删除后不能恢复" in words(browser.get(at("register_discard", row)))
    assert browser.post(at("register_discard", row), {"revision": row.revision}).status_code == 409
    browser.post(at("register_discard", row), {"revision": row.revision + 1})
    assert not all_rows().exists()


# ------------------------------------------------------------------ a row that stands


def test_a_correction_begins_with_what_stands_and_leaves_it_standing(sign_in, 教务员, 科员):
    row, browser = verified(教务员, 科员, title="讲师"), sign_in(教务员)
    form = browser.get(at("register_correct", row))

    assert "上次核定：讲师" in words(form)
    assert "身份证号371002********0017到岗日期2015年9月1日" in words(form)
    browser.post(at("register_correct", row), sent(title="高级讲师"))
    assert [(each.title, each.state) for each in all_rows()] == [
        ("讲师", "verified"),
        ("高级讲师", "submitted"),
    ]


def test_what_is_the_same_is_no_correction(sign_in, 教务员, 科员):
    row = verified(教务员, 科员)
    answer = sign_in(教务员).post(at("register_correct", row), sent())

    assert answer.status_code == 422
    assert "和已核定的值一样" in words(answer)


def test_a_second_correction_waits_for_the_first(sign_in, 教务员, 科员):
    row = verified(教务员, 科员)
    teacher(教务员, title="高级讲师")

    assert sign_in(教务员).post(at("register_correct", row), sent(title="讲师")).status_code == 409
    assert all_rows().count() == 2


def test_a_withdrawal_needs_its_reason_and_a_verifier(sign_in, 教务员, 科员):
    row, browser = verified(教务员, 科员), sign_in(教务员)

    assert browser.post(at("register_withdraw", row), {"reason": " "}).status_code == 422
    browser.post(at("register_withdraw", row), {"reason": "重复填报"})
    assert "王安宁：已核定，有一处撤销待审核" in words(browser.get(at("register_row", row)))
    assert "待审核撤销" in words(browser.get(at("register")))
    assert all_rows().first().void is False


def test_a_period_keeps_its_days_when_it_is_corrected(sign_in, 教务员, 科员):
    year = enter("school-years", 教务员, subject="3237000001", period="2023-2024学年", students="100")
    settle("school-years", year, 科员)
    sign_in(教务员).post(at("register_correct", year, "school-years"), {"students": "120", "do": "submit"})

    rows = REGISTERS["school-years"].model._default_manager.order_by("pk")
    assert [(r.period, str(r.valid_from), str(r.valid_to), r.students) for r in rows] == [
        ("2023-2024", "2023-09-01", "2024-08-31", 100),
        ("2023-2024", "2023-09-01", "2024-08-31", 120),
    ]


def test_only_what_must_be_filled_is_marked_and_whom_it_is_about_stands_before_what_is_so(sign_in, 教务员):
    page = sign_in(教务员).get(at("register_add")).content.decode()

    assert page.count("（必填）") == sum(column.required for column in REGISTERS["teachers"].columns)
    assert page.index("<legend>对象和时间</legend>") < page.index('name="label"')
    assert page.index('name="label"') < page.index("<legend>各栏的值</legend>") < page.index('name="kind"')
    assert page.index('name="kind"') < page.index("<legend>佐证</legend>") < page.index('name="file"')
