"""What is wrong with a sheet, by cell; whatever is quoted from it shows no ID number."""

from __future__ import annotations

import re
from dataclasses import dataclass

BETWEEN = r"[\s\u200b-\u200f\ufeff'’-]*"  # what people and programs put between digits
ID_LIKE = re.compile(
    rf"(?<!\d)(\d(?:{BETWEEN}\d){{5}})(?:{BETWEEN}\d){{5,13}}{BETWEEN}"
    rf"(\d(?:{BETWEEN}\d){{2}}{BETWEEN}[\dXxＸｘ])(?!\d)"
)
QUOTED = 40  # characters of a cell
READ = 400  # characters of it that are looked at


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that is wrong at a column of a row. A ``warning`` does not refuse the row."""

    row: int
    column: str
    given: str
    sentence: str
    remedy: str
    warning: bool = False


def quoted(given: object) -> str:
    """What stood in a cell, short, and with stars where an ID number may have been meant."""
    # hidden before it is cut, or half a number would be left; PostgreSQL keeps no NUL
    text = hidden("" if given is None else str(given)[:READ].replace("\0", "\ufffd"))
    return text if len(text) <= QUOTED else f"{text[:QUOTED]}…"


def hidden(text: str) -> str:
    """The text without the inner digits of anything as long as an ID number."""
    return ID_LIKE.sub(r"\1********\2", text) if len(text) > 14 else text
