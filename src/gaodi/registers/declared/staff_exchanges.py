"""公办民办交流 — teachers who serve at another school, and what schools let one another use (task 11)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from django.db.models import Q

from gaodi.registers.columns import choice, number, school, text, yes_no, yuan
from gaodi.registers.declaration import Problem, Register
from gaodi.registers.figures import Count, Only, Sum
from gaodi.registers.findings import Overlap, TwoUnits
from gaodi.registers.models.facts import Fact, keyed, listed
from gaodi.registers.models.subjects import SubjectKind
from gaodi.registers.naming import Numbered, Person
from gaodi.registers.rowchecks import has_ended


class Direction(models.TextChoices):
    """From whom to whom."""

    TO_PRIVATE = "to_private", "公办到民办"
    TO_PUBLIC = "to_public", "民办到公办"
    SAME = "same", "同类之间"


ACROSS = (Direction.TO_PRIVATE.value, Direction.TO_PUBLIC.value)


class StaffExchange(Fact):
    """人员交流: one teacher who serves at another school for a time."""

    counterpart = school("对方学校标识码", required=True, aliases=("对方学校",))
    direction = choice("交流方向", Direction)
    has_consent = yes_no(
        "原校书面同意", aliases=("原校同意",), applies_when={"direction": (Direction.TO_PRIVATE.value,)}
    )
    post = text("交流岗位", 60)
    person_days = number("实际工作日", unit="人天", aliases=("人天",))
    pay = yuan("交流报酬", note="没有报酬填0")

    class Meta:
        verbose_name = "人员交流"
        constraints = keyed("staff_exchange", "counterpart")
        indexes = listed("staff_exchange")


def with_consent(row: Mapping[str, Any]) -> Iterator[Problem]:
    """Public teachers may not work at private schools without their school's consent (民办教育促进法实施条例)."""
    if row.get("direction") == Direction.TO_PRIVATE and row.get("has_consent") is False:
        yield Problem("has_consent", "公办教师到民办学校任教，须经原校同意", "请补同意文件", warning=True)


def days_within_the_stay(row: Mapping[str, Any]) -> Iterator[Problem]:
    """Nobody works on more days than there are."""
    begin, end, days = row.get("valid_from"), row.get("valid_to"), row.get("person_days")
    if begin is None or end is None or days is None or not has_ended(row) or end < begin:
        return
    if days > (most := (end - begin).days + 1):
        yield Problem("person_days", f"起止之间只有{most}天", "请核对天数和起止日期")


IS_ACROSS = Only(Q(direction__in=ACROSS), "不是公办民办之间", needs=("direction",))
HAS_CONSENT = Only(
    ~Q(direction=Direction.TO_PRIVATE) | Q(has_consent=True), "原校没有同意", needs=("has_consent",)
)


def _towards(direction: Direction) -> Only:
    return Only(Q(direction=direction), "方向不同", needs=("direction",))


STAFF_EXCHANGES = Register(
    slug="staff-exchanges",
    name="人员交流",
    model=StaffExchange,
    group="教师",
    about=Person(),
    label="姓名",
    dates=("开始日期", "结束日期"),
    columns_first=("counterpart", "direction", "has_consent", "person_days"),
    aliases={
        "教师姓名": "label",
        "公民身份号码": "subject",
        "起始日期": "valid_from",
        "终止日期": "valid_to",
    },
    checks=(with_consent, days_within_the_stay),
    figures=(
        Count("staff_exchanges.persons", "公办民办之间交流的教师", "人", only=(IS_ACROSS, HAS_CONSENT)),
        Sum(
            "staff_exchanges.days_to_private",
            "公办到民办交流",
            "人天",
            column="person_days",
            when="period",
            only=(_towards(Direction.TO_PRIVATE),),
        ),
        Sum(
            "staff_exchanges.days_to_public",
            "民办到公办交流",
            "人天",
            column="person_days",
            when="period",
            only=(_towards(Direction.TO_PUBLIC),),
        ),
    ),
    findings=(
        Overlap("一名教师的交流时段重叠"),
        TwoUnits("一名教师的交流由两所学校填报，可能重复计算或双份取酬"),
    ),
    filled_by=("school",),
    verified_by=("edu_sports_bureau",),
    source="民办教育促进法实施条例",
    task="11",
)


class SharedKind(models.TextChoices):
    """What is shared."""

    VENUE = "venue", "场地"
    EQUIPMENT = "equipment", "设备"
    COURSE = "course", "课程"
    LIBRARY = "library", "图书资料"
    OTHER = "other", "其他"


class PriceBasis(models.TextChoices):
    """On what basis something is shared."""

    FREE = "free", "无偿"
    APPROVED = "approved", "核定价格"
    AGREED = "agreed", "协议价格"


class ResourceSharing(Fact):
    """资源共享: what one school lets another use, by an agreement, for a time."""

    from_school = school("提供学校标识码", aliases=("提供学校",))
    to_school = school("使用学校标识码", aliases=("使用学校",))
    direction = choice("共享方向", Direction)
    kind = choice("共享内容", SharedKind)
    hours = number("使用时数", unit="小时", places=1, aliases=("小时",))
    basis = choice("计价方式", PriceBasis)
    price = yuan("收取费用", note="无偿填0")

    class Meta:
        verbose_name = "资源共享"
        constraints = keyed("resource_sharing")
        indexes = listed("resource_sharing")


def priced_as_it_says(row: Mapping[str, Any]) -> Iterator[Problem]:
    """What is free costs nothing; a price needs an approval (R11.2)."""
    price, basis = row.get("price"), row.get("basis")
    if price and basis == PriceBasis.FREE:
        yield Problem("price", "填了无偿，又填了收取的费用", "请改计价方式，或改成0")
    if price and basis == PriceBasis.AGREED:
        yield Problem("basis", "收费的共享应按核定价格", "请补价格核定文件", warning=True)


def between_two_schools(row: Mapping[str, Any]) -> Iterator[Problem]:
    """A school does not share with itself."""
    giver, user = row.get("from_school"), row.get("to_school")
    if giver is not None and giver == user:
        yield Problem("to_school", "提供和使用的是同一所学校", "请核对两个标识码")


def _hours(name: str, label: str, direction: Direction) -> Sum:
    return Sum(
        f"resource_sharings.{name}", label, "小时", column="hours", when="period", only=(_towards(direction),)
    )


RESOURCE_SHARINGS = Register(
    slug="resource-sharings",
    name="资源共享",
    model=ResourceSharing,
    group="学校",
    about=Numbered(SubjectKind.SHARING),
    about_heading="协议编号",
    label="共享项目",
    dates=("开始日期", "结束日期"),
    columns_first=("kind", "direction", "hours", "basis", "price"),
    aliases={"编号": "subject", "项目名称": "label", "协议名称": "label", "签订日期": "valid_from"},
    checks=(priced_as_it_says, between_two_schools),
    figures=(
        Count("resource_sharings.active", "在履行的资源共享协议", "份"),
        Count("resource_sharings.across", "公办民办之间在履行的共享协议", "份", only=(IS_ACROSS,)),
        _hours("hours_to_private", "公办供民办使用", Direction.TO_PRIVATE),
        _hours("hours_to_public", "民办供公办使用", Direction.TO_PUBLIC),
    ),
    filled_by=("school",),
    verified_by=("edu_sports_bureau",),
    public=True,
    source="民办教育促进法实施条例",
    task="11",
)
