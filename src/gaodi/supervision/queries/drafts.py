"""What the preview shows: each row beside its words, what is doubtful in it, and whom its names mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from gaodi.ground.models import Unit
from gaodi.ground.queries.units import Matcher
from gaodi.supervision.derive import short_title
from gaodi.supervision.models import Draft
from gaodi.supervision.wording import say_place

PER_PAGE = 40
Mark = tuple[int, int, str]
# what a quote is for → the field it stands in
FIELDS = ("lead", "responsible", "open_ended", "deadlines", "targets", "strength", "text", "no")
HOW = {"exact": "同名", "alias": "别名", "prefix": "省去了前缀", "person": "已认定"}


@dataclass(slots=True)
class RowView:
    """One row of the preview: the words left, with what was taken out of them; doubts by field."""

    place: int
    row: dict[str, Any]
    doubts: dict[str, str] = field(default_factory=dict)

    @property
    def doubtful(self) -> bool:
        return bool(self.row.get("doubts")) and not self.row.get("checked")

    @property
    def first_doubt(self) -> str:
        """The opening clause of the first doubt, for the line of links above."""
        said = next(iter(self.doubts.values()), "")
        return re.split(r"[：，。]", said, maxsplit=1)[0]

    @property
    def title(self) -> str:
        """What the row is about, in the words a table holds: as given, else its first telling clause."""
        return self.row.get("short_title") or short_title(self.row["text"])

    @property
    def where(self) -> str:
        return say_place(self.row.get("where") or "")

    @property
    def number(self) -> int:
        return self.place + 1

    @property
    def lead_text(self) -> str:
        return "、".join(self.row["lead"])

    @property
    def responsible_text(self) -> str:
        return "、".join(self.row["responsible"])

    @property
    def open_word(self) -> str:
        """等, or nothing where the open end is a name of its own (有关部门)."""
        quoted = next((q["text"] for q in self.row.get("quotes") or [] if q["for"] == "open_ended"), "等")
        return "" if quoted in self.responsible_text or quoted in self.lead_text else quoted

    @property
    def open_marks(self) -> list[Mark]:
        return [(0, len(self.open_word), "doubt")]

    @property
    def marks(self) -> list[Mark]:
        """What was read out of the text: deadlines, figures, the word of strength."""
        return list(self._found(("deadlines", "targets", "strength"), self.row["text"]))

    @property
    def lead_marks(self) -> list[Mark]:
        return list(self._found(("lead",), self.lead_text))

    @property
    def responsible_marks(self) -> list[Mark]:
        return list(self._found(("responsible",), self.responsible_text))

    def _found(self, purposes: tuple[str, ...], text: str) -> Iterator[Mark]:
        at = 0
        for quote in self.row.get("quotes") or []:
            name = quote["for"].split("[")[0]
            if name not in purposes:
                continue
            words = "".join(quote["text"].split()) if name in {"lead", "responsible"} else quote["text"]
            start = text.find(words, at)
            start = start if start >= 0 else text.find(words)
            if start >= 0:
                at = start + len(words) if name in {"lead", "responsible"} else at
                doubtful = any(doubt["for"] == quote["for"] for doubt in self.row.get("doubts") or [])
                yield (start, start + len(words), "doubt" if doubtful else "taken")


@dataclass(frozen=True, slots=True)
class NameView:
    """A printed name of the draft: whom it means, how that was found, and how often it is printed."""

    printed: str
    unit: Unit | None
    open: bool
    how: str
    times: int
    likely: list[tuple[Unit, int]]


def row_views(draft: Draft) -> list[RowView]:
    """Every row with its doubts by field; 等 is said at the field of the responsible units."""
    views = []
    for place, row in enumerate(draft.rows):
        view = RowView(place, row)
        for doubt in row.get("doubts") or []:
            name = doubt["for"].split("[")[0]
            name = {"open_ended": "responsible" if row["responsible"] else "lead"}.get(name, name)
            name = name if name in FIELDS else "text"
            view.doubts[name] = view.doubts.get(name, "") + doubt["say"]
        views.append(view)
    return views


def left_to_do(draft: Draft) -> str:
    """What stands between a draft and the list: 5处存疑、1个名称没有认定; empty where it may be confirmed."""
    doubts = sum(view.doubtful for view in row_views(draft))
    names = sum(not (decided.get("unit") or decided.get("open")) for decided in draft.names.values())
    parts = [f"{doubts}处存疑"] * bool(doubts) + [f"{names}个名称没有认定"] * bool(names)
    return "、".join(parts)


def name_views(draft: Draft) -> list[NameView]:
    """Every printed name, those that nobody knows first."""
    units = Unit.objects.in_bulk({name["unit"] for name in draft.names.values() if name.get("unit")})
    matcher = Matcher(draft.by.unit.district)
    printed = [name for row in draft.rows for name in (*row["lead"], *row["responsible"])]
    views = []
    for name, decided in draft.names.items():
        unit = units.get(decided.get("unit") or 0)
        is_open = bool(decided.get("open"))
        likely = [] if unit or is_open else matcher.match(name).proposals
        views.append(
            NameView(name, unit, is_open, HOW.get(decided.get("how", ""), ""), printed.count(name), likely)
        )
    return sorted(views, key=lambda view: (view.unit is not None or view.open, not view.open))
