"""培训 — training classes for firms and society, and who attended them (task 2).

The reporting school is the organiser. Person-times are what classes say; persons are counted from attendances.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from django.db.models import Q

from gaodi.registers.columns import choice, code, firm, number, numbered, text, yes_no, yuan
from gaodi.registers.declaration import Problem, Register
from gaodi.registers.declared.certificates import LEVEL_WORDS, OCCUPATION, SkillLevel
from gaodi.registers.figures import Count, Only, Share, Sum
from gaodi.registers.findings import Overlap, Same
from gaodi.registers.models.facts import Fact, keyed, listed
from gaodi.registers.models.subjects import SubjectKind
from gaodi.registers.naming import Numbered, Person
from gaodi.registers.rowchecks import has_ended

VERIFIERS = (
    "human_resources_bureau",
    "edu_sports_bureau",  # [D] of classes for the community and the old, which no other bureau confirms
    "agriculture_bureau",
    "veterans_bureau",
)


class TrainingKind(models.TextChoices):
    """For whom, or to what end, a class is held."""

    PRE_POST = "pre_post", "岗前"
    ON_POST = "on_post", "在岗"
    NEW_POST = "new_post", "转岗"
    SKILL = "skill", "技能提升"
    COMMUNITY = "community", "社区"
    ELDERS = "elders", "老年"
    FARMERS = "farmers", "农民"
    VETERANS = "veterans", "退役军人"


STAFF_KINDS = tuple(kind.value for kind in list(TrainingKind)[:4])


class Funding(models.TextChoices):
    """Who pays for a class."""

    ENTERPRISE = "enterprise", "企业付费"
    FISCAL = "fiscal", "财政补贴"
    INSURANCE = "insurance", "失业保险基金"
    PERSONAL = "personal", "个人缴费"
    FREE = "free", "公益免费"


class TrainingClass(Fact):
    """培训班: one class that the reporting school holds, from its first day to its last."""

    kind = choice("培训类型", TrainingKind, also={"岗前培训": "pre_post", "新型职业农民": "farmers"})
    is_commissioned = yes_no("受企业委托", note="由企业出合同、出学员的填是")
    commissioner = firm(
        "委托企业统一社会信用代码", applies_when={"is_commissioned": (True,)}, aliases=("委托单位代码",)
    )
    contract_no = text("合同编号", 60, applies_when={"is_commissioned": (True,)})
    is_own_subsidiary = yes_no("委托企业为本校所属企业", applies_when={"is_commissioned": (True,)})
    occupation_code = code("职业编码", *OCCUPATION, example="6-18-01-01", aliases=("职业代码",))
    level = choice("培训等级", SkillLevel, also=LEVEL_WORDS)
    hours = number("学时", unit="学时", least=1, aliases=("课时", "总学时"))
    trainees = number("培训人次", unit="人次", aliases=("学员数", "参训人次", "培训人数"))
    attendance_rate = number("出勤率", unit="%", places=2, most=100)
    funding = choice("经费来源", Funding, also={"企业": "enterprise", "财政": "fiscal", "自费": "personal"})
    fee = yuan("应收培训费", unit="元", aliases=("培训费", "收费标准合计"))
    paid = yuan("实收培训费", unit="元", aliases=("到账金额",))

    class Meta:
        verbose_name = "培训班"
        constraints = keyed("training_class")
        indexes = listed("training_class")


def bought_for_money(row: Mapping[str, Any]) -> Iterator[Problem]:
    """Training that a firm buys is paid for; from one's own firm at no cost it is no purchase."""
    if row.get("is_commissioned") and row.get("paid") == 0:
        yield Problem(
            "paid", "受企业委托但没有收费，不计入购买培训的企业", "请核对合同和到账凭证", warning=True
        )
    if row.get("is_own_subsidiary"):
        yield Problem("is_own_subsidiary", "委托企业是本校所属企业", "请附合同和付款凭证", warning=True)


def paid_within_the_fee(row: Mapping[str, Any]) -> Iterator[Problem]:
    """More than the fee was received."""
    fee, paid = row.get("fee"), row.get("paid")
    if fee is not None and paid is not None and paid > fee:
        yield Problem("paid", "实收培训费比应收的还多", "请核对两栏的数和单位", warning=True)


def _of_kinds(*kinds: str, why: str) -> Only:
    return Only(Q(kind__in=kinds), why, needs=("kind",))


TRAINING_CLASSES = Register(
    slug="training-classes",
    name="培训班",
    model=TrainingClass,
    group="培训",
    about=Numbered(SubjectKind.CLASS),
    about_heading="培训班编号",
    label="培训班名称",
    dates=("开班日期", "结班日期"),
    columns_first=("kind", "commissioner", "hours", "trainees", "paid"),
    aliases={"班级编号": "subject", "班次": "label", "班级名称": "label", "开班时间": "valid_from"},
    checks=(bought_for_money, paid_within_the_fee),
    figures=(
        Count("training_classes.held", "当期开办的培训班", "个", when="period"),
        Sum("training_classes.person_times", "当期培训", "人次", column="trainees", when="period"),
        Sum(
            "training_classes.staff",
            "当期职工培训",
            "人次",
            column="trainees",
            when="period",
            only=(_of_kinds(*STAFF_KINDS, why="不是岗前、在岗、转岗、技能提升培训"),),
        ),
        *(
            Sum(
                f"training_classes.{kind.value}",
                f"当期{kind.label}培训",
                "人次",
                column="trainees",
                when="period",
                only=(_of_kinds(kind.value, why=f"不是{kind.label}培训"),),
            )
            for kind in TrainingKind
        ),
        Count(
            "training_classes.buyers",
            "当期购买培训的企业",
            "家",
            of="commissioner",
            when="period",
            only=(
                Only(Q(is_commissioned=True), "不是企业委托的", needs=("is_commissioned",)),
                Only(Q(paid__gt=0), "没有付费", needs=("paid",)),
            ),
        ),
    ),
    findings=(Same(("contract_no",), "一份培训合同用于几个班"),),
    filled_by=("school",),
    verified_by=VERIFIERS,
    source="职业教育法第十六条、第二十四条",
    task="2",
)


class ExamResult(models.TextChoices):
    """How the examination of a class ended for one of those who attended."""

    PASSED = "passed", "合格"
    FAILED = "failed", "不合格"
    ABSENT = "absent", "未参加考核"


EXAMINED = (ExamResult.PASSED.value, ExamResult.FAILED.value)


class TrainingAttendance(Fact):
    """参训记录: one person in one class, who is known only by a hash."""

    training_class = numbered("培训班编号", SubjectKind.CLASS, required=True, aliases=("班级编号",))
    attended_hours = number("实际参加学时", unit="学时", aliases=("出勤学时", "实到学时"))
    exam_result = choice(
        "考核结果", ExamResult, also={"通过": "passed", "未通过": "failed", "缺考": "absent"}
    )
    certificate_no = text("证书编号", 60, applies_when={"exam_result": (ExamResult.PASSED.value,)})
    has_certificate = yes_no("取得证书", applies_when={"exam_result": (ExamResult.PASSED.value,)})
    is_subsidised = yes_no("享受培训补贴")

    class Meta:
        verbose_name = "参训记录"
        constraints = keyed("attendance", "training_class")
        indexes = listed("attendance")


def certified_with_a_number(row: Mapping[str, Any]) -> Iterator[Problem]:
    """A certificate has a number, and a number belongs to a certificate."""
    if row.get("has_certificate") and row.get("certificate_no") is None:
        yield Problem("certificate_no", "取得证书，没有填证书编号", "请对照证书补填")
    if row.get("has_certificate") is False and row.get("certificate_no") is not None:
        yield Problem("has_certificate", "填了证书编号，又填没有取得证书", "请改正其中一格")


def known_until_when(row: Mapping[str, Any]) -> Iterator[Problem]:
    """Whether somebody sat in two classes at once is seen only where both have a last day."""
    if not has_ended(row):
        yield Problem("valid_to", "没有填结束日期", "班已结束的请补填，否则会被看成还在参训", warning=True)


SAT = Only(Q(exam_result__in=EXAMINED), "没有参加考核", needs=("exam_result",))
TRAINING_ATTENDANCES = Register(
    slug="training-attendances",
    name="参训记录",
    model=TrainingAttendance,
    group="培训",
    about=Person(kept=False),
    about_heading="学员身份证号",
    dates=("参训开始日期", "参训结束日期"),
    columns_first=("training_class", "attended_hours", "exam_result", "has_certificate"),
    aliases={"身份证号": "subject", "证件号码": "subject", "开班日期": "valid_from", "结班日期": "valid_to"},
    checks=(certified_with_a_number, known_until_when),
    figures=(
        Count("training_attendances.persons", "当期参训", "人", when="period"),
        Count("training_attendances.person_times", "当期参训", "人次", of="row", when="period"),
        Count("training_attendances.examinees", "当期参加考核", "人次", of="row", when="period", only=(SAT,)),
        Count(
            "training_attendances.certificates",
            "当期取得证书",
            "本",
            of="row",
            when="period",
            only=(
                SAT,
                Only(Q(exam_result=ExamResult.PASSED), "考核不合格"),
                Only(Q(has_certificate=True), "没有取得证书", needs=("has_certificate",)),
            ),
        ),
        Share(
            "training_attendances.certified_rate",
            "取证率",
            "training_attendances.certificates",
            "training_attendances.examinees",
        ),
    ),
    findings=(
        Overlap("一人同一时间在两个班参训"),
        Same(("certificate_no",), "一个证书编号用于两个人或由两个单位填报"),
    ),
    filled_by=("school",),
    verified_by=VERIFIERS,
    source="人社部发〔2017〕40号",
    task="2",
)
