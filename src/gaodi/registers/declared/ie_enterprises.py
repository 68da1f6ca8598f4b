"""产教融合型企业 — which firms are listed, what they invested and which incentives they were given (task 3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from gaodi.ground.figures import Asked
from gaodi.registers.columns import choice, code, day, text, yuan
from gaodi.registers.declaration import Problem, Register
from gaodi.registers.figures import Count, Only, Sum
from gaodi.registers.findings import Same, TwoUnits
from gaodi.registers.models.facts import Fact, keyed, listed
from gaodi.registers.naming import Firm
from gaodi.registers.rowchecks import goes_with, not_before, part_of


class ListLevel(models.TextChoices):
    """Whose list a firm stands on."""

    NATION = "nation", "国家"
    PROVINCE = "province", "省"
    CITY = "city", "市"


class Stage(models.TextChoices):
    """How far a firm has come on the list."""

    LIBRARY = "library", "建设培育入库"
    CERTIFIED = "certified", "认证目录"


class RemovalReason(models.TextChoices):
    """Why a firm left the list; all but the last block a new application (R3.3)."""

    FALSE = "false", "弄虚作假"
    ACCIDENT = "accident", "发生重大事故"
    STUDENTS = "students", "侵犯学生权益"
    PUNISHED = "punished", "列入联合惩戒名单"
    OTHER = "other", "其他"


class IeEnterprise(Fact):
    """产教融合型企业: a firm on the list of one level, from the day of listing."""

    level = choice(
        "名录级别", ListLevel, required=True, also={"国家级": "nation", "省级": "province", "市级": "city"}
    )
    batch_name = text("批次", 40, example="第二批", aliases=("入库批次",))
    stage = choice("所处阶段", Stage, also={"入库": "library", "培育": "library", "认证": "certified"})
    plan_published_on = day("三年规划公布日期", aliases=("规划公布日期",))
    certified_on = day("认证日期", applies_when={"stage": ("certified",)}, aliases=("认定日期",))
    removed_on = day("退出日期", note="仍在名录的留空", aliases=("移出日期",))
    reason = choice("退出原因", RemovalReason)

    class Meta:
        verbose_name = "产教融合型企业"
        constraints = keyed("ie_enterprise", "level")
        indexes = listed("ie_enterprise")


def removed_for_a_reason(row: Mapping[str, Any]) -> Iterator[Problem]:
    """Day and reason of a removal go together."""
    if row.get("removed_on") and not row.get("reason"):
        yield Problem("reason", "填了退出日期，没有填退出原因", "请从下拉框里选一个")
    if row.get("reason") and not row.get("removed_on"):
        yield Problem("removed_on", "填了退出原因，没有填退出日期", "请填退出文件的日期")


def _still_listed(asked: Asked) -> Q:
    return Q(removed_on=None) | Q(removed_on__gt=asked.day)


def _certified_by_then(asked: Asked) -> Q:
    return Q(stage=Stage.CERTIFIED, certified_on__lte=asked.day)


LISTED = Only(_still_listed, "已退出名录")
CERTIFIED = Only(_certified_by_then, "当日还没有认证", needs=("stage", "certified_on"))

IE_ENTERPRISES = Register(
    slug="ie-enterprises",
    name="产教融合型企业",
    model=IeEnterprise,
    group="产教融合型企业",
    about=Firm(),
    label="企业名称",
    dates=("入库日期", ""),
    columns_first=("level", "batch_name", "stage", "certified_on", "removed_on"),
    aliases={"单位名称": "label", "公司名称": "label", "信用代码": "subject", "级别": "level"},
    checks=(
        not_before("plan_published_on", "valid_from", "早于入库日期"),
        not_before("certified_on", "valid_from", "早于入库日期"),
        not_before("removed_on", "valid_from", "早于入库日期"),
        goes_with("certified_on", "stage", (Stage.CERTIFIED,), "已在认证目录，没有填认证日期"),
        removed_for_a_reason,
    ),
    filled_by=("development_reform_bureau", "enterprise"),
    verified_by=("development_reform_bureau",),
    figures=(
        Count("ie_enterprises.listed", "产教融合型企业", "家", only=(LISTED,)),
        Count(
            "ie_enterprises.listed_by_province",
            "省级产教融合型企业",
            "家",
            only=(LISTED, Only(Q(level=ListLevel.PROVINCE), "不在省级名录")),
        ),
        Count("ie_enterprises.certified", "已认证的产教融合型企业", "家", only=(LISTED, CERTIFIED)),
    ),
    findings=(TwoUnits("两个单位填报了同一家企业"),),
    public=True,
    source="发改社会〔2019〕590号；鲁发改社会〔2019〕1016号",
    task="3",
)


# ------------------------------------------------------------------ investments


class InvestmentCategory(models.TextChoices):
    """What was paid for; the first four are named in 财税〔2019〕46号, the rest a person must judge (R3.5)."""

    SCHOOL = "school", "办学投资"
    SCHOOL_RUNNING = "school_running", "办学经费支出"
    BASE = "base", "实训基地等重大项目建设投资"
    BASE_RUNNING = "base_running", "实训基地等重大项目基本运行费用"
    GIFT = "gift", "捐赠"
    STAFF_TRAINING = "staff_training", "本企业职工培训"
    INTERN_PAY = "intern_pay", "实习报酬"
    IN_KIND = "in_kind", "土地等实物投入"
    OTHER = "other", "其他"


NAMED = ("school", "school_running", "base", "base_running")
CREDIT_BEGINS = date(2019, 1, 1)  # 财税〔2019〕46号: before it the rate is 0


class Investment(Fact):
    """产教融合投资: one payment of a firm for vocational education, with its voucher."""

    category = choice(
        "投资类别",
        InvestmentCategory,
        also={"实训基地": "base", "捐赠设备": "gift", "实习补贴": "intern_pay"},
    )
    partner = text("合作学校", 80)
    contract_no = text("合同编号", 60, aliases=("合同号",))
    voucher_no = text(
        "付款凭证号",
        60,
        required=True,
        example="银付2023-0412",
        aliases=("凭证号", "支付凭证", "记账凭证号"),
        note="一张凭证付几笔的，后面加-1、-2",
    )
    amount = yuan(
        "付款金额",
        required=True,
        aliases=("投资金额", "实际支付金额", "金额"),
        note="填实际付出的，不填合同额",
    )
    contract_amount = yuan("合同金额")
    invoice_no = text("发票号码", 60, aliases=("发票号",))
    subsidy_received = yuan("其中：财政补贴返还", aliases=("已获财政补贴",), note="没有请填0")
    equity_holder = text("资产或股权归属", 80)
    withdrawn_on = day("撤回或转让日期", note="没有撤回、转让的留空", aliases=("撤资日期",))
    withdrawn_amount = yuan("撤回金额")

    class Meta:
        verbose_name = "产教融合投资"
        constraints = keyed("investment", "voucher_no")
        indexes = listed("investment")


def withdrawn_on_a_day(row: Mapping[str, Any]) -> Iterator[Problem]:
    """What is withdrawn, is withdrawn on a day."""
    if row.get("withdrawn_amount") and row.get("withdrawn_on") is None:
        yield Problem("withdrawn_on", "填了撤回金额，没有填日期", "请填撤回或转让的日期")


def needs_a_person(row: Mapping[str, Any]) -> Iterator[Problem]:
    """What the text does not name is not refused: a person judges it (R3.5)."""
    category, paid_on = row.get("category"), row.get("valid_from")
    if category is not None and category not in NAMED:
        yield Problem("category", "文件没有列明这一类投资", "可以填报，抵免时须人工认定", warning=True)
    if row.get("subsidy_received"):
        yield Problem("subsidy_received", "有财政补贴返还", "可以填报，抵免时须人工认定", warning=True)
    if paid_on and paid_on < CREDIT_BEGINS:
        yield Problem("valid_from", "付款在2019年1月1日以前，不能抵免", "请核对付款日期", warning=True)


ELIGIBLE = (
    Only(Q(category__in=NAMED), "文件没有列明的投资，须人工认定", needs=("category",)),
    Only(Q(subsidy_received=0), "有财政补贴返还，须人工认定", needs=("subsidy_received",)),
)

INVESTMENTS = Register(
    slug="investments",
    name="产教融合投资",
    model=Investment,
    group="产教融合型企业",
    about=Firm(),
    about_heading="付款企业统一社会信用代码",
    label="投资项目",
    dates=("付款日期", ""),
    columns_first=("category", "voucher_no", "amount", "subsidy_received", "withdrawn_on"),
    aliases={
        "统一社会信用代码": "subject",
        "信用代码": "subject",
        "项目名称": "label",
        "项目": "label",
        "支付日期": "valid_from",
        "凭证日期": "valid_from",
    },
    checks=(
        part_of("subsidy_received", "amount", "财政补贴多于付款金额"),
        part_of("withdrawn_amount", "amount", "撤回的多于付款金额"),
        part_of("amount", "contract_amount", "付款金额多于合同金额", warning=True),
        not_before("withdrawn_on", "valid_from", "撤回早于付款"),
        withdrawn_on_a_day,
        needs_a_person,
    ),
    filled_by=("enterprise",),
    verified_by=("edu_sports_bureau", "development_reform_bureau"),
    figures=(
        Sum("investments.paid", "产教融合投资付款", "元", column="amount", when="period"),
        Sum(
            "investments.eligible",
            "可抵免的产教融合投资",
            "元",
            column="amount",
            only=ELIGIBLE,
            when="period",
        ),
        Count("investments.payers", "有产教融合投资的企业", "家", when="period"),
        Sum(
            "investments.withdrawn",
            "撤回的产教融合投资",
            "元",
            column="withdrawn_amount",
            only=(Only(Q(withdrawn_on__isnull=False), "没有撤回"),),
            when="period",
        ),
    ),
    findings=(
        Same(("voucher_no", "amount"), "两家企业用同一张付款凭证填报投资"),
        Same(("invoice_no",), "同一张发票在两家企业填报"),
        TwoUnits("两个单位填报了同一家企业的投资"),
    ),
    source="财税〔2019〕46号第三条",
    task="3",
)


# ------------------------------------------------------------------ other incentives


class IncentiveKind(models.TextChoices):
    """Kinds of the combined incentives besides tax (鲁发改社会〔2019〕1016号, 发改社会〔2023〕699号)."""

    BANKING = "banking", "金融"
    FISCAL = "fiscal", "财政"
    LAND = "land", "土地"
    CREDIT = "credit", "信用"


WITH_AMOUNT = ("banking", "fiscal", "land")


class Incentive(Fact):
    """组合激励: an incentive of 金融, 财政, 土地 or 信用 that a firm was given."""

    kind = choice(
        "激励类别", IncentiveKind, required=True, also={"融资": "banking", "用地": "land", "奖补": "fiscal"}
    )
    document_no = code(
        "文号", r".{2,40}", "文号或合同编号，2至40个字", required=True, aliases=("文件号", "依据文号")
    )
    given_by = text("给予单位", 80, example="威海市商业银行环翠支行")
    amount = yuan("金额", unit="万元", applies_when={"kind": WITH_AMOUNT}, note="信用激励不填")

    class Meta:
        verbose_name = "组合激励"
        constraints = keyed("incentive", "kind", "document_no")
        indexes = listed("incentive")


def _of_kind(kind: IncentiveKind) -> Only:
    return Only(Q(kind=kind), f"不是{kind.label}激励")


def _of_each_kind() -> Iterator[Count | Sum]:
    for kind in IncentiveKind:
        only = (_of_kind(kind),)
        yield Count(f"incentives.{kind.value}", f"{kind.label}激励", "项", only=only, of="row", when="period")
        if kind.value in WITH_AMOUNT:
            name, label = f"incentives.{kind.value}_amount", f"{kind.label}激励金额"
            yield Sum(name, label, "元", column="amount", only=only, when="period")


INCENTIVES = Register(
    slug="incentives",
    name="组合激励",
    model=Incentive,
    group="产教融合型企业",
    about=Firm(),
    label="激励事项",
    dates=("给予日期", "到期日期"),
    columns_first=("kind", "document_no", "given_by", "amount"),
    aliases={"信用代码": "subject", "类别": "kind", "事项": "label", "享受日期": "valid_from"},
    filled_by=(
        "local_finance_bureau",
        "finance_bureau",
        "natural_resources_bureau",
        "development_reform_bureau",
    ),
    verified_by=("development_reform_bureau",),
    figures=(Count("incentives.firms", "享受组合激励的企业", "家", when="period"), *_of_each_kind()),
    source="发改社会〔2023〕699号",
    task="3",
)
