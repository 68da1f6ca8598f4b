"""What firms and bureaus of the demonstration hand in: firms and their years, the library, investments, money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from gaodi.registers.demo.cast import Firm
from gaodi.registers.demo.making import HandedIn, Row, World

BUREAU = "industry_it_bureau"
YEARS = (2021, 2022, 2023)
CATEGORIES = {"实训基地等重大项目建设投资": 5, "捐赠": 2, "实训基地等重大项目基本运行费用": 3}


def handed_in(world: World, firms: Sequence[Firm], schools: Sequence[str]) -> Iterator[HandedIn]:
    """Everything in the order of its days."""
    rows = [_itself(firm, firms) for firm in firms]
    yield HandedIn("enterprises", BUREAU, date(2021, 3, 15), rows, date(2021, 3, 22))
    for year in YEARS[:2]:
        rows = [_year(world, firm, year) for firm in firms]
        yield HandedIn("enterprise-years", BUREAU, date(year + 1, 2, 20), rows, date(year + 1, 3, 2))
    rows = [_year(world, firm, 2023) for firm in firms[2:]]
    yield HandedIn("enterprise-years", BUREAU, date(2023, 9, 18), rows, date(2023, 9, 27))
    for firm in firms[:2]:
        mine = [_year(world, firm, 2023)]
        yield HandedIn(
            "enterprise-years",
            firm.key,
            date(2023, 10, 10),
            mine,
            None if firm is firms[1] else date(2023, 10, 13),
        )
    listed = [_listing(firm, no) for no, firm in enumerate(_listed(world, firms))]
    yield HandedIn(
        "ie-enterprises", "development_reform_bureau", date(2022, 4, 12), listed, date(2022, 4, 18)
    )
    yield from _investments(world, firms, schools)
    yield from _money(world)


def _itself(firm: Firm, firms: Sequence[Firm]) -> Row:
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


def _year(world: World, firm: Firm, year: int) -> Row:
    """A firm's year: some do not say how many are on their posts, some offer too few posts or none."""
    required = -(-firm.staff * 2 // 100)
    offered = max(0, required + world.weighted({-4: 2, -2: 3, -1: 3, 0: 4, 1: 3, 3: 2}))
    on_post: Any = round(firm.staff * 0.93)
    return {
        "subject": firm.uscc,
        "label": firm.name,
        "period": str(year),
        "above_scale": "是",
        "above_scale_source": f"区统计局{year}年规上企业名录",
        "staff_total": firm.staff,
        "with_dispatched": "否",
        "staff_on_post": None if world.likely(0.08) else on_post,
        "posts_offered": None if world.likely(0.05) else offered,
        "posts_filled": max(0, offered - world.dice.randrange(4)),
    }


def _listed(world: World, firms: Sequence[Firm]) -> list[Firm]:
    count = world.plan["firms"]["listed"]
    return [*firms[:2], *firms[3 : count + 1]]


def _listing(firm: Firm, no: int) -> Row:
    """In the provincial library; two published their plan too late, one was certified."""
    certified = no == 0
    row = {
        "subject": firm.uscc,
        "label": firm.name,
        "valid_from": date(2020, 5, 20) if no < 4 else date(2022, 4, 1),
        "level": "省",
        "batch_name": "第一批" if no < 4 else "第二批",
        "stage": "认证目录" if certified else "建设培育入库",
        "plan_published_on": date(2020, 7, 30)
        if no < 4
        else date(2022, 7, 20)
        if no > 6
        else date(2022, 6, 20),
    }
    return row | ({"certified_on": date(2021, 11, 8)} if certified else {})


def _investments(world: World, firms: Sequence[Firm], schools: Sequence[str]) -> Iterator[HandedIn]:
    """Payments of the two firms with accounts; one voucher is claimed by the mother and by the daughter."""
    for firm in firms[:2]:
        rows = [_payment(world, firm, schools, no) for no in range(1, 7)]
        yield HandedIn("investments", firm.key, date(2023, 7, 12), rows, date(2023, 7, 20))
    shared = {
        **_payment(world, firms[0], schools, 9),
        "voucher_no": "PZ-2023-0417",
        "valid_from": date(2023, 4, 17),
    }
    yield HandedIn("investments", firms[0].key, date(2023, 8, 2), [shared], date(2023, 8, 9))
    claimed = {**shared, "subject": firms[2].uscc}
    yield HandedIn("investments", firms[2].key, date(2023, 8, 3), [claimed], date(2023, 8, 9))


def _payment(world: World, firm: Firm, schools: Sequence[str], no: int) -> Row:
    paid_on = world.day(date(2021, 2, 1), date(2023, 6, 30))
    return {
        "subject": firm.uscc,
        "label": f"共建实训基地第{no}期",
        "valid_from": paid_on,
        "category": world.weighted(CATEGORIES),
        "partner": world.dice.choice(schools),
        "contract_no": f"HT-{paid_on.year}-{no:03}",
        "voucher_no": f"PZ-{firm.key}-{no:04}",
        "amount": world.dice.randrange(40, 900) * 1000,
        "invoice_no": f"{world.dice.randrange(10**7, 10**8)}",
        "subsidy_received": 0,
    }


def _money(world: World) -> Iterator[HandedIn]:
    """Budget and spending; what the education surcharge went to in 2023 is not yet known."""
    for year in YEARS:
        rows = [_item(world, year, no) for no in range(1, 6)]
        yield HandedIn("budget-items", "finance_bureau", date(year, 9, 25), rows, date(year, 9, 29))
    spending = [
        {"period": "2021", "basis": "决算数", "education": 98_200, "vocational": 9_420},
        {"period": "2022", "basis": "决算数", "education": 102_600, "vocational": 10_180},
        {"period": "2023", "basis": "预算数", "education": 106_900, "vocational": 10_960},
    ]
    yield HandedIn("education-spending", "finance_bureau", date(2023, 5, 16), spending, date(2023, 5, 23))
    surcharge = [
        {"period": "2021", "collected": 6_240, "vocational": 1_980},
        {"period": "2022", "collected": 6_510, "vocational": 1_850},
        {"period": "2023", "collected": 4_730, "vocational": None},
    ]
    yield HandedIn("surcharge-years", "finance_bureau", date(2023, 10, 9), surcharge, date(2023, 10, 13))


def _item(world: World, year: int, no: int) -> Row:
    approved = world.dice.randrange(120, 900)
    return {
        "subject": f"ZJ{no:02}",
        "label": ("技能大赛", "校企合作", "高水平专业建设", "实训设备", "双师培训")[no - 1] + "专项",
        "period": str(year),
        "is_highland": "是" if no < 4 else "否",
        "use_class": ("技能大赛", "校企合作项目", "省市高水平专业", "其他", "其他")[no - 1],
        "approved": approved,
        "adjusted": approved,
        "paid": round(approved * world.dice.uniform(0.55, 1.0), 2),
        "is_capital": "否",
    }
