"""基地 — training bases, what they do in a year, and the lists on which they were recognised (tasks 4 and 9)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from django.db.models import Q

from gaodi.registers.columns import choice, firm, number, text, yes_no, yuan
from gaodi.registers.declaration import Problem, Register
from gaodi.registers.figures import Count, Only, Share, Sum
from gaodi.registers.findings import Same, TwoUnits
from gaodi.registers.models.facts import Fact, keyed, listed
from gaodi.registers.models.subjects import SubjectKind
from gaodi.registers.naming import Numbered
from gaodi.registers.rowchecks import has_ended, part_of

FILLERS = ("school", "enterprise")
VERIFIERS = ("industry_it_bureau", "development_reform_bureau")


class Base(Fact):
    """基地: a place of training that a school or a firm owns, from its opening to its end."""

    owner = firm("产权单位统一社会信用代码", aliases=("产权单位代码", "统一社会信用代码"))
    is_training = yes_no("实训基地")
    is_public = yes_no("公共实训基地", note="向校外、企业外开放的填是")
    is_integration = yes_no("产教融合实训基地")
    address = text("地址", 160)
    area = number("建筑面积", unit="㎡", places=2, aliases=("面积", "场地面积"))
    workstations = number("工位", unit="个", aliases=("工位数", "实训工位"))
    equipment_value = yuan(
        "设备值", unit="万元", aliases=("设备总值", "仪器设备值"), note="只列本基地自有设备"
    )
    courses = number("实训项目", unit="个", aliases=("课程数", "实训课程"))
    course_names = text("主要实训项目", 200)

    class Meta:
        verbose_name = "基地"
        constraints = keyed("base")
        indexes = listed("base")


def _is(name: str, why: str) -> Only:
    return Only(Q(**{name: True}), why, needs=(name,))


BASES = Register(
    slug="bases",
    name="基地",
    model=Base,
    group="基地",
    about=Numbered(SubjectKind.BASE),
    about_heading="基地编号",
    label="基地名称",
    dates=("启用日期", "停用日期"),
    columns_first=("is_public", "is_integration", "area", "workstations", "equipment_value"),
    aliases={"名称": "label", "建成日期": "valid_from", "建成时间": "valid_from"},
    figures=(
        Count("bases.total", "基地", "个"),
        Count("bases.public", "公共实训基地", "个", only=(_is("is_public", "不是公共实训基地"),)),
        Count(
            "bases.integration", "产教融合实训基地", "个", only=(_is("is_integration", "不是产教融合基地"),)
        ),
        Sum("bases.workstations", "工位", "个", column="workstations"),
        Sum("bases.equipment", "基地设备值", "元", column="equipment_value"),
    ),
    findings=(
        TwoUnits("一个基地由两个单位填报"),
        Same(("owner", "equipment_value"), "一个产权单位的两个基地设备值相同，可能是同一批设备"),
    ),
    filled_by=FILLERS,
    verified_by=VERIFIERS,
    public=True,
    source="鲁工信人才〔2023〕101号",
    task="9",
)


class Assessment(models.TextChoices):
    """How the yearly appraisal of a base came out."""

    EXCELLENT = "excellent", "优秀"
    GOOD = "good", "良好"
    PASSED = "passed", "合格"
    FAILED = "failed", "不合格"


class BaseYear(Fact):
    """基地年度情况: who trained at a base in a year, and what became of its grants."""

    inside_days = number("校内（本单位）实训", unit="人日", aliases=("校内人日", "本单位人日"))
    outside_days = number("校外（外单位）实训", unit="人日", aliases=("校外人日", "社会培训人日"))
    open_days = number("开放天数", unit="天", most=366)
    need = yuan("项目资金需求", unit="万元")
    received = yuan("收到奖补资金", unit="万元", aliases=("奖补资金", "到账奖补资金"))
    spent = yuan("支出奖补资金", unit="万元", aliases=("已用奖补资金",))
    spent_elsewhere = yuan("其中：用于规定用途以外", unit="万元")
    has_own_account = yes_no("奖补资金单独核算")
    assessment = choice("年度绩效评价", Assessment, also={"优": "excellent", "良": "good"})

    class Meta:
        verbose_name = "基地年度情况"
        constraints = keyed("base_year")
        indexes = listed("base_year")


def grants_kept_apart(row: Mapping[str, Any]) -> Iterator[Problem]:
    """Grants are spent on what they are for, and not mixed with a school's other money."""
    spent, received = row.get("spent"), row.get("received")
    if spent is not None and received is not None and spent > received:
        yield Problem("spent", "支出比当年收到的还多", "用上年结余的请附说明", warning=True)
    if received and row.get("has_own_account") is False:
        yield Problem("has_own_account", "奖补资金没有单独核算", "应与学校其他账目分开", warning=True)
    if row.get("spent_elsewhere"):
        yield Problem("spent_elsewhere", "有规定用途以外的支出", "请附支出明细", warning=True)


def trained_while_open(row: Mapping[str, Any]) -> Iterator[Problem]:
    """Nobody trains at a base that was never open."""
    trained = (row.get("inside_days") or 0) + (row.get("outside_days") or 0)
    if row.get("open_days") == 0 and trained:
        yield Problem("open_days", "开放天数为0，却有实训人日", "请核对两栏的数")


BASE_YEARS = Register(
    slug="base-years",
    name="基地年度情况",
    model=BaseYear,
    group="基地",
    about=Numbered(SubjectKind.BASE),
    about_heading="基地编号",
    period="year",
    columns_first=("inside_days", "outside_days", "received", "spent"),
    checks=(
        part_of("spent_elsewhere", "spent", "规定用途以外的支出比全部支出还多"),
        trained_while_open,
        grants_kept_apart,
    ),
    figures=(
        Sum(
            "base_years.inside_days",
            "校内（本单位）实训",
            "人日",
            column="inside_days",
            when="period",
            expected="bases",
        ),
        Sum(
            "base_years.outside_days",
            "校外（外单位）实训",
            "人日",
            column="outside_days",
            when="period",
            expected="bases",
        ),
        Sum("base_years.received", "收到奖补资金", "元", column="received", when="period", expected="bases"),
        Sum("base_years.spent", "支出奖补资金", "元", column="spent", when="period", expected="bases"),
        Share("base_years.spent_rate", "奖补资金支出率", "base_years.spent", "base_years.received"),
    ),
    findings=(TwoUnits("一个基地的年度情况由两个单位填报"),),
    filled_by=FILLERS,
    verified_by=VERIFIERS,
    source="鲁工信人才〔2023〕101号",
    task="9",
)


class RecognitionKind(models.TextChoices):
    """Lists of bases that are kept apart; one base on two lists counts once in each."""

    KINETIC = "kinetic", "新旧动能转换公共实训基地"
    INTEGRATION = "integration", "产教融合实训基地"
    OTHER = "other", "其他实训基地"


class RecognitionLevel(models.TextChoices):
    """Who recognised a base."""

    DISTRICT = "district", "区级"
    CITY = "city", "市级"
    PROVINCE = "province", "省级"
    NATION = "nation", "国家级"


class RecognitionStage(models.TextChoices):
    """How far an application came; applied is not recognised."""

    APPLIED = "applied", "已申报"
    RECOGNISED = "recognised", "已认定"
    REFUSED = "refused", "未通过"
    REVOKED = "revoked", "已撤销"


class BaseRecognition(Fact):
    """基地认定: that a base applied for a list or stands on it, by a document and for a term."""

    kind = choice(
        "认定名录",
        RecognitionKind,
        required=True,
        also={"新旧动能转换": "kinetic", "产教融合": "integration"},
    )
    level = choice(
        "认定级别", RecognitionLevel, required=True, also={"省": "province", "市": "city", "区": "district"}
    )
    stage = choice("进展", RecognitionStage, required=True, also={"申报": "applied", "认定": "recognised"})
    document = text("文件名称", 120)
    document_no = text("文号", 60, example="鲁教职字〔2023〕9号", aliases=("认定文号", "认定文件"))
    names_base = yes_no("文件点名本基地", note="只有点名的省级文件才计入")

    class Meta:
        verbose_name = "基地认定"
        constraints = keyed("base_recognition", "kind", "level")
        indexes = listed("base_recognition")


def recognised_by_a_document(row: Mapping[str, Any]) -> Iterator[Problem]:
    """A base is recognised by a document, for a term."""
    if row.get("stage") != RecognitionStage.RECOGNISED:
        return
    if row.get("document_no") is None:
        yield Problem("document_no", "已认定，没有填文号", "没有文件的只能填“已申报”")
    if not has_ended(row):
        yield Problem("valid_to", "没有填有效期止", "文件没有写期限的可以留空", warning=True)


def _recognised(kind: RecognitionKind, level: RecognitionLevel, stage: RecognitionStage) -> tuple[Only, ...]:
    return (
        Only(Q(kind=kind), f"不在{kind.label}名录"),
        Only(Q(level=level), f"不是{level.label}"),
        Only(Q(stage=stage), f"不是{stage.label}"),
    )


NAMED = Only(Q(names_base=True), "文件没有点名本基地", needs=("names_base",))
BASE_RECOGNITIONS = Register(
    slug="base-recognitions",
    name="基地认定",
    model=BaseRecognition,
    group="基地",
    about=Numbered(SubjectKind.BASE),
    about_heading="基地编号",
    dates=("文件日期", "有效期止"),
    columns_first=("kind", "level", "stage", "document_no"),
    aliases={
        "认定日期": "valid_from",
        "认定时间": "valid_from",
        "申报日期": "valid_from",
        "有效期至": "valid_to",
    },
    checks=(recognised_by_a_document,),
    figures=tuple(
        Count(
            f"base_recognitions.{kind.value}_{level.value}_{stage.value}",
            f"{stage.label}的{level.label}{kind.label}",
            "个",
            only=(*_recognised(kind, level, stage), *named),
        )
        for kind in (RecognitionKind.KINETIC, RecognitionKind.INTEGRATION)
        for level in (RecognitionLevel.CITY, RecognitionLevel.PROVINCE)
        for stage, named in ((RecognitionStage.APPLIED, ()), (RecognitionStage.RECOGNISED, (NAMED,)))
    ),
    findings=(TwoUnits("一个基地的认定由两个单位填报"),),
    filled_by=FILLERS,
    verified_by=(*VERIFIERS, "edu_sports_bureau"),
    public=True,
    source="鲁工信人才〔2023〕101号",
    task="9",
)
