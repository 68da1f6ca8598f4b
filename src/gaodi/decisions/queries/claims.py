"""重复申报: one voucher or invoice with which two firms claim, and whether they are of one group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any

from gaodi.ground.models import Post, UnitKind
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.findings import Same
from gaodi.registers.queries.figures import whom
from gaodi.registers.queries.findings import FIND, FIRST, as_a_verifier_sees
from gaodi.registers.queries.scope import OVERSEES, standing, visible_rows
from gaodi.registers.states import verifies

PAYMENTS, FIRMS = REGISTERS["investments"], REGISTERS["enterprises"]
OUTSIDE = (UnitKind.ENTERPRISE, UnitKind.SCHOOL)
HIGHEST = 20  # steps from a firm up to the head of its group; a ring of holdings ends there


@dataclass(frozen=True, slots=True)
class Claim:
    """Payments that rest on one paper: the rows, and the head of the group if all of them are of one."""

    word: str
    rows: Sequence[Any]
    group: str
    unknown: Sequence[str]  # firms of which no row says whether they have a parent

    @property
    def amount(self) -> Decimal:
        """What was claimed beyond the largest of the rows, which may stand."""
        amounts = [row.amount for row in self.rows]
        once: Decimal = max(amounts)
        return sum(amounts, Decimal(0)) - once


def sees_claims(by: Post) -> bool:
    """Who verifies investments, and who oversees the district; never a firm, of whichever role."""
    return verifies(PAYMENTS, by) or (by.role in OVERSEES and by.unit.kind not in OUTSIDE)


def claims(by: Post) -> list[Claim]:
    """Every paper that stands in payments of two firms, each set of rows once: a fixed number of questions."""
    if not sees_claims(by):
        return []
    found = list(_shared(by))
    heads = _heads({_firm(row) for _, rows in found for row in rows}, by)
    return [_claim(word, rows, heads) for word, rows in found]


def _shared(by: Post) -> Iterator[tuple[str, list[Any]]]:
    """The findings of the register about one voucher or invoice; both of the same rows are one claim."""
    rows = as_a_verifier_sees(PAYMENTS, by).select_related("unit", "subject__same_as")
    words: dict[tuple[int, ...], list[str]] = {}
    met: dict[tuple[int, ...], list[Any]] = {}
    for declared in PAYMENTS.findings:
        if isinstance(declared, Same):
            for finding in islice(FIND[Same](PAYMENTS, rows, declared), FIRST):
                key = tuple(sorted(row.pk for row in finding.rows))
                met[key] = list(finding.rows)
                words.setdefault(key, []).append(finding.word)
    yield from (("；".join(words[key]), each) for key, each in met.items())


def _claim(word: str, rows: Sequence[Any], heads: Mapping[int, tuple[int, str] | None]) -> Claim:
    found = [heads.get(_firm(row)) for row in rows]
    unknown = [str(row) for row, head in zip(rows, found, strict=True) if head is None]
    known = {head for head in found if head is not None}
    of_one = not unknown and len({number for number, _ in known}) == 1
    one_firm = len({_firm(row) for row in rows}) == 1
    return Claim(word, rows, next(iter(known))[1] if of_one and not one_firm else "", unknown)


def _firm(row: Any) -> int:
    return int(row.subject.same_as_id or row.subject_id)


# ------------------------------------------------------------------ groups


def _heads(firms: Iterable[int], by: Post) -> dict[int, tuple[int, str] | None]:
    """The firm at the head of each firm's group; itself where it has no parent, nothing where no row is of it."""
    rows = standing(visible_rows(FIRMS, by)).select_related("subject", "parent__same_as")
    parents = {each.whom: each for each in rows.annotate(whom=whom())}
    return {firm: _head(firm, parents) for firm in firms}


def _head(firm: int, parents: Mapping[int, Any]) -> tuple[int, str] | None:
    if firm not in parents:
        return None
    name = str(parents[firm])
    for _ in range(HIGHEST):
        row = parents.get(firm)
        above = row.parent if row else None
        if above is None:
            break
        firm, name = above.same_as_id or above.pk, str(above)
    return firm, name
