"""证书 — skill-level certificates and international ones: who holds them, who gave them, whether they were found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from django.db.models import Q

from gaodi.registers.columns import choice, code, day, text
from gaodi.registers.declaration import Problem, Register
from gaodi.registers.figures import Count, Only
from gaodi.registers.findings import Same
from gaodi.registers.models.facts import Fact, keyed, listed
from gaodi.registers.naming import Person

OCCUPATION = (r"\d-\d{2}-\d{2}-\d{2}", "形如6-18-01-01的职业编码")


class SkillLevel(models.TextChoices):
    """The eight levels of skill (人社部发〔2022〕14号) with the old five beside them."""

    APPRENTICE = "1", "学徒工"
    JUNIOR = "2", "五级/初级工"
    MIDDLE = "3", "四级/中级工"
    SENIOR = "4", "三级/高级工"
    TECHNICIAN = "5", "二级/技师"
    SENIOR_TECHNICIAN = "6", "一级/高级技师"
    SPECIAL = "7", "特级技师"
    CHIEF = "8", "首席技师"


LEVEL_WORDS = {
    "五级": "2",
    "初级工": "2",
    "初级": "2",
    "四级": "3",
    "中级工": "3",
    "中级": "3",
    "三级": "4",
    "高级工": "4",
    "高级": "4",
    "二级": "5",
    "技师": "5",
    "一级": "6",
    "高级技师": "6",
    "特级": "7",
    "首席": "8",
}
HIGH_SKILLED = tuple(level.value for level in SkillLevel if level.value >= SkillLevel.SENIOR.value)


class Holder(models.TextChoices):
    """What the holder of a certificate is to the reporting unit."""

    STUDENT = "student", "学生"
    TEACHER = "teacher", "教师"
    STAFF = "staff", "职工"


class Query(models.TextChoices):
    """What the national query system of certificates says."""

    FOUND = "found", "查到"
    NOT_FOUND = "not_found", "查不到"


class SkillCertificate(Fact):
    """职业技能等级证书: one certificate of one person, who is known only by a hash."""

    certificate_no = text("证书编号", 40, required=True, aliases=("证书号", "证书号码"))
    level = choice("等级", SkillLevel, also=LEVEL_WORDS, aliases=("技能等级", "职业技能等级"))
    occupation_code = code("职业编码", *OCCUPATION, aliases=("职业代码",))
    occupation = text("职业（工种）", 60, aliases=("工种", "职业工种", "职业名称"))
    issuer = text("发证机构", 80, aliases=("评价机构",))
    holder = choice("持证人身份", Holder, also={"企业职工": "staff", "员工": "staff"})
    query = choice("全国联网查询结果", Query, also={"有": "found", "无": "not_found"}, aliases=("查询结果",))
    queried_on = day("查询日期")

    class Meta:
        verbose_name = "职业技能等级证书"
        constraints = keyed("skill_certificate", "certificate_no")
        indexes = listed("skill_certificate")


def queried_on_a_day(row: Mapping[str, Any]) -> Iterator[Problem]:
    """A result of a query has a day, which does not lie before the certificate."""
    if row.get("query") is not None and row.get("queried_on") is None:
        yield Problem("queried_on", "填了查询结果，没有填查询日期", "请填查询的日期")
    asked, given = row.get("queried_on"), row.get("valid_from")
    if asked is not None and given is not None and asked < given:
        yield Problem("queried_on", "查询日期早于发证日期", "请核对两个日期")
    if row.get("query") == Query.NOT_FOUND:
        yield Problem("query", "全国联网查不到，不计入持证人数", "请核对证书编号", warning=True)


IS_FOUND = Only(Q(query=Query.FOUND), "全国联网查不到", needs=("query",))

SKILL_CERTIFICATES = Register(
    slug="skill-certificates",
    name="职业技能等级证书",
    model=SkillCertificate,
    group="证书",
    about=Person(kept=False),
    about_heading="持证人身份证号",
    dates=("发证日期", "有效期止"),
    columns_first=("certificate_no", "level", "occupation", "holder", "query"),
    aliases={"身份证号": "subject", "证件号码": "subject", "取证日期": "valid_from", "有效期至": "valid_to"},
    checks=(queried_on_a_day,),
    figures=(
        Count(
            "skill_certificates.issued",
            "当期新增职业技能等级证书",
            "本",
            of="row",
            when="period",
            only=(IS_FOUND,),
        ),
        Count(
            "skill_certificates.new_holders",
            "当期取得职业技能等级证书",
            "人",
            when="period",
            only=(IS_FOUND,),
        ),
        Count("skill_certificates.holders", "持有职业技能等级证书", "人", only=(IS_FOUND,)),
        Count(
            "skill_certificates.high_skilled",
            "高级工及以上",
            "人",
            only=(IS_FOUND, Only(Q(level__in=HIGH_SKILLED), "高级工以下", needs=("level",))),
        ),
    ),
    findings=(Same(("certificate_no",), "一个证书编号用于两个人或由两个单位填报"),),
    filled_by=("school", "enterprise"),
    verified_by=("human_resources_bureau",),
    source="人社部发〔2022〕14号",
    task="10",
)


class InternationalCertificate(Fact):
    """国际职业证书: a professional certificate of a foreign or international body; its holder is a hash."""

    certificate = text("证书名称", 80, required=True)
    certificate_no = text("证书编号", 40, aliases=("证书号",))
    issuer = text("颁发机构", 80, aliases=("发证机构",))
    country = text("国别", 40, aliases=("国家或地区",))
    holder = choice("持证人身份", Holder)
    major_code = code("专业代码", r"\d{6}", "6位数字", applies_when={"holder": (Holder.STUDENT.value,)})

    class Meta:
        verbose_name = "国际职业证书"
        constraints = keyed("intl_certificate", "certificate")
        indexes = listed("intl_certificate")


INTERNATIONAL_CERTIFICATES = Register(
    slug="international-certificates",
    name="国际职业证书",
    model=InternationalCertificate,
    group="证书",
    about=Person(kept=False),
    about_heading="持证人身份证号",
    dates=("发证日期", "有效期止"),
    columns_first=("certificate", "certificate_no", "issuer", "holder"),
    aliases={"身份证号": "subject", "取证日期": "valid_from", "有效期至": "valid_to"},
    figures=(
        Count("international_certificates.holders", "持有国际职业证书", "人"),
        Count("international_certificates.new_holders", "当期取得国际职业证书", "人", when="period"),
    ),
    findings=(Same(("certificate_no",), "一个证书编号用于两个人或由两个单位填报"),),
    filled_by=("school",),
    verified_by=("edu_sports_bureau", "human_resources_bureau"),
    source="任务10 国际职业资格证书",
    task="10",
)
