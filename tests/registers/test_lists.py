"""Pages of a list: every row once and in order, whatever is asked; read off an index, on both databases."""

from __future__ import annotations

import random
from datetime import date

import pytest
from django.db import connection
from django.http import QueryDict

from gaodi.bedrock import clock
from gaodi.bedrock.names import sounds
from gaodi.ground import bulk
from gaodi.ground.queries.paging import COUNTED, Capped, page_of
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.declared.teachers import Teacher
from gaodi.registers.models import FOREVER, Subject
from gaodi.registers.queries.lists import listing, reachable_rows
from gaodi.registers.queries.tallies import tallies
from tests.registers.teachers import at, teacher
from tests.supervision.pages import words

TEACHERS = REGISTERS["teachers"]
NAMES = (
    "王安",
    "王安",
    "王家",
    "吴杰",
    "汪安",
    "李静",
    "CNC王",
    "阿依",
    "重阳",
)  # namesakes, one sound, letters
COLUMNS = (
    *(
        "subject",
        "label",
        "sound",
        "initials",
        "district",
        "unit",
        "period",
        "valid_from",
        "valid_to",
        "state",
    ),
    *("open", "void", "revision", "returned_because", "reported_by", "reported_at", "verified_by"),
    *("counts_from", "ended_at", "batch"),
)
ASKED = ("", "王", "王安", "wang", "wa", "wj", "w", "a", "zzz", "cnc", "CNC", "lijing", "%")


def fill(count: int, *reporters, names=NAMES) -> None:
    """That many teachers in a muddle, most of the first reporter's unit; some wait, some have ended."""
    muddle, now = random.Random(7), clock.now()  # noqa: S311  always the same muddle
    subjects = [Subject(kind="person", key=f"{n:032x}", shown="371002********0011") for n in range(count)]
    made = Subject.objects.bulk_create(subjects)

    def row(n: int, subject: Subject) -> tuple:
        by, name = reporters[n % 7 == 0 and len(reporters) > 1], muddle.choice(names)
        waits = n % 10 == 0
        settled = None if waits else now
        state = ("submitted", "returned", "draft")[n // 10 % 3] if waits else "verified"
        ended = now if n % 13 == 0 and not waits else FOREVER
        return (
            *(subject.pk, name, *sounds(name), by.unit.district_id, by.unit_id, ""),
            *(date(2015, 9, 1), date(9999, 12, 31), state, waits, False, 1, "", by.pk, now),
            *(None if waits else by.pk, settled, ended, None),
        )

    bulk.insert(Teacher, COLUMNS, [row(n, subject) for n, subject in enumerate(made)])


def leafed(rows, key: str) -> list[int]:
    """All pages, one after the other, five rows each."""
    found, params = [], QueryDict("")
    while True:
        page = page_of(rows, key, params, size=5)
        found += [row.pk for row in page]
        if not page.following:
            return found
        params = QueryDict(page.following[1:])


def naive(rows: list[Teacher], asked: str) -> list[int]:
    """The same by hand: by sound where one begins so, else by initials; other characters by the name."""
    letters = asked.lower()
    ways = ("sound", "initials") if letters.isalpha() and letters.isascii() else ("label",)
    for way in ways:
        begin = letters if way != "label" else asked
        found = [row for row in rows if getattr(row, way).startswith(begin)]
        if found:
            return [row.pk for row in sorted(found, key=lambda row: (getattr(row, way), row.pk))]
    return []


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("state", ["", "verified", "submitted", "returned"])
def test_leafing_gives_every_row_once_and_in_order(教务员, 别校教务员, 科员, asked, state):
    fill(140, 教务员, 别校教务员)

    for by in (教务员, 别校教务员, 科员):
        mine = Teacher.objects.filter(ended_at=FOREVER)
        mine = mine.exclude(state="draft") if by == 科员 else mine.filter(unit=by.unit)
        rows = [row for row in mine if state in ("", row.state)]
        filters = {"q": asked, "state": state}
        assert leafed(*listing(TEACHERS, reachable_rows(by, TEACHERS), filters)) == naive(rows, asked)


def test_no_column_that_orders_a_list_is_ever_unknown():
    for register in REGISTERS.values():
        for key in ("label", "sound", "initials"):
            assert not register.model._meta.get_field(key).null, register.slug


def test_letters_are_first_a_sound_and_initials_only_where_nothing_sounds_so(教务员):
    fill(40, 教务员, names=("王安", "李安"))

    ways = {
        asked: listing(TEACHERS, reachable_rows(教务员, TEACHERS), {"q": asked}) for asked in ("la", "wa")
    }

    assert (ways["la"][1], {row.label for row in ways["la"][0]}) == ("initials", {"李安"})
    assert (ways["wa"][1], {row.label for row in ways["wa"][0]}) == ("sound", {"王安"})


@pytest.mark.parametrize(
    "filters",
    [
        *(
            {},
            {"q": "王"},
            {"q": "wang"},
            {"q": "wj"},
            {"q": "zzz"},
            {"state": "submitted"},
            {"state": "verified"},
        ),
        *({"known": "2099-01-01"}, {"known": "2099-01-01", "q": "wang"}, {"day": "2016-01-01"}),
    ],
    ids=str,
)
def test_no_page_reads_the_table_or_sorts_it(教务员, 别校教务员, 科员, filters):
    fill(3000, 教务员, 别校教务员)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":  # so few rows are cheaper read through: ask what it could do
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")

    for by in (教务员, 科员):
        rows, key = listing(TEACHERS, reachable_rows(by, TEACHERS), filters)
        plan = rows.order_by(key, "pk")[:51].explain()
        table = Teacher._meta.db_table
        assert f"SCAN {table}" not in plan, plan
        assert f"Seq Scan on {table}" not in plan, plan
        assert "TEMP B-TREE" not in plan, plan
        assert "Sort Key" not in plan, plan


# ------------------------------------------------------------------ numbers


def test_a_number_beyond_what_is_counted_says_so():
    assert f"{Capped(COUNTED + 1):,}条" == "10,000+条"
    assert (str(Capped(COUNTED)), f"{Capped(COUNTED):,}", str(Capped(7))) == ("10000", "10,000", "7")
    assert f"{sum([Capped(COUNTED), Capped(1)])}" == "10,000+"


def test_rows_are_counted_up_to_a_limit_and_the_index_says_so(monkeypatch, sign_in, 教务员):
    monkeypatch.setattr("gaodi.registers.queries.tallies.COUNTED", 20)
    monkeypatch.setattr("gaodi.ground.queries.paging.COUNTED", 20)
    fill(200, 教务员)
    tally = tallies(教务员, 教务员.unit, [TEACHERS])["teachers"]

    assert (tally.verified, tally.draft, tally.submitted) == (21, 6, 7)
    assert "20+" in words(sign_in(教务员).get("/registers/"))


def test_a_unit_of_which_one_may_see_nothing_is_not_counted(教务员, 外人, 望海职专):
    teacher(教务员)

    assert tallies(外人, 望海职专, [TEACHERS]) == {}


def test_the_form_says_how_letters_are_searched(sign_in, 教务员):
    assert "按拼音一条也没有的，再按首字母找" in words(sign_in(教务员).get(at("register")))
