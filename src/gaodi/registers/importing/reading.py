"""Reading rows of a sheet a column at a time, each cell by its column's kind; what recurs is read once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import Any

from gaodi.bedrock.names import HAN
from gaodi.bedrock.sheets import spoilt
from gaodi.registers.columns import Column
from gaodi.registers.declaration import Register
from gaodi.registers.importing.wrong import Wrong, hidden, quoted
from gaodi.registers.kinds import BadCell, Kind, Text, Yuan
from gaodi.registers.naming import Person

AT_ONCE = 2_000  # rows read together
REMEMBERED = 20_000  # different cells of one column
WORDS = frozenset({str, type(None)})
Parse = Callable[[object], Any]
Cells = tuple[int, Sequence[object]]


@dataclass(slots=True)
class Block:
    """Some rows of a sheet, read. A cell that could not be is None and stands in ``wrong``."""

    numbers: list[int]
    columns: dict[str, list[Any]]
    given: Mapping[str, Sequence[object]]
    wrong: list[Wrong] = field(default_factory=list)
    refused: set[int] = field(default_factory=set)  # places of rows with something wrong that is no warning
    spoilt: set[tuple[int, str]] = field(default_factory=set)

    def complain(self, place: int, column: str, sentence: str, remedy: str, *, warning: bool = False) -> None:
        """Say what is wrong at a column of the row at a place; once for a cell that could not even be read."""
        if (place, column) in self.spoilt:
            return
        cells = self.given.get(column)
        said = quoted(cells[place]) if cells is not None else ""
        self.wrong.append(Wrong(self.numbers[place], column, said, hidden(sentence), remedy, warning))
        if not warning:
            self.refused.add(place)


class Memo(dict[Any, Any]):
    """Cells that were read already: what was given → its value, or the BadCell that it is."""

    def __init__(self, parse: Parse) -> None:
        super().__init__()
        self.parse = parse

    def __missing__(self, key: Any) -> Any:
        value = _read(self.parse, key[1] if type(key) is tuple else key)
        if len(self) < REMEMBERED:
            self[key] = value
        return value

    def read(self, cells: Sequence[object]) -> list[Any]:
        if WORDS.issuperset(map(type, cells)):
            return list(map(self.__getitem__, cells))
        # 1, 1.0 and True are one key to a dictionary and three things to a sheet
        return [self[cell if type(cell) is str or cell is None else (type(cell), cell)] for cell in cells]


def _read(parse: Parse, given: object) -> Any:
    try:
        if type(given) is str and given[:1] == "#" and (wrong := spoilt(given)):
            return BadCell(*wrong)
        return parse(given)
    except BadCell as bad:
        return bad.with_traceback(None)


class Reader:
    """Reads the rows of one table: ``places`` {column: index}, ``units`` {column: unit that its heading names}."""

    def __init__(self, register: Register, places: Mapping[str, int], units: Mapping[str, str]) -> None:
        self.columns = [(register.by_name[name], index) for name, index in places.items()]
        self.ways = {c.name: _way(c, units.get(c.name, "")) for c, _ in self.columns}

    def blocks(self, rows: Iterable[Cells]) -> Iterator[Block]:
        """The rows, some at a time."""
        waiting = iter(rows)
        while some := list(islice(waiting, AT_ONCE)):
            yield self.block(some)

    def block(self, rows: Sequence[Cells]) -> Block:
        given = {column.name: _column(rows, index) for column, index in self.columns}
        read = {name: self.ways[name](cells) for name, cells in given.items()}
        block = Block([number for number, _ in rows], read, given)
        for name, values in read.items():
            if BadCell in set(map(type, values)):
                _set_aside(block, name, values)
        return block


def _set_aside(block: Block, name: str, values: list[Any]) -> None:
    """Take what could not be read out of a column."""
    for place, value in enumerate(values):
        if isinstance(value, BadCell):
            block.complain(place, name, value.sentence, value.remedy)
            values[place] = None
            block.spoilt.add((place, name))


def _column(rows: Sequence[Cells], index: int) -> list[object]:
    try:
        return [cells[index] for _, cells in rows]
    except IndexError:  # a CSV whose rows are not of one length
        return [cells[index] if index < len(cells) else None for _, cells in rows]


def _words(kind: Text, memo: Memo, cells: Sequence[object]) -> list[Any]:
    """Words; where a whole column is of Chinese characters, as names are, there is nothing to tidy."""
    words = [cell for cell in cells if type(cell) is str and cell]
    if len(words) == len(cells) and HAN.fullmatch("".join(words)) and max(map(len, words)) <= kind.size:
        return list(cells)
    return memo.read(cells)


def _way(column: Column, unit: str) -> Callable[[Sequence[object]], list[Any]]:
    """How the cells of a column are read: one by one where none is like another, else remembered."""
    kind: Kind = column.kind
    if isinstance(kind, Person):
        return lambda cells: [_read(kind.parse, cell) for cell in cells]
    if isinstance(kind, Text) and not kind.pattern:
        return partial(_words, kind, Memo(kind.parse))
    if isinstance(kind, Yuan) and unit:
        return Memo(lambda given: kind.parse_in(given, unit)).read
    return Memo(kind.parse).read
