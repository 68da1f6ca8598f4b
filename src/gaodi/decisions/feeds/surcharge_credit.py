"""附加费抵免 — the credit of a firm, from its tax periods, its payments and the days on which it stood on the list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from gaodi.bedrock.periods import say_day
from gaodi.decisions.feeds.feed import Fed, Feed
from gaodi.decisions.feeds.gathering import notes, rows_about
from gaodi.ground.models import Post
from gaodi.registers.declared.ie_enterprises import NAMED, ListLevel
from gaodi.registers.models import Subject, SubjectKind
from gaodi.rules.kinds import Plain

COUNTED_LISTS = (ListLevel.NATION.value, ListLevel.PROVINCE.value)  # R3.4: a city's list alone is not enough
TAXED = ("filing", "sales", "vat_base", "consumption_tax_base", "half_relief")
PAID = ("valid_from", "category", "voucher_no", "amount", "subsidy_received")
LISTED = ("level", "valid_from", "removed_on")


def gather(firm: Subject, asked: str, by: Post) -> Fed:
    """All periods of the firm up to the end of a year, for what is left over of one goes on to the next."""
    end = date(int(asked), 12, 31)
    taxed = [row for row in rows_about("tax-periods", firm, by) if row.valid_to <= end]
    paid = [row for row in rows_about("investments", firm, by) if row.valid_from <= end]
    listed = rows_about("ie-enterprises", firm, by)
    if not taxed and not paid:
        return Fed((), nothing=f"{asked}年及以前没有已核定的税款所属期和投资，请先填报这两本台账")
    periods = list(_periods(taxed, paid, int(asked)))
    listings = [row for row in listed if row.level in COUNTED_LISTS]
    return Fed(
        rows=[_row(firm, period, row, paid, listings) for period, row in periods],
        used=(
            *notes("tax-periods", taxed, TAXED),
            *notes("investments", paid, PAID),
            *notes("ie-enterprises", listed, LISTED),
        ),
        to_judge=[*_to_judge(paid, listings)],
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


def _to_judge(paid: Sequence[Any], listings: Sequence[Any]) -> Iterator[str]:
    """What the text does not decide (R3.5): a person looks at it, and it is not in the sum."""
    since = min((row.valid_from for row in listings), default=None)
    for row in paid:
        what = f"{say_day(row.valid_from)}付款 {row.amount:,.2f} 元（凭证{row.voucher_no}）"
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
    book="surcharge_credit",
    kind=SubjectKind.ENTERPRISE,
    rhythm="year",
    side="entitled",
    registers=("tax-periods", "investments", "ie-enterprises"),
    gather=gather,
    say=say,
)
