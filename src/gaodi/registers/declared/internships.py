"""实习 — internships of students, with what the red lines ask (task 8).

The red lines of 教职成〔2021〕4号 are columns: unknown stays unknown. What is typed is warned of; the rules judge.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import F, Q

from gaodi.registers.columns import choice, code, day, firm, number, text, yes_no, yuan
from gaodi.registers.declaration import Problem, Register
from gaodi.registers.figures import Count, Only, Share
from gaodi.registers.findings import Overlap, Same
from gaodi.registers.models.facts import Fact, keyed, listed
from gaodi.registers.naming import Person
from gaodi.registers.rowchecks import not_before

LEAST_AGE = 16  # R8.4
PAY_SHARE = Decimal("0.8")  # R8.5, of the wage of the same post
LONGEST_GAP = 31  # [D] days that "at least monthly" allows between two payments
MAJOR_CODE = (r"\d{6}", "6位数字")


class InternshipKind(models.TextChoices):
    """Two kinds of internship; ceilings and pay concern the first only."""

    POST = "post", "岗位实习"
    ORIENTATION = "orientation", "认识实习"


ON_POST = {"kind": ("post",)}


class Risk(models.TextChoices):
    """What is dangerous about a post (教职成〔2021〕4号 art. 16 and 17)."""

    NONE = "none", "无"
    HEAVY = "heavy", "三级及以上体力劳动"
    HEIGHT = "height", "高空"
    UNDERGROUND = "underground", "井下"
    RADIOACTIVE = "radioactive", "放射性"
    TOXIC = "toxic", "有毒"
    EXPLOSIVE = "explosive", "易燃易爆"
    OTHER = "other", "其他高度危险"


class PaidIn(models.TextChoices):
    """In what interns are paid."""

    MONEY = "money", "货币"
    GOODS = "goods", "实物"
    VOUCHERS = "vouchers", "代金券"


class PaidBy(models.TextChoices):
    """Who hands the pay to an intern."""

    ENTERPRISE = "enterprise", "企业直接发放"
    SCHOOL = "school", "学校代发"
    AGENCY = "agency", "中介或劳务公司"
    OTHER = "other", "其他第三方"


class InsurancePaidBy(models.TextChoices):
    """Who bears the liability insurance."""

    SCHOOL = "school", "学校"
    ENTERPRISE = "enterprise", "企业"
    STUDENT = "student", "学生"


class ChosenBy(models.TextChoices):
    """Who chose the firm."""

    SCHOOL = "school", "学校统一安排"
    STUDENT = "student", "学生自选"


class Internship(Fact):
    """实习: one internship of one student at one firm; the student is known only by a hash."""

    enterprise = firm("实习企业统一社会信用代码", required=True, aliases=("统一社会信用代码", "企业代码"))
    kind = choice("实习类型", InternshipKind, also={"顶岗实习": "post", "跟岗实习": "post"})
    birth_on = day("出生日期", private=True, example="2006年5月1日", note="只用于核对是否满16周岁、是否成年")
    grade = number("年级", least=1, most=5, example=3, aliases=("实习时年级",))
    major_code = code("专业代码", *MAJOR_CODE, example="660102")
    post = text("实习岗位", 60, example="车工", aliases=("岗位", "岗位名称"))
    is_matched = yes_no("专业对口")
    is_repetitive = yes_no("只是简单重复劳动")
    chosen_by = choice("安排方式", ChosenBy, also={"统一安排": "school", "自主选择": "student"})
    master = text("企业师傅", 40, private=True, aliases=("指导师傅", "带教师傅"))
    confirmed_on = day("企业确认日期")
    hours_per_week = number("每周工时", unit="小时", places=1, most=168)
    works_rest_days = yes_no("安排休息日、节假日实习")
    works_overtime = yes_no("安排加班或夜班")
    works_independently = yes_no("相对独立上岗", applies_when=ON_POST)
    pay = yuan("月报酬", unit="元", applies_when=ON_POST, aliases=("实习报酬", "报酬"))
    post_wage = yuan("相同岗位工资", unit="元", applies_when=ON_POST)
    lowest_wage = yuan("企业最低档工资", unit="元", applies_when=ON_POST)
    paid_on = day("最近发放日期", applies_when=ON_POST, aliases=("发放日期",))
    longest_gap = number("两次发放最长间隔", unit="天", applies_when=ON_POST)
    paid_in = choice("报酬形式", PaidIn, applies_when=ON_POST, also={"现金": "money", "银行转账": "money"})
    paid_by = choice("发放方式", PaidBy, applies_when=ON_POST)
    agreement_no = text("三方协议编号", 60, aliases=("协议编号",))
    agreement_on = day("三方协议签订日期", aliases=("协议日期", "协议签订日期"))
    is_tripartite = yes_no("学校、企业、学生三方签字")
    student_consents = yes_no("学生签字同意")
    guardian_consents = yes_no("监护人（家长）签字同意", aliases=("监护人同意", "家长同意"))
    insurance_no = text("实习责任保险单号", 60, aliases=("保险单号", "保单号"))
    insurance_paid_by = choice("保险费承担方", InsurancePaidBy)
    risk = choice("危险类别", Risk, also={"没有": "none", "普通": "none"})
    forbidden_labour = yes_no("属本人禁忌劳动", note="按未成年工、女职工禁忌劳动范围")
    is_forbidden_venue = yes_no("酒吧、夜总会、歌厅、洗浴、电子游戏厅、网吧等场所")
    through_agency = yes_no("由中介或有偿代理组织、安排或管理")
    is_forced = yes_no("强制安排")
    for_profit = yes_no("以营利为目的组织")
    exception_no = text("例外备案编号", 60)
    exception_on = day("例外备案日期")
    deposit = yuan("向学生收取押金", unit="元", aliases=("押金",))
    charged = yuan("向学生收取或扣除的其他费用", unit="元", aliases=("收费",))
    keeps_cards = yes_no("扣押身份证、学生证")

    class Meta:
        verbose_name = "实习"
        constraints = keyed("internship", "enterprise")
        indexes = listed("internship")


# ------------------------------------------------------------------ red lines


def birthday(born: date, age: int) -> date:
    """The day on which somebody is so old; born on 29 February, the first of March."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


Breach = Callable[[Mapping[str, Any], Any], bool]
RED_LINES: tuple[tuple[str, Breach, str], ...] = (
    ("grade", lambda row, grade: grade == 1 and row.get("kind") == "post", "一年级学生不得参加岗位实习"),
    ("birth_on", lambda row, born: birthday(born, LEAST_AGE) > row["valid_from"], "实习开始时未满16周岁"),
    ("is_matched", lambda _, matched: matched is False, "实习岗位与专业不对口"),
    ("is_repetitive", lambda _, yes: yes, "不得只安排简单重复劳动"),
    ("forbidden_labour", lambda _, yes: yes, "属未成年人或女学生禁忌劳动"),
    ("is_forbidden_venue", lambda _, yes: yes, "不得安排在娱乐、洗浴、网吧等场所"),
    ("through_agency", lambda _, yes: yes, "不得由中介机构组织、安排、管理实习"),
    ("is_forced", lambda _, yes: yes, "不得强制安排实习"),
    ("for_profit", lambda _, yes: yes, "不得以营利为目的组织实习"),
    (
        "risk",
        lambda row, risk: risk == "heavy" or (risk != "none" and _no_exception(row)),
        "属不得安排的危险岗位",
    ),
    ("works_rest_days", lambda row, yes: yes and _no_exception(row), "休息日、节假日实习没有事先备案"),
    ("works_overtime", lambda row, yes: yes and _no_exception(row), "加班、夜班没有事先备案"),
    ("longest_gap", lambda _, gap: gap > LONGEST_GAP, "报酬没有按月发放"),
    ("paid_in", lambda _, how: how != "money", "报酬应以货币发放"),
    ("paid_by", lambda _, who: who in {"agency", "other"}, "报酬应直接发给学生"),
    ("agreement_on", lambda row, on: on > row["valid_from"], "三方协议签订日期晚于实习开始日期"),
    ("is_tripartite", lambda _, yes: not yes, "协议没有三方签字"),
    ("student_consents", lambda _, yes: not yes, "没有学生的知情同意"),
    (
        "guardian_consents",
        lambda row, yes: not yes and row.get("chosen_by") != "student",
        "没有监护人（家长）签字的知情同意书",
    ),
    ("insurance_paid_by", lambda _, who: who == "student", "责任保险费不得由学生承担"),
    ("deposit", lambda _, money: money > 0, "不得向学生收取押金"),
    ("charged", lambda _, money: money > 0, "不得向学生收费或克扣报酬"),
    ("keeps_cards", lambda _, yes: yes, "不得扣押学生证件"),
)


def _no_exception(row: Mapping[str, Any]) -> bool:
    """Whether no exception was filed before the internship began."""
    filed, begin = row.get("exception_on"), row.get("valid_from")
    return row.get("exception_no") is None or (filed is not None and begin is not None and filed > begin)


def red_lines(row: Mapping[str, Any]) -> Iterator[Problem]:
    """R8.4 and R8.6, as far as a row says so: a warning each."""
    if row.get("valid_from") is None:
        return
    for name, is_breach, sentence in RED_LINES:
        if row.get(name) is not None and is_breach(row, row[name]):
            yield Problem(name, sentence, "请立即纠正；填错了的请改正", warning=True)


def paid_enough(row: Mapping[str, Any]) -> Iterator[Problem]:
    """R8.5: 80% of the wage of the same post, or the lowest wage grade, of who works relatively independently."""
    pay, wage, lowest = row.get("pay"), row.get("post_wage"), row.get("lowest_wage")
    if not row.get("works_independently") or pay is None or wage is None or lowest is None:
        return
    if pay < wage * PAY_SHARE and pay < lowest:
        yield Problem(
            "pay", "低于相同岗位工资的80%，也低于最低档工资", "请补足报酬；填错了的请改正", warning=True
        )


def born_before(row: Mapping[str, Any]) -> Iterator[Problem]:
    """Nobody is born after the internship began."""
    born, begin = row.get("birth_on"), row.get("valid_from")
    if born is not None and begin is not None and born >= begin:
        yield Problem("birth_on", "出生日期晚于实习开始日期", "请对照证件改正")


def filed_with_a_number(row: Mapping[str, Any]) -> Iterator[Problem]:
    """An exception that was filed has a number and a day."""
    if row.get("exception_on") is not None and row.get("exception_no") is None:
        yield Problem("exception_no", "填了例外备案日期，没有填备案编号", "请对照备案回执补填")


IS_ON_POST = Only(Q(kind=InternshipKind.POST), "是认识实习", needs=("kind",))


def _breach(name: str, label: str, column: str, q: Q, why: str) -> Count:
    """How many internships cross one red line; who has not said so makes it unknown."""
    return Count(
        f"internships.{name}", label, "条", of="row", when="period", only=(Only(q, why, needs=(column,)),)
    )


INTERNSHIPS = Register(
    slug="internships",
    name="实习",
    model=Internship,
    group="校企合作",
    about=Person(kept=False),
    about_heading="学生身份证号",
    dates=("实习开始日期", "实习结束日期"),
    columns_first=("enterprise", "kind", "major_code", "post", "pay"),
    aliases={
        "身份证号": "subject",
        "证件号码": "subject",
        "开始日期": "valid_from",
        "结束日期": "valid_to",
        "实习起": "valid_from",
        "实习止": "valid_to",
    },
    checks=(
        born_before,
        not_before("paid_on", "valid_from", "发放日期早于实习开始日期"),
        filed_with_a_number,
        red_lines,
        paid_enough,
    ),
    figures=(
        Count("internships.on_post", "在岗位实习的学生", "人", only=(IS_ON_POST,)),
        Count("internships.begun", "当期参加岗位实习的学生", "人", when="period", only=(IS_ON_POST,)),
        Count(
            "internships.firms",
            "有学生岗位实习的企业",
            "家",
            of="enterprise",
            only=(IS_ON_POST,),
        ),
        Count(
            "internships.insured",
            "有责任保险的岗位实习学生",
            "人",
            only=(IS_ON_POST, Only(Q(insurance_no__isnull=False), "没有保险", needs=("insurance_no",))),
        ),
        Share("internships.insured_rate", "实习责任保险覆盖率", "internships.insured", "internships.on_post"),
        _breach("with_deposit", "收取押金的实习", "deposit", Q(deposit__gt=0), "没有收押金"),
        _breach("charged", "向学生收费的实习", "charged", Q(charged__gt=0), "没有收费"),
        _breach(
            "through_agency", "由中介组织的实习", "through_agency", Q(through_agency=True), "不由中介组织"
        ),
        _breach("first_year", "一年级学生的实习", "grade", Q(grade=1), "不是一年级"),
        _breach(
            "without_guardian",
            "没有监护人同意的实习",
            "guardian_consents",
            Q(guardian_consents=False),
            "监护人已同意",
        ),
        _breach("unmatched", "专业不对口的实习", "is_matched", Q(is_matched=False), "专业对口"),
        _breach(
            "agreed_late",
            "先实习后签协议的实习",
            "agreement_on",
            Q(agreement_on__gt=F("valid_from")),
            "实习前已签协议",
        ),
    ),
    findings=(
        Overlap("一名学生同一时间在两处实习"),
        Same(("agreement_no",), "一份三方协议用于两名学生"),
    ),
    filled_by=("school",),
    verified_by=("human_resources_bureau", "edu_sports_bureau"),
    source="教职成〔2021〕4号",
    task="8",
)
