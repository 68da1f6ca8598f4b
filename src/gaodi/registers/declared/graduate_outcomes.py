"""毕业去向 — where the graduates of a year went, and whether they work in Weihai: 留威 (task 16)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from django.db.models import Q

from gaodi.registers.columns import choice, code, day, firm, text
from gaodi.registers.declaration import Problem, Register
from gaodi.registers.figures import Count, Only, Share
from gaodi.registers.findings import TwoUnits
from gaodi.registers.models.facts import Fact, keyed, listed
from gaodi.registers.naming import Person
from gaodi.registers.rowchecks import goes_with

WEIHAI = "3710"  # codes of the city and its districts begin with it (GB/T 2260)


class OutcomeKind(models.TextChoices):
    """Where a graduate went. Further study and the army are no employment."""

    EMPLOYED = "employed", "单位就业"
    SELF_EMPLOYED = "self_employed", "自主创业"
    FLEXIBLE = "flexible", "灵活就业"
    FURTHER_STUDY = "further_study", "升学"
    ARMY = "army", "参军"
    NONE = "none", "未落实"


class OutcomeProof(models.TextChoices):
    """What proves where a graduate works."""

    SOCIAL_INSURANCE = "social_insurance", "社会保险"
    CONTRACT = "contract", "劳动合同"
    LICENCE = "licence", "营业执照"  # [D] of who works for himself
    OTHER = "other", "其他"
    NONE = "none", "无"


WORKING = (OutcomeKind.EMPLOYED.value, OutcomeKind.SELF_EMPLOYED.value, OutcomeKind.FLEXIBLE.value)
PROVEN = (OutcomeProof.SOCIAL_INSURANCE.value, OutcomeProof.CONTRACT.value, OutcomeProof.LICENCE.value)


class GraduateOutcome(Fact):
    """毕业去向: where one graduate of a year was at the census date; known only by a hash."""

    kind = choice(
        "去向",
        OutcomeKind,
        also={
            "就业": "employed",
            "协议就业": "employed",
            "创业": "self_employed",
            "升入高校": "further_study",
            "应征入伍": "army",
            "入伍": "army",
            "待就业": "none",
            "未就业": "none",
        },
        aliases=("毕业去向", "去向类别"),
    )
    major_code = code("专业代码", r"\d{6}", "6位数字")
    employer = firm("用人单位信用代码", applies_when={"kind": (OutcomeKind.EMPLOYED.value,)})
    employer_name = text("用人单位名称", 80, applies_when={"kind": WORKING}, aliases=("就业单位", "单位名称"))
    workplace = code(
        "工作地区划代码",
        r"\d{6}",
        "6位数字的行政区划代码",
        applies_when={"kind": WORKING},
        aliases=("工作地", "就业地", "单位所在地"),
        note="实际工作的地方，不是用人单位注册的地方",
    )
    started_on = day("就业日期", applies_when={"kind": WORKING}, aliases=("入职日期",))
    proof = choice(
        "就业依据",
        OutcomeProof,
        also={"社保": "social_insurance", "合同": "contract"},
        applies_when={"kind": WORKING},
    )

    class Meta:
        verbose_name = "毕业去向"
        constraints = keyed("graduate_outcome")
        indexes = listed("graduate_outcome")


def counts_only_when_proven(row: Mapping[str, Any]) -> Iterator[Problem]:
    """Work in Weihai is proved by social insurance or a contract (R16.5)."""
    here = (row.get("workplace") or "").startswith(WEIHAI)
    if here and row.get("kind") in WORKING and row.get("proof") not in {None, *PROVEN}:
        yield Problem("proof", "没有社保或合同证明，不计入留威就业", "请补社会保险或劳动合同", warning=True)


IS_WORKING = Only(Q(kind__in=WORKING), "没有直接就业", needs=("kind",))
IS_IN_WEIHAI = Only(Q(workplace__startswith=WEIHAI), "工作地不在威海", needs=("workplace",))
IS_PROVEN = Only(Q(proof__in=PROVEN), "没有社保或合同证明", needs=("proof",))
NAME = "graduate_outcomes"


def _graduates(name: str, label: str, *only: Only) -> Count:
    return Count(f"{NAME}.{name}", label, "人", when="period", only=only)


def _went(name: str, label: str, *kinds: str) -> Count:
    return _graduates(name, label, Only(Q(kind__in=kinds), "去了别处", needs=("kind",)))


def _share(name: str, label: str, top: str, bottom: str) -> Share:
    return Share(f"{NAME}.{name}", label, f"{NAME}.{top}", f"{NAME}.{bottom}")


FIGURES = (
    _graduates("total", "已报去向的毕业生"),
    _graduates("working", "直接就业的毕业生", IS_WORKING),
    _graduates("in_weihai", "留威就业的毕业生", IS_WORKING, IS_IN_WEIHAI, IS_PROVEN),
    _went("further_study", "升学的毕业生", OutcomeKind.FURTHER_STUDY),
    _went("army", "参军的毕业生", OutcomeKind.ARMY),
    _went("working_or_study", "直接就业和升学的毕业生", *WORKING, OutcomeKind.FURTHER_STUDY),
    _went("placed", "去向已落实的毕业生", *WORKING, OutcomeKind.FURTHER_STUDY, OutcomeKind.ARMY),
    _share("stay_share", "留威就业率（占直接就业）", "in_weihai", "working"),
    _share("stay_share_of_all", "留威就业占全部毕业生", "in_weihai", "total"),
    _share("stay_share_with_study", "留威就业占就业和升学", "in_weihai", "working_or_study"),
    _share("further_study_share", "升学率", "further_study", "total"),
    _share("army_share", "参军率", "army", "total"),
    _share("placed_share", "毕业去向落实率", "placed", "total"),
)

GRADUATE_OUTCOMES = Register(
    slug="graduate-outcomes",
    name="毕业去向",
    model=GraduateOutcome,
    group="学校",
    about=Person(kept=False),
    about_heading="学生身份证号",
    period="year",
    columns_first=("kind", "workplace", "employer", "proof"),
    aliases={"身份证号": "subject", "学生编码": "subject", "毕业年份": "period", "毕业年度": "period"},
    checks=(
        goes_with("workplace", "kind", WORKING, "已就业，没有填工作地，算不出是否留威", warning=True),
        counts_only_when_proven,
    ),
    figures=FIGURES,
    findings=(TwoUnits("一名毕业生的去向由两所学校填报"),),
    filled_by=("school",),
    verified_by=("edu_sports_bureau", "human_resources_bureau"),
    source="任务16 留威就业率",
    task="16",
)
