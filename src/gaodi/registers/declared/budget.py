"""经费 — budget items, spending on education and the use of both surcharges (task 13)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from django.db.models import Q

from gaodi.registers.columns import choice, code, day, number, text, yes_no, yuan
from gaodi.registers.declaration import Problem, Register
from gaodi.registers.figures import Count, Only, Share, Sum
from gaodi.registers.findings import Same
from gaodi.registers.models.facts import Fact, keyed, listed
from gaodi.registers.models.subjects import SubjectKind
from gaodi.registers.naming import Numbered, TheDistrict
from gaodi.registers.rowchecks import not_before, part_of


class UseClass(models.TextChoices):
    """What the highland's money is for, as the list of tasks names it (R13.5)."""

    CONTESTS = "contests", "技能大赛"
    COOPERATION = "cooperation", "校企合作项目"
    HIGH_LEVEL_MAJORS = "high_level_majors", "省市高水平专业"
    NEW_MAJORS = "new_majors", "新办急需紧缺专业"
    OTHER = "other", "其他"


class BudgetItem(Fact):
    """预算项目: one line of the approved budget in one year."""

    functional_code = code(
        "功能分类科目", r"2\d{2}(\d{2}){0,2}", "3、5或7位科目编码", example="2050302", aliases=("科目编码",)
    )
    is_highland = yes_no("职业教育创新发展高地专项", aliases=("高地专项",))
    use_class = choice("用途", UseClass)
    project = text("对应项目", 120)
    approved = yuan("批准预算数", unit="万元", aliases=("年初预算数", "预算数", "年初预算"))
    approved_on = day("人大批准日期")
    adjusted = yuan("调整预算数", unit="万元", note="没有调整的，填批准预算数", aliases=("调整预算",))
    adjusted_on = day("调整批准日期")
    paid = yuan("已支出", unit="万元", aliases=("支出数", "执行数"))
    carried_over = yuan("结转下年", unit="万元", aliases=("结转",))
    is_capital = yes_no("一次性基本建设")
    target = text("绩效目标", 200)
    result = text("绩效结果", 200)

    class Meta:
        verbose_name = "预算项目"
        constraints = keyed("budget_item")
        indexes = listed("budget_item")


def adjusted_on_a_day(row: Mapping[str, Any]) -> Iterator[Problem]:
    """An adjustment counts from the day of its approval (R13.1)."""
    approved, adjusted = row.get("approved"), row.get("adjusted")
    if adjusted is not None and approved is not None and adjusted != approved and not row.get("adjusted_on"):
        yield Problem("adjusted_on", "调整了预算，没有填批准日期", "请填人大常委会批准调整的日期")


def used_as_the_list_says(row: Mapping[str, Any]) -> Iterator[Problem]:
    """The highland's money used for something else is out of scope."""
    if row.get("is_highland") and row.get("use_class") == UseClass.OTHER:
        yield Problem("use_class", "高地专项不在任务清单列明的用途内", "请核对用途", warning=True)


HIGHLAND = Only(Q(is_highland=True), "不是高地专项", needs=("is_highland",))
APPROVED = Only(Q(approved__gt=0), "没有批准的金额", needs=("approved",))


def _sum(what: str, label: str) -> Sum:
    return Sum(f"budget_items.{what}", label, "元", column=what, only=(HIGHLAND,), when="period")


BUDGET_ITEMS = Register(
    slug="budget-items",
    name="预算项目",
    model=BudgetItem,
    group="经费",
    about=Numbered(SubjectKind.ITEM),
    about_heading="项目代码",
    label="项目名称",
    period="year",
    columns_first=("functional_code", "use_class", "approved", "adjusted", "paid"),
    aliases={"项目编码": "subject", "预算项目": "label", "预算年度": "period"},
    checks=(
        adjusted_on_a_day,
        not_before("adjusted_on", "approved_on", "早于预算批准日期"),
        # 预算法第十三条: told to both sides, and entered as it was
        part_of("paid", "adjusted", "支出超过调整预算", warning=True),
        used_as_the_list_says,
    ),
    filled_by=("finance_bureau",),
    verified_by=("finance_bureau",),
    figures=(
        Count(
            "budget_items.highland",
            "预算中的高地专项",
            "项",
            only=(HIGHLAND, APPROVED),
            of="row",
            when="period",
        ),
        _sum("approved", "高地专项批准预算"),
        _sum("adjusted", "高地专项调整预算"),
        _sum("paid", "高地专项支出"),
        _sum("carried_over", "高地专项结转"),
        Share(
            "budget_items.execution",
            "高地专项预算执行率",
            top="budget_items.paid",
            bottom="budget_items.adjusted",
        ),
    ),
    findings=(Same(("project", "paid"), "同一笔支出记在两个预算项目里"),),
    source="预算法第十三条；任务清单第13项",
    task="13",
)


class Basis(models.TextChoices):
    """Which account a figure is from; the two are never mixed."""

    BUDGET = "budget", "预算数"
    FINAL = "final", "决算数"


class EducationSpending(Fact):
    """教育支出: the district's spending on education in a year, and how much of it is vocational."""

    basis = choice("口径", Basis, required=True, also={"预算": "budget", "决算": "final"})
    education = yuan("一般公共预算教育支出", unit="万元", aliases=("教育支出", "教育经费"))
    vocational = yuan("其中：职业教育支出", unit="万元", aliases=("职业教育支出", "职业教育"))
    national_basis = yuan("国家财政性教育经费", unit="万元")
    vocational_national_basis = yuan("其中：职业教育财政性经费", unit="万元")
    vocational_capital = yuan("职业教育一次性基本建设支出", unit="万元")
    allocation = yuan("教育财政拨款", unit="万元")
    regular_revenue = yuan("财政经常性收入", unit="万元")

    class Meta:
        verbose_name = "教育支出"
        constraints = keyed("education_spend", "basis")
        indexes = listed("education_spend")


FINAL = Only(Q(basis=Basis.FINAL), "不是决算数")

EDUCATION_SPENDING = Register(
    slug="education-spending",
    name="教育支出",
    model=EducationSpending,
    group="经费",
    about=TheDistrict(),
    period="year",
    columns_first=("basis", "education", "vocational", "national_basis"),
    aliases={"年份": "period"},
    checks=(
        part_of("vocational", "education", "职业教育支出多于教育支出"),
        part_of("vocational_national_basis", "national_basis", "职业教育财政性经费多于国家财政性教育经费"),
        part_of("vocational_capital", "vocational", "一次性基本建设支出多于职业教育支出"),
    ),
    filled_by=("finance_bureau",),
    verified_by=("finance_bureau",),
    figures=(
        Sum(
            "education_spending.education",
            "一般公共预算教育支出（决算）",
            "元",
            column="education",
            only=(FINAL,),
            when="period",
        ),
        Sum(
            "education_spending.vocational",
            "职业教育支出（决算）",
            "元",
            column="vocational",
            only=(FINAL,),
            when="period",
        ),
        Share(
            "education_spending.vocational_share",
            "职业教育支出占比",
            top="education_spending.vocational",
            bottom="education_spending.education",
        ),
    ),
    source="教育法第五十六条；国办发〔2018〕82号",
    task="13",
)


class SchoolLevel(models.TextChoices):
    """Levels of schools whose spending per pupil is compared."""

    KINDERGARTEN = "kindergarten", "幼儿园"
    PRIMARY = "primary", "小学"
    JUNIOR = "junior", "初中"
    SENIOR = "senior", "普通高中"
    VOCATIONAL = "vocational", "中等职业学校"


class LevelSpending(Fact):
    """学段经费: money and pupils of one level of schools in a year, on final accounts."""

    level = choice("学段", SchoolLevel, required=True, also={"中职": "vocational", "高中": "senior"})
    pupils = number("学生数", unit="人", aliases=("在校生数",))
    education = yuan("一般公共预算教育支出", unit="万元", aliases=("教育支出",))
    operating = yuan("公用经费财政拨款", unit="万元", aliases=("公用经费",))
    operating_standard = yuan("生均公用经费标准")
    fees_inside = yuan("拨款中以学费抵顶的", unit="万元", note="没有请填0")
    teachers_pay = yuan("教师工资", unit="万元")
    teachers = number("教师数", unit="人")

    class Meta:
        verbose_name = "学段经费"
        constraints = keyed("level_spending", "level")
        indexes = listed("level_spending")


def no_fees_inside(row: Mapping[str, Any]) -> Iterator[Problem]:
    """Fees must not stand for the appropriation (职业教育法第五十五条): told, and entered as it was."""
    if row.get("fees_inside"):
        yield Problem("fees_inside", "学费抵顶了财政拨款", "不得以学费冲抵拨款，请核对", warning=True)


LEVEL_SPENDING = Register(
    slug="level-spending",
    name="学段经费",
    model=LevelSpending,
    group="经费",
    about=TheDistrict(),
    period="year",
    aliases={"年份": "period"},
    checks=(no_fees_inside,),
    filled_by=("finance_bureau", "edu_sports_bureau"),
    verified_by=("finance_bureau",),
    figures=(
        Sum(
            "level_spending.vocational_operating",
            "中等职业学校公用经费拨款",
            "元",
            column="operating",
            only=(Only(Q(level=SchoolLevel.VOCATIONAL), "不是中等职业学校"),),
            when="period",
        ),
        Sum(
            "level_spending.vocational_pupils",
            "中等职业学校学生数",
            "人",
            column="pupils",
            only=(Only(Q(level=SchoolLevel.VOCATIONAL), "不是中等职业学校"),),
            when="period",
        ),
    ),
    source="职业教育法第五十四条、第五十五条；国办发〔2018〕82号",
    task="13",
)


class SurchargeYear(Fact):
    """附加年度情况: what both education surcharges brought in a year, and how much vocational education got."""

    collected = yuan("教育费附加征收", unit="万元", note="抵免以后的实收数", aliases=("教育费附加征收数",))
    vocational = yuan("教育费附加用于职业教育", unit="万元")
    local_collected = yuan("地方教育附加征收", unit="万元", note="抵免以后的实收数")
    local_vocational = yuan("地方教育附加用于职业教育", unit="万元")

    class Meta:
        verbose_name = "附加年度情况"
        constraints = keyed("surcharge_year")
        indexes = listed("surcharge_year")


def _surcharge(what: str, label: str) -> Sum:
    return Sum(f"surcharge_years.{what}", label, "元", column=what, when="period")


SURCHARGE_YEARS = Register(
    slug="surcharge-years",
    name="教育费附加年度情况",
    model=SurchargeYear,
    group="经费",
    about=TheDistrict(),
    period="year",
    aliases={"年份": "period"},
    checks=(  # more may be used than came in, from what was left over
        part_of("vocational", "collected", "用于职业教育的多于当年征收数", warning=True),
        part_of("local_vocational", "local_collected", "用于职业教育的多于当年征收数", warning=True),
    ),
    filled_by=("finance_bureau",),
    verified_by=("finance_bureau", "tax_bureau"),
    figures=(
        _surcharge("collected", "教育费附加征收"),
        _surcharge("vocational", "教育费附加用于职业教育"),
        Share(
            "surcharge_years.share",
            "教育费附加用于职业教育占比",
            top="surcharge_years.vocational",
            bottom="surcharge_years.collected",
        ),
        _surcharge("local_collected", "地方教育附加征收"),
        _surcharge("local_vocational", "地方教育附加用于职业教育"),
        Share(
            "surcharge_years.local_share",
            "地方教育附加用于职业教育占比",
            top="surcharge_years.local_vocational",
            bottom="surcharge_years.local_collected",
        ),
    ),
    source="国发〔2005〕35号；国发〔2014〕19号",
    task="13",
)
