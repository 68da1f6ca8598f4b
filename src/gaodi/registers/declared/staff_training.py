"""职工培训基地 — bases that schools and firms build to train staff, and contests of skill (task 2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from django.db.models import Q

from gaodi.registers.columns import choice, code, day, firm, number, text, yes_no
from gaodi.registers.declaration import Problem, Register
from gaodi.registers.declared.certificates import OCCUPATION
from gaodi.registers.figures import Count, Only, Sum
from gaodi.registers.findings import Same
from gaodi.registers.models.facts import Fact, keyed, listed
from gaodi.registers.models.subjects import SubjectKind
from gaodi.registers.naming import Numbered
from gaodi.registers.rowchecks import not_before, part_of


class StaffTrainingBase(Fact):
    """职工培训基地: a base that the reporting school builds with a firm, as long as their agreement is in force."""

    partner = firm("共建企业统一社会信用代码", aliases=("企业代码", "统一社会信用代码"))
    agreement_no = text("协议编号", 60, example="协〔2022〕7号")
    signed_on = day("签订日期", aliases=("签约日期",))
    occupations = text("培训职业（工种）", 120, aliases=("培训工种",))
    area = number("场地面积", unit="㎡", places=2, aliases=("面积",))
    capacity = number("可同时培训", unit="人", aliases=("工位数", "培训规模"))
    trainers = number("培训师资", unit="人")

    class Meta:
        verbose_name = "职工培训基地"
        constraints = keyed("staff_base")
        indexes = listed("staff_base")


STAFF_TRAINING_BASES = Register(
    slug="staff-training-bases",
    name="职工培训基地",
    model=StaffTrainingBase,
    group="培训",
    about=Numbered(SubjectKind.BASE),
    about_heading="基地编号",
    label="基地名称",
    dates=("协议起始日期", "协议终止日期"),
    columns_first=("partner", "signed_on", "occupations", "capacity"),
    aliases={"起始日期": "valid_from", "到期日期": "valid_to", "名称": "label"},
    checks=(not_before("valid_to", "signed_on", "协议终止日期早于签订日期"),),
    figures=(
        Count(
            "staff_training_bases.valid",
            "协议有效的职工培训基地",
            "个",
            only=(
                Only(Q(partner__isnull=False), "没有共建企业", needs=("partner",)),
                Only(lambda asked: Q(signed_on__lte=asked.day), "当时还没有签订协议", needs=("signed_on",)),
            ),
        ),
    ),
    findings=(Same(("partner", "agreement_no"), "一份协议用于两个职工培训基地"),),
    filled_by=("school",),
    verified_by=("human_resources_bureau", "edu_sports_bureau"),
    public=True,
    source="职业教育法第二十四条",
    task="2",
)


class ContestLevel(models.TextChoices):
    """At which level a contest is held."""

    SCHOOL = "school", "校级"
    DISTRICT = "district", "区级"
    CITY = "city", "市级"
    PROVINCE = "province", "省级"
    NATION = "nation", "国家级"


class SkillContest(Fact):
    """技能竞赛: one contest of skill, from its opening to its end."""

    level = choice("竞赛级别", ContestLevel, also={"市": "city", "区": "district", "省": "province"})
    organiser = text("主办单位", 80)
    notice_no = text("竞赛通知文号", 60, aliases=("文号",))
    occupation_code = code("职业编码", *OCCUPATION, example="6-18-01-01")
    occupation = text("竞赛工种", 60, aliases=("工种", "赛项"))
    is_for_staff = yes_no("职工竞赛", note="学生竞赛填否")
    firms = number("参赛企业", unit="家")
    contestants = number("参赛人数", unit="人", aliases=("参赛选手",))
    awarded = number("获奖人数", unit="人")
    published_on = day("结果公示日期")
    commended_on = day("表彰日期")

    class Meta:
        verbose_name = "技能竞赛"
        constraints = keyed("skill_contest")
        indexes = listed("skill_contest")


def published_before_commended(row: Mapping[str, Any]) -> Iterator[Problem]:
    """Results are published before anybody is commended."""
    if row.get("commended_on") is not None and row.get("published_on") is None:
        yield Problem("published_on", "填了表彰日期，没有填公示日期", "表彰前应公示，请补填", warning=True)


SKILL_CONTESTS = Register(
    slug="skill-contests",
    name="技能竞赛",
    model=SkillContest,
    group="培训",
    about=Numbered(SubjectKind.CONTEST),
    about_heading="竞赛编号",
    label="竞赛名称",
    dates=("开赛日期", "结束日期"),
    columns_first=("level", "organiser", "occupation", "contestants"),
    aliases={"竞赛时间": "valid_from", "名称": "label", "竞赛项目": "label"},
    checks=(
        part_of("awarded", "contestants", "获奖人数比参赛人数还多"),
        not_before("published_on", "valid_from", "公示日期早于开赛日期"),
        not_before("commended_on", "published_on", "表彰日期早于公示日期"),
        published_before_commended,
    ),
    figures=(
        Count(
            "skill_contests.held",
            "当期举办的技能竞赛",
            "场",
            when="period",
            only=(Only(lambda asked: Q(valid_from__lte=asked.day), "还没有开赛"),),
        ),
        Sum("skill_contests.contestants", "当期参赛", "人次", column="contestants", when="period"),
    ),
    findings=(Same(("notice_no",), "一份竞赛通知由两个单位填报或用于两场竞赛"),),
    filled_by=("school", "human_resources_bureau", "edu_sports_bureau", "trade_union_federation"),
    verified_by=("human_resources_bureau", "edu_sports_bureau"),
    public=True,
    source="职业教育法第五十八条",
    task="2",
)
