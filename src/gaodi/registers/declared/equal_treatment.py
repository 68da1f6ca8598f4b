"""同等待遇 — job notices and their clauses, policy documents under clean-up, and who was hired (task 14)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from django.db.models import Q

from gaodi.registers.columns import choice, day, number, text, yes_no
from gaodi.registers.declaration import Problem, Register
from gaodi.registers.figures import Count, Only, Share, Sum
from gaodi.registers.models.facts import Fact, keyed, listed
from gaodi.registers.models.subjects import SubjectKind
from gaodi.registers.naming import Numbered, TheDistrict
from gaodi.registers.rowchecks import not_before

OFFICES = ("human_resources_bureau", "party_organisation_department")


class Employer(models.TextChoices):
    """Who hires."""

    CIVIL_SERVICE = "civil_service", "机关"
    INSTITUTION = "institution", "事业单位"
    STATE_FIRM = "state_firm", "国有企业"
    PRIVATE = "private", "其他用人单位"


class Catalogue(models.TextChoices):
    """Which catalogue of majors a notice names."""

    VOCATIONAL = "vocational", "职业教育或技工院校专业目录"
    UNIVERSITY = "university", "仅普通高校专业目录"
    BOTH = "both", "两类目录"
    NONE = "none", "没有写明"


class JobNotice(Fact):
    """招聘公告: a notice by which posts are filled, and what was found in it."""

    issuer = text("发布单位", 80, aliases=("招聘单位", "用人单位"))
    employer = choice("单位性质", Employer)
    established = yes_no("事业编制岗位", applies_when={"employer": ("institution",)})
    posts = number("招聘人数", unit="人", aliases=("招聘名额",))
    catalogue = choice("专业目录", Catalogue)
    skill_posts = yes_no("含技能岗位")
    practical_share = number(
        "实际操作能力测试占比", places=2, most=100, unit="%", applies_when={"skill_posts": (True,)}
    )
    share_reason = text(
        "低于50%的理由", 160, applies_when={"skill_posts": (True,)}, note="公告写明了理由的才填"
    )
    checked_on = day("检查日期")
    violations = number("违规条款", unit="条", aliases=("违规条数",), note="没有请填0")
    corrected_on = day("改正日期")

    class Meta:
        verbose_name = "招聘公告"
        constraints = keyed("job_notice")
        indexes = listed("job_notice")


def checked_on_a_day(row: Mapping[str, Any]) -> Iterator[Problem]:
    """What was found, was found on a day."""
    if row.get("violations") is not None and row.get("checked_on") is None:
        yield Problem("checked_on", "填了违规条款，没有填检查日期", "请填检查的日期")


CHECKED = Only(lambda asked: Q(checked_on__lte=asked.day), "当日还没有检查", needs=("checked_on",))

JOB_NOTICES = Register(
    slug="job-notices",
    name="招聘公告",
    model=JobNotice,
    group="同等待遇",
    about=Numbered(SubjectKind.NOTICE),
    about_heading="公告编号",
    label="公告名称",
    dates=("发布日期", ""),
    columns_first=("issuer", "employer", "posts", "checked_on", "violations"),
    aliases={"编号": "subject", "标题": "label", "公告标题": "label"},
    checks=(checked_on_a_day, not_before("corrected_on", "checked_on", "改正早于检查")),
    filled_by=OFFICES,
    verified_by=OFFICES,
    figures=(
        Count("job_notices.checked", "已检查的招聘公告", "份", only=(CHECKED,), of="row", when="period"),
        Count(
            "job_notices.violating",
            "有违规条款的招聘公告",
            "份",
            only=(CHECKED, Only(Q(violations__gt=0), "没有违规条款", needs=("violations",))),
            of="row",
            when="period",
        ),
        Share(
            "job_notices.violating_share",
            "招聘公告违规率",
            top="job_notices.violating",
            bottom="job_notices.checked",
        ),
    ),
    source="人社部发〔2021〕82号；职业教育法第五十三条",
    task="14",
)


class Limit(models.TextChoices):
    """What a clause limits by (R14.1)."""

    SCHOOL = "school", "毕业院校"
    ABROAD = "abroad", "国（境）外学习经历"
    MODE = "mode", "学习方式"
    MAJOR = "major", "专业或专业目录"
    DEGREE = "degree", "学历"
    OTHER = "other", "其他"


class Judgement(models.TextChoices):
    """What was found of a clause."""

    VIOLATION = "violation", "违规"
    ADVICE = "advice", "建议改进"
    FINE = "fine", "没有问题"


class NoticeClause(Fact):
    """公告条款: one clause of a job notice, in its own words."""

    clause_no = number("条款序号", least=1, required=True, aliases=("序号",))
    wording = text("条款原文", 300, required=True, aliases=("原文",), example="全日制本科及以上学历")
    limit = choice("限制内容", Limit)
    judgement = choice("检查结论", Judgement, also={"违反规定": "violation", "合规": "fine"})
    corrected_on = day("改正日期", applies_when={"judgement": ("violation", "advice")})

    class Meta:
        verbose_name = "公告条款"
        constraints = keyed("notice_clause", "clause_no")
        indexes = listed("notice_clause")


FORBIDDEN = ("school", "abroad", "mode")


def forbidden_limits(row: Mapping[str, Any]) -> Iterator[Problem]:
    """The three limits that public institutions may not set are looked at again where nothing was found wrong."""
    if row.get("limit") in FORBIDDEN and row.get("judgement") == Judgement.FINE:
        yield Problem(
            "judgement", "限制了院校、留学经历或学习方式，结论却是没有问题", "请核对结论", warning=True
        )


VIOLATION = Only(Q(judgement=Judgement.VIOLATION), "没有违规", needs=("judgement",))

NOTICE_CLAUSES = Register(
    slug="notice-clauses",
    name="公告条款",
    model=NoticeClause,
    group="同等待遇",
    about=Numbered(SubjectKind.NOTICE),
    about_heading="公告编号",
    dates=("公告发布日期", ""),
    columns_first=("clause_no", "wording", "limit", "judgement", "corrected_on"),
    aliases={"发布日期": "valid_from"},
    checks=(forbidden_limits,),
    filled_by=OFFICES,
    verified_by=OFFICES,
    figures=(
        Count("notice_clauses.violations", "违规条款", "条", only=(VIOLATION,), of="row", when="period"),
        Count(
            "notice_clauses.corrected",
            "已改正的违规条款",
            "条",
            only=(
                VIOLATION,
                Only(lambda asked: Q(corrected_on__lte=asked.day), "当日还没有改正"),
            ),
            of="row",
            when="period",
        ),
    ),
    source="人社部发〔2021〕82号",
    task="14",
)


# ------------------------------------------------------------------ clean-up


class PolicyDocument(Fact):
    """清理文件: a policy document that was looked through for unequal treatment."""

    issuer = text("制定机关", 80, aliases=("发文机关",))
    self_checked_on = day("自查日期")
    cross_checked_on = day("交叉检查日期")
    published_on = day("清理结果公布日期")
    clauses_found = number("发现条款", unit="条", note="没有请填0")

    class Meta:
        verbose_name = "清理文件"
        constraints = keyed("policy_document")
        indexes = listed("policy_document")


POLICY_DOCUMENTS = Register(
    slug="policy-documents",
    name="清理文件",
    model=PolicyDocument,
    group="同等待遇",
    about=Numbered(SubjectKind.DOCUMENT, shared=True),
    about_heading="文号",
    label="文件名称",
    dates=("印发日期", "废止日期"),
    columns_first=("issuer", "self_checked_on", "cross_checked_on", "clauses_found"),
    aliases={"标题": "label", "文件标题": "label", "成文日期": "valid_from"},
    checks=(),
    filled_by=(*OFFICES, "edu_sports_bureau"),
    verified_by=OFFICES,
    figures=(
        Count("policy_documents.all", "列入清理的文件", "件"),
        Count(
            "policy_documents.checked",
            "已自查的文件",
            "件",
            only=(
                Only(
                    lambda asked: Q(self_checked_on__lte=asked.day),
                    "当日还没有自查",
                    needs=("self_checked_on",),
                ),
            ),
        ),
    ),
    source="职业教育法第五十三条",
    task="14",
)


class ClauseFinding(models.TextChoices):
    """How a clause treats vocational graduates and skilled people."""

    DISCRIMINATORY = "discriminatory", "歧视"
    NEUTRAL = "neutral", "中性"
    FAVOURABLE = "favourable", "有利"


class ClauseAction(models.TextChoices):
    """What is done with a clause."""

    REPEAL = "repeal", "废止"
    REVISE = "revise", "修订"
    KEEP = "keep", "保留"


class PolicyClause(Fact):
    """文件条款: one clause of a document under clean-up, what was found and what was done."""

    clause_no = text("条款", 20, required=True, example="第三条第二款", aliases=("条款号",))
    wording = text("条款原文", 300, aliases=("原文",))
    finding = choice("清理意见", ClauseFinding, also={"不合理限制": "discriminatory"})
    action = choice("处理方式", ClauseAction, applies_when={"finding": ("discriminatory", "neutral")})
    handled_on = day("处理日期", applies_when={"finding": ("discriminatory", "neutral")})

    class Meta:
        verbose_name = "文件条款"
        constraints = keyed("policy_clause", "clause_no")
        indexes = listed("policy_clause")


def handled_somehow(row: Mapping[str, Any]) -> Iterator[Problem]:
    """A clause is handled by an action, on a day; what discriminates is not kept without a word."""
    if row.get("handled_on") and row.get("action") is None:
        yield Problem("action", "填了处理日期，没有填处理方式", "请从下拉框里选一个")
    if row.get("finding") == ClauseFinding.DISCRIMINATORY and row.get("action") == ClauseAction.KEEP:
        yield Problem("action", "有歧视的条款不应保留", "请核对清理意见和处理方式", warning=True)


FOUND = Only(Q(finding=ClauseFinding.DISCRIMINATORY), "没有歧视", needs=("finding",))

POLICY_CLAUSES = Register(
    slug="policy-clauses",
    name="文件条款",
    model=PolicyClause,
    group="同等待遇",
    about=Numbered(SubjectKind.DOCUMENT, shared=True),
    about_heading="文号",
    dates=("文件印发日期", ""),
    columns_first=("clause_no", "wording", "finding", "action", "handled_on"),
    aliases={"印发日期": "valid_from"},
    checks=(handled_somehow,),
    filled_by=(*OFFICES, "edu_sports_bureau"),
    verified_by=OFFICES,
    figures=(
        Count("policy_clauses.found", "需清理的条款", "条", only=(FOUND,), of="row"),
        Count(
            "policy_clauses.handled",
            "已处理的条款",
            "条",
            only=(FOUND, Only(lambda asked: Q(handled_on__lte=asked.day), "当日还没有处理")),
            of="row",
        ),
        Share(
            "policy_clauses.handled_share",
            "政策清理率",
            top="policy_clauses.handled",
            bottom="policy_clauses.found",
        ),
    ),
    source="职业教育法第五十三条",
    task="14",
)


# ------------------------------------------------------------------ who was hired


class Graduation(models.TextChoices):
    """Types of schools that those hired come from."""

    SECONDARY = "secondary", "中等职业学校"
    TECHNICAL = "technical", "技工院校"
    COLLEGE = "college", "高等职业学校"
    VOCATIONAL_BACHELOR = "vocational_bachelor", "职业本科学校"
    UNIVERSITY = "university", "普通高校"


VOCATIONAL = ("secondary", "technical", "college", "vocational_bachelor")


class Appointment(Fact):
    """录用情况: how many graduates of one type of school were hired in a year by one kind of employer."""

    employer = choice("单位性质", Employer, required=True)
    graduation = choice(
        "毕业学校类型",
        Graduation,
        required=True,
        also={"中职": "secondary", "技校": "technical", "高职": "college", "高职高专": "college"},
    )
    hired = number("录用人数", unit="人", required=True, aliases=("聘用人数", "招聘人数"))

    class Meta:
        verbose_name = "录用情况"
        constraints = keyed("appointment", "employer", "graduation")
        indexes = listed("appointment")


APPOINTMENTS = Register(
    slug="appointments",
    name="录用情况",
    model=Appointment,
    group="同等待遇",
    about=TheDistrict(),
    period="year",
    aliases={"年份": "period", "学校类型": "graduation"},
    filled_by=OFFICES,
    verified_by=OFFICES,
    figures=(
        Sum("appointments.all", "录用人数", "人", column="hired", when="period"),
        Sum(
            "appointments.vocational",
            "录用的职业院校毕业生",
            "人",
            column="hired",
            only=(Only(Q(graduation__in=VOCATIONAL), "不是职业院校毕业生"),),
            when="period",
        ),
        Share(
            "appointments.vocational_share",
            "职业院校毕业生占比",
            top="appointments.vocational",
            bottom="appointments.all",
        ),
    ),
    source="职业教育法第五十三条",
    task="14",
)
