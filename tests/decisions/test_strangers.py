"""Every address of the decisions, asked by everybody about what is not theirs: not there, and no word of it leaks.

What a firm may credit comes from its tax periods, which only the firm and the tax bureau see. So every page is
searched for the amounts, not only for how it answers.
"""

from __future__ import annotations

import pytest
from django.urls import reverse

from gaodi.decisions.actions.deciding import decide
from gaodi.decisions.feeds import FEEDS
from gaodi.decisions.models import Decision
from gaodi.decisions.queries.claims import claims
from gaodi.decisions.queries.scope import visible_decisions
from gaodi.decisions.urls import urlpatterns
from gaodi.ground.models import AuditRow, District, Post, Role, Unit, UnitKind
from gaodi.ground.refusals import NotYours
from tests.cast import make_post, make_unit
from tests.decisions.entering_firms import filed, firm_of, listed, paid, yearly
from tests.decisions.entering_schools import measured, school_of, taught
from tests.registers.entering import id_number

CREDIT, POSTS, STANDARD = FEEDS["surcharge-credit"], FEEDS["internship-posts"], FEEDS["school-standard"]
AMOUNTS = ("51,234.57", "51234.57", "1,024,691.30", "1024691.30", "1024691.3", "38,765.43")
ROLES = list(Role)[:5]
OUT = {403, 404, 405, 409, 422}


@pytest.fixture(name="留存")
def kept(本企业, 企业人事, 各局, 教务员, 科员, 系统) -> dict[str, Decision]:
    """A firm with a credit whose figures stand nowhere else, and a school that lacks teachers, both kept."""
    listed(企业人事, 各局)
    filed(企业人事, 各局, vat_base="1024691.3")
    paid(企业人事, 各局)
    yearly(企业人事, 各局)
    school = school_of(教务员, 科员, 系统)
    measured(教务员, 科员)
    taught(教务员, 科员, id_number(1))
    return {
        "credit": decide(CREDIT, 本企业, "2023", by=企业人事),
        "posts": decide(POSTS, 本企业, "2023", by=企业人事),
        "standard": decide(STANDARD, school, "2023-2024", by=教务员),
    }


def addresses(kept: dict[str, Decision]) -> dict[str, list[tuple]]:
    """Every address, with all that may stand in it."""
    firm, school = kept["credit"].subject_id, kept["standard"].subject_id
    slugs = [*FEEDS, "no-such-feed"]
    return {
        "decisions": [()],
        "decision_firms": [()],
        "decision_claims": [()],
        "decision_schools": [()],
        "decision_firm": [(firm,), (school,)],
        "decision_ledger": [(firm,), (school,)],
        "decide_firm": [(each, slug) for each in (firm, school) for slug in slugs],
        "decision_school": [(school,), (firm,)],
        "decision_school_feed": [(each, slug) for each in (school, firm) for slug in slugs],
        "decide_school": [(each, slug) for each in (school, firm) for slug in slugs],
        "decision": [(each.pk,) for each in kept.values()],
    }


def everything(browser, kept) -> list[tuple[str, int, str]]:
    """Every address opened and pressed: its name, what it answered, and what it said."""
    found = []
    for name, all_args in addresses(kept).items():
        asked = {"year": "2023-2024" if "school" in name else "2023", "feed": CREDIT.slug}
        for args in all_args:
            address = reverse(name, args=args)
            for answer in (browser.get(address, asked), browser.post(address, asked, follow=True)):
                found.append((f"{name} {args}", answer.status_code, answer.content.decode()))  # noqa: PERF401
    return found


def amounts_in(pages: list[tuple[str, int, str]]) -> set[str]:
    return {name for name, _, page in pages for amount in AMOUNTS if amount in page}


def names_in(pages: list[tuple[str, int, str]], word: str) -> set[str]:
    return {name for name, _, page in pages if word in page}


# ------------------------------------------------------------------ who is there


@pytest.fixture(
    params=[(key, role) for key in ("edu_sports_bureau", "tax_bureau") for role in ROLES], name="邻区"
)
def next_door(request, 文登区) -> Post:
    """A post of another district, of the bureaus that know firms and schools there, in each role."""
    key, role = request.param
    return of_bureau(文登区, key, role)


@pytest.fixture(params=ROLES, name="别家企业")
def another_firm(request, 环翠区, 系统) -> Post:
    unit = make_unit(环翠区, "weilan", "蔚蓝食品", UnitKind.ENTERPRISE)
    post = make_post(unit, request.param, "biejia", "莫然")
    firm_of(post, 系统, 2)
    return post


@pytest.fixture(params=ROLES, name="别校人")
def of_another_school(request, 别校) -> Post:
    return make_post(别校, request.param, "biexiao", "隋安")


BUREAUS = {
    "edu_sports_bureau": "区教育体育局",
    "human_resources_bureau": "区人力资源社会保障局",
    "development_reform_bureau": "区发改局",
    "tax_bureau": "区税务局",
    "finance_bureau": "区财政局",
    "supervision_office": "督查室",
}


def of_bureau(district: District, key: str, role: Role) -> Post:
    """A post of a bureau of the district, which stands already or is made."""
    unit = Unit.objects.filter(district=district, key=key).first() or make_unit(district, key, BUREAUS[key])
    return make_post(unit, role, "jiguan", "机关人")


# ------------------------------------------------------------------ nobody's business


def test_every_address_is_known_to_this_test(留存):
    known = {each.name for each in urlpatterns}

    assert known == set(addresses(留存))


def test_in_another_district_neither_firm_nor_school_is_there(邻区, 留存, sign_in):
    browser = sign_in(邻区)

    pages = everything(browser, 留存)

    assert not names_in(pages, "海邦精工")
    assert not names_in(pages, "望海职业")
    assert not amounts_in(pages)
    assert {status for name, status, _ in pages if "(" in name and "()" not in name} <= OUT
    assert Decision.objects.count() == 3


def test_another_firm_learns_nothing_whatever_its_role(留存, 别家企业, sign_in):
    pages = everything(sign_in(别家企业), 留存)

    assert not names_in(pages, "海邦精工")
    assert not names_in(pages, "望海职业")
    assert not amounts_in(pages)
    assert Decision.objects.count() == 3


def test_another_school_learns_nothing_whatever_its_role(留存, 别校人, sign_in):
    pages = everything(sign_in(别校人), 留存)

    assert not names_in(pages, "海邦精工")
    assert not names_in(pages, "望海职业")
    assert not amounts_in(pages)
    assert Decision.objects.count() == 3


def test_one_s_own_kind_is_not_one_s_own(留存, sign_in, 企业人事, 教务员):
    """A firm asks for the school, the school for the firm."""
    of_firm = everything(sign_in(企业人事), 留存)
    of_school = everything(sign_in(教务员), 留存)

    assert not names_in(of_firm, "望海职业")
    assert not names_in(of_school, "海邦精工")
    assert not amounts_in(of_school)


# ------------------------------------------------------------------ closed: the credit of a firm


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("bureau", BUREAUS)
def test_no_bureau_learns_the_credit_of_a_firm_in_whatever_role(bureau, role, 留存, sign_in, 环翠区):
    """Not even the auditor of the tax bureau: the circle of the tax periods is who keeps them and who verifies."""
    post = of_bureau(环翠区, bureau, role)
    browser = sign_in(post)

    pages = everything(browser, 留存)
    elsewhere = [
        (address, 200, browser.get(address).content.decode())
        for address in (
            *("/", reverse("audit"), reverse("registers"), reverse("subjects", args=["enterprise"])),
            reverse("subject", args=[留存["credit"].subject_id]),
            reverse("register", args=["investments"]),
            reverse("register", args=["tax-periods"]),
        )
        if bureau != "tax_bureau" or "tax-periods" not in address
    ]

    assert not amounts_in([*pages, *elsewhere])
    assert not visible_decisions(post).filter(feed=CREDIT.slug).exists()


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.AUDITOR, Role.ADMIN])
def test_who_only_oversees_within_the_firm_does_not_learn_it_either(role, 留存, 企业, sign_in):
    post = make_post(企业, role, "neishen", "内审员")

    pages = everything(sign_in(post), 留存)

    assert not amounts_in(pages)
    assert {status for name, status, _ in pages if name.startswith("decision_ledger")} <= OUT
    with pytest.raises(NotYours):
        decide(CREDIT, 留存["credit"].subject, "2023", by=post)


def test_the_firm_itself_reads_it(留存, 企业人事, sign_in):
    """Else the tests above would prove nothing."""
    pages = everything(sign_in(企业人事), 留存)

    firm = 留存["credit"].subject_id
    assert {f"decision_firm ({firm},)", f"decision ({留存['credit'].pk},)"} <= amounts_in(pages)
    assert f"decision_ledger ({firm},)" in amounts_in(pages)


def test_the_audit_holds_no_word_of_it_done_or_refused(留存, 企业人事, 各局):
    filed(企业人事, 各局, valid_from="2022-1-1", valid_to="2022-12-31", vat_base="1024691.3")

    written = "".join(f"{row.label}{row.changes}{row.note}" for row in AuditRow.objects.filter(verb="decide"))

    assert "附加费抵免" in written
    assert not [amount for amount in AMOUNTS if amount in written]


# ------------------------------------------------------------------ what is shown beside it


def test_that_schools_are_public_makes_their_decisions_nobody_else_s(留存, 责任经办, 科员, 督查员, sign_in):
    address = reverse("decision", args=[留存["standard"].pk])

    assert sign_in(责任经办).get(address).status_code == 404
    for post in (科员, 督查员):
        assert sign_in(post).get(address).status_code == 200


def test_claims_show_nobody_the_payments_of_another_district(留存, 邻区):
    assert claims(邻区) == []


@pytest.mark.parametrize("number", ["0", "99999999", "9223372036854775807", "99999999999999999999999"])
def test_a_number_that_is_not_there_answers_as_one_that_is_not_theirs(number, 留存, 企业人事, sign_in):
    browser = sign_in(企业人事)

    for address in ("", "firms/", "schools/"):
        assert browser.get(f"/decisions/{address}{number}/").status_code == 404
