"""A stranger's unit reads nothing of another's rows, in any register and by any way: list, search, export, figure.

Every register gets three rows of one unit, each called by a word of its own: one that counts, one that was handed in,
one that is a draft. Whoever looks is told exactly those that ``may_read`` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.db import models
from django.urls import reverse
from python_calamine import CalamineWorkbook

from gaodi.bedrock.periods import read_period
from gaodi.bedrock.text import squash
from gaodi.ground.figures import Asked, figure
from gaodi.ground.models import Post, Role, Unit, UnitKind
from gaodi.registers.actions import facts
from gaodi.registers.actions.imports import confirm, hand_in
from gaodi.registers.columns import column_of
from gaodi.registers.declaration import REGISTERS, Register
from gaodi.registers.forms.rows import RowFilter
from gaodi.registers.importing.wrong import hidden, quoted
from gaodi.registers.kinds import Choice
from gaodi.registers.models import Fact, Subject
from gaodi.registers.queries.batches import own_rows
from gaodi.registers.queries.exports import exported
from gaodi.registers.queries.findings import findings_of
from gaodi.registers.queries.lists import filtered
from gaodi.registers.queries.rows import may_see_proofs
from gaodi.registers.queries.scope import visible_rows
from gaodi.registers.queries.subjects import LISTED, file_of, visible_subjects
from gaodi.registers.queries.tallies import heaps, tallies
from gaodi.registers.states import verifies
from gaodi.registers.workbook import write_template
from tests.cast import make_post, make_unit
from tests.registers.entering import enter, id_number, settle
from tests.registers.sheets import checked, done, stored, teacher

COUNTS, WAITS, DRAFT = "秘甲核定", "秘乙待审", "秘丙草稿"
WORDS = (COUNTS, WAITS, DRAFT)
DAY = date(2023, 12, 31)
KINDS = dict(UnitKind.choices)
NOWHERE = 10**9
KNOWN = datetime(2023, 12, 1, tzinfo=UTC)
every_register = pytest.mark.parametrize("register", REGISTERS.values(), ids=lambda register: register.slug)


# ------------------------------------------------------------------ three rows of a unit, in any register


@dataclass(frozen=True, slots=True)
class Kept:
    """What a unit keeps in a register, and who is around."""

    register: Register
    unit: Unit
    clerk: Post
    verifier: Post
    rows: dict[str, Fact]


def some_value(field: models.Field, word: str, unit: Unit) -> Any:
    """Something that a column may hold; words of it give the row away."""
    if isinstance(field, models.ForeignKey):
        kind = column_of(field).kind.kind
        return Subject.objects.get_or_create(kind=kind, key=f"{word}{kind}", shown=word)[0]
    if field.get_internal_type() == "CharField":
        options = column_of(field).kind
        return options.options[0][0] if isinstance(options, Choice) else word[: field.max_length]
    if field.get_internal_type() in {"BigIntegerField", "DecimalField"}:
        return Decimal(1) if field.__class__.__name__ in {"YuanField", "DecimalField"} else 1
    return {"DateField": date(2023, 6, 1), "BooleanField": True}[field.get_internal_type()]


def keep(register: Register, word: str, clerk: Post, verifier: Post) -> Fact:
    """A row as it would be found in the database."""
    own = {f.name: some_value(f, word, clerk.unit) for f in register.model._meta.get_fields() if column_of(f)}
    subject = Subject.objects.create(kind=register.about.kind, key=f"{word}{register.slug}", shown=word)
    period = None
    if register.period:
        texts = ("2023", "2023-2024", "2023H1", "2023Q1", "2023-05")
        period = next(p for text in texts if (p := read_period(text, register.period)))
    counts = word == COUNTS
    return register.model._default_manager.create(
        **own,
        district=clerk.unit.district,
        unit=clerk.unit,
        subject=subject,
        label=word,
        sound="mi",
        initials="m",
        period=period.text if period else "",
        valid_from=period.first if period else date(2023, 1, 1),
        valid_to=period.last if period else date(2024, 12, 31),
        state={COUNTS: "verified", WAITS: "submitted", DRAFT: "draft"}[word],
        open=not counts,
        counts_from=KNOWN if counts else None,
        verified_by=verifier if counts else None,
        reported_by=clerk,
        reported_at=KNOWN,
    )


@pytest.fixture
def kept(register, 环翠区) -> Kept:
    """One unit that fills the register, with three rows, and who verifies them."""
    verifying = make_unit(环翠区, register.verified_by[0], "审核单位")
    filler = register.filled_by[0]
    unit = (
        make_unit(环翠区, "filling", "填报单位", filler)
        if filler in KINDS
        else verifying
        if filler == verifying.key
        else make_unit(环翠区, filler, "填报单位")
    )
    clerk = make_post(unit, Role.CLERK, "tianbao", "填报人")
    verifier = make_post(verifying, Role.HEAD, "shenhe", "审核人")
    return Kept(
        register, unit, clerk, verifier, {word: keep(register, word, clerk, verifier) for word in WORDS}
    )


def onlookers(kept: Kept, 环翠区, 文登区) -> Iterator[Post]:
    """One post of every relation there is to the rows."""
    filler, verifying = kept.register.filled_by[0], kept.register.verified_by[0]
    away = make_unit(文登区, verifying, "邻区审核单位")
    yield make_post(away, Role.HEAD, "linqushenhe", "邻区审核人")
    yield make_post(away, Role.AUDITOR, "linqushenji", "邻区审计员")
    if filler in KINDS:
        yield make_post(make_unit(环翠区, "rival", "同行", filler), Role.CLERK, "tonghang", "同行人")
        yield make_post(
            make_unit(文登区, "rival", "邻区同行", filler), Role.HEAD, "linqutonghang", "邻区同行人"
        )
    office = make_unit(环翠区, "watching", "区督查审计管理室", UnitKind.SUPERVISION)
    for role in (Role.SUPERVISOR, Role.AUDITOR, Role.ADMIN):
        yield make_post(office, role, role.value, role.label)
    yield make_post(make_unit(环翠区, "forestry", "区林业局"), Role.CLERK, "linye", "林业局人")
    yield kept.clerk
    yield kept.verifier


def may_read(kept: Kept, by: Post) -> set[str]:
    """What a post may know of, said anew and plainly; ``visible_rows`` must say the same."""
    register, inside = kept.register, by.role in (Role.CLERK, Role.HEAD)
    if register.closed and not (inside and (register.may_fill(by.unit) or register.may_verify(by.unit))):
        return set()
    if by.unit == kept.unit:
        return set(WORDS)
    if by.unit.district != kept.unit.district:
        return set()
    if register.may_verify(by.unit):
        return {COUNTS, WAITS}
    if register.public or (by.role in (Role.SUPERVISOR, Role.AUDITOR) and not register.closed):
        return {COUNTS}
    return set()


def first_day(kept: Kept) -> str:
    return str(kept.rows[COUNTS].valid_from)


def told(said: object) -> set[str]:
    return {word for word in WORDS if word in str(said)}


# ------------------------------------------------------------------ every register, every way to its rows


@every_register
def test_nobody_is_told_more_than_they_may_read(kept, register, 环翠区, 文登区):
    for by in onlookers(kept, 环翠区, 文登区):
        may = may_read(kept, by)
        seen = visible_rows(register, by)
        assert {row.label for row in seen} == may, by
        for asked in ({"q": "秘"}, {"q": "mi"}, {"day": first_day(kept)}, {"unit": str(kept.unit.pk)}):
            assert {row.label for row in filtered(register, seen, asked)} == may, (by, asked)
        known = filtered(register, seen, {"known": "2023-12-31"})
        assert {row.label for row in known} == may & {COUNTS}, by
        blocks = [row for block in exported(register, {}, by) for row in block]
        assert told(blocks) <= may, by
        assert len(blocks) == len(may), by
        tally = tallies(by, kept.unit, [register]).get(register.slug)
        assert (tally.all if tally else 0) == len(may), by


@every_register
def test_what_waits_is_told_to_who_verifies_and_templates_hold_ones_own(kept, register, 环翠区, 文登区):
    for by in onlookers(kept, 环翠区, 文登区):
        waiting = [heap for heap in heaps(by) if heap.register is register and heap.unit == kept.unit]
        assert bool(waiting) == (
            verifies(register, by) and by.unit.district == 环翠区 and by != kept.clerk
        ), by
        assert {row.label for row in own_rows(register, by)} == (
            may_read(kept, by) if by.unit == kept.unit else set()
        ), by
        if not verifies(register, by):
            assert findings_of(register, by) == [], by


@every_register
def test_figures_count_and_name_only_what_one_may_read(kept, register, 环翠区, 文登区):
    for by in onlookers(kept, 环翠区, 文登区):
        may = may_read(kept, by) & {COUNTS}
        for declared in register.figures:
            asked = Asked(by, DAY)
            answer, rows = figure(declared.name).answer(asked), figure(declared.name).rows(asked)
            shown = [*rows.counted, *(row for left_out in rows.left_out for row in left_out.rows)]
            assert {row.label for row in shown} <= may, (by, declared.name)
            assert told(answer) <= may, (by, declared.name)
            assert may or kept.unit.name not in str(answer), (by, declared.name)
            assert may or not answer.value, (by, declared.name)


@every_register
def test_the_file_of_whom_a_row_is_about_is_not_there_for_others(kept, register, 环翠区, 文登区):
    for by in onlookers(kept, 环翠区, 文登区):
        may = may_read(kept, by)
        for word, row in kept.rows.items():
            file = file_of(row.subject_id, by)
            assert (file is not None) == (word in may), (by, word)
            assert told(file) <= may, (by, word)
        for kind in LISTED:
            assert told([subject.shown for subject in visible_subjects(by, kind)]) <= may, (by, kind)


@every_register
def test_papers_are_for_who_keeps_the_row_or_oversees_the_district(kept, register, 环翠区, 文登区):
    for by in onlookers(kept, 环翠区, 文登区):
        row = visible_rows(register, by).filter(pk=kept.rows[COUNTS].pk).first()
        overseer = by.role in (Role.SUPERVISOR, Role.AUDITOR)
        keeper = by.unit == kept.unit or register.may_verify(by.unit)
        assert (row is not None and may_see_proofs(register, row, by)) <= (overseer or keeper), by


@every_register
def test_private_cells_are_kept_back_from_who_does_not_keep_the_row(kept, register, 环翠区, 文登区):
    private = [c.name for c in register.columns if c.private and not c.names_subject]
    for by in onlookers(kept, 环翠区, 文登区):
        if by.unit == kept.unit or register.may_verify(by.unit):
            continue
        rows = [row for block in exported(register, {}, by) for row in block]
        assert all(row[name] is None for row in rows for name in private), by


@every_register
def test_no_address_of_a_register_gives_a_row_away(kept, register, sign_in, 环翠区, 文登区):
    """Who works in another unit, nearby or next door: whatever they ask, it is as if the rows were not there."""
    for by in onlookers(kept, 环翠区, 文登区):
        if by in (kept.clerk, kept.verifier) or by.role not in (Role.CLERK, Role.HEAD):
            continue
        browser, may = sign_in(by), may_read(kept, by)
        answer = browser.get(reverse("register", args=[register.slug]), {"unit": kept.unit.pk})
        assert told(answer.content.decode()) <= may, by
        nowhere = browser.get(reverse("register_row", args=[register.slug, NOWHERE]))
        assert nowhere.status_code == 404
        for word, row in kept.rows.items():
            here = browser.get(reverse("register_row", args=[register.slug, row.pk]))
            assert (here.status_code == 200) == (word in may), (by, word)
            assert word in may or bare(here) == bare(nowhere), (by, word)


def bare(answer) -> str:
    """A page without what differs from one request to the next: its secret and its number."""
    changing = r'"X-CSRFToken": "\w+"|name="csrfmiddlewaretoken" value="\w+"|编号：\w+'
    return re.sub(changing, "", answer.content.decode())


OPEN_AND_CLOSED = [REGISTERS["teachers"], REGISTERS["tax-periods"]]
one_of_each = pytest.mark.parametrize("register", OPEN_AND_CLOSED, ids=["open", "closed"])


@one_of_each
@pytest.mark.parametrize(
    "name", ["register_figures", "register_export", "register_locks", "register_template"]
)
def test_no_page_of_a_register_gives_a_row_away(kept, register, name, sign_in, 环翠区, 文登区):
    for by in onlookers(kept, 环翠区, 文登区):
        answer = sign_in(by).get(reverse(name, args=[register.slug]), {"unit": kept.unit.pk})
        assert told(answer.getvalue().decode(errors="replace")) <= may_read(kept, by), by


@pytest.mark.parametrize("verb", ["edit", "correct", "withdraw", "discard", "send_back", "number"])
@pytest.mark.parametrize(
    "register", [REGISTERS["teachers"], REGISTERS["tax-periods"]], ids=["open", "closed"]
)
def test_no_verb_tells_whether_another_units_row_is_there(kept, register, verb, sign_in, 环翠区, 文登区):
    for by in onlookers(kept, 环翠区, 文登区):
        if by in (kept.clerk, kept.verifier):
            continue
        browser = sign_in(by)
        for word, row in kept.rows.items():
            if word in may_read(kept, by):
                continue
            address = reverse(f"register_{verb}", args=[register.slug, row.pk])
            nowhere = reverse(f"register_{verb}", args=[register.slug, NOWHERE])
            for ask in (browser.get, browser.post):
                here, there = ask(address), ask(nowhere)
                assert (here.status_code, bare(here)) == (there.status_code, bare(there)), (by, word)
                assert here.status_code in {403, 404}, (by, word)


def test_a_filter_by_a_unit_that_one_may_not_choose_filters_nothing(教务员, 望海职专, 别校):
    form = RowFilter(REGISTERS["teachers"], [], {"unit": str(别校.pk)})

    assert form.filters == {}


# ------------------------------------------------------------------ one person, two units


TYPED = {"subject": id_number(1), "valid_from": "2015-9-1", "kind": "专业课"}


def test_entering_somebody_whom_another_school_has_says_nothing_of_it(教务员, 别校教务员, 科员):
    settle("teachers", enter("teachers", 教务员, label="王安宁", **TYPED), 科员)

    row = enter("teachers", 别校教务员, label="王安宁", **TYPED)

    assert row.state == "submitted"
    assert [each.unit for each in visible_rows(REGISTERS["teachers"], 别校教务员)] == [别校教务员.unit]


def test_a_sheet_with_somebody_whom_another_school_has_is_found_new(教务员, 别校教务员, 科员, 系统):
    settle("teachers", enter("teachers", 教务员, label="王安宁", **TYPED), 科员)

    batch = checked([teacher(1, 姓名="王安宁")], 别校教务员)

    assert batch.found["counts"]["new"] == 1
    assert "望海" not in str(batch.found)
    assert stored(batch, 别校教务员).state == "stored"


def test_a_starred_number_of_another_schools_person_means_nobody(教务员, 别校教务员, 科员, 系统):
    row = settle("teachers", enter("teachers", 教务员, label="王安宁", **TYPED), 科员)

    mine = checked([teacher(1, 身份证号=row.subject.shown, 姓名="王安宁")], 别校教务员)
    nobody = checked([teacher(1, 身份证号="371002********9999", 姓名="王安宁")], 别校教务员)

    assert [each["sentence"] for each in mine.found["problems"]] == ["本单位没有这个带星号的号码"]
    assert mine.found["problems"] == [
        {**each, "given": mine.found["problems"][0]["given"]} for each in nobody.found["problems"]
    ]


def a_student(by: Post) -> Fact:
    register = REGISTERS["students"]
    known = {c.name: c for c in register.columns}
    typed = {
        name: c.example or some_words(c) for name, c in known.items() if c.required and name != "subject"
    }
    return enter("students", by, subject=id_number(1), **typed)


def some_words(column: Any) -> str:
    if choices := column.kind.choices():
        return choices[0][1]
    return {"日期": "2023-9-1", "期间": "2023-2024"}.get(column.kind.word, "1")


@pytest.mark.parametrize("teacher_first", [True, False])
def test_a_students_code_is_the_same_whether_or_not_another_unit_keeps_the_number(
    teacher_first, sign_in, 教务员, 别校教务员, 科员
):
    """A hash shown with stars would tell a school that somewhere else this person stands with a number."""
    if teacher_first:
        enter("teachers", 别校教务员, label="王安宁", **TYPED)
    row = a_student(教务员)
    if not teacher_first:
        enter("teachers", 别校教务员, label="王安宁", **TYPED)
    row = settle("students", type(row)._default_manager.get(pk=row.pk), 科员)
    row.refresh_from_db()

    assert row.code.startswith("S")
    assert row.label == row.code
    for address in (
        reverse("register", args=["students"]),
        reverse("register_row", args=["students", row.pk]),
        reverse("register_correct", args=["students", row.pk]),
        reverse("subject", args=[row.subject_id]),
        reverse("register_number", args=["students", row.pk]),
    ):
        page = sign_in(教务员).get(address).content.decode()
        assert "371002****" not in page, address
    assert "没有保存完整号码" in page
    exports = [each for block in exported(REGISTERS["students"], {}, 教务员) for each in block]
    assert [each["subject"] for each in exports] == [row.code]


def test_a_students_number_is_opened_nowhere_though_another_unit_keeps_it(sign_in, 教务员, 别校教务员, 科员):
    enter("teachers", 别校教务员, label="王安宁", **TYPED)
    row = a_student(教务员)

    for post in (教务员, 科员):
        address = reverse("register_number", args=["students", row.pk])
        answer = sign_in(post).post(address, {"reason": "核对"})
        assert id_number(1) not in answer.content.decode()


def test_the_students_template_comes_in_again_whatever_others_keep(教务员, 别校教务员, 科员, 系统, tmp_path):
    row = settle("students", a_student(教务员), 科员)
    enter("teachers", 别校教务员, label="王安宁", **TYPED)
    path = tmp_path / "students.xlsx"
    write_template(REGISTERS["students"], "望海", own_rows(REGISTERS["students"], 教务员), path, DAY)
    batch = hand_in(REGISTERS["students"], [path.read_bytes()], "学生.xlsx", by=教务员)
    done(batch.job)
    batch.refresh_from_db()

    assert row.code in str(
        CalamineWorkbook.from_filelike(BytesIO(path.read_bytes())).get_sheet_by_index(0).to_python()
    )
    assert (batch.found["counts"]["same"], batch.found["counts"]["rows"]) == (1, 1)


# ------------------------------------------------------------------ jobs and papers of others


def test_the_job_and_the_sheet_of_another_are_not_there(
    sign_in, 教务员, 别校教务员, 外人, 企业人事, 审计员, 系统
):
    batch = checked([teacher(1)], 教务员)
    confirm(batch, by=教务员)
    batch.refresh_from_db()

    for post in (别校教务员, 外人, 企业人事, 审计员):
        browser = sign_in(post)
        assert browser.get(reverse("job", args=[batch.job_id])).status_code == 404
        assert browser.get(reverse("register_batch", args=[batch.pk])).status_code == 404
        assert "教师.xlsx" not in browser.get("/").content.decode()


def test_who_fills_reads_no_audit_and_an_administrator_no_rows_there(sign_in, 教务员, 别校教务员, 管理员):
    facts.submit(
        REGISTERS["teachers"],
        enter("teachers", 教务员, submit=False, label="王安宁", **TYPED),
        by=教务员,
        revision=0,
    )

    assert sign_in(别校教务员).get(reverse("audit")).status_code == 403
    assert "王安宁" not in sign_in(管理员).get(reverse("audit")).content.decode()


@pytest.mark.parametrize(
    "given", ["371002 19850101 0012", "３７１００２１９８５０１０１００１２", "3710021985010100 1x"]
)
def test_a_number_is_never_quoted_in_full_however_it_is_written(given):
    assert "19850101" not in squash(quoted(given))
    assert "19850101" not in squash(quoted("注" * 27 + given))
    assert hidden("2023年9月1日至2024年8月31日") == "2023年9月1日至2024年8月31日"
