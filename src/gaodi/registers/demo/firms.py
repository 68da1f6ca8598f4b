"""What firms of the demonstration and the bureaus beside them hand in: firms and their years, the library, posts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from gaodi.registers.demo.cast import Firm
from gaodi.registers.demo.making import HandedIn, World
from gaodi.registers.demo.schooling import School

BUREAU = "industry_it_bureau"
REFORM = "development_reform_bureau"
YEARS = (2021, 2022, 2023)
WITH_ACCOUNTS = 4  # the first firms of the plan hand in themselves
FIRST_BATCH = 5
Fact = dict[str, Any]


def handed_in(world: World, firms: Sequence[Firm], schools: Sequence[School]) -> Iterator[HandedIn]:
    """Everything of firms."""
    rows = [itself(firm, firms) for firm in firms]
    yield HandedIn("enterprises", BUREAU, date(2021, 3, 15), rows, date(2021, 3, 22))
    yield from _years(world, firms)
    yield from _library(firms)
    yield from _investments(firms, [school.plan["name"] for school in schools])
    yield from _incentives(firms)
    yield from _posts(world, firms)


def itself(firm: Firm, firms: Sequence[Firm]) -> Fact:
    parent = next((other.uscc for other in firms if other.key == firm.parent), "")
    return {
        "subject": firm.uscc,
        "label": firm.name,
        "valid_from": date(2008, 5, 12),
        "industry_code": firm.industry,
        "region_code": "371002",
        "legal_person": "是",
        "taxed_in_province": "是",
        "education_is_main": "否",
        "nationwide": "否",
        "parent": parent,
        "parent_share": 80 if parent else None,
    }


# ------------------------------------------------------------------ years


def _years(world: World, firms: Sequence[Firm]) -> Iterator[HandedIn]:
    """Two years by the bureau; in the third those with accounts by themselves, all there in the end."""
    posts = _offered(world, firms)
    for year in YEARS[:2]:
        rows = [year_of(world, firm, year, posts[firm.key]) for firm in firms]
        if year == 2021:  # four did not say what they offer
            rows = [
                row | {"posts_offered": None, "posts_filled": None} if no % 15 == 6 else row
                for no, row in enumerate(rows)
            ]
        yield HandedIn("enterprise-years", BUREAU, date(year + 1, 2, 20), rows, date(year + 1, 3, 2))
    rows = [year_of(world, firm, 2023, posts[firm.key]) for firm in firms[WITH_ACCOUNTS:]]
    yield HandedIn("enterprise-years", BUREAU, date(2023, 9, 18), rows, date(2023, 9, 27))
    for firm in firms[:WITH_ACCOUNTS]:
        mine = [year_of(world, firm, 2023, posts[firm.key])]
        yield HandedIn("enterprise-years", firm.key, date(2023, 10, 9), mine, date(2023, 10, 11))


def required(firm: Firm) -> int:
    """Two of a hundred, rounded up."""
    return -(-firm.staff * 2 // 100)


def _offered(world: World, firms: Sequence[Firm]) -> dict[str, int]:
    """Posts of 2023: as many firms offer enough as the plan says, and all together as many as it says."""
    plan = world.plan["firms"]
    by_size = sorted(firms, key=lambda firm: firm.staff, reverse=True)
    short = by_size[: len(firms) - plan["enough"]]
    posts = {firm.key: required(firm) for firm in firms}
    surplus = sum(posts.values()) - plan["posts"][2023]
    for firm in short:
        posts[firm.key] -= 1
    surplus -= len(short)
    wanted = sum(required(firm) for firm in short)
    for firm in reversed(short):
        less = min(posts[firm.key], round(surplus * required(firm) / wanted))
        posts[firm.key] -= less
        surplus -= less
        wanted -= required(firm)
    return posts


def year_of(world: World, firm: Firm, year: int, offered: int) -> Fact:
    """A firm's year: most say what training cost them; of some it is not known how many are on their posts."""
    plan = world.plan["firms"]["posts"]
    staff = firm.staff * (100 - 2 * (2023 - year)) // 100
    offered = offered * plan[year] // plan[2023]
    training = round(staff * world.dice.uniform(0.06, 0.12), 2)
    return {
        "subject": firm.uscc,
        "label": firm.name,
        "period": str(year),
        "above_scale": "是",
        "above_scale_source": f"区统计局{year}年规上企业名录",
        "staff_total": staff,
        "with_dispatched": "否",
        "staff_on_post": None if world.likely(0.06) else staff * 93 // 100,
        "posts_offered": offered,
        "posts_filled": max(0, offered - world.dice.randrange(3)),
        "training_spending": training,
        "frontline_spending": round(training * world.dice.uniform(0.58, 0.76), 2),
        "breach": "否",
        "major_accident": "否",
        "punished": "否",
    }


# ------------------------------------------------------------------ the library, investments, incentives


def listed_firms(firms: Sequence[Firm], count: int = 9) -> list[Firm]:
    """The first of the plan without the daughter, who is not listed herself, and those after them."""
    return [firm for firm in firms if not firm.parent][:count]


def _library(firms: Sequence[Firm]) -> Iterator[HandedIn]:
    """Five firms in the first batch, four more two years later; one was certified, one published its plan late."""
    chosen = listed_firms(firms)
    first = [listing(firm, "第一批", date(2021, 6, 18)) for firm in chosen[:FIRST_BATCH]]
    plans = {0: date(2021, 8, 2), 1: date(2021, 8, 10), 2: date(2022, 3, 15)}
    later = [row | {"plan_published_on": plans.get(no)} for no, row in enumerate(first)]
    later[0] |= {"stage": "认证目录", "certified_on": date(2022, 11, 8)}
    second = [listing(firm, "第二批", date(2023, 9, 15)) for firm in chosen[FIRST_BATCH:]]
    yield HandedIn("ie-enterprises", REFORM, date(2021, 6, 28), first, date(2021, 7, 2))
    yield HandedIn("ie-enterprises", REFORM, date(2022, 11, 16), later, date(2022, 11, 22))
    yield HandedIn("ie-enterprises", REFORM, date(2023, 9, 21), second, date(2023, 9, 27))


def listing(firm: Firm, batch: str, on: date) -> Fact:
    return {
        "subject": firm.uscc,
        "label": firm.name,
        "valid_from": on,
        "level": "省",
        "batch_name": batch,
        "stage": "建设培育入库",
    }


# of which firm, on which day, so many yuan: what may be credited is 913,300 in 2021, 800,000 in the first half of
# 2023 and 1,286,700 in its first three quarters, as the reckonings say
PAID: tuple[tuple[str, date, int, str], ...] = (
    ("haibang", date(2021, 3, 22), 500_000, "实训基地等重大项目建设投资"),
    ("haibang", date(2021, 9, 14), 213_300, "实训基地等重大项目基本运行费用"),
    ("weilan", date(2021, 6, 11), 120_000, "实训基地等重大项目建设投资"),
    ("chenghai", date(2021, 11, 5), 80_000, "办学投资"),
    ("haibang", date(2022, 4, 20), 310_000, "实训基地等重大项目建设投资"),
    ("weilan", date(2022, 6, 16), 150_000, "实训基地等重大项目基本运行费用"),
    ("chenghai", date(2022, 9, 8), 260_000, "实训基地等重大项目建设投资"),
    ("haibang", date(2023, 3, 9), 200_000, "实训基地等重大项目建设投资"),
    ("haibang", date(2023, 4, 17), 236_000, "实训基地等重大项目建设投资"),
    ("weilan", date(2023, 5, 11), 124_000, "实训基地等重大项目基本运行费用"),
    ("chenghai", date(2023, 6, 6), 240_000, "实训基地等重大项目建设投资"),
    ("haibang", date(2023, 8, 16), 286_700, "实训基地等重大项目建设投资"),
    ("chenghai", date(2023, 9, 5), 200_000, "办学投资"),
    ("weilan", date(2023, 5, 30), 45_000, "捐赠"),
)


def _investments(firms: Sequence[Firm], schools: Sequence[str]) -> Iterator[HandedIn]:
    by_key = {firm.key: firm for firm in firms}
    for year in YEARS:
        for key in ("haibang", "weilan", "chenghai"):
            rows = [
                payment(by_key[paid[0]], schools[no % len(schools)], paid)
                for no, paid in enumerate(PAID)
                if paid[0] == key and paid[1].year == year
            ]
            on = date(year, 12, 6) if year < 2023 else date(2023, 9, 18)
            yield HandedIn("investments", key, on, rows, date(on.year, on.month, on.day + 7))


def payment(firm: Firm, school: str, paid: tuple[str, date, int, str]) -> Fact:
    _, on, amount, category = paid
    return {
        "subject": firm.uscc,
        "label": f"{school[:2]}共建实训基地" if category != "捐赠" else f"向{school[:2]}捐赠实训设备",
        "valid_from": on,
        "category": category,
        "partner": school,
        "contract_no": f"HT-{on.year}-{on.month:02}",
        "voucher_no": f"PZ-{on:%Y-%m%d}" if firm.key == "haibang" else f"PZ-{firm.key}-{on:%y%m%d}",
        "amount": amount,
        "contract_amount": amount,
        "invoice_no": f"3700{on:%y%m%d}{len(firm.name):02}",
        "subsidy_received": 0,
    }


def _incentives(firms: Sequence[Firm]) -> Iterator[HandedIn]:
    """Little was given, and nothing of 金融 and 土地."""
    rows = [
        {
            "subject": firm.uscc,
            "label": "产教融合型企业奖补",
            "valid_from": date(2022, 12, 14),
            "kind": "财政",
            "document_no": "演示财教〔2022〕18号",
            "given_by": "区财政局",
            "amount": amount,
        }
        for firm, amount in zip(firms[:2], (20, 12), strict=True)
    ]
    yield HandedIn("incentives", "finance_bureau", date(2022, 12, 20), rows, date(2022, 12, 27))
    row = {
        "subject": firms[0].uscc,
        "label": "列入守信联合激励名单",
        "valid_from": date(2023, 5, 18),
        "valid_to": date(2025, 5, 17),
        "kind": "信用",
        "document_no": "演示发改信用〔2023〕6号",
        "given_by": "区发改局",
    }
    yield HandedIn("incentives", REFORM, date(2023, 6, 5), [row], date(2023, 6, 9))


# ------------------------------------------------------------------ posts for interns


OCCUPATIONS = (
    ("车工", "6-18-01-01", "660103"),
    ("装配钳工", "6-20-01-01", "660301"),
    ("质检员", "6-31-03-05", "660102"),
)


def _posts(world: World, firms: Sequence[Firm]) -> Iterator[HandedIn]:
    """What the firms with accounts offer by occupation: in 2021 the first did not say of one who its master is."""
    offered = _offered(world, firms)
    for year in YEARS:
        for firm in firms[:WITH_ACCOUNTS]:
            rows = [_post(firm, year, no, offered[firm.key]) for no in range(len(OCCUPATIONS))]
            if firm is firms[0] and year == 2021:
                rows[2] |= {"has_master": ""}
            on = date(year, 10, 8)
            verified = None if (firm, year) == (firms[1], 2023) else date(year, 10, 16)
            yield HandedIn("intern-posts", firm.key, on, [row for row in rows if row["offered"]], verified)


def _post(firm: Firm, year: int, no: int, total: int) -> Fact:
    occupation, code, major = OCCUPATIONS[no]
    total = max(len(OCCUPATIONS), total * (100 - 8 * (2023 - year)) // 100)
    offered = total // 3 + (no < total % 3)
    filled = max(0, offered - (no == 0))
    return {
        "subject": firm.uscc,
        "period": str(year),
        "occupation": occupation,
        "occupation_code": code,
        "major_code": major,
        "offered": offered,
        "filled": filled,
        "person_months": filled * 6,
        "pay": 3700,
        "post_wage": 4500,
        "has_master": "是",
        "workers": max(60, filled * 6),
    }
