"""企业 — firms as their licence names them, and what is known of them once a year (tasks 2, 3, 8)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q

from gaodi.registers.columns import code, firm, number, text, yes_no, yuan
from gaodi.registers.declaration import Problem, Register
from gaodi.registers.figures import Count, Only, Share, Sum
from gaodi.registers.findings import TwoUnits
from gaodi.registers.models.facts import Fact, keyed, listed
from gaodi.registers.naming import Firm
from gaodi.registers.rowchecks import part_of


class Enterprise(Fact):
    """企业: a registered firm, from its founding to its end."""

    industry_code = code(
        "行业代码", r"\d{4}", "4位数字（GB/T 4754-2017小类）", example="3489", aliases=("国民经济行业代码",)
    )
    region_code = code("注册地区划代码", r"\d{6}", "6位数字（GB/T 2260）", example="371002")
    address = text("注册地址", 160)
    legal_person = yes_no("独立法人")
    taxed_in_province = yes_no("在山东省内纳税")
    education_is_main = yes_no("主营业务为教育培训", note="原则上不纳入产教融合型企业（R3.1）")
    nationwide = yes_no("中央企业或全国性特大型企业", note="由国家层面申报（R3.1）")
    parent = firm("控股母公司统一社会信用代码", aliases=("母公司代码", "集团代码"))
    parent_share = number("母公司持股比例", places=2, most=100, unit="%")

    class Meta:
        verbose_name = "企业"
        constraints = keyed("enterprise")
        indexes = listed("enterprise")


def not_its_own_parent(row: Mapping[str, Any]) -> Iterator[Problem]:
    """A firm does not hold itself."""
    if row.get("parent") is not None and row.get("parent") == row.get("subject"):
        yield Problem("parent", "母公司就是本企业", "没有控股母公司的，请留空")


ENTERPRISES = Register(
    slug="enterprises",
    naming=True,
    name="企业",
    model=Enterprise,
    group="企业",
    about=Firm(),
    label="企业名称",
    dates=("成立日期", "注销日期"),
    columns_first=("industry_code", "region_code", "education_is_main", "parent"),
    aliases={"单位名称": "label", "公司名称": "label", "信用代码": "subject", "注册日期": "valid_from"},
    headline=(
        "enterprise_years.staff",
        "enterprise_years.training_spending",
        "enterprise_years.frontline_share",
        "intern_posts.offered",
        "intern_posts.filled",
        "intern_posts.filled_rate",
        "investments.paid",
        "investments.eligible",
        "investments.withdrawn",
    ),
    checks=(not_its_own_parent,),
    filled_by=("enterprise", "industry_it_bureau"),  # [D] the bureau for firms that have no account
    verified_by=("development_reform_bureau", "edu_sports_bureau"),
    figures=(Count("enterprises.all", "企业数", "家"),),
    findings=(TwoUnits("两个单位填报了同一家企业"),),
    public=True,
    source="发改社会〔2019〕590号；GB 32100-2015",
    task="3",
)


class EnterpriseYear(Fact):
    """企业年度情况: size, staff, intern posts offered and what the year says for or against a firm."""

    above_scale = yes_no("规模以上", aliases=("规上", "四上企业", "是否规上"), note="以统计部门当年名录为准")
    above_scale_source = text("规模以上依据", 80, example="区统计局2023年规上企业名录")
    staff_total = number(
        "职工总数", unit="人", note="统计报表年末从业人员", aliases=("从业人员", "年末从业人员")
    )
    with_dispatched = yes_no("职工总数含劳务派遣")
    staff_on_post = number("在岗职工", unit="人", aliases=("在岗职工数",))
    posts_offered = number(
        "提供实习岗位",
        unit="个",
        aliases=("实习岗位数",),
        note="与专业对口、有报酬、有师傅的岗位，招满与否都算",
    )
    posts_filled = number("已安排实习岗位", unit="个", aliases=("接收实习岗位数",))
    person_months = number("实习人月", places=1, unit="人月")
    wages = yuan("工资薪金总额", unit="万元")
    training_spending = yuan("职工教育经费支出", unit="万元", aliases=("职工教育经费",))
    frontline_spending = yuan("其中：用于一线职工", unit="万元", aliases=("一线职工教育经费",))
    runs_school = yes_no("举办或参与举办职业学校、高校或教育集团")
    x_pilot = yes_no("承担1+X证书试点")
    shared_ip = number("与学校共享的知识产权证书", unit="件")
    major_accident = yes_no("发生重大环保、安全或质量事故")
    breach = yes_no("有涉税等违法记录")
    punished = yes_no("列入联合惩戒名单")

    class Meta:
        verbose_name = "企业年度情况"
        constraints = keyed("enterprise_year")
        indexes = listed("enterprise_year")


def scale_by_the_list(row: Mapping[str, Any]) -> Iterator[Problem]:
    """Whether a firm is above scale, the list of the statistics bureau says, not the firm."""
    if row.get("above_scale") and not row.get("above_scale_source"):
        yield Problem("above_scale_source", "没有写规模以上的依据", "请写统计部门名录的名称和年度", True)


ABOVE_SCALE = Only(Q(above_scale=True), "不是规模以上企业", needs=("above_scale",))

ENTERPRISE_YEARS = Register(
    slug="enterprise-years",
    name="企业年度情况",
    model=EnterpriseYear,
    group="企业",
    about=Firm(),
    label="企业名称",
    label_required=False,
    period="year",
    columns_first=("above_scale", "staff_total", "staff_on_post", "posts_offered", "posts_filled"),
    aliases={"单位名称": "label", "公司名称": "label", "信用代码": "subject"},
    checks=(
        part_of("staff_on_post", "staff_total", "在岗职工多于职工总数"),
        part_of("frontline_spending", "training_spending", "用于一线职工的多于职工教育经费支出"),
        part_of("posts_filled", "posts_offered", "已安排的岗位多于提供的岗位", warning=True),
        scale_by_the_list,
    ),
    filled_by=("enterprise", "industry_it_bureau"),  # [D] the bureau for firms that have no account
    verified_by=("human_resources_bureau", "edu_sports_bureau"),
    figures=(
        Count(
            "enterprise_years.above_scale",
            "规模以上企业",
            "家",
            only=(ABOVE_SCALE,),
            when="period",
            expected="enterprises",
        ),
        Sum(
            "enterprise_years.staff",
            "规模以上企业职工总数",
            "人",
            column="staff_total",
            only=(ABOVE_SCALE,),
            when="period",
        ),
        Sum(
            "enterprise_years.posts_offered",
            "规模以上企业提供实习岗位",
            "个",
            column="posts_offered",
            only=(ABOVE_SCALE,),
            when="period",
        ),
        Sum(
            "enterprise_years.posts_filled",
            "规模以上企业已安排实习岗位",
            "个",
            column="posts_filled",
            only=(ABOVE_SCALE,),
            when="period",
        ),
        Share(
            "enterprise_years.filled_share",
            "实习岗位安排率",
            top="enterprise_years.posts_filled",
            bottom="enterprise_years.posts_offered",
        ),
        Sum(
            "enterprise_years.training_spending",
            "职工教育经费支出",
            "元",
            column="training_spending",
            when="period",
        ),
        Sum(
            "enterprise_years.frontline_spending",
            "用于一线职工的教育经费",
            "元",
            column="frontline_spending",
            when="period",
        ),
        Share(
            "enterprise_years.frontline_share",
            "一线职工教育经费占比",
            top="enterprise_years.frontline_spending",
            bottom="enterprise_years.training_spending",
        ),
    ),
    findings=(TwoUnits("两个单位填报了同一家企业的同一年度"),),
    source="任务清单第8项；职业教育法第五十条、第五十八条",
    task="8",
)
