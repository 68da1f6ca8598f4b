"""1+X — certificates of the 1+X pilot, the sites where they are examined, and who trains for them (task 10)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from django.db.models import F, Q

from gaodi.registers.columns import choice, code, day, number, text
from gaodi.registers.declaration import Problem, Register
from gaodi.registers.declared.certificates import Query, queried_on_a_day
from gaodi.registers.figures import Count, Only, Share, Sum
from gaodi.registers.findings import Same, TwoUnits
from gaodi.registers.models.facts import Fact, keyed, listed
from gaodi.registers.models.subjects import SubjectKind
from gaodi.registers.naming import Numbered, Person
from gaodi.registers.rowchecks import goes_with


class XLevel(models.TextChoices):
    """Levels of a 1+X certificate."""

    JUNIOR = "junior", "初级"
    MIDDLE = "middle", "中级"
    SENIOR = "senior", "高级"


class ExamResult(models.TextChoices):
    """How an examination ended."""

    PASSED = "passed", "通过"
    FAILED = "failed", "未通过"
    ABSENT = "absent", "缺考"


PASSED = (ExamResult.PASSED.value,)
SAT = (ExamResult.PASSED.value, ExamResult.FAILED.value)  # who was absent is no examinee [D]


class XCertificate(Fact):
    """1+X证书: one examination of one pupil, who is known only by a hash; once passed, the certificate."""

    certificate = text("证书名称", 80, required=True, aliases=("职业技能等级证书名称",))
    level = choice("等级", XLevel, required=True, aliases=("证书等级",))
    organisation = text("培训评价组织", 80, aliases=("评价组织",))
    site = text("考核站点", 80)
    major_code = code("专业代码", r"\d{6}", "6位数字")
    result = choice("考核结果", ExamResult, also={"合格": "passed", "不合格": "failed"})
    certificate_no = text("证书编号", 40, aliases=("证书号",), applies_when={"result": PASSED})
    query = choice(
        "全国联网查询结果", Query, also={"有": "found", "无": "not_found"}, applies_when={"result": PASSED}
    )
    queried_on = day("查询日期", applies_when={"result": PASSED})
    left_on = day("评价组织退出日期", note="评价组织没有退出的留空")

    class Meta:
        verbose_name = "1+X证书"
        constraints = keyed("x_certificate", "certificate", "level")
        indexes = listed("x_certificate")


def issued_before_the_exit(row: Mapping[str, Any]) -> Iterator[Problem]:
    """What an organisation issued on or after the day it left the pilot is not valid [D]."""
    left, given = row.get("left_on"), row.get("valid_from")
    if left is not None and given is not None and row.get("result") in PASSED and given >= left:
        yield Problem(
            "left_on",
            "评价组织退出当日及以后发的证，不计入有效证书",
            "请核对考核日期和退出日期",
            warning=True,
        )


IS_ISSUED_IN_TIME = Q(left_on__isnull=True) | Q(valid_from__lt=F("left_on"))
IS_VALID = Q(result=ExamResult.PASSED, query=Query.FOUND) & IS_ISSUED_IN_TIME
HOLDS = (
    Only(Q(result=ExamResult.PASSED), "没有通过", needs=("result",)),
    Only(Q(query=Query.FOUND), "全国联网查不到", needs=("query",)),
    Only(IS_ISSUED_IN_TIME, "评价组织退出后发的证"),
)

X_CERTIFICATES = Register(
    slug="x-certificates",
    name="1+X证书",
    model=XCertificate,
    group="证书",
    about=Person(kept=False),
    about_heading="学生身份证号",
    dates=("考核日期", ""),
    columns_first=("certificate", "level", "result", "certificate_no", "query"),
    aliases={
        "身份证号": "subject",
        "学生编码": "subject",
        "发证日期": "valid_from",
        "取证日期": "valid_from",
    },
    checks=(
        goes_with("certificate_no", "query", (Query.FOUND,), "查到的证书没有填证书编号"),
        queried_on_a_day,
        issued_before_the_exit,
    ),
    figures=(
        Count(
            "x_certificates.examinees",
            "1+X考生",
            "人",
            when="period",
            only=(Only(Q(result__in=SAT), "缺考", needs=("result",)),),
        ),
        Count("x_certificates.holders", "取得1+X证书", "人", when="period", only=HOLDS),
        Count("x_certificates.issued", "1+X证书", "本", of="row", when="period", only=HOLDS),
        Share(
            "x_certificates.pass_share", "1+X考核通过率", "x_certificates.holders", "x_certificates.examinees"
        ),
    ),
    findings=(Same(("certificate_no",), "一个证书编号用于两个人或由两个单位填报"),),
    filled_by=("school",),
    verified_by=("edu_sports_bureau", "human_resources_bureau"),
    source="教职成〔2019〕6号",
    task="10",
)


class Inspection(models.TextChoices):
    """Result of the last inspection of a site."""

    PASSED = "passed", "合格"
    TO_MEND = "to_mend", "整改"
    FAILED = "failed", "不合格"


class ExamSite(Fact):
    """考核站点: a place that may examine for one certificate, from its filing to its end."""

    certificate = text("证书名称", 80, required=True)
    organisation = text("培训评价组织", 80, aliases=("评价组织",))
    filing_no = text("备案文号", 60)
    capacity = number("每批可考人数", unit="人", aliases=("容量", "考位"))
    place = text("地点", 120)
    inspected_on = day("最近检查日期")
    inspection = choice("检查结果", Inspection)

    class Meta:
        verbose_name = "考核站点"
        constraints = keyed("exam_site", "certificate")
        indexes = listed("exam_site")


EXAM_SITES = Register(
    slug="exam-sites",
    name="考核站点",
    model=ExamSite,
    group="证书",
    about=Numbered(SubjectKind.SITE),
    about_heading="站点编号",
    label="站点名称",
    dates=("备案日期", "撤销日期"),
    columns_first=("certificate", "organisation", "capacity", "inspection"),
    aliases={"编号": "subject", "考核站": "label", "批准日期": "valid_from", "证书": "certificate"},
    checks=(
        goes_with(
            "inspected_on",
            "inspection",
            tuple(each.value for each in Inspection),
            "填了检查结果，没有填检查日期",
        ),
    ),
    figures=(
        Count("exam_sites.total", "1+X考核站点", "个"),
        Sum("exam_sites.capacity", "考核站点每批可考人数", "人", column="capacity"),
    ),
    findings=(TwoUnits("一个站点由两个单位填报"),),
    filled_by=("school",),
    verified_by=("edu_sports_bureau", "human_resources_bureau"),
    public=True,
    source="教职成〔2019〕6号",
    task="10",
)


class TrainerTeacher(Fact):
    """培训师资: a teacher whose certificate allows to train for a 1+X certificate."""

    certificate = text("培训证书名称", 80, required=True)
    level = choice("等级", XLevel)
    organisation = text("发证组织", 80, aliases=("培训评价组织", "评价组织"))
    certificate_no = text("证书编号", 40, aliases=("证书号",))

    class Meta:
        verbose_name = "培训师资"
        constraints = keyed("trainer_teacher", "certificate")
        indexes = listed("trainer_teacher")


TRAINER_TEACHERS = Register(
    slug="trainer-teachers",
    name="培训师资",
    model=TrainerTeacher,
    group="证书",
    about=Person(),
    label="姓名",
    dates=("取得日期", "有效期止"),
    columns_first=("certificate", "level", "organisation", "certificate_no"),
    aliases={
        "教师姓名": "label",
        "公民身份号码": "subject",
        "有效期至": "valid_to",
        "证书名称": "certificate",
    },
    figures=(
        Count("trainer_teachers.total", "1+X培训师资", "人"),
        Count("trainer_teachers.added", "当期新增1+X培训师资", "人", when="period"),
    ),
    findings=(
        Same(("certificate_no",), "一个证书编号用于两个人或由两个单位填报"),
        TwoUnits("一名培训师资由两所学校填报"),
    ),
    filled_by=("school",),
    verified_by=("edu_sports_bureau", "human_resources_bureau"),
    source="教职成〔2019〕6号",
    task="10",
)
