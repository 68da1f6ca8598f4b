"""Money of the demonstration: budget, spending, surcharges, taxes of firms, and firms that schools run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from gaodi.registers.demo.cast import Firm
from gaodi.registers.demo.making import HandedIn, Row, World
from gaodi.registers.demo.schooling import School

FINANCE, TAX = "finance_bureau", "tax_bureau"
# 万元: approved and paid of each use in each year; of 2023 paid so far
ITEMS = (
    ("技能大赛", {2021: (58, 55.2), 2022: (62.4, 60.1), 2023: (68, 41.6)}),
    ("校企合作项目", {2021: (132, 118.4), 2022: (140, 133.42), 2023: (150, 96.5)}),
    ("省市高水平专业", {2021: (195, 184.6), 2022: (210, 201.3), 2023: (226, 158.2)}),
    ("新办急需紧缺专业", {2021: (95, 89.6), 2022: (107.6, 101.38), 2023: (116, 85.3)}),
)
APPROVED = {2021: date(2021, 2, 5), 2022: date(2022, 1, 21), 2023: date(2023, 1, 13)}


def handed_in(world: World, schools: Sequence[School], firms: Sequence[Firm]) -> Iterator[HandedIn]:
    """Everything about money."""
    yield from _budget()
    yield from _spending()
    yield from _taxes(firms)
    yield from _school_firms(world, schools)


def school_firm(world: World, no: int) -> str:
    """The code of the firm that a school runs."""
    return world.credit_code(910 + no)


# ------------------------------------------------------------------ budget


def _budget() -> Iterator[HandedIn]:
    """Each year as approved, then as paid; what is carried over from 2023 nobody knows yet."""
    for year, approved_on in APPROVED.items():
        approved = [item(year, no) for no in range(1, len(ITEMS) + 2)]
        first = approved_on.replace(month=2, day=6)
        yield HandedIn("budget-items", FINANCE, first, approved, first.replace(day=20))
        paid = [row | _paid(year, no) for no, row in enumerate(approved, start=1)]
        on = date(year + 1, 1, 16) if year < 2023 else date(2023, 9, 25)
        yield HandedIn("budget-items", FINANCE, on, paid, date(on.year, on.month, on.day + 4))


def item(year: int, no: int) -> dict[str, Any]:
    """One of the highland's four items, or, the last, one that is not the highland's."""
    is_highland = no <= len(ITEMS)
    use = ITEMS[no - 1][0] if is_highland else "其他"
    approved = ITEMS[no - 1][1][year][0] if is_highland else 210 + 10 * (year - 2021)
    return {
        "subject": f"ZJ{no:02}",
        "label": f"高地建设：{use}" if is_highland else "职业学校运转经费",
        "period": str(year),
        "functional_code": "2050302" if is_highland else "2050399",
        "is_highland": "是" if is_highland else "否",
        "use_class": use,
        "project": f"{use}{year}年度项目" if is_highland else f"运转经费{year}年度项目",
        "approved": approved,
        "approved_on": APPROVED[year],
        "adjusted": approved,
        "is_capital": "否",
        "target": "按任务清单完成年度目标",
    }


def _paid(year: int, no: int) -> dict[str, Any]:
    if no > len(ITEMS):
        return {"paid": 204 + 10 * (year - 2021) if year < 2023 else 168.4}
    approved, paid = ITEMS[no - 1][1][year]
    return {"paid": paid, "carried_over": round(approved - paid, 2) if year < 2023 else None}


# ------------------------------------------------------------------ spending and surcharges


def _spending() -> Iterator[HandedIn]:
    """Final accounts as they were approved; of 2022 a budget came first; 2023's surcharge use is not known."""
    for on, rows in (
        (
            date(2021, 11, 10),
            [_year("2019", "决算数", 94_000, 9_024), _year("2020", "决算数", 96_000, 9_260)],
        ),
        (date(2022, 2, 16), [_year("2022", "预算数", 101_000, 9_980)]),
        (date(2023, 3, 22), [_year("2021", "决算数", 98_200, 9_420)]),
        (
            date(2023, 9, 26),
            [_year("2022", "决算数", 102_600, 10_180), _year("2023", "预算数", 106_900, 10_960)],
        ),
    ):
        yield HandedIn("education-spending", FINANCE, on, rows, date(on.year, on.month, on.day + 3))
    surcharge = [
        _surcharge("2021", 6_240, 1_980, 4_160, 820),
        _surcharge("2022", 6_510, 1_850, 4_340, 860),
        _surcharge("2023", 4_730, None, 3_150, None),
    ]
    yield HandedIn("surcharge-years", FINANCE, date(2023, 10, 9), surcharge, date(2023, 10, 13))
    for year in (2021, 2022):
        rows = [_level(year, *each) for each in LEVELS]
        yield HandedIn("level-spending", FINANCE, date(year + 1, 10, 12), rows, date(year + 1, 10, 14))


def _year(period: str, basis: str, education: int, vocational: int) -> Row:
    return {"period": period, "basis": basis, "education": education, "vocational": vocational}


def _surcharge(period: str, collected: int, used: int | None, local: int, local_used: int | None) -> Row:
    return {
        "period": period,
        "collected": collected,
        "vocational": used,
        "local_collected": local,
        "local_vocational": local_used,
    }


# level, pupils, 万元 of spending, yuan of operating money for each pupil, teachers
LEVELS = (
    ("幼儿园", 9_800, 11_200, 710, 760),
    ("小学", 24_600, 36_400, 760, 1_640),
    ("初中", 12_900, 25_100, 960, 1_110),
    ("普通高中", 5_900, 15_600, 1_250, 540),
    ("中等职业学校", 3_820, 9_420, 3_600, 204),
)


def _level(year: int, level: str, pupils: int, spent: int, standard: int, teachers: int) -> Row:
    later = year - 2021
    pupils += 85 * later if level == "中等职业学校" else 40 * later
    return {
        "period": str(year),
        "level": level,
        "pupils": pupils,
        "education": spent * (100 + 5 * later) // 100,
        "operating": pupils * standard / 10_000,
        "operating_standard": standard,
        "fees_inside": 0,
        "teachers_pay": spent * 6 // 10,
        "teachers": teachers,
    }


# ------------------------------------------------------------------ taxes


def _taxes(firms: Sequence[Firm]) -> Iterator[HandedIn]:
    """Quarters of 海邦 and 澄海, seen by each and the tax bureau only; the bureau's totals name no firm."""
    for year in (2021, 2022, 2023):
        quarters = [_quarter(firms[0], year, no) for no in range(1, 5 if year < 2023 else 4)]
        on = date(year + 1, 1, 18) if year < 2023 else date(2023, 10, 11)
        yield HandedIn("tax-periods", firms[0].key, on, quarters, date(on.year, on.month, on.day + 5))
    chenghai = next(firm for firm in firms if firm.key == "chenghai")
    chain = list(_chain(chenghai))
    for year in (2021, 2022, 2023):
        quarters = [row for row in chain if row["valid_from"].year == year]
        on = date(year + 1, 1, 17) if year < 2023 else date(2023, 10, 10)
        yield HandedIn("tax-periods", chenghai.key, on, quarters, date(on.year, on.month, on.day + 5))
    totals = [
        _relief("2021", 4, 3, 12.84, 8.56, 6),
        _relief("2022", 4, 4, 15.6, 10.4, 1.6),
    ]
    yield HandedIn("relief-years", TAX, date(2023, 3, 6), totals, date(2023, 3, 10))
    this_year = [_relief("2023", 5, 4, 20.76, 13.84, 4)]
    yield HandedIn("relief-years", TAX, date(2023, 10, 12), this_year, date(2023, 10, 16))


# what a quarter's investments of 澄海 grant: 30 % of what it paid since it was listed on 18 June 2021
GRANTED = {(2021, 4): 24_000, (2022, 3): 78_000, (2023, 2): 72_000, (2023, 3): 60_000}


def _chain(firm: Firm) -> Iterator[dict[str, Any]]:
    """Quarters as the firm declared them: what was granted is credited until it is used up, the rest carried on."""
    carry = 0
    quarters = [(year, no) for year in (2021, 2022, 2023) for no in range(1, 5)]
    for year, no in quarters[:-1]:  # the last one has not ended yet
        base = 244_000 + 12_000 * (year - 2021) + 4_000 * no
        pool = carry + GRANTED.get((year, no), 0)
        credit = min(pool, base * 5 // 100)
        yield _quarter(firm, year, no) | {
            "sales": base * 22,
            "vat_base": base,
            "carry_in": carry,
            "credit_education": credit * 3 // 5,
            "credit_local": credit - credit * 3 // 5,
            "carry_out": pool - credit,
        }
        carry = pool - credit


def _quarter(firm: Firm, year: int, no: int) -> dict[str, Any]:
    base = 420_000 + 18_000 * (year - 2021) + 9_000 * no
    last = {1: (3, 31), 2: (6, 30), 3: (9, 30), 4: (12, 31)}[no]
    return {
        "subject": firm.uscc,
        "valid_from": date(year, 3 * no - 2, 1),
        "valid_to": date(year, *last),
        "filing": "按季",
        "consent": "是",
        "in_scope": "是" if (year, no) >= (2021, 2) else "否",
        "credit_education": base * 3 // 100 if (year, no) >= (2021, 2) else 0,
        "credit_local": base * 2 // 100 if (year, no) >= (2021, 2) else 0,
        "carry_out": 20_000 if no == 3 else 0,
        "sales": base * 26,
        "vat_base": base,
        "consumption_tax_base": 0,
        "half_relief": "否",
        "carry_in": 20_000 if no == 4 else 0,
        "already_paid": 0,
    }


def _relief(period: str, eligible: int, enjoying: int, education: float, local: float, carried: float) -> Row:
    """2021: 21.40 in all and 6.00 carried; the first three quarters of 2023: 34.60 and 4.00 (万元)."""
    return {
        "period": period,
        "eligible": eligible,
        "enjoying": enjoying,
        "credit_education": education,
        "credit_local": local,
        "carried": carried,
        "school_firms_eligible": 2 if period > "2021" else 1,
        "school_firms_informed": 1,
        "exempt_sales": {"2021": 31.92, "2022": 33.12, "2023": 25.2}[period],
        "exempted_tax": {"2021": 0.9576, "2022": 0.9936, "2023": 0.252}[period],
    }


# ------------------------------------------------------------------ firms that schools run


SCHOOL_FIRMS = (
    (0, "望海职专餐饮服务有限公司", date(2019, 4, 10), "餐饮住宿服务", 24_000),
    (2, "海滨技校智造技术服务有限公司", date(2022, 3, 1), "研发和技术服务", 36_000),
)


def _school_firms(world: World, schools: Sequence[School]) -> Iterator[HandedIn]:
    """望海's firm was told that its services are exempt, 海滨's was not."""
    for no, (place, name, since, service, monthly) in enumerate(SCHOOL_FIRMS):
        school, uscc = schools[place], school_firm(world, no)
        begun = max(since, date(2021, 1, 1))
        itself = {
            "subject": uscc,
            "label": name,
            "valid_from": since,
            "school": school.code,
            "ownership": "公办",
            "for_internship": "是",
            "school_share": 100,
            "other_holders": "无",
            "managed_by_school": "是",
            "income_to_school": "是",
            "informed_on": date(2021, 4, 6) if no == 0 else None,
        }
        on = date(2021, 4, 12) if no == 0 else date(2022, 4, 11)
        yield HandedIn("school-enterprises", school.key, on, [itself], on.replace(day=19))
        months = [(year, month) for year in (2021, 2022, 2023) for month in range(1, 13)]
        months = [each for each in months if (begun.year, begun.month) <= each <= (2023, 9)]
        quarters = [
            _school_quarter(uscc, *each, idle=no == 1 and each == (2022, 3))
            for each in months
            if each[1] % 3 == 0
        ]
        yield HandedIn(
            "school-enterprise-quarters", school.key, date(2023, 10, 9), quarters, date(2023, 10, 13)
        )
        incomes = [income(uscc, *each, service, monthly, exempt=no == 0) for each in months]
        yield HandedIn("service-incomes", school.key, date(2023, 10, 10), incomes, date(2023, 10, 17))


def _school_quarter(uscc: str, year: int, month: int, *, idle: bool) -> Row:
    return {
        "subject": uscc,
        "period": f"{year}Q{month // 3}",
        "intern_posts": 12,
        "intern_days": 0 if idle else 420 + 10 * month,
        "small_scale": "是",
    }


def income(uscc: str, year: int, month: int, service: str, monthly: int, *, exempt: bool) -> dict[str, Any]:
    earned = monthly + 400 * month + 1_000 * (year - 2021)
    rate = 3 if year < 2023 else 1
    return {
        "subject": uscc,
        "period": f"{year}-{month:02}",
        "service": service,
        "income": earned,
        "separate_books": "是",
        "exempt_sales": earned if exempt else 0,
        "exempted_tax": earned * rate / 100 if exempt else 0,
    }
