"""Comparing the rows of a sheet with what a verifier would see: the open proposal, else what stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice, repeat
from operator import itemgetter
from typing import Any, NamedTuple

from gaodi.ground.models.people import OPEN_END
from gaodi.registers.declaration import Problem, Register
from gaodi.registers.importing.judging import Judge
from gaodi.registers.importing.reading import Block
from gaodi.registers.importing.shape import LABEL, VALID_TO, Key, Known, Locked, Shape, Standing
from gaodi.registers.importing.wrong import Wrong
from gaodi.registers.naming import Named, TheDistrict

CHANGES_SHOWN, NEW_SHOWN = 200, 50
Before = tuple[Known | None, Known | None]  # what a verifier would see, and what stands
NOTHING: Before = (None, None)


class Change(NamedTuple):
    """A row that would change: of which kind, and what it was beside what it would be."""

    row: int
    kind: str  # changed | cleared | others
    was: tuple[Any, ...]
    now: tuple[Any, ...]


class Comparison:
    """What a sheet would do to a register. With ``keep`` the rows to write are kept, else only counted.

    ``counts``: rows = new + changed + same + refused; cleared and others are among the changed.
    """

    def __init__(self, register: Register, unit: int, standing: Standing, *, keep: bool) -> None:
        self.register, self.unit, self.standing, self.keep = register, unit, standing, keep
        self.shape = Shape(register)
        self.judge = Judge(register)
        self.counts: Counter[str] = Counter()
        self.wrong: list[Wrong] = []
        self.changes: list[Change] = []
        self.new: list[tuple[int, tuple[Any, ...]]] = []
        self.inserts: list[tuple[Any, ...]] = []
        self.updates: list[tuple[Known, tuple[Any, ...]]] = []
        self.deletes: list[int] = []
        self.named: dict[tuple[str, str], Named] = {}
        self._seen: dict[Key, int] = {}

    def take(self, block: Block) -> None:
        """Compare some rows."""
        named = {name: block.columns[name] for name in self.shape.subjects if name in block.columns}
        for name, cells in named.items():
            self._find_hidden(block, name, cells)
        columns = self._columns(block, named)
        rows, known = self._complete(block, columns)
        self.counts["rows"] += len(rows)
        if not self._take_all_new(block, rows, known, named):
            self._take_each(block, rows, known, named)
        self.wrong.extend(block.wrong)

    def _take_each(
        self,
        block: Block,
        rows: list[tuple[Any, ...]],
        known: list[Before],
        named: dict[str, list[Named | None]],
    ) -> None:
        for place, (row, (before, stands)) in enumerate(zip(rows, known, strict=True)):
            written = place not in block.refused and self._place(block, place, row, before, stands)
            if place in block.refused:
                self.counts["refused"] += 1
            elif written and (self.keep or self._is_previewed(block.numbers[place])):
                self._name(named, place)

    def _take_all_new(
        self,
        block: Block,
        rows: list[tuple[Any, ...]],
        known: list[Before],
        named: dict[str, list[Named | None]],
    ) -> bool:
        """Take rows at once where none needs a look of its own: nothing is wrong, known, locked or there twice."""
        if block.refused or self.standing.locks or known.count(NOTHING) < len(rows):
            return False
        seen = dict(zip(map(itemgetter(*self.shape.key), rows), block.numbers, strict=True))
        if len(seen) < len(rows) or not self._seen.keys().isdisjoint(seen):
            return False
        self._seen.update(seen)
        self.counts["new"] += len(rows)
        shown = min(NEW_SHOWN - len(self.new), len(rows))
        self.new.extend(islice(zip(block.numbers, rows, strict=True), shown))
        if self.keep:
            self.inserts.extend(rows)
        for place in range(len(rows) if self.keep else shown):
            self._name(named, place)
        return True

    # -------------------------------------------------------------- building the rows

    def _find_hidden(self, block: Block, name: str, cells: list[Named | None]) -> None:
        """Find whom a number with stars means, among the unit's own rows; by name where two share it."""
        labels = block.columns.get("label") or repeat(None)
        for place, (one, label) in enumerate(zip(cells, labels, strict=False)):
            if one is None or not one.hidden:
                continue
            who = self.standing.shown().get(one.shown, [])
            keys = (
                {key for key, _ in who} if len(who) == 1 else {key for key, called in who if called == label}
            )
            if len(keys) == 1:
                cells[place] = Named(one.kind, keys.pop(), one.shown)
            else:
                cells[place] = None
                sentence = "带星号的号码对应不止一个人" if keys or who else "本单位没有这个带星号的号码"
                block.complain(place, name, sentence, "请填完整的号码")
                block.spoilt.add((place, name))

    def _columns(self, block: Block, named: dict[str, list[Named | None]]) -> dict[str, list[Any]]:
        """The fields that the sheet holds, as the database keeps them; subjects as their keys."""
        columns = dict(block.columns)
        for name, cells in named.items():
            columns[name] = [
                None if one is None else f"{self.unit}:{one.key}" if one.own else one.key for one in cells
            ]
        columns["subject"] = self._subjects(block, columns)
        if "period" in columns:
            periods = columns["period"]
            columns["period"] = [p and p.text for p in periods]
            columns["valid_from"] = [p and p.first for p in periods]
            columns["valid_to"] = [p and p.last for p in periods]
        elif "valid_to" in columns:
            columns["valid_to"] = [OPEN_END if day is None else day for day in columns["valid_to"]]
        return columns

    def _subjects(self, block: Block, columns: dict[str, list[Any]]) -> list[Any]:
        """Whom each row is about: where nothing is written, the unit itself, if its code is known."""
        keys: list[Any] = columns.get("subject") or [None] * len(block.numbers)
        if None not in keys:
            return keys
        own = self.standing.own
        if own is None and not isinstance(self.register.about, TheDistrict):
            heading = self.register.by_name["subject"].heading
            for place, key in enumerate(keys):
                if key is None:
                    block.complain(place, "subject", "没有填", f"请填写{heading}")
        return [key or own for key in keys]

    def _complete(
        self, block: Block, columns: dict[str, list[Any]]
    ) -> tuple[list[tuple[Any, ...]], list[Before]]:
        """The rows with what the sheet leaves out taken from those that are known; all of them checked."""
        count = len(block.numbers)
        absent = [name for name in self.shape.fields if name not in columns]
        for name in absent:
            columns[name] = [OPEN_END if name == "valid_to" else "" if name == "period" else None] * count
        known = self._known(columns, count)
        for name in absent:
            place = self.shape.fields.index(name)
            columns[name] = [
                k.cells[place] if k else given for (k, _), given in zip(known, columns[name], strict=True)
            ]

        def complain(at: int, problem: Problem) -> None:
            block.complain(at, problem.column, problem.sentence, problem.remedy, warning=problem.warning)

        self.judge.judge({name: columns[name] for name in self.shape.fields}, complain)
        return list(zip(*(columns[name] for name in self.shape.fields), strict=True)), known

    def _known(self, columns: dict[str, list[Any]], count: int) -> list[Before]:
        """What a verifier would see under each row's key, and what stands."""
        verified, proposed = self.standing.verified, self.standing.proposed
        if not verified and not proposed:
            return [NOTHING] * count
        keys = zip(*(columns[self.shape.fields[place]] for place in self.shape.key), strict=True)
        pairs = ((proposed.get(key), verified.get(key)) for key in keys)
        return [(p or (v if v and not v.void else None), v if v and not v.void else None) for p, v in pairs]

    # -------------------------------------------------------------- placing a row

    def _place(
        self, block: Block, place: int, row: tuple[Any, ...], known: Known | None, stands: Known | None
    ) -> bool:
        """Put a row where it belongs; whether it is to be written."""
        number = block.numbers[place]
        before = self._seen.setdefault(tuple([row[at] for at in self.shape.key]), number)
        if before != number:
            block.complain(place, "subject", f"与第{before}行重复", "同一对象同一时间只留一行")
            return False
        if known is None:
            return not self._is_locked(block, place, row, None) and self._take_new(number, row)
        if known.void:
            remedy = "不撤销了的，请先删除撤销申请，再导入"
            block.complain(place, "subject", "这一条已申请撤销，还没有审核", remedy)
            return False
        row = self._with_known_name(row, known)
        if row == known.cells and not (known is not stands and known.is_draft):
            self.counts["same"] += 1
            return False
        differing = [at for at, (was, now) in enumerate(zip(known.cells, row, strict=True)) if was != now]
        if self._is_locked(block, place, row, differing if stands else None):
            return False
        return self._take_changed(number, row, known, stands, differing)

    def _with_known_name(self, row: tuple[Any, ...], known: Known) -> tuple[Any, ...]:
        """A row without a name keeps the one it has."""
        return row if row[LABEL] else (*row[:LABEL], known.cells[LABEL], *row[LABEL + 1 :])

    def _take_new(self, number: int, row: tuple[Any, ...]) -> bool:
        self.counts["new"] += 1
        if len(self.new) < NEW_SHOWN:
            self.new.append((number, row))
        if self.keep:
            self.inserts.append(row)
        return True

    def _take_changed(
        self, number: int, row: tuple[Any, ...], known: Known, stands: Known | None, differing: Sequence[int]
    ) -> bool:
        kind = "changed"
        self.counts["changed"] += 1
        if any(_is_cleared(at, known.cells[at], row[at]) for at in differing):
            kind = "cleared"
            self.counts[kind] += 1
        if known is not stands and known.reported_by not in self.standing.colleagues:
            kind = "others"
            self.counts[kind] += 1
        if len(self.changes) < CHANGES_SHOWN:
            self.changes.append(Change(number, kind, known.cells, row))
        if self.keep:
            self._keep(row, known, stands)
        return True

    def _keep(self, row: tuple[Any, ...], known: Known, stands: Known | None) -> None:
        if known is stands:
            self.inserts.append(row)
        elif stands is not None and row == stands.cells:
            self.deletes.append(known.pk)
        else:
            self.updates.append((known, row))

    def _is_locked(
        self, block: Block, place: int, row: tuple[Any, ...], differing: Iterable[int] | None
    ) -> bool:
        if not self.standing.locks:
            return False
        fields = self.shape.fields
        period = row[fields.index("period")] or str(row[fields.index("valid_from")].year)
        lock: Locked | None = self.standing.locks.get(period)
        if lock is None:
            return False
        changed = None if differing is None else {fields[at] for at in differing}
        if changed is not None and changed <= lock.lifted.get(row[0], frozenset()):
            return False
        column = "period" if self.register.period else "valid_from"
        block.complain(place, column, lock.sentence, lock.remedy)
        return True

    def _is_previewed(self, number: int) -> bool:
        shown = (self.new[-1:], self.changes[-1:])
        return any(last and last[0][0] == number for last in shown)

    def _name(self, named: dict[str, list[Named | None]], place: int) -> None:
        """Remember whom a row names, to be found or made when it is stored."""
        for cells in named.values():
            one = cells[place]
            if one is not None:
                self.named[one.kind, f"{self.unit}:{one.key}" if one.own else one.key] = one


def _is_cleared(at: int, was: Any, now: Any) -> bool:
    """Whether a blank cell stands where there was a value."""
    if at == VALID_TO:
        return bool(was != OPEN_END and now == OPEN_END)
    return was not in (None, "") and now is None
