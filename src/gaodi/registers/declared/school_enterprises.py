"""校办企业 — firms that a school set up for its students' internships, and what they earn by services (task 7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from gaodi.registers.columns import choice, day, number, text, yes_no, yuan
from gaodi.registers.columns import school as school_code
from gaodi.registers.declaration import Problem, Register
from gaodi.registers.figures import Count, Only, Sum
from gaodi.registers.findings import TwoUnits
from gaodi.registers.models.facts import Fact, keyed, listed
from gaodi.registers.naming import Firm
from gaodi.registers.rowchecks import part_of


class Ownership(models.TextChoices):
    """Who runs the school."""

    PUBLIC = "public", "公办"
    PRIVATE = "private", "民办"


class SchoolEnterprise(Fact):
    """校办企业: a firm of a school, and what decides whether its services were exempt."""

    school = school_code("举办学校标识码")
    ownership = choice("学校性质", Ownership)
    for_internship = yes_no("章程载明主要为在校学生提供实习场所")
    school_share = number("学校出资比例", places=2, most=100, unit="%")
    other_holders = text("其他出资人", 160, note="没有请填“无”")
    managed_by_school = yes_no("由学校经营管理", aliases=("负责人由学校任命",))
    income_to_school = yes_no("经营收入归学校所有")
    informed_on = day("税务机关告知政策日期")
    waived_on = day("放弃免税声明日期", note="没有放弃的留空")

    class Meta:
        verbose_name = "校办企业"
        constraints = keyed("school_enterprise")
        indexes = listed("school_enterprise")


def not_funded_by_the_school_alone(row: Mapping[str, Any]) -> Iterator[Problem]:
    """出资自办 is usually read as wholly funded (R7.1): less is entered, and the verifier told."""
    share = row.get("school_share")
    if share is not None and share < 100:
        yield Problem(
            "school_share", "不是学校全额出资", "可以填报，是否属于“出资自办”由税务部门认定", warning=True
        )


SCHOOL_ENTERPRISES = Register(
    slug="school-enterprises",
    naming=True,
    name="校办企业",
    model=SchoolEnterprise,
    group="校办企业",
    about=Firm(),
    label="企业名称",
    dates=("成立日期", "注销日期"),
    columns_first=("school", "ownership", "for_internship", "school_share", "informed_on"),
    aliases={"单位名称": "label", "信用代码": "subject", "举办学校": "school"},
    checks=(not_funded_by_the_school_alone,),
    filled_by=("school",),
    verified_by=("tax_bureau",),
    figures=(
        Count("school_enterprises.all", "校办企业", "家"),
        Count(
            "school_enterprises.informed",
            "已告知免税政策的校办企业",
            "家",
            only=(
                Only(lambda asked: Q(informed_on__lte=asked.day), "当日还没有告知", needs=("informed_on",)),
            ),
        ),
    ),
    findings=(TwoUnits("两所学校填报了同一家校办企业"),),
    source="财税〔2016〕36号附件3第一条第（三十）款",
    task="7",
)


class SchoolEnterpriseQuarter(Fact):
    """校办企业季度情况: intern posts of a school's firm in a quarter, and how it pays VAT."""

    intern_posts = number("学生实习岗位", unit="个")
    intern_days = number("学生实习人天", unit="人天", aliases=("实习人日",))
    small_scale = yes_no("小规模纳税人")

    class Meta:
        verbose_name = "校办企业季度情况"
        constraints = keyed("school_firm_qtr")
        indexes = listed("school_firm_qtr")


def somebody_was_there(row: Mapping[str, Any]) -> Iterator[Problem]:
    """A firm set up for internships that had none is looked at."""
    if row.get("intern_days") == 0:
        yield Problem("intern_days", "这一季度没有学生实习", "请核对；确实没有的，请附说明", warning=True)


SCHOOL_ENTERPRISE_QUARTERS = Register(
    slug="school-enterprise-quarters",
    name="校办企业季度情况",
    model=SchoolEnterpriseQuarter,
    group="校办企业",
    about=Firm(),
    period="quarter",
    aliases={"信用代码": "subject"},
    checks=(somebody_was_there,),
    filled_by=("school",),
    verified_by=("edu_sports_bureau", "tax_bureau"),
    figures=(
        Sum(
            "school_enterprise_quarters.intern_days",
            "校办企业学生实习人天",
            "人天",
            column="intern_days",
            when="period",
        ),
        Count(
            "school_enterprise_quarters.without_interns",
            "没有学生实习的校办企业",
            "家",
            only=(Only(Q(intern_days=0), "有学生实习", needs=("intern_days",)),),
            when="period",
        ),
    ),
    source="财税〔2016〕36号附件3第一条第（三十）款",
    task="7",
)


class Service(models.TextChoices):
    """Services as 财税〔2016〕36号 lists them; which of them are exempt is a rule, not a word here (R7.1)."""

    RESEARCH = "research", "研发和技术服务"
    INFORMATION = "information", "信息技术服务"
    CREATIVE = "creative", "文化创意服务（广告除外）"
    ADVERTISING = "advertising", "广告服务"
    LOGISTICS = "logistics", "物流辅助服务"
    LEASING = "leasing", "租赁服务（融资租赁除外）"
    FINANCE_LEASING = "finance_leasing", "融资租赁服务"
    CONSULTING = "consulting", "鉴证咨询服务"
    BROADCAST = "broadcast", "广播影视服务"
    BUSINESS = "business", "商务辅助服务"
    OTHER_MODERN = "other_modern", "其他现代服务"
    CULTURE_SPORT = "culture_sport", "文化体育服务"
    EDUCATION_HEALTH = "education_health", "教育医疗服务"
    TOURISM = "tourism", "旅游娱乐服务"
    HOSPITALITY = "hospitality", "餐饮住宿服务"
    RESIDENT = "resident", "居民日常服务（桑拿、氧吧除外）"
    SAUNA = "sauna", "桑拿、氧吧"
    OTHER_LIVING = "other_living", "其他生活服务"
    GOODS = "goods", "销售货物"
    REPAIR = "repair", "加工、修理修配"
    CONSTRUCTION = "construction", "建筑服务"
    TRANSPORT = "transport", "交通运输服务"
    FINANCE = "finance", "金融服务"


ENDED = date(2026, 1, 1)  # 公告2026年第10号: the exemption is not among those that stay (R7.3)


class ServiceIncome(Fact):
    """服务收入: what a school's firm earned by one kind of service in a month."""

    service = choice(
        "服务项目",
        Service,
        required=True,
        also={"餐饮": "hospitality", "住宿": "hospitality", "设计服务": "creative", "修理修配": "repair"},
    )
    income = yuan("不含税收入", required=True, aliases=("销售额", "收入"))
    separate_books = yes_no("免税项目单独核算", aliases=("单独核算",))
    exempt_sales = yuan("申报免税销售额")
    exempted_tax = yuan("免征增值税税额")

    class Meta:
        verbose_name = "服务收入"
        constraints = keyed("service_income", "service")
        indexes = listed("service_income")


def exempt_in_separate_books(row: Mapping[str, Any]) -> Iterator[Problem]:
    """Exempt sales are booked separately (R7.2)."""
    if row.get("exempt_sales") and row.get("separate_books") is False:
        yield Problem("exempt_sales", "没有单独核算，不得免税", "请填0，或改正“单独核算”")


def exemption_has_ended(row: Mapping[str, Any]) -> Iterator[Problem]:
    """From 2026 on nothing is exempt on this ground."""
    since = row.get("valid_from")
    if since and since >= ENDED and row.get("exempt_sales"):
        yield Problem(
            "exempt_sales", "2026年1月1日起这项免税已停止", "请核对免税依据，由税务部门确认", warning=True
        )


SERVICE_INCOMES = Register(
    slug="service-incomes",
    name="校办企业服务收入",
    model=ServiceIncome,
    group="校办企业",
    about=Firm(),
    period="month",
    columns_first=("service", "income", "separate_books", "exempt_sales"),
    aliases={"信用代码": "subject", "月": "period", "服务类别": "service"},
    checks=(
        part_of("exempt_sales", "income", "免税销售额多于收入"),
        exempt_in_separate_books,
        exemption_has_ended,
    ),
    filled_by=("school",),
    verified_by=("tax_bureau",),
    figures=(
        Sum("service_incomes.income", "校办企业服务收入", "元", column="income", when="period"),
        Sum(
            "service_incomes.exempt_sales",
            "校办企业免税销售额",
            "元",
            column="exempt_sales",
            when="period",
        ),
        Sum(
            "service_incomes.exempted_tax",
            "校办企业免征增值税",
            "元",
            column="exempted_tax",
            when="period",
        ),
    ),
    findings=(TwoUnits("两所学校填报了同一家企业的收入"),),
    source="财税〔2016〕36号附件3；公告2026年第10号",
    task="7",
)
