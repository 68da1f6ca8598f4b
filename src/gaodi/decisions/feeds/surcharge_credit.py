"""附加费抵免 — the credit of a firm, from its tax periods, its payments and the days on which it stood on the list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from gaodi.bedrock.periods import say_day
from gaodi.decisions.feeds.feed import Fed, Feed, Used
from gaodi.decisions.feeds.gathering import notes, rows_about
from gaodi.decisions.vintages import AFTER, BOOK, RefusedFacts, Settled, TakenBack, Withdrawal, settle
from gaodi.ground.models import Post
from gaodi.registers.declared.ie_enterprises import NAMED, ListLevel
from gaodi.registers.models import Subject, SubjectKind
from gaodi.rules.kinds import Plain

COUNTED_LISTS = (ListLevel.NATION.value, ListLevel.PROVINCE.value)  # R3.4: a city's list alone is not enough
TAXED = ("filing", "sales", "vat_base", "consumption_tax_base", "half_relief")
PAID = (
    *("valid_from", "category", "voucher_no", "amount", "subsidy_received"),
    *("withdrawn_on", "withdrawn_amount"),
)
LISTED = ("level", "valid_from", "removed_on")


@dataclass(frozen=True, slots=True)
class Chain:
    """All periods of a firm up to the end of a year, with what its withdrawals cut, and the rows behind them."""

    settled: Settled
    used: Sequence[Used] = ()
    to_judge: Sequence[str] = ()
    nothing: str = ""


def gather(firm: Subject, asked: str, by: Post) -> Fed:
    """All periods of the firm up to the end of a year, for what is left over of one goes on to the next."""
    chain = chain_of(firm, asked, by)
    return Fed(chain.settled.rows, chain.used, nothing=chain.nothing, to_judge=chain.to_judge)


def chain_of(firm: Subject, asked: str, by: Post) -> Chain:
    """The periods with what was paid, listed and taken back in them."""
    end = date(int(asked), 12, 31)
    taxed = [row for row in rows_about("tax-periods", firm, by) if row.valid_to <= end]
    paid = [row for row in rows_about("investments", firm, by) if row.valid_from <= end]
    listed = rows_about("ie-enterprises", firm, by)
    if not taxed and not paid:
        nothing = f"{asked}年及以前没有已核定的税款所属期和投资，请先填报这两本台账"
        return Chain(Settled(()), nothing=nothing)
    periods = list(_periods(taxed, paid, int(asked)))
    listings = [row for row in listed if row.level in COUNTED_LISTS]
    rows = [_row(firm, period, row, paid, listings) for period, row in periods]
    settled = _settled(rows, [*_withdrawals(paid, periods, listings, end)])
    judged = [*_to_judge(paid, listings), *_not_yet_filed(paid, [period for period, _ in periods])]
    return Chain(settled, _notes(taxed, paid, listed), [*judged, *_to_repay(settled.taken_back)])


def _notes(taxed: Sequence[Any], paid: Sequence[Any], listed: Sequence[Any]) -> tuple[Used, ...]:
    return (
        *notes("tax-periods", taxed, TAXED),
        *notes("investments", paid, PAID),
        *notes("ie-enterprises", listed, LISTED),
    )


def _periods(
    taxed: Sequence[Any], paid: Sequence[Any], asked: int
) -> Iterator[tuple[tuple[str, date, date], Any]]:
    """Each period that was filed; years in which something was paid and nothing filed stand whole and unknown."""
    covered = {row.valid_to.year for row in taxed}
    open_years = sorted(({row.valid_from.year for row in paid} | {asked}) - covered)
    found = [(_name(row), row) for row in taxed]
    found += [((str(year), date(year, 1, 1), date(year, 12, 31)), None) for year in open_years]
    yield from sorted(found, key=lambda each: each[0][2])


def _name(row: Any) -> tuple[str, date, date]:
    year, month = row.valid_from.year, row.valid_from.month
    text = {"year": f"{year}", "quarter": f"{year}Q{(month + 2) // 3}", "month": f"{year}-{month:02}"}[
        row.filing
    ]
    return text, row.valid_from, row.valid_to


def _row(
    firm: Subject, period: tuple[str, date, date], row: Any, paid: Sequence[Any], listings: Sequence[Any]
) -> Mapping[str, Plain]:
    text, first, last = period
    listing = next((each for each in listings if _stands(each, last)), None)
    in_period = [each for each in paid if first <= each.valid_from <= last]
    return {
        "uscc": firm.shown,
        "period": text,
        "filing": row.filing if row else "year",
        **{name: getattr(row, name, None) for name in TAXED[1:]},
        "in_scope": listing is not None,
        "new_investment": _eligible(in_period, listing),
    }


def _stands(listing: Any, day: date) -> bool:
    return listing.valid_from <= day and (listing.removed_on is None or listing.removed_on > day)


def _eligible(paid: Sequence[Any], listing: Any | None) -> Decimal | None:
    """What the text names, paid from the day of listing on; unknown when a payment does not say what it was for."""
    counted = [row for row in paid if listing is None or row.valid_from >= listing.valid_from]
    if any(row.category is None or row.subsidy_received is None for row in counted):
        return None
    named = [row for row in counted if row.category in NAMED and not row.subsidy_received]
    return sum((row.amount for row in named), Decimal(0))


def _withdrawals(
    paid: Sequence[Any], periods: Sequence[Any], listings: Sequence[Any], end: date
) -> Iterator[Withdrawal]:
    """What was taken back until the end of the year, of what had been counted in its period."""
    for row in paid:
        if row.withdrawn_on is None or row.withdrawn_on > end:
            continue
        last = next((last for (_, first, last), _ in periods if first <= row.valid_from <= last), None)
        listing = next((each for each in listings if last and _stands(each, last)), None)
        if listing and _eligible([row], listing) != 0:
            yield Withdrawal(row.withdrawn_on, row.valid_from, row.withdrawn_amount)


def _settled(rows: Sequence[Mapping[str, Plain]], withdrawals: Sequence[Withdrawal]) -> Settled:
    """The rows with what withdrawals cut; facts that the book refuses go on as they are, and are refused there."""
    try:
        return settle(rows, withdrawals)
    except RefusedFacts:
        return settle(rows, ())


def _not_yet_filed(paid: Sequence[Any], periods: Sequence[tuple[str, date, date]]) -> Iterator[str]:
    """Payments in a period that was not filed yet wait for it."""
    for row in paid:
        if not any(first <= row.valid_from <= last for _, first, last in periods):
            yield f"{_payment(row)}：这一期的税款所属期还没有核定，核定以后再计入"


def _to_repay(taken_back: Sequence[TakenBack]) -> Iterator[str]:
    """What a withdrawal costs stands in no period: it is declared with the period of that day."""
    for each in taken_back:
        if each.repaid:
            yield (
                f"{say_day(each.on)}撤回投资，应补缴已抵免的教育费附加 {each.repaid_education:,.2f} 元、"
                f"地方教育附加 {each.repaid_local:,.2f} 元"
            )
        elif each.repaid is None:
            yield f"{say_day(each.on)}撤回投资，应追回多少还算不出来"


def _payment(row: Any) -> str:
    return f"{say_day(row.valid_from)}付款 {row.amount:,.2f} 元（凭证{row.voucher_no}）"


def _to_judge(paid: Sequence[Any], listings: Sequence[Any]) -> Iterator[str]:
    """What the text does not decide (R3.5): a person looks at it, and it is not in the sum."""
    since = min((row.valid_from for row in listings), default=None)
    for row in paid:
        what = _payment(row)
        if row.category is not None and row.category not in NAMED:
            yield f"{what}：{row.get_category_display()}，文件没有列明，须人工认定"
        elif row.subsidy_received:
            yield f"{what}：有财政补贴返还，须人工认定"
        elif since and row.valid_from < since and row.valid_from.year == since.year:
            yield f"{what}：入库当年、入库以前付款，须人工认定"


def say(outcomes: Sequence[Mapping[str, Any]]) -> str:
    """What the firm may take this year, and what is left."""
    last = {step["name"]: step for step in outcomes[-1]["steps"]}
    year = outcomes[-1]["on"][:4]
    ofyear = [
        {step["name"]: step for step in outcome["steps"]} for outcome in outcomes if outcome["on"][:4] == year
    ]
    if any(steps["credit_total"]["state"] != "value" for steps in ofyear):
        return "还算不出来：缺" + "、".join(outcomes[-1]["missing"][:3])
    credit = sum((Decimal(steps["credit_total"]["value"]) for steps in ofyear), Decimal(0))
    return f"可抵免 {credit:,.2f} 元，结转以后 {last['carry_out']['said']}"


CREDIT = Feed(
    slug="surcharge-credit",
    label="附加费抵免",
    book=BOOK,
    formula=AFTER,
    kind=SubjectKind.ENTERPRISE,
    rhythm="year",
    side="entitled",
    registers=("tax-periods", "investments", "ie-enterprises"),
    gather=gather,
    say=say,
)
