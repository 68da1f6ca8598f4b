"""Questions about units: who is visible, who is meant by a name on paper, who is found by a few letters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from rapidfuzz import fuzz, process

from gaodi.bedrock import clock
from gaodi.bedrock.names import initials_pattern, plain_name
from gaodi.ground.models import District, Post, Unit, UnitAlias

How = Literal["exact", "alias", "prefix", "none"]
PROPOSALS = 3  # how many likely units are proposed for a name nobody knows
LIKELY = 60  # [D] below this score (of 100) a likeness is noise


def visible_units(by: Post) -> QuerySet[Unit]:
    """The units of one's own district: their names stand on papers that every unit receives."""
    return Unit.objects.filter(district=by.unit.district).exclude(key="system").select_related("district")


def find_units(units: QuerySet[Unit], text: str) -> QuerySet[Unit]:
    """Units whose name, alias, pinyin or initials hold the text: 教育, jiaoyu, jyj."""
    needle = plain_name(text)
    if not needle:
        return units
    found = units.filter(search__contains=needle)
    if needle.isascii() and not found.exists():  # jyj for 区教育体育局 (qjytyj): the letters in their order
        return units.filter(search__regex=initials_pattern(needle))
    return found


def listed_units(by: Post) -> QuerySet[Unit]:
    """The units one may see with their aliases and, as ``staff``, how many hold a post there today."""
    today = clock.today()
    held = Post.objects.filter(unit=OuterRef("pk"), since__lte=today, until__gte=today).order_by()
    people = held.values("unit").annotate(n=Count("account", distinct=True)).values("n")
    staff = Coalesce(Subquery(people, output_field=IntegerField()), 0)
    return visible_units(by).annotate(staff=staff).prefetch_related("aliases")


@dataclass(frozen=True, slots=True)
class Match:
    """Who is meant by a printed name. ``unit`` is None where a person must decide among ``proposals``."""

    printed: str
    unit: Unit | None
    how: How
    proposals: list[tuple[Unit, int]] = field(default_factory=list)  # unit and likeness of 100


class Matcher:
    """Matches printed names with the units of a district. Never creates one."""

    def __init__(self, district: District) -> None:
        self.district = district

    def match(self, printed: str, before: str = "") -> Match:
        """Exact, then alias, then with the place left out or added; else proposals for a person to confirm.

        ``before`` is the name printed before it, whose prefix it may share (省科技厅、工业和信息化厅).
        """
        name = plain_name(printed)
        if unit := self._names.get(name):
            return Match(printed, unit, "exact")
        if unit := self._aliases.get(name) or self._former.get(name):
            return Match(printed, unit, "alias")
        if unit := self._with_prefix(name, plain_name(before)):
            return Match(printed, unit, "prefix")
        return Match(printed, None, "none", self._proposals(name))

    def match_all(self, printed: Iterable[str]) -> list[Match]:
        """A list of names in the order of the paper."""
        matches: list[Match] = []
        before = ""
        for name in printed:
            matches.append(self.match(name, before))
            before = name
        return matches

    def _with_prefix(self, name: str, before: str) -> Unit | None:
        places = self._places
        bare = next((name.removeprefix(place) for place in places if name.startswith(place)), name)
        tried = [before[:1] + name, before[:2] + name] if before else []
        tried += [bare, *(place + bare for place in places)]
        found = {known for each in tried if (known := self._known(each))}
        return found.pop() if len(found) == 1 else None

    def _known(self, name: str) -> Unit | None:
        return self._names.get(name) or self._aliases.get(name) or self._former.get(name)

    def _proposals(self, name: str) -> list[tuple[Unit, int]]:
        everyone = {**self._former, **self._aliases, **self._names}
        likely = process.extract(
            name, list(everyone), scorer=fuzz.WRatio, limit=PROPOSALS * 3, score_cutoff=LIKELY
        )
        best: dict[Unit, int] = {}
        for known, score, _ in likely:
            best[everyone[known]] = max(best.get(everyone[known], 0), round(score))
        return sorted(best.items(), key=lambda pair: -pair[1])[:PROPOSALS]

    @cached_property
    def _places(self) -> list[str]:
        """What papers of this district put in front or leave out, the longest first: 威海市环翠区, 环翠区, 区."""
        name = plain_name(self.district.name)
        above = plain_name(self.district.parent.name) if self.district.parent else ""
        return [above + name, name, name[-1:]]

    @cached_property
    def _units(self) -> list[Unit]:
        units = Unit.objects.filter(Q(ended_on=None), district=self.district)
        return list(units.prefetch_related("names").order_by("pk"))

    @cached_property
    def _names(self) -> dict[str, Unit]:
        return {plain_name(unit.name): unit for unit in self._units}

    @cached_property
    def _former(self) -> dict[str, Unit]:
        """Full and former names, as far as they mean one unit: after a split the old name may mean two."""
        bearers: dict[str, set[Unit]] = {}
        for unit in self._units:
            for name in (unit.full_name, *(old.name for old in unit.names.all())):
                bearers.setdefault(plain_name(name), set()).add(unit)
        return {name: units.pop() for name, units in bearers.items() if name and len(units) == 1}

    @cached_property
    def _aliases(self) -> dict[str, Unit]:
        aliases = UnitAlias.objects.filter(district=self.district, unit__ended_on=None).select_related("unit")
        return {plain_name(alias.alias): alias.unit for alias in aliases}
