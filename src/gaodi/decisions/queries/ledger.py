"""激励台账: what a firm invested, what that granted, and where each grant went: credited, carried or taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from gaodi.bedrock import clock
from gaodi.bedrock.periods import say_period
from gaodi.decisions.feeds.gathering import rows_about
from gaodi.decisions.feeds.surcharge_credit import CREDIT, chain_of
from gaodi.decisions.queries.scope import may_ask
from gaodi.decisions.telling import Doubt, doubts
from gaodi.decisions.vintages import RefusedFacts, Settled, TakenBack, at_the_end, standing
from gaodi.ground.models import Post
from gaodi.registers.models import Subject
from gaodi.rules.outcomes import Outcome, told

Amount = Decimal | None  # None: not known


@dataclass(frozen=True, slots=True)
class Sums:
    """What a vintage came to. granted = credited + carried + clawback, where what was repaid is no longer credited."""

    invested: Amount
    granted: Amount
    credited: Amount  # of this vintage, first in first out, without what was paid back
    carried: Amount
    clawback: Amount

    @property
    def balances(self) -> bool | None:
        """Whether nothing is lost; unknown where a part is."""
        parts = (self.credited, self.carried, self.clawback)
        if self.granted is None or None in parts:
            return None
        return self.granted == sum((part for part in parts if part is not None), Decimal(0))


@dataclass(frozen=True, slots=True)
class Vintage:
    """The investments of one period and where their grant went."""

    title: str
    sums: Sums
    in_scope: bool
    missing: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was invested in the period: then no grant came of it."""
        return self.sums.invested == 0 and self.sums.granted == 0


@dataclass(frozen=True, slots=True)
class Ledger:
    """The vintages of which something was invested, their sum, each day's withdrawals, and the other incentives."""

    vintages: Sequence[Vintage] = ()
    total: Sums | None = None
    taken_back: Sequence[TakenBack] = ()
    incentives: Sequence[Any] = ()
    to_judge: Sequence[str] = ()
    doubts: Sequence[Doubt] = ()
    because: str = ""  # why there are no vintages


def sees_ledger(firm: Subject, by: Post) -> bool:
    """Whether the post sees all that the ledger is made of: tax periods are closed to all but the firm."""
    return may_ask(CREDIT, firm, by)


def ledger_of(firm: Subject, by: Post) -> Ledger:
    """The ledger of a firm up to today."""
    chain = chain_of(firm, str(clock.today().year), by)
    incentives = rows_about("incentives", firm, by)
    if chain.nothing:
        return Ledger(incentives=incentives, because=chain.nothing)
    try:
        ended = at_the_end(chain.settled)
    except RefusedFacts as refusal:
        said = "；".join(dict.fromkeys(problem.sentence for problem in refusal.problems))
        return Ledger(incentives=incentives, because=f"台账里的事实互相矛盾：{said}")
    vintages = [_vintage(credited, vintage, chain.settled) for credited, vintage in ended]
    return Ledger(
        vintages=[each for each in vintages if not each.is_empty],
        total=total_of(each.sums for each in vintages),
        taken_back=chain.settled.taken_back,
        incentives=incentives,
        to_judge=chain.to_judge,
        doubts=doubts([told(vintage) for _, vintage in ended]),
    )


def _vintage(credited: Outcome, vintage: Outcome, settled: Settled) -> Vintage:
    row = next(each for each in settled.rows if each["period"] == credited.key["period"])
    before = standing(credited, settled.taken_back)
    cancelled, repaid = _plain(before["cancelled_before"]), _plain(before["repaid_before"])
    return Vintage(
        title=say_period(str(credited.key["period"])),
        sums=Sums(
            invested=_plain(row["new_investment"]),
            granted=_amount(credited, "grant"),
            credited=_less(_amount(vintage, "used"), repaid),
            carried=_amount(vintage, "left"),
            clawback=_plus(cancelled, repaid),
        ),
        in_scope=bool(row["in_scope"]),
        missing=tuple(vintage.missing),
    )


def total_of(sums: Iterable[Sums]) -> Sums:
    """The vintages together; a part is unknown where it is in one of them."""
    found = list(sums)
    return Sums(
        invested=_sum(each.invested for each in found),
        granted=_sum(each.granted for each in found),
        credited=_sum(each.credited for each in found),
        carried=_sum(each.carried for each in found),
        clawback=_sum(each.clawback for each in found),
    )


def _sum(amounts: Iterable[Amount]) -> Amount:
    known = Decimal(0)
    for each in amounts:
        if each is None:
            return None
        known += each
    return known


def _plus(one: Amount, other: Amount) -> Amount:
    return None if one is None or other is None else one + other


def _less(one: Amount, other: Amount) -> Amount:
    return None if one is None or other is None else one - other


def _amount(outcome: Outcome, name: str) -> Amount:
    return _plain(outcome[name].value)


def _plain(value: object) -> Amount:
    return None if value is None else Decimal(str(value))
