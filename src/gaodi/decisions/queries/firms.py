"""我的企业: what a firm may claim and what it owes in a year, as it is now, beside what was decided before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from gaodi.bedrock import clock
from gaodi.decisions.asking import Asked, ask
from gaodi.decisions.cards import Card, Periods, card_of, periods_of
from gaodi.decisions.differences import Difference, difference
from gaodi.decisions.feeds import Feed, feeds_of
from gaodi.decisions.models import Decision
from gaodi.decisions.queries.lists import firms_known, whole_feeds
from gaodi.decisions.queries.scope import INSIDE, may_ask, visible_decisions
from gaodi.decisions.telling import Doubt, Part, Told, doubts, failed, of_year, parts
from gaodi.ground.models import Post
from gaodi.registers.declaration import REGISTERS, Register
from gaodi.registers.models import Subject, SubjectKind
from gaodi.registers.models.facts import FOREVER
from gaodi.registers.queries.scope import own_subjects, visible_rows
from gaodi.rules import book as books

FIRST_YEAR = 2019  # nothing that a firm may claim is older
SHOWN_YEARS = 4
SHOWN_REGISTERS = 2


@dataclass(frozen=True, slots=True)
class Source:
    """A version of a row that was read: where it is seen, when it was verified, whether it still counts."""

    register: Register | None  # none where there is no such register any more
    number: int
    label: str
    values: Mapping[str, str]
    is_open: bool = False  # whether the post may look at it
    since: datetime | None = None
    is_past: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """One feed of the firm in a year: the answer now, and the decisions that were kept, the latest first."""

    asked: Asked
    told: Sequence[Told]
    card: Card | None
    kept: Sequence[Decision]
    sources: Sequence[Source]
    change: Difference | None  # between the last decision and now
    to_fill: Sequence[Register]  # what the post itself may fill in

    @property
    def feed(self) -> Feed:
        return self.asked.feed

    @property
    def is_unknown(self) -> bool:
        return bool(self.told) and self.asked.state == "unknown"

    @property
    def last(self) -> Decision | None:
        return self.kept[0] if self.kept else None

    @property
    def periods(self) -> Periods | None:
        return periods_of(self.feed, self.told)

    @property
    def parts(self) -> list[Part]:
        return parts(self.told)

    @property
    def doubts(self) -> list[Doubt]:
        return doubts(self.told)

    @property
    def failed(self) -> list[Told]:
        return failed(self.told)

    @property
    def is_stale(self) -> bool:
        """Whether what was kept is no longer what would be answered."""
        if self.last is None:
            return False
        return bool(self.asked.because) or (self.change is not None and not self.change.is_empty)

    @property
    def wants_facts(self) -> bool:
        """Whether the firm has something to fill in: facts that are missing, or what it owes."""
        return self.card is None or self.is_unknown or self.card.owes

    @property
    def rule(self) -> str:
        """The book, its words for people and its version."""
        return f"规则：{books.load(self.feed.book).about.title}，版本{self.asked.version}"

    @property
    def may_decide(self) -> bool:
        return not self.asked.because and (self.last is None or self.is_stale)


# ------------------------------------------------------------------ which firm, which year, which feeds


def own_firm(by: Post) -> Subject | None:
    """The firm that the post works for."""
    return own_subjects(by).filter(kind=SubjectKind.ENTERPRISE, same_as=None).order_by("pk").first()


def firm_of(pk: int, by: Post) -> Subject | None:
    """A firm about which the post may ask something: its own, or one that a row it sees is about."""
    mine = own_firm(by)
    if mine is not None and mine.pk == pk:
        return Subject.objects.select_related("unit__district").get(pk=pk)
    return next((firm for feed in whole_feeds(by) for firm in firms_known(feed, by).filter(pk=pk)), None)


def open_feeds(firm: Subject, by: Post) -> list[Feed]:
    """The feeds that the post may have answered about the firm."""
    return [feed for feed in feeds_of(SubjectKind.ENTERPRISE) if may_ask(feed, firm, by)]


def years() -> list[int]:
    """The years that one may choose from, the running one first."""
    now = clock.today().year
    return list(range(now, max(FIRST_YEAR - 1, now - SHOWN_YEARS), -1))


def period_asked(feed: Feed, year: int) -> str:
    """What a feed is asked about a year: the year itself, or the last day of it that has come."""
    if feed.rhythm != "day":
        return str(year)
    today = clock.today()
    return today.isoformat() if year == today.year else f"{year}-12-31"


# ------------------------------------------------------------------ the answers


def standings(firm: Subject, year: int, by: Post) -> list[Standing]:
    """Every feed of the firm in a year; what may be claimed before what is owed."""
    feeds = open_feeds(firm, by)
    kept = _kept(firm, year, by)
    found = [
        _standing(ask(feed, firm, period_asked(feed, year), by=by), kept.get(feed.slug, []), by)
        for feed in feeds
    ]
    return sorted(found, key=lambda standing: standing.feed.side != "entitled")


def _kept(firm: Subject, year: int, by: Post) -> dict[str, list[Decision]]:
    found: dict[str, list[Decision]] = {}
    rows = visible_decisions(by).filter(subject=firm, asked__startswith=str(year))
    for decision in rows.order_by("-asked", "-number"):
        found.setdefault(decision.feed, []).append(decision)
    return found


def _standing(asked: Asked, kept: Sequence[Decision], by: Post) -> Standing:
    told = of_year(asked.outcomes, asked.period) if asked.outcomes else []
    return Standing(
        asked=asked,
        told=told,
        card=card_of(asked.feed, told, asked.said) if told else None,
        kept=kept,
        sources=sources(asked.used, by),
        change=difference(kept[0], asked) if told and kept and kept[0].digest != asked.digest else None,
        to_fill=_to_fill(asked, by),
    )


def _to_fill(asked: Asked, by: Post) -> list[Register]:
    """What the firm itself reports, what most likely wants first: of what it owes the details, not the year."""
    if asked.subject.unit_id != by.unit_id or by.role not in INSIDE:
        return []
    order = reversed(asked.feed.registers) if asked.feed.side == "owed" else asked.feed.registers
    return [REGISTERS[slug] for slug in order if REGISTERS[slug].may_fill(by.unit)][:SHOWN_REGISTERS]


# ------------------------------------------------------------------ the facts behind them


def sources(used: Iterable[Mapping[str, object]], by: Post) -> list[Source]:
    """The versions that were read, each with whether one may open it: one question a register."""
    read = list(used)
    slugs = dict.fromkeys(str(each["register"]) for each in read)
    seen = {
        slug: _seen(slug, [each["version"] for each in read if each["register"] == slug], by)
        for slug in slugs
        if slug in REGISTERS
    }
    return [_source(each, seen.get(str(each["register"]), {})) for each in read]


def _seen(slug: str, numbers: Sequence[object], by: Post) -> dict[int, tuple[datetime, datetime]]:
    rows = visible_rows(REGISTERS[slug], by).select_related(None).filter(pk__in=numbers)
    return {pk: (since, until) for pk, since, until in rows.values_list("pk", "counts_from", "ended_at")}


def _source(used: Mapping[str, object], seen: Mapping[int, tuple[datetime, datetime]]) -> Source:
    number = int(str(used["version"]))
    since, until = seen.get(number, (None, FOREVER))
    return Source(
        register=REGISTERS.get(str(used["register"])),
        number=number,
        label=str(used["label"]),
        values=used["values"],  # type: ignore[arg-type]
        is_open=number in seen,
        since=since,
        is_past=until != FOREVER,
    )
