"""What is wrong with a sheet, by cell; whatever is quoted from it shows no ID number."""

from __future__ import annotations

import re
from dataclasses import dataclass

ID_LIKE = re.compile(r"(?<![0-9])([0-9]{6})[0-9]{5,13}([0-9]{3}[0-9Xx])(?![0-9])")
QUOTED = 40  # characters of a cell


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
    text = "" if given is None else str(given)
    return hidden(text if len(text) <= QUOTED else f"{text[:QUOTED]}…")


def hidden(text: str) -> str:
    """The text without the inner digits of anything as long as an ID number."""
    return ID_LIKE.sub(r"\1********\2", text) if len(text) > 14 else text
