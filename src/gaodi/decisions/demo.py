"""The demonstration's decisions: some were kept, of one the facts were corrected and it was reckoned again.

海邦's facts were corrected too, and nobody has reckoned again yet: its page says so.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from gaodi.bedrock import clock
from gaodi.decisions.actions.deciding import decide
from gaodi.decisions.feeds import FEEDS
from gaodi.decisions.queries.lists import firms_known
from gaodi.ground.models import Post
from gaodi.registers.actions.facts import propose, verify
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.models import Subject
from gaodi.registers.queries.scope import own_subjects, standing, visible_rows

Progress = Callable[[int, int, str], None]
CREDIT, POSTS, PERIODS = FEEDS["surcharge-credit"], FEEDS["internship-posts"], REGISTERS["tax-periods"]
FIRST, CORRECTED, AGAIN = date(2023, 10, 17), date(2023, 10, 18), date(2023, 10, 19)
QUARTER = date(2023, 7, 1)  # the one whose tax base was corrected
MORE = Decimal(6_000)


def load_demo(*, by: Post, progress: Progress = lambda _done, _total, _what: None) -> None:
    """What firms kept of their credit, and the bureau of the posts that firms owe."""
    del by
    progress(0, 0, "测算演示企业")
    chenghai, haibang = _post("jianglan"), _post("yumin")
    with clock.standing_on(FIRST):
        for year in ("2021", "2022", "2023"):
            decide(CREDIT, _firm(chenghai), year, by=chenghai)
        decide(CREDIT, _firm(haibang), "2023", by=haibang)
        decide(POSTS, _firm(chenghai), "2023", by=chenghai)
    for firm in (chenghai, haibang):
        _correct(firm, _post("juhongmei"))
    with clock.standing_on(AGAIN):
        decide(CREDIT, _firm(chenghai), "2023", by=chenghai)
        _all_posts(_post("bixiaofeng"))


def _all_posts(by: Post) -> None:
    """The bureau looks at every firm whose year was verified; the firm of the story has its own already."""
    years = standing(visible_rows(REGISTERS["enterprise-years"], by)).filter(period="2023")
    known = firms_known(POSTS, by).filter(pk__in=years.values("subject"))
    for firm in known.exclude(unit__key="chenghai"):
        decide(POSTS, firm, "2023", by=by)


def _correct(firm: Post, bureau: Post) -> None:
    """The tax base of a quarter was a little higher than declared."""
    row = standing(visible_rows(PERIODS, firm)).get(subject=_firm(firm), valid_from=QUARTER)
    values: dict[str, Any] = {column.name: getattr(row, column.name) for column in PERIODS.columns}
    values |= {
        "subject": PERIODS.kind_of("subject").parse(row.subject.shown),
        "vat_base": row.vat_base + MORE,
    }
    with clock.standing_on(CORRECTED):
        proposed = propose(PERIODS, values, by=firm)
        verify(PERIODS, proposed, by=bureau, revision=proposed.revision)


def _firm(post: Post) -> Subject:
    return own_subjects(post).select_related("unit__district").get(same_as=None)


def _post(username: str) -> Post:
    return Post.objects.select_related("account", "unit__district").get(account__username=username)
