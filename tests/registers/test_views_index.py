"""The index of the registers and what each says of itself."""

from __future__ import annotations

from django.urls import reverse

from gaodi.registers.actions import facts
from gaodi.registers.declaration import REGISTERS
from tests.registers.teachers import at, teacher, verified
from tests.supervision.pages import questions, words


def line_of(answer, name: str) -> str:
    """A line of the index as words."""
    rows = answer.content.decode().split("<tr>")
    row = next(each for each in rows if f">{name}</a>" in each)
    return words(type("Part", (), {"content": row.encode()}))


def test_a_clerk_sees_how_the_rows_stand_and_where_to_go_on(sign_in, 教务员, 科员):
    verified(教务员, 科员)
    teacher(教务员, "王百川", 2, submit=False)
    returned = teacher(教务员, "王采薇", 3)
    facts.send_back(REGISTERS["teachers"], returned, by=科员, revision=returned.revision, reason="文号不对")

    answer = sign_in(教务员).get(reverse("registers"))

    assert "1个台账等您办理" in words(answer)
    assert "有退回1011" in line_of(answer, "教师")
    assert f'href="{at("register", state="returned")}"' in answer.content.decode()


def test_a_verifier_sees_how_many_wait_and_is_led_to_them(sign_in, 教务员, 科员):
    teacher(教务员)
    teacher(教务员, "王百川", 2)

    answer = sign_in(科员).get(reverse("registers"))

    assert "2条等审核" in line_of(answer, "教师")
    assert f'href="{at("register_queue")}"' in answer.content.decode()


def test_what_one_only_reads_stands_below_without_counts(sign_in, 教务员, 企业人事):
    teacher(教务员)

    answer = sign_in(企业人事).get(reverse("registers"))

    assert "教师学校学校" in line_of(answer, "教师")
    assert at("register_add") not in answer.content.decode()


def test_the_index_asks_the_same_for_one_row_and_for_three(sign_in, 教务员, 别校教务员, 科员):
    browser = sign_in(科员)
    teacher(教务员)
    one = questions(browser, reverse("registers"))
    teacher(教务员, "王百川", 2)
    teacher(别校教务员, "王采薇", 3)

    assert questions(browser, reverse("registers")) == one
    assert one <= 12


def test_a_register_explains_its_columns_and_whom_they_are_for(sign_in, 教务员):
    answer = sign_in(教务员).get(at("register_about"))

    assert "学校填报" in words(answer)
    assert "双师等级为初级、中级、高级时才填" in words(answer)
    assert "身份证号必填18位身份证号" in words(answer)


def test_a_register_that_is_not_there_is_not_there(sign_in, 教务员):
    for name in ("register", "register_about", "register_add", "register_queue", "register_locks"):
        assert sign_in(教务员).get(at(name, slug="nothing")).status_code == 404, name
