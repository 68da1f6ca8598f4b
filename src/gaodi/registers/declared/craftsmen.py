"""工匠后备人才 — pupils chosen as future craftsmen: chosen, published, trained, assessed, recognised (task 5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Q

from gaodi.ground.figures import Asked
from gaodi.registers.columns import choice, code, day, firm, number, text, yes_no
from gaodi.registers.declaration import Problem, Register
from gaodi.registers.figures import Count, Only, Share
from gaodi.registers.findings import TwoUnits
from gaodi.registers.models.facts import Fact, keyed, listed
from gaodi.registers.naming import Person
from gaodi.registers.rowchecks import goes_with, not_before

NOTICE_DAYS = 5  # working days that a choice is published (公示), Monday to Friday


class ReserveState(models.TextChoices):
    """How far a pupil has come in the programme (R5.3)."""

    NOMINATED = "nominated", "推荐"
    PUBLISHED = "published", "公示"
    IN_TRAINING = "in_training", "培养中"
    ASSESSED = "assessed", "已考核"
    RECOGNISED = "recognised", "已认定"
    ELIMINATED = "eliminated", "淘汰"
    WITHDRAWN = "withdrawn", "退出"


class Assessment(models.TextChoices):
    """Result of the assessment at the end of the training."""

    PASSED = "passed", "合格"
    FAILED = "failed", "不合格"


# who got beyond the notice was chosen, whatever came after; who withdrew does not count [D]
SELECTED = (
    ReserveState.IN_TRAINING.value,
    ReserveState.ASSESSED.value,
    ReserveState.RECOGNISED.value,
    ReserveState.ELIMINATED.value,
)


class CraftsmanReserve(Fact):
    """工匠后备人才: a pupil chosen in a year, known only by a hash."""

    progress = choice("进展", ReserveState)
    major_code = code("专业代码", r"\d{6}", "6位数字")
    grade = number("推荐时年级", least=1, most=5)
    skill_evidence = text("技能等级或获奖依据", 80)
    is_disciplined = yes_no("处分期内")
    is_relative = yes_no("本校教职工子女")
    other_programme = text("同时入选的其他培养项目", 60)
    published_from = day("公示开始")
    published_to = day("公示结束")
    has_objection = yes_no("公示异议未了结")
    school_mentor = text("学校导师", 20, private=True)
    enterprise_mentor = text("企业导师", 20, private=True)
    enterprise = firm("导师所在企业信用代码")
    plan = text("培养计划", 120)
    records = number("季度培养记录", unit="次")
    training_from = day("培养开始")
    training_to = day("培养结束")
    is_direct = yes_no("直接申报认定")
    award = text("直接申报所凭奖项", 80, applies_when={"is_direct": (True,)})
    assessment = choice("考核结果", Assessment)
    score = number("考核成绩", unit="分", places=1, most=100)
    recognised_on = day("认定日期", applies_when={"progress": (ReserveState.RECOGNISED.value,)})
    stayed = yes_no("认定一年后留威", applies_when={"progress": (ReserveState.RECOGNISED.value,)})

    class Meta:
        verbose_name = "工匠后备人才"
        constraints = keyed("craftsman")
        indexes = listed("craftsman")


def recognised_after_training(row: Mapping[str, Any]) -> Iterator[Problem]:
    """R5.3: recognition needs the training to be over and passed, or a listed award, and no open objection."""
    if row.get("progress") != ReserveState.RECOGNISED:
        return
    on, ended = row.get("recognised_on"), row.get("training_to")
    if row.get("has_objection"):
        yield Problem("progress", "公示异议没有了结，还不能认定", "异议了结后再填已认定")
    if row.get("is_direct"):
        return
    if row.get("assessment") != Assessment.PASSED:
        yield Problem("assessment", "没有考核合格，不能认定", "请填考核结果，或改进展")
    if ended is None or (on is not None and ended > on):
        yield Problem("training_to", "培养期未满，不能认定", "请核对培养结束和认定日期")


def chosen_by_the_rules(row: Mapping[str, Any]) -> Iterator[Problem]:
    """R5.2: whom the programme is for [D]; the choice is the school's, so this only warns."""
    if row.get("is_disciplined"):
        yield Problem("is_disciplined", "处分期内的学生不宜入选", "请核对处分是否已解除", warning=True)
    if row.get("grade") == 1:
        yield Problem("grade", "一年级学生一般不入选", "请核对年级", warning=True)
    if row.get("skill_evidence") is None:
        yield Problem("skill_evidence", "没有填技能等级或获奖依据", "请补填依据", warning=True)
    if row.get("is_relative"):
        yield Problem("is_relative", "本校教职工子女", "请核对遴选过程", warning=True)
    if row.get("other_programme"):
        yield Problem("other_programme", "同时计入另一个培养项目", "请核对是否重复统计", warning=True)


def published_long_enough(row: Mapping[str, Any]) -> Iterator[Problem]:
    """A choice is published for at least five working days."""
    first, last = row.get("published_from"), row.get("published_to")
    if first is not None and last is not None and first <= last < first + timedelta(366):
        days = sum(day_.weekday() < 5 for day_ in _days(first, last))
        if days < NOTICE_DAYS:
            yield Problem(
                "published_to", f"公示只有{days}个工作日，不足{NOTICE_DAYS}个", "请核对公示日期", warning=True
            )


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(n) for n in range((last - first).days + 1))


IS_SELECTED = Only(Q(progress__in=SELECTED), "还没有入选，或已退出", needs=("progress",))
IS_RECOGNISED = Only(Q(progress=ReserveState.RECOGNISED), "没有认定", needs=("progress",))


def _is_due(asked: Asked) -> Q:
    return Q(training_to__lte=asked.day) | Q(progress=ReserveState.RECOGNISED)


IS_DUE = Only(_is_due, "培养期未满")

CRAFTSMAN_RESERVES = Register(
    slug="craftsman-reserves",
    name="工匠后备人才",
    model=CraftsmanReserve,
    group="人才",
    about=Person(kept=False),
    about_heading="学生身份证号",
    period="year",
    columns_first=("progress", "major_code", "training_to", "score", "recognised_on"),
    aliases={
        "身份证号": "subject",
        "学生编码": "subject",
        "入选年度": "period",
        "入选年份": "period",
        "状态": "progress",
    },
    checks=(
        goes_with("recognised_on", "progress", (ReserveState.RECOGNISED,), "填了已认定，没有填认定日期"),
        goes_with("award", "is_direct", (True,), "直接申报认定要有奖项依据"),
        not_before("published_to", "published_from", "公示结束早于公示开始"),
        not_before("training_to", "training_from", "培养结束早于培养开始"),
        recognised_after_training,
        chosen_by_the_rules,
        published_long_enough,
    ),
    figures=(
        Count("craftsman_reserves.nominated", "推荐的工匠后备人才", "人", when="period"),
        Count("craftsman_reserves.selected", "入选工匠后备人才", "人", when="period", only=(IS_SELECTED,)),
        Count(
            "craftsman_reserves.due", "应考核的工匠后备人才", "人", when="period", only=(IS_SELECTED, IS_DUE)
        ),
        Count(
            "craftsman_reserves.recognised", "认定的工匠后备人才", "人", when="period", only=(IS_RECOGNISED,)
        ),
        Share(
            "craftsman_reserves.recognised_share",
            "认定率",
            "craftsman_reserves.recognised",
            "craftsman_reserves.due",
        ),
        Count(
            "craftsman_reserves.stayed",
            "认定一年后留威的",
            "人",
            when="period",
            only=(IS_RECOGNISED, Only(Q(stayed=True), "一年后没有留威", needs=("stayed",))),
        ),
        Share(
            "craftsman_reserves.stayed_share",
            "认定一年后留威率",
            "craftsman_reserves.stayed",
            "craftsman_reserves.recognised",
        ),
    ),
    findings=(TwoUnits("一名学生由两所学校推荐为工匠后备人才"),),
    filled_by=("school",),
    verified_by=("human_resources_bureau", "edu_sports_bureau"),
    source="威海工匠后备人才培养，参照齐鲁工匠后备人才",
    task="5",
)
