"""税款所属期 — what a firm that consents declares of a tax period, and totals that name no firm (tasks 3, 7, 13).

Tax data is confidential: the periods of a firm are seen by the firm and the tax bureau only.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db import models

from gaodi.ground.models.people import OPEN_END
from gaodi.registers.columns import choice, number, yes_no, yuan
from gaodi.registers.declaration import Problem, Register
from gaodi.registers.figures import Share, Sum
from gaodi.registers.findings import Overlap
from gaodi.registers.models.facts import Fact, keyed, listed
from gaodi.registers.naming import Firm, TheDistrict
from gaodi.registers.rowchecks import part_of


class Filing(models.TextChoices):
    """How long a tax period is; a year is a view for planning, not a period of VAT (R3.6)."""

    MONTH = "month", "按月"
    QUARTER = "quarter", "按季"
    YEAR = "year", "按年"


MONTHS = {"month": 1, "quarter": 3, "year": 12}
WITH_CONSENT: dict[str, tuple[bool, ...]] = {"consent": (True,)}


class TaxPeriod(Fact):
    """税款所属期: the surcharges of one firm in one tax period, and the credit it took."""

    filing = choice("申报方式", Filing, required=True, also={"月": "month", "季": "quarter", "年": "year"})
    consent = yes_no(
        "企业同意使用涉税明细",
        required=True,
        note="填“否”的，只填抵免额和结转额",
    )
    in_scope = yes_no("期末在产教融合型企业名录内")
    credit_education = yuan("本期抵免教育费附加")
    credit_local = yuan("本期抵免地方教育附加")
    carry_out = yuan("结转下期可抵免金额")
    sales = yuan("不含税销售额", applies_when=WITH_CONSENT)
    vat_base = yuan(
        "增值税计征依据", applies_when=WITH_CONSENT, note="增值税税额＋免抵税额－留抵退税扣除额，不小于0"
    )
    consumption_tax_base = yuan("消费税计征依据", applies_when=WITH_CONSENT)
    half_relief = yes_no("适用六税两费减半", applies_when=WITH_CONSENT)
    carry_in = yuan("上期留抵可抵免金额", applies_when=WITH_CONSENT)
    already_paid = yuan("本期已缴", applies_when=WITH_CONSENT)

    class Meta:
        verbose_name = "税款所属期"
        constraints = keyed("tax_period")
        indexes = listed("tax_period")


def whole_periods(row: Mapping[str, Any]) -> Iterator[Problem]:
    """A period is a whole month, quarter or year, as the filing says."""
    begin, end, months = row.get("valid_from"), row.get("valid_to"), MONTHS.get(row.get("filing") or "")
    if begin is None or months is None:
        return
    if begin.day != 1 or (begin.month - 1) % months:
        yield Problem("valid_from", "不是申报期的第一天", "按月填月初，按季填季初，按年填1月1日")
    elif end in (None, OPEN_END):
        yield Problem("valid_to", "没有填", "请填写税款所属期止")
    elif end != _last_day(begin, months):
        yield Problem("valid_to", "和申报方式不符", "按月填月末，按季填季末，按年填12月31日")


def _last_day(begin: date, months: int) -> date:
    month = begin.month + months - 1
    return date(begin.year, month, monthrange(begin.year, month)[1])


TAX_PERIODS = Register(
    slug="tax-periods",
    name="税款所属期",
    model=TaxPeriod,
    group="产教融合型企业",
    about=Firm(),
    dates=("税款所属期起", "税款所属期止"),
    columns_first=("filing", "credit_education", "credit_local", "carry_out"),
    aliases={"信用代码": "subject", "所属期起": "valid_from", "所属期止": "valid_to"},
    checks=(whole_periods,),
    filled_by=("enterprise",),
    verified_by=("tax_bureau",),
    figures=(
        Sum(
            "tax_periods.credit_education",
            "本期抵免教育费附加",
            "元",
            column="credit_education",
            when="period",
        ),
        Sum("tax_periods.credit_local", "本期抵免地方教育附加", "元", column="credit_local", when="period"),
    ),
    findings=(Overlap("同一企业的税款所属期重叠"),),
    closed=True,
    source="国家税务总局公告2019年第24号；税收征收管理法第八条",
    task="3",
)


class ReliefYear(Fact):
    """税惠年度汇总: totals of reliefs in the district in a year, which name no firm."""

    eligible = number("符合税收优惠条件的企业", unit="家", note="减免、抵免合计，不重复计")
    enjoying = number("已享受税收优惠的企业", unit="家")
    credit_education = yuan("抵免教育费附加", unit="万元")
    credit_local = yuan("抵免地方教育附加", unit="万元")
    carried = yuan("结转下年可抵免金额", unit="万元")
    school_firms_eligible = number("符合免税条件的校办企业", unit="家")
    school_firms_informed = number("已告知政策的校办企业", unit="家")
    exempt_sales = yuan("校办企业免税销售额", unit="万元")
    exempted_tax = yuan("校办企业免征增值税", unit="万元")

    class Meta:
        verbose_name = "税惠年度汇总"
        constraints = keyed("relief_year")
        indexes = listed("relief_year")


def _sum(what: str, label: str, unit: str = "元") -> Sum:
    return Sum(f"relief_years.{what}", label, unit, column=what, when="period")


RELIEF_YEARS = Register(
    slug="relief-years",
    name="税惠年度汇总",
    model=ReliefYear,
    group="经费",
    about=TheDistrict(),
    period="year",
    columns_first=("eligible", "enjoying", "credit_education", "credit_local", "carried"),
    aliases={"年份": "period"},
    checks=(
        part_of("enjoying", "eligible", "已享受的多于符合条件的"),
        part_of("school_firms_informed", "school_firms_eligible", "已告知的多于符合条件的"),
        part_of("exempted_tax", "exempt_sales", "免征的税多于免税销售额"),
    ),
    filled_by=("tax_bureau",),
    verified_by=("tax_bureau",),
    figures=(
        _sum("eligible", "符合税收优惠条件的企业", "家"),
        _sum("enjoying", "已享受税收优惠的企业", "家"),
        Share(
            "relief_years.enjoying_share",
            "税收优惠享受面",
            top="relief_years.enjoying",
            bottom="relief_years.eligible",
        ),
        _sum("credit_education", "抵免教育费附加"),
        _sum("credit_local", "抵免地方教育附加"),
        _sum("carried", "结转下年可抵免金额"),
        _sum("school_firms_eligible", "符合免税条件的校办企业", "家"),
        _sum("school_firms_informed", "已告知政策的校办企业", "家"),
        Share(
            "relief_years.informed_share",
            "校办企业政策告知面",
            top="relief_years.school_firms_informed",
            bottom="relief_years.school_firms_eligible",
        ),
        _sum("exempt_sales", "校办企业免税销售额"),
        _sum("exempted_tax", "校办企业免征增值税"),
    ),
    source="财税〔2019〕46号；财税〔2016〕36号附件3",
    task="13",
)
