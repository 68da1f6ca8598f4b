"""The index of the registers and what each says of itself."""

from __future__ import annotations

from django.urls import reverse

from gaodi.registers.actions import facts
from gaodi.registers.actions.subjects import link_unit
from gaodi.registers.declaration import REGISTERS
from tests.registers.entering import enter, settle
from tests.registers.teachers import at, teacher, verified
from tests.supervision.pages import questions, words


def line_of(answer, name: str) -> str:
    """A line of the index as words."""
    rows = answer.content.decode().split("<tr>")
    row = next(each for each in rows if f">{name}</a>" in each)
    return words(type("Part", (), {"content": row.encode()}))


def page(browser, address: str) -> str:
    return browser.get(address).content.decode()


def test_a_clerk_sees_how_the_rows_stand_and_where_to_go_on(sign_in, 教务员, 科员):
    verified(教务员, 科员)
    teacher(教务员, "王百川", 2, submit=False)
    returned = teacher(教务员, "王采薇", 3)
    facts.send_back(REGISTERS["teachers"], returned, by=科员, revision=returned.revision, reason="文号不对")

    answer = sign_in(教务员).get(reverse("registers"))

    assert "1个台账等您办理" in words(answer)
    assert "有退回退回1条，草稿1条，已核定1条111" in line_of(answer, "教师")
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


def test_a_draft_is_to_be_handed_in_and_what_is_zero_stays_empty(sign_in, 教务员):
    teacher(教务员, submit=False)

    line = line_of(sign_in(教务员).get(reverse("registers")), "教师")

    assert "报送1条草稿" in line
    assert "0" not in line


def test_ones_own_school_is_one_press_away_and_other_schools_are_searched(
    sign_in, 教务员, 科员, 望海职专, 系统
):
    row = enter("schools", 教务员, subject="3237000001", label="望海职专", valid_from="1985-9-1")
    school = link_unit(settle("schools", row, 科员).subject, 望海职专, by=系统)
    browser, schools = sign_in(教务员), reverse("subjects", args=["school"])

    assert f'href="{reverse("subject", args=[school.pk])}">本校档案' in page(browser, reverse("registers"))
    assert browser.get(schools)["Location"] == reverse("subject", args=[school.pk])
    assert browser.get(schools, {"q": ""}).status_code == 200
    assert sign_in(科员).get(schools).status_code == 200


def test_the_desk_of_a_school_shows_what_is_under_way_before_what_was_never_filled(sign_in, 教务员, 科员):
    verified(教务员, 科员)
    enter("majors", 教务员, subject="710204", label="电子技术应用", valid_from="2020-9-1", submit=False)
    browser = sign_in(教务员)
    before = page(browser, reverse("desk"))
    teacher(教务员, "王百川", 2, submit=False)
    after = page(browser, reverse("desk"))

    assert 'href="/registers/teachers/"' not in before
    assert "草稿1条，已核定1条" in after
    assert after.index("/registers/teachers/") < after.index("还没有填报")
    assert len(after.split("本单位的台账")[1].split('class="btn')) <= 1 + 8


def test_the_desk_of_an_office_does_not_ask_for_what_it_never_filled(sign_in, 科员):
    assert "本单位的台账" not in page(sign_in(科员), reverse("desk"))


def test_a_register_explains_its_columns_and_whom_they_are_for(sign_in, 教务员):
    answer = sign_in(教务员).get(at("register_about"))

    assert "学校填报" in words(answer)
    assert "双师等级为初级、中级、高级时才填" in words(answer)
    assert "身份证号必填18位身份证号" in words(answer)


def test_a_register_that_is_not_there_is_not_there(sign_in, 教务员):
    for name in ("register", "register_about", "register_add", "register_queue", "register_locks"):
        assert sign_in(教务员).get(at(name, slug="nothing")).status_code == 404, name
