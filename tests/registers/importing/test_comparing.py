"""Comparing a sheet with what is known: new, the same, changed, cleared, others', withdrawn, twice, locked."""

from __future__ import annotations

from datetime import date

import pytest

from gaodi.ground.models.people import OPEN_END
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.importing.comparing import Comparison
from gaodi.registers.importing.reading import Reader
from gaodi.registers.importing.shape import Known, Locked, Shape, Standing
from tests.registers.entering import id_number

TEACHERS = REGISTERS["teachers"]
FIELDS = Shape(TEACHERS).fields
COLUMNS = ("subject", "label", "valid_from", "kind", "title")
KEY = TEACHERS.by_name["subject"].kind.parse(id_number(1)).key
MINE, THEIRS = 7, 8


def known(pk: int = 1, by: int = MINE, *, state: str = "submitted", void: bool = False, **cells) -> Known:
    given = {"subject": KEY, "label": "王安宁", "period": "", "valid_from": date(2015, 9, 1)}
    given |= {"valid_to": OPEN_END, "kind": "major", "title": "讲师"} | cells
    return Known(tuple(given.get(name) for name in FIELDS), pk, by, state, void, 0)


def compared(*rows, verified=(), proposed=(), locks=None) -> Comparison:
    def by_key(versions):
        return {tuple(v.cells[at] for at in Shape(TEACHERS).key): v for v in versions}

    standing = Standing(0, by_key(verified), by_key(proposed), locks or {}, frozenset({MINE}))
    comparison = Comparison(TEACHERS, 1, standing, keep=True)
    reader = Reader(TEACHERS, {name: at for at, name in enumerate(COLUMNS)}, {})
    for block in reader.blocks(list(enumerate(rows, start=2))):
        comparison.take(block)
    return comparison


def row(number: int = 1, name: str = "王安宁", since="2015-9-1", kind="专业课", title: str | None = "讲师"):
    return [id_number(number), name, since, kind, title]


def counted(comparison: Comparison) -> dict[str, int]:
    return {name: count for name, count in comparison.counts.items() if count}


def test_a_row_that_nobody_knows_is_new():
    found = compared(row())
    assert counted(found) == {"rows": 1, "new": 1}
    assert [cells[0] for cells in found.inserts] == [KEY]


@pytest.mark.parametrize("where", ["verified", "proposed"])
def test_a_row_as_it_is_known_is_the_same_and_not_written(where):
    found = compared(row(), **{where: [known()]})
    assert counted(found) == {"rows": 1, "same": 1}
    assert (found.inserts, found.updates, found.deletes) == ([], [], [])


def test_what_stands_is_changed_by_a_proposal_of_its_own():
    found = compared(row(title="教授"), verified=[known()])
    assert counted(found) == {"rows": 1, "changed": 1}
    assert len(found.inserts) == 1
    assert not found.updates


def test_an_open_proposal_is_changed_where_it_lies():
    found = compared(row(title="教授"), proposed=[known(pk=5)])
    assert [version.pk for version, _ in found.updates] == [5]
    assert not found.inserts


def test_a_proposal_that_comes_to_equal_what_stands_goes():
    found = compared(row(), verified=[known(pk=1)], proposed=[known(pk=5, title="教授")])
    assert found.deletes == [5]
    assert (found.inserts, found.updates) == ([], [])


def test_a_blank_over_a_value_clears_it_and_a_column_left_out_keeps_its_value():
    found = compared(row(title=None), verified=[known(degree="本科")])
    assert counted(found) == {"rows": 1, "changed": 1, "cleared": 1}
    written = dict(zip(FIELDS, found.inserts[0], strict=True))
    assert (written["title"], written["degree"]) == (None, "本科")


def test_somebody_elses_open_proposal_is_counted_as_theirs():
    assert counted(compared(row(title="教授"), proposed=[known(by=THEIRS)]))["others"] == 1
    assert "others" not in counted(compared(row(title="教授"), proposed=[known(by=MINE)]))


def test_a_row_that_stands_twice_in_the_sheet_is_refused_the_second_time():
    found = compared(row(), row(title="教授"))
    assert counted(found) == {"rows": 2, "new": 1, "refused": 1}
    assert [(each.row, each.sentence) for each in found.wrong] == [(3, "与第2行重复")]


def test_a_row_whose_withdrawal_waits_is_refused():
    found = compared(row(title="教授"), proposed=[known(void=True)])
    assert counted(found) == {"rows": 1, "refused": 1}


def test_a_locked_period_lets_in_only_the_columns_that_were_lifted():
    locked = {"2015": Locked("已锁定", "请申请", {KEY: frozenset({"title"})})}
    assert counted(compared(row(title="教授"), verified=[known()], locks=locked)) == {"rows": 1, "changed": 1}
    refused = compared(row(kind="公共课"), verified=[known()], locks=locked)
    assert counted(refused) == {"rows": 1, "refused": 1}
    assert [each.sentence for each in refused.wrong] == ["已锁定"]
    assert counted(compared(row(number=2), locks=locked)) == {"rows": 1, "refused": 1}


def test_a_row_that_cannot_be_read_is_refused_and_the_others_are_taken():
    found = compared(row(kind="体育课"), row(number=2))
    assert counted(found) == {"rows": 2, "new": 1, "refused": 1}
