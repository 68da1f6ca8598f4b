"""Units: any body that is named, leads or reports; schools and firms included."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class District(models.Model):
    """地区: an administrative area by its code (GB/T 2260)."""

    code = models.CharField("区划代码", max_length=12, unique=True)
    name = models.CharField("地区名称", max_length=40)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, verbose_name="上级地区")

    class Meta:
        verbose_name = "地区"

    def __str__(self) -> str:
        return self.name


class UnitKind(models.TextChoices):
    """What a unit is; decides by default whether it may be urged or ranked."""

    GOVERNMENT = "government_department", "政府部门"
    PARTY = "party_department", "党委部门"
    CONGRESS = "peoples_congress", "人大机关"
    CPPCC = "cppcc", "政协机关"
    MASS = "mass_organisation", "群团组织"
    VERTICAL = "vertically_managed", "垂直管理机构"
    INSTITUTION = "public_institution", "事业单位"
    SCHOOL = "school", "学校"
    ENTERPRISE = "enterprise", "企业"
    COLLECTIVE = "collective", "一类单位"
    SUPERVISION = "supervision_office", "督查机构"


# Bodies a government supervision office neither ranks nor urges: the Party, the congress and the CPPCC are not
# under it, mass organisations neither, and vertically managed bodies answer to their own superiors.
NEVER_URGED = frozenset(
    {
        UnitKind.PARTY,
        UnitKind.CONGRESS,
        UnitKind.CPPCC,
        UnitKind.MASS,
        UnitKind.VERTICAL,
        UnitKind.SUPERVISION,
    }
)


class Unit(models.Model):
    """单位: a body that is named, leads or reports. It needs no account; people come and go, it stays."""

    district = models.ForeignKey(District, models.PROTECT, verbose_name="地区")
    key = models.SlugField("代号", max_length=60)
    name = models.CharField("单位名称", max_length=120)
    full_name = models.CharField("全称", max_length=160, blank=True)
    kind = models.CharField("性质", max_length=24, choices=UnitKind.choices)
    may_be_ranked = models.BooleanField("可参与排名")
    may_be_urged = models.BooleanField("可催办")
    protected_because = models.CharField("不排名、不催办的理由", max_length=200, blank=True)
    # every name and alias in characters, full pinyin and initials: 区教育体育局 qujiaoyutiyuju qjytyj
    search = models.TextField("检索", default="", editable=False)
    ended_on = models.DateField("撤并日期", null=True, blank=True)

    class Meta:
        verbose_name = "单位"
        constraints = [
            models.UniqueConstraint(fields=["district", "key"], name="unit_key_once_in_district"),
            models.UniqueConstraint(
                fields=["district", "name"], condition=Q(ended_on=None), name="unit_name_once_in_district"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=sorted(NEVER_URGED)) | Q(may_be_urged=False, may_be_ranked=False),
                name="protected_units_are_never_urged_or_ranked",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UnitName(models.Model):
    """单位名称: the official name a unit had from a day on; history keeps the name of the day."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="names", verbose_name="单位")
    name = models.CharField("名称", max_length=120)
    since = models.DateField("启用日期", null=True, blank=True)
    basis = models.CharField("依据", max_length=200, blank=True)

    class Meta:
        verbose_name = "单位名称"
        ordering = ["since", "pk"]

    def __str__(self) -> str:
        return self.name


class UnitAlias(models.Model):
    """单位别名: another way papers write a unit (税务局 for 区税务局)."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="aliases", verbose_name="单位")
    district = models.ForeignKey(District, models.CASCADE, verbose_name="地区")
    alias = models.CharField("别名", max_length=120)
    basis = models.CharField("依据", max_length=200, blank=True)

    class Meta:
        verbose_name = "单位别名"
        constraints = [
            models.UniqueConstraint(fields=["district", "alias"], name="alias_means_one_unit_in_district")
        ]

    def __str__(self) -> str:
        return self.alias
