"""Verifying several rows, one row, and sending back."""

from __future__ import annotations

from gaodi.ground.registry import obligations_of
from gaodi.registers.actions import facts
from gaodi.registers.declaration import REGISTERS
from tests.registers.entering import enter
from tests.registers.teachers import at, teacher, verified
from tests.supervision.pages import questions, words

TEACHERS = REGISTERS["teachers"]


def tick(*rows) -> list[str]:
    return [f"{row.pk}:{row.revision}" for row in rows]


def states() -> list[str]:
    return list(TEACHERS.model._default_manager.order_by("pk").values_list("state", flat=True))


def test_several_rows_are_verified_at_once(sign_in, 教务员, 别校教务员, 科员):
    one, other, left = teacher(教务员), teacher(别校教务员, "李嘉木", 2), teacher(教务员, "王采薇", 3)
    browser = sign_in(科员)
    page = words(browser.get(at("register_queue")))

    assert "教师台账：3条等您审核" in page
    answer = browser.post(at("register_queue"), {"row": tick(one, other), "do": "verify"}, follow=True)
    assert "审核通过2条。" in words(answer)
    assert states() == ["verified", "verified", "submitted"]
    assert left.state == "submitted"


def test_what_changed_meanwhile_is_named_and_the_rest_is_done(sign_in, 教务员, 科员):
    one, other = teacher(教务员), teacher(教务员, "王百川", 2)
    ticked = tick(one, other)
    facts.send_back(TEACHERS, one, by=科员, revision=one.revision, reason="文号不对")

    answer = sign_in(科员).post(at("register_queue"), {"row": ticked, "do": "verify"}, follow=True)

    assert "审核通过1条。" in words(answer)
    assert "王安宁：" in words(answer)
    assert states() == ["returned", "verified"]


def test_sending_back_needs_its_reason_and_keeps_what_was_ticked(sign_in, 教务员, 科员):
    row, browser = teacher(教务员), sign_in(科员)
    silent = browser.post(at("register_queue"), {"row": tick(row), "do": "send_back", "reason": " "})

    assert silent.status_code == 422
    assert "checked" in silent.content.decode()
    browser.post(at("register_queue"), {"row": tick(row), "do": "send_back", "reason": "文号不对"})
    assert states() == ["returned"]
    assert "退回原因：文号不对" in words(sign_in(教务员).get(at("register_row", row)))


def test_nothing_ticked_does_nothing_and_says_so(sign_in, 教务员, 科员):
    teacher(教务员)

    for row in ([], ["x"], ["1:2:3"], [f"{10**30}:0"]):
        answer = sign_in(科员).post(at("register_queue"), {"row": row, "do": "verify"})
        assert answer.status_code in {302, 422}
    assert states() == ["submitted"]


def test_one_row_is_verified_or_sent_back_on_its_page(sign_in, 教务员, 科员):
    row, other, browser = teacher(教务员), teacher(教务员, "王百川", 2), sign_in(科员)

    assert browser.post(at("register_verify", row), {"revision": row.revision + 1}).status_code == 409
    browser.post(at("register_verify", row), {"revision": row.revision})
    assert browser.post(at("register_send_back", other), {"revision": other.revision}).status_code == 422
    browser.post(at("register_send_back", other), {"revision": other.revision, "reason": "文号不对"})
    assert states() == ["verified", "returned"]


def test_nobody_verifies_what_they_handed_in_themselves(sign_in, 科员, 局长):
    typed = {"label": "望海职专", "subject": "3237000001", "valid_from": "1985-9-1", "kind": "中等职业学校"}
    row = enter("schools", 科员, **typed)
    own = sign_in(科员)

    assert "没有等您审核的" in words(own.get(at("register_queue", slug="schools")))
    assert own.post(at("register_verify", row, "schools"), {"revision": row.revision}).status_code == 403
    assert "要由另一个人审核" in words(own.get(at("register_row", row, "schools")))
    assert (
        sign_in(局长).post(at("register_verify", row, "schools"), {"revision": row.revision}).status_code
        == 302
    )


def test_who_does_not_verify_has_no_queue(sign_in, 教务员, 别校教务员, 企业人事):
    row = teacher(教务员)

    for post in (教务员, 别校教务员, 企业人事):
        assert sign_in(post).get(at("register_queue")).status_code == 403
    assert sign_in(教务员).post(at("register_verify", row), {"revision": row.revision}).status_code == 403
    assert states() == ["submitted"]


def test_the_bureau_of_another_district_verifies_nothing_here(sign_in, 教务员, 外人):
    row = teacher(教务员)
    browser = sign_in(外人)

    assert "没有等您审核的" in words(browser.get(at("register_queue")))
    browser.post(at("register_queue"), {"row": tick(row), "do": "verify"})
    assert browser.post(at("register_verify", row), {"revision": row.revision}).status_code == 404
    assert states() == ["submitted"]


def test_the_queue_asks_the_same_for_one_row_and_for_three(sign_in, 教务员, 科员):
    browser = sign_in(科员)
    teacher(教务员)
    one = questions(browser, at("register_queue"))
    teacher(教务员, "王百川", 2)
    teacher(教务员, "王采薇", 3)

    assert questions(browser, at("register_queue")) == one


# ------------------------------------------------------------------ the desk


def test_the_desk_names_what_waits_once_a_unit(教务员, 别校教务员, 科员, 局长):
    teacher(教务员)
    teacher(教务员, "王百川", 2)
    teacher(别校教务员, "李嘉木", 3)

    for post in (科员, 局长):
        found = [(each.what, each.about) for each in obligations_of(post)]
        assert sorted(found) == [
            ("审核：教师台账1条", "实验职业中等专业学校填报"),
            ("审核：教师台账2条", "望海职业中等专业学校填报"),
        ]


def test_the_desk_of_the_school_names_what_came_back(教务员, 校长, 别校教务员, 科员):
    row = teacher(教务员)
    verified(教务员, 科员, "王百川", 2)
    facts.send_back(TEACHERS, row, by=科员, revision=row.revision, reason="文号不对")

    assert [each.what for each in obligations_of(教务员)] == ["修改后重报：教师台账1条"]
    assert obligations_of(校长) == obligations_of(别校教务员) == []
