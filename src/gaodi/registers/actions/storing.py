"""What becomes of a sheet: keep what its check found; store its rows, all or none.

Everything is read, checked and compared before the writing transaction, which only writes. If the unit's rows were
written meanwhile, as the stamp tells, it is left and the sheet compared anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from typing import Any

from gaodi.bedrock import clock
from gaodi.bedrock.names import sounds
from gaodi.ground import bulk
from gaodi.ground.actions.files import store_file
from gaodi.ground.models import Post
from gaodi.registers.actions.facts import INITIALS, SOUND
from gaodi.registers.actions.stamps import stamp
from gaodi.registers.actions.subjects import subject_of_district
from gaodi.registers.actions.telling import acting_on
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.importing.comparing import Comparison
from gaodi.registers.importing.shape import LABEL, Known
from gaodi.registers.models import FOREVER, Batch, BatchState, Proof, State, Subject
from gaodi.registers.naming import TheDistrict
from gaodi.registers.queries.imports import locks_of, names_of, numbers_of

AT_ONCE = 5_000
COUNTED = ("new", "changed", "same", "refused", "cleared", "others")
Numbers = dict[tuple[Any, ...], int]  # of subjects, by kind and key
Cells = tuple[Any, ...]
SUBJECT = ("kind", "key", "shown", "sealed", "name")
AS_HANDED_IN = {
    "state": State.SUBMITTED,
    "void": False,
    "returned_because": "",
}
AS_NEW = AS_HANDED_IN | {
    "open": True,
    "revision": 0,
    "ended_at": FOREVER,
}


class WrittenMeanwhile(Exception):
    """Somebody wrote the unit's rows, or locked a period, after they were read: compare anew."""


def keep_found(batch: Batch, found: Mapping[str, Any], marked: Iterable[bytes] | None, *, by: Post) -> None:
    """Keep what the check found, with the file in which its errors are marked."""
    with acting_on(
        REGISTERS[batch.register], "check_sheet", "核对导入表", batch, by=by, unit=batch.unit
    ) as act:
        if marked is not None:
            batch.marked, _ = store_file(marked, "marked.xlsx")
        batch.found = dict(found)
        batch.state = BatchState.READY
        batch.save(update_fields=["found", "marked", "state"])
        for name in COUNTED:
            act.change(name, 0, found["counts"][name])


def refuse_sheet(batch: Batch, sentence: str, remedy: str, *, by: Post) -> None:
    """The file is no sheet of this register; the sentence says why."""
    with acting_on(
        REGISTERS[batch.register], "refuse_sheet", "未能核对", batch, by=by, unit=batch.unit, note=sentence
    ) as act:
        act.set(batch, state=BatchState.REFUSED)
        batch.found = {"sentence": sentence, "remedy": remedy}
        batch.save(update_fields=["found", "state"])


def sealed_subjects(comparison: Comparison) -> list[tuple[Any, ...]]:
    """Whom the rows name, as they are to be stored; sealing takes its time and needs no transaction."""
    return [(*whom, one.shown, one.sealed, "") for whom, one in comparison.named.items()]


def store(
    batch: Batch, comparison: Comparison, subjects: list[Cells], found: Mapping[str, Any], *, by: Post
) -> None:
    """Write what was compared. One act: the audit keeps the checksum and the counts, ended versions the old values."""
    register = comparison.register
    with acting_on(register, "import", "导入入库", batch, by=by, unit=batch.unit) as act:
        if stamp(register, batch.unit) != comparison.standing.serial:
            raise WrittenMeanwhile
        if locks_of(register, batch.unit) != comparison.standing.locks:
            raise WrittenMeanwhile
        _Writer(batch, comparison, by).write(subjects)
        batch.found, batch.state = dict(found), BatchState.STORED
        batch.save(update_fields=["found", "state"])
        act.label = f"{register.name}：{batch.name}"
        act.change("sha256", None, batch.file.sha256)
        for name in COUNTED:
            act.change(name, 0, comparison.counts[name])


class _Writer:
    """Writes the rows of one comparison."""

    def __init__(self, batch: Batch, comparison: Comparison, by: Post) -> None:
        self.comparison, self.shape = comparison, comparison.shape
        self.model = comparison.register.model
        self.handed_in = AS_HANDED_IN | {"reported_by": by.pk, "reported_at": clock.now(), "batch": batch.pk}
        self.batch = batch
        self.numbers: Numbers = {}
        self.called: dict[str, str] = {}

    def write(self, subjects: list[Cells]) -> None:
        found = self.comparison
        self.numbers = bulk.ensure(Subject, SUBJECT[:2], SUBJECT, subjects, fill=("sealed", "shown"))
        rows = [*found.inserts, *(row for _, row in found.updates)]
        self._find_the_rest(rows)
        # asked before: while PostgreSQL takes rows in, the connection answers nothing else
        nameless = {row[0] for row in rows if not row[LABEL]}
        self.called = names_of(found.register.about, nameless)
        self._insert(found.inserts)
        self._update(found.updates)
        for some in _slices(found.deletes):
            Proof.objects.filter(register=found.register.slug, row__in=some).delete()
            self.model._default_manager.filter(pk__in=some, open=True).delete()

    def _find_the_rest(self, rows: list[Cells]) -> None:
        """Number the subjects that no cell names: the unit itself, and what the sheet left as it was."""
        if isinstance(self.comparison.register.about, TheDistrict):
            district = subject_of_district(self.batch.unit)
            self.numbers[district.kind, district.key] = district.pk
        for at, kind in self._places():
            missing = {row[at] for row in rows if row[at] is not None} - {
                key for known, key in self.numbers if known == kind
            }
            self.numbers |= numbers_of(kind, missing)

    def _places(self) -> list[tuple[int, str]]:
        return [(self.shape.fields.index(name), kind) for name, kind in self.shape.subjects.items()]

    def _insert(self, rows: list[Cells]) -> None:
        """In the order of names, as most indexes have them, so that they grow at one place.

        What no row knows is not named at all: it is NULL without being carried about.
        """
        rows = sorted(rows, key=_label)
        unit = self.batch.unit
        same = {"district": unit.district_id, "unit": unit.pk} | AS_NEW | self.handed_in
        names = [*self.shape.fields, "sound", "initials", *same]
        unknown = {name for at, name in enumerate(self.shape.fields) if _is_unknown(rows, at)} - {"label"}
        places = [at for at, name in enumerate(names) if name not in unknown]
        ready = self._ready(rows, tuple(same.values()), places)
        bulk.insert(self.model, [names[at] for at in places], ready)

    def _update(self, rows: list[tuple[Known, Cells]]) -> None:
        own = [name for name in self.shape.fields if name not in self.comparison.register.key]
        names = [*own, "sound", "initials", *self.handed_in]
        columns = [*self.shape.fields, "sound", "initials", *self.handed_in]
        places = [columns.index(name) for name in names]
        ready = self._ready([row for _, row in rows], tuple(self.handed_in.values()), places)
        pairs = zip(rows, ready, strict=True)
        changed = ((known.pk, *cells, known.revision + 1) for (known, _), cells in pairs)
        bulk.update(self.model, [*names, "revision"], changed)

    def _ready(self, rows: list[Cells], same: Cells, places: list[int]) -> Iterator[Cells]:
        """Rows as they are stored: subjects by number, names with their sounds, then what all have in common."""
        for some in _slices(rows):
            columns: list[Any] = list(zip(*some, strict=True))
            labels = self._labels(columns)
            for at, kind in self._places():
                columns[at] = [None if key is None else self.numbers[kind, key] for key in columns[at]]
            columns[LABEL] = labels
            heard = [sounds(label) for label in labels]
            columns += [[sound[:SOUND] for sound, _ in heard], [first[:INITIALS] for _, first in heard]]
            columns += [[value] * len(some) for value in same]
            yield from zip(*(columns[at] for at in places), strict=True)

    def _labels(self, columns: list[Any]) -> list[str]:
        """What rows are called: as the sheet says, else as their subject is shown."""
        pairs = zip(columns[0], columns[LABEL], strict=True)
        return [(label or self.called[key])[:80] for key, label in pairs]


def _label(row: Cells) -> str:
    return row[LABEL] or ""


def _is_unknown(rows: list[Cells], at: int) -> bool:
    cell = itemgetter(at)
    return all({None}.issuperset(map(cell, some)) for some in _slices(rows))


def _slices(many: list[Any]) -> Iterator[list[Any]]:
    return (many[at : at + AT_ONCE] for at in range(0, len(many), AT_ONCE))
