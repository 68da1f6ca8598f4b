"""实习岗位 — posts for interns that firms offer in a year, by occupation (task 8)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q

from gaodi.registers.columns import code, number, text, yes_no, yuan
from gaodi.registers.declaration import Problem, Register
from gaodi.registers.declared.certificates import OCCUPATION
from gaodi.registers.figures import Count, Only, Share, Sum
from gaodi.registers.models.facts import Fact, keyed, listed
from gaodi.registers.naming import Firm
from gaodi.registers.rowchecks import part_of

MONTHS = 12
MAJOR_CODE = (r"\d{6}", "6位数字")
PART_OF_POST = 5  # R8.3: interns are at most one in so many of those on posts of the kind


class InternPost(Fact):
    """实习岗位: what a firm offers in a year in one occupation; a post is no intern."""

    occupation = text("岗位（工种）", 60, required=True, example="车工", aliases=("岗位名称", "工种", "岗位"))
    occupation_code = code("职业编码", *OCCUPATION, example="6-18-01-01", aliases=("职业代码",))
    major_code = code("对口专业代码", *MAJOR_CODE, example="660102", aliases=("专业代码", "对口专业"))
    offered = number("提供岗位", unit="个", aliases=("提供岗位数", "岗位数"))
    filled = number("已安排岗位", unit="个", aliases=("接收实习岗位数", "已安排"))
    person_months = number("实习人月", unit="人月", places=1)
    pay = yuan("实习报酬", unit="元", aliases=("月报酬", "月实习报酬"), note="每人每月")
    post_wage = yuan("相同岗位工资", unit="元", note="每人每月")
    has_master = yes_no("配有师傅", aliases=("有无师傅", "有无带教师傅"))
    workers = number("本岗位在岗职工", unit="人", note="用于看实习生是否超过本岗位的20%")

    class Meta:
        verbose_name = "实习岗位"
        constraints = keyed("intern_post", "occupation")
        indexes = listed("intern_post")


def filled_by_somebody(row: Mapping[str, Any]) -> Iterator[Problem]:
    """Posts that are filled have months of interns, and no more than the year has."""
    filled, months = row.get("filled"), row.get("person_months")
    if filled is None or months is None:
        return
    if filled and not months:
        yield Problem("person_months", "已安排岗位，实习人月却是0", "请核对两栏的数", warning=True)
    if months > filled * MONTHS:
        yield Problem("person_months", "实习人月比已安排岗位全年的还多", "请核对两栏的数")


def within_a_fifth(row: Mapping[str, Any]) -> Iterator[Problem]:
    """R8.3: interns are at most a fifth of those who work on posts of the kind."""
    filled, workers = row.get("filled"), row.get("workers")
    if filled is not None and workers is not None and filled > workers // PART_OF_POST:
        yield Problem("filled", "超过本岗位在岗职工的20%", "一般不应超过，请核对", warning=True)


AS_THE_TASK_COUNTS = (  # R8.2: matched to a major, with pay and a master; filled or not
    Only(Q(major_code__isnull=False), "没有对口专业", needs=("major_code",)),
    Only(Q(pay__gt=0), "没有报酬", needs=("pay",)),
    Only(Q(has_master=True), "没有师傅", needs=("has_master",)),
)
INTERN_POSTS = Register(
    slug="intern-posts",
    name="实习岗位",
    model=InternPost,
    group="校企合作",
    about=Firm(),
    period="year",
    columns_first=("occupation", "offered", "filled", "pay", "has_master"),
    aliases={"企业代码": "subject"},
    checks=(
        part_of("filled", "offered", "已安排岗位比提供岗位还多"),
        filled_by_somebody,
        within_a_fifth,
    ),
    figures=(
        Sum(
            "intern_posts.offered",
            "提供实习岗位",
            "个",
            column="offered",
            when="period",
            only=AS_THE_TASK_COUNTS,
        ),
        Sum(
            "intern_posts.filled",
            "已安排实习岗位",
            "个",
            column="filled",
            when="period",
            only=AS_THE_TASK_COUNTS,
        ),
        Sum("intern_posts.person_months", "实习人月", "人月", column="person_months", when="period"),
        Count(
            "intern_posts.firms",
            "提供实习岗位的企业",
            "家",
            when="period",
            only=(*AS_THE_TASK_COUNTS, Only(Q(offered__gt=0), "没有提供岗位", needs=("offered",))),
        ),
        Share("intern_posts.filled_rate", "实习岗位安排率", "intern_posts.filled", "intern_posts.offered"),
    ),
    filled_by=("enterprise",),
    verified_by=("human_resources_bureau", "edu_sports_bureau"),
    public=True,
    source="职业教育法第五十条",
    task="8",
)
