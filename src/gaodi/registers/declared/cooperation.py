"""合作办学项目 — what schools run together with firms, and who holds which share of it (task 4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q

from gaodi.registers.columns import choice, code, day, firm, number, text, yes_no, yuan
from gaodi.registers.declaration import Problem, Register
from gaodi.registers.figures import Count, Only, Share, Sum
from gaodi.registers.findings import Same, TwoUnits
from gaodi.registers.models.facts import Fact, keyed, listed
from gaodi.registers.models.subjects import SubjectKind
from gaodi.registers.naming import Numbered

ACTIVE_WITHIN = timedelta(days=365)  # [D] a project without activity for longer is counted apart
CONCESSION_YEARS = 40  # R4.4, in principle (国办函〔2023〕115号)


class ProjectKind(models.TextChoices):
    """Kinds of cooperation."""

    JOINT_MAJOR = "joint_major", "共建专业"
    COLLEGE = "college", "产业学院（二级学院）"
    MIXED = "mixed", "混合所有制办学"
    TRAINING_BASE = "training_base", "共建实训基地"
    ORDER_CLASS = "order_class", "订单班"
    CONCESSION = "concession", "PPP（特许经营）"
    LOAN = "loan", "贷款"
    LAND = "land", "土地置换"


KIND_WORDS = {
    "校企共建专业": "joint_major",
    "产业学院": "college",
    "二级学院": "college",
    "混合所有制": "mixed",
    "实训基地": "training_base",
    "ppp": "concession",
    "PPP": "concession",
    "特许经营": "concession",
    "融资": "loan",
}
TEACHING = ("joint_major", "college", "mixed", "order_class")
OF_MIXED = {"kind": ("mixed",)}
OF_CONCESSIONS = {"kind": ("concession",)}


class Payer(models.TextChoices):
    """Who pays for a concession."""

    USERS = "users", "使用者付费"
    GOVERNMENT = "government", "政府付费"
    BOTH = "both", "使用者付费加政府补助"


class EndReason(models.TextChoices):
    """Why a project has ended."""

    EXPIRED = "expired", "到期"
    LEFT = "left", "一方退出"
    DISSOLVED = "dissolved", "协商解除"


class CooperationProject(Fact):
    """合作办学项目: what the reporting school and its partners agreed on, as long as the agreement is in force."""

    kind = choice("合作类型", ProjectKind, also=KIND_WORDS, aliases=("项目类型", "合作形式"))
    partner = firm("合作企业统一社会信用代码", aliases=("统一社会信用代码", "合作方代码"))
    other_parties = text("其他合作方", 160)
    agreement_no = text("协议编号", 60, example="协〔2022〕7号")
    signed_on = day("签订日期", aliases=("签约日期", "签订时间"))
    filed_on = day("备案日期")
    committed = yuan("约定投入社会资本", unit="万元", aliases=("协议投资额", "计划投资"))
    paid = yuan("实际到位社会资本", unit="万元", aliases=("到位资金", "实际投资"), note="只填凭证上已到账的")
    paid_until = day("到位资金统计截止日")
    approval_no = text("主管部门批准文号", 60, aliases=("批准文号",))
    approved_on = day("批准日期")
    legality_reviewed = yes_no("已作合法性审查")
    appraisal_no = text("资产评估报告编号", 60, aliases=("评估报告编号",))
    appraised_on = day("资产评估日期")
    appraisal_filed_on = day("评估备案日期")
    major_code = code(
        "专业代码",
        r"\d{6}",
        "6位数字",
        example="660102",
        applies_when={"kind": ("joint_major", "order_class")},
    )
    enrolled = number(
        "在读学生", unit="人", aliases=("在籍学生", "招生人数"), applies_when={"kind": TEACHING}
    )
    last_active_on = day("最近一次活动日期", note="开课、教研、捐赠、派师傅等有记录的活动")
    for_profit = yes_no("营利性", applies_when=OF_MIXED)
    uses_fiscal_money = yes_no("使用财政性经费", applies_when=OF_MIXED)
    harms_teaching = yes_no("影响本校教学", applies_when=OF_MIXED)
    brand_only = yes_no("只输出品牌", applies_when=OF_MIXED)
    own_legal_person = yes_no("独立法人", applies_when=OF_MIXED)
    own_campus = yes_no("独立校园和基本设施", applies_when=OF_MIXED)
    own_teachers = yes_no("独立专任教师队伍", applies_when=OF_MIXED)
    own_accounts = yes_no("独立财务核算", applies_when=OF_MIXED)
    own_enrolment = yes_no("独立招生和发证", applies_when=OF_MIXED)
    takes_fee = yes_no("收取管理费", applies_when=OF_MIXED)
    awarded_on = day("采购完成日期", applies_when=OF_CONCESSIONS)
    payer = choice("付费方式", Payer, applies_when=OF_CONCESSIONS)
    concession_years = number("特许经营年限", unit="年", applies_when=OF_CONCESSIONS)
    fixed_return = yes_no("承诺固定回报或回购", note="有的可能是变相举债")
    land_rezoned = yes_no("改变土地用途", applies_when={"kind": ("land",)})
    exit_clause = text("退出条款", 160)
    ended_because = choice("终止原因", EndReason)

    class Meta:
        verbose_name = "合作办学项目"
        constraints = keyed("coop_project")
        indexes = listed("coop_project")


def paid_as_promised(row: Mapping[str, Any]) -> Iterator[Problem]:
    """What was promised is not what was paid."""
    committed, paid = row.get("committed"), row.get("paid")
    if paid and row.get("paid_until") is None:
        yield Problem("paid_until", "填了到位资金，没有填统计截止日", "请填凭证统计到哪一天")
    if committed is not None and paid is not None and paid > committed:
        yield Problem("paid", "实际到位比约定投入还多", "请核对两栏的数和单位（万元）", warning=True)


def approved_and_appraised_first(row: Mapping[str, Any]) -> Iterator[Problem]:
    """Assets are appraised and the project is approved before it is signed (R4.2, [D] before signing)."""
    signed = row.get("signed_on")
    for name, word in (("approved_on", "批准"), ("appraised_on", "资产评估")):
        if signed is not None and row.get(name) is not None and row[name] > signed:
            yield Problem(name, f"{word}日期晚于签订日期", f"应先{word}后签订，请核对", warning=True)


def warned_of(row: Mapping[str, Any]) -> Iterator[Problem]:
    """R4.1 and R4.4 judge elsewhere; whoever fills in is told what they will look at."""
    for name, sentence in (
        ("uses_fiscal_money", "使用财政性经费的不能参与营利性办学"),
        ("brand_only", "只输出品牌的不算合作办学"),
        ("harms_teaching", "影响本校教学的不能参与举办"),
        ("fixed_return", "承诺固定回报或回购，可能是变相举债"),
        ("land_rezoned", "改变了土地用途"),
    ):
        if row.get(name):
            yield Problem(name, sentence, "请核对协议，并附批准文件", warning=True)
    if (row.get("concession_years") or 0) > CONCESSION_YEARS:
        yield Problem(
            "concession_years", f"特许经营原则上不超过{CONCESSION_YEARS}年", "请核对协议", warning=True
        )


SIGNED = Only(lambda asked: Q(signed_on__lte=asked.day), "当时还没有签订", needs=("signed_on",))


def _of_kind(kind: ProjectKind) -> Only:
    return Only(Q(kind=kind), f"不是{kind.label}", needs=("kind",))


COOPERATION_PROJECTS = Register(
    slug="cooperation-projects",
    name="合作办学项目",
    model=CooperationProject,
    group="校企合作",
    about=Numbered(SubjectKind.PROJECT),
    about_heading="项目编号",
    label="项目名称",
    dates=("协议生效日期", "协议终止日期"),
    columns_first=("kind", "partner", "signed_on", "committed", "paid"),
    aliases={"合作项目": "label", "起始日期": "valid_from", "到期日期": "valid_to", "协议期止": "valid_to"},
    checks=(paid_as_promised, approved_and_appraised_first, warned_of),
    figures=(
        Count("cooperation_projects.valid", "有效的合作办学项目", "个", only=(SIGNED,)),
        *(
            Count(
                f"cooperation_projects.{kind.value}",
                f"有效的{kind.label}",
                "个",
                only=(_of_kind(kind), SIGNED),
            )
            for kind in ProjectKind
        ),
        Count(
            "cooperation_projects.active",
            "一年内有活动的合作办学项目",
            "个",
            only=(
                SIGNED,
                Only(
                    lambda asked: Q(last_active_on__gt=asked.day - ACTIVE_WITHIN),
                    "一年内没有活动",
                    needs=("last_active_on",),
                ),
            ),
        ),
        Sum("cooperation_projects.committed", "约定投入社会资本", "元", column="committed", only=(SIGNED,)),
        Sum("cooperation_projects.paid", "实际到位社会资本", "元", column="paid", only=(SIGNED,)),
        Share(
            "cooperation_projects.paid_rate",
            "社会资本到位率",
            "cooperation_projects.paid",
            "cooperation_projects.committed",
        ),
        Count(
            "cooperation_projects.majors_with_students",
            "有在读学生的共建专业",
            "个",
            only=(
                _of_kind(ProjectKind.JOINT_MAJOR),
                SIGNED,
                Only(Q(enrolled__gt=0), "没有在读学生", needs=("enrolled",)),
            ),
        ),
    ),
    findings=(
        Same(("agreement_no",), "一份协议用于两个项目或由两个单位填报"),
        Same(("appraisal_no",), "一份评估报告用于两个项目"),
    ),
    filled_by=("school",),
    verified_by=("edu_sports_bureau", "state_assets_centre", "finance_bureau"),
    source="民办教育促进法实施条例第七条至第九条；国办函〔2023〕115号",
    task="4",
)


class HolderKind(models.TextChoices):
    """Whose the capital of a holder is."""

    STATE = "state", "国有"
    COLLECTIVE = "collective", "集体"
    NON_PUBLIC = "non_public", "非公有"


class ContributionForm(models.TextChoices):
    """In what a share was paid."""

    MONEY = "money", "货币"
    GOODS = "goods", "实物"
    LAND = "land", "土地使用权"
    KNOWLEDGE = "knowledge", "知识产权"
    TECHNOLOGY = "technology", "技术"
    MANAGEMENT = "management", "管理"


NOT_MONEY = tuple(form.value for form in ContributionForm if form != ContributionForm.MONEY)


class CooperationShare(Fact):
    """办学出资: the share of one holder in one project, in one form, from a day to a day."""

    holder = text("出资方", 80, required=True, example="海邦精工有限公司", aliases=("股东", "举办者"))
    holder_uscc = firm("出资方统一社会信用代码")
    holder_kind = choice("出资方性质", HolderKind, also={"民营": "non_public", "公有": "state"})
    share = number("出资比例", unit="%", places=4, most=100, aliases=("股权比例", "持股比例"))
    form = choice(
        "出资方式", ContributionForm, also={"现金": "money", "设备": "goods", "土地": "land"}, required=True
    )
    amount = yuan("出资额", unit="万元")
    appraised_by = text("评估机构", 80, applies_when={"form": NOT_MONEY})
    appraisal_no = text("资产评估报告编号", 60, applies_when={"form": NOT_MONEY})
    appraised_on = day("资产评估日期", applies_when={"form": NOT_MONEY})
    appraisal_filed_on = day("评估备案日期", applies_when={"form": NOT_MONEY})

    class Meta:
        verbose_name = "办学出资"
        constraints = keyed("coop_share", "holder", "form")
        indexes = listed("coop_share")


def state_assets_are_appraised(row: Mapping[str, Any]) -> Iterator[Problem]:
    """State assets are appraised and the appraisal is filed (民办教育促进法实施条例 art. 8)."""
    if row.get("holder_kind") != HolderKind.STATE or row.get("form") not in NOT_MONEY:
        return
    for name, word in (("appraisal_no", "评估报告编号"), ("appraisal_filed_on", "评估备案日期")):
        if row.get(name) is None:
            yield Problem(name, f"国有资产出资，没有填{word}", "应经评估并备案，请补填", warning=True)


def holds_something(row: Mapping[str, Any]) -> Iterator[Problem]:
    """A share of nothing is none."""
    if row.get("share") == Decimal(0):
        yield Problem("share", "出资比例为0", "没有出资的不要列入；不知道就留空")


COOPERATION_SHARES = Register(
    slug="cooperation-shares",
    name="办学出资",
    model=CooperationShare,
    group="校企合作",
    about=Numbered(SubjectKind.PROJECT),
    about_heading="项目编号",
    dates=("出资日期", "退出日期"),
    columns_first=("holder", "holder_kind", "form", "share", "amount"),
    aliases={"入股日期": "valid_from", "转让日期": "valid_to"},
    checks=(holds_something, state_assets_are_appraised),
    figures=(
        Count("cooperation_shares.projects", "有出资记录的项目", "个"),
        Sum(
            "cooperation_shares.non_public_capital",
            "非公有资本出资",
            "元",
            column="amount",
            only=(Only(Q(holder_kind=HolderKind.NON_PUBLIC), "不是非公有资本", needs=("holder_kind",)),),
        ),
    ),
    findings=(
        TwoUnits("一个项目的出资由两个单位填报"),
        Same(("appraisal_no",), "一份评估报告用于两个项目"),
    ),
    filled_by=("school",),
    verified_by=("state_assets_centre", "finance_bureau"),
    source="民办教育促进法实施条例第八条",
    task="4",
)
