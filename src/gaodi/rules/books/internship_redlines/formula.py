"""Red lines of a student's internship on post, and the fine for agencies (R8.4–R8.7)."""

from __future__ import annotations

from functools import reduce
from operator import add, and_

from polars import Expr, Int64, col, lit

from gaodi.rules.arithmetic import ZERO, choose, months_after, most, years_after
from gaodi.rules.formulas import Fact, Formula, InForce, Step, Wording
from gaodi.rules.kinds import CODE, COUNT, DATE, MONEY, STATE, TEXT, TRUTH

NOT_FILED = "无"
VENUES = {
    "ordinary": "一般生产、服务场所",
    "bar": "酒吧",
    "nightclub": "夜总会",
    "karaoke": "歌厅",
    "bath": "洗浴中心",
    "game_hall": "电子游戏厅",
    "internet_cafe": "网吧",
    "other_entertainment": "其他营业性娱乐场所",
}
PAYERS = {"school": "学校", "enterprise": "实习单位", "student": "学生"}

WHO = (
    Fact("student", "学生（哈希）", TEXT),
    Fact("start", "岗位实习开始日", DATE),
    Fact("end", "岗位实习结束日", DATE, optional=True),
    Fact("grade", "年级", COUNT, "年级"),
    Fact("birth_date", "出生日期", DATE),
    Fact("female", "女学生", TRUTH),
)
WORK = (
    Fact("venue", "实习场所", CODE, words=VENUES),
    Fact("labour_grade", "体力劳动强度级别", COUNT, "级"),
    Fact("minor_forbidden", "从事未成年工禁忌劳动", TRUTH),
    Fact("women_forbidden", "从事女职工禁忌劳动", TRUTH),
    Fact("high_risk", "高空、井下、放射性、有毒、易燃易爆等高风险", TRUTH),
    Fact("rest_days", "安排在休息日、法定节假日实习", TRUTH),
    Fact("overtime_night", "安排加班或夜班", TRUTH),
    Fact("exception_filed_no", "特殊要求备案号（没有备案填“无”）", TEXT),
    Fact("exception_filed_on", "特殊要求备案日", DATE, optional=True),
    Fact("agency", "由中介机构或有偿代理组织、安排、管理", TRUTH),
    Fact("simple_only", "只做简单重复劳动", TRUTH),
    Fact("major_match", "岗位与专业对口或相近", TRUTH),
)
PAY = (
    Fact("working_independently", "相对独立参与实际工作", TRUTH),
    Fact("pay", "月实习报酬", MONEY, "元"),
    Fact("post_wage", "本单位相同岗位工资标准", MONEY, "元"),
    Fact("lowest_grade", "本单位最低档工资标准", MONEY, "元"),
    Fact("probation_wage", "本单位相同岗位试用期工资标准", MONEY, "元", optional=True),
    Fact("pay_days", "支付周期", COUNT, "天"),
    Fact("paid_in_money", "以货币足额支付，不用物品、代金券", TRUTH),
    Fact("third_party", "报酬经第三方转发", TRUTH),
)
PAPERS = (
    Fact("agreement", "学校、单位、学生签了三方协议", TRUTH),
    Fact("agreement_date", "三方协议签订日", DATE),
    Fact("model_text", "三方协议按示范文本", TRUTH),
    Fact("own_choice", "学生自行选择实习单位", TRUTH),
    Fact("student_consent", "学生签了知情同意书", TRUTH),
    Fact("guardian_consent", "监护人（家长）签了知情同意书", TRUTH),
    Fact("fees", "向学生收取的押金、培训费、提成等", MONEY, "元"),
    Fact("documents_kept", "扣押学生证、身份证等证件", TRUTH),
    Fact("forced", "强制到指定单位实习", TRUTH),
    Fact("for_profit", "以营利为目的组织实习", TRUTH),
    Fact("insured", "投了实习责任保险", TRUTH),
    Fact("insurance_paid_by", "保险费由谁负担", CODE, words=PAYERS),
)

NEW = "text_2021"  # the truth on which what only the text of 2021 asks depends


def steps(p: InForce) -> tuple[Step, ...]:
    """First what is told apart, then each red line, then what they come to."""
    lines = (*_who(p), *_where(p), *_when_and_how(), *_pay(p), *_papers(), *_money_and_force(), *_insurance())
    return (*_apart(p), *lines, *_answers(lines), _term(p))


def _apart(p: InForce) -> tuple[Step, ...]:
    birth, filed = col("birth_date"), col("exception_filed_no") != lit(NOT_FILED)
    texts = (Wording("rule_2016", lit(value=False)), Wording("rule_2021", lit(value=True)))
    return (
        Step(NEW, "适用2021年规定", TRUTH, texts),
        Step("minor", "开始时未成年", TRUTH, col("start") < years_after(birth, p.value("adult_age"))),
        Step("unified", "学校统一安排的岗位实习", TRUTH, ~col("own_choice")),
        Step(
            "excepted",
            "有特殊要求并事先备案",
            TRUTH,
            filed & (col("exception_filed_on") <= col("start")),
            clauses=("exception",),
        ),
    )


def _line(
    name: str, label: str, holds: Expr, clauses: tuple[str, ...], sentence: str, when: str = ""
) -> Step:
    return Step(name, label, TRUTH, holds, when=when, clauses=clauses, refuses=f"不满足：{sentence}")


def _who(p: InForce) -> tuple[Step, ...]:
    sixteenth = years_after(col("birth_date"), p.value("min_age"))
    return (
        _line("past_first_year", "不是一年级", col("grade") > 1, ("first_year",), "安排了一年级学生岗位实习"),
        _line("of_age", "达到最低年龄", col("start") >= sixteenth, (), "安排了未满最低年龄的学生岗位实习"),
        _line(
            "minors_spared",
            "未成年学生不做禁忌劳动",
            ~col("minor_forbidden"),
            ("minors",),
            "安排未成年学生从事禁忌劳动",
            "minor",
        ),
        _line(
            "women_spared",
            "女学生不做禁忌劳动",
            ~col("women_forbidden"),
            ("women",),
            "安排女学生从事禁忌劳动",
            "female",
        ),
    )


def _where(p: InForce) -> tuple[Step, ...]:
    return (
        _line(
            "venue_allowed",
            "不在营业性娱乐场所",
            ~p.holds("forbidden_venues", col("venue")),
            (),
            "安排学生到营业性娱乐场所实习",
        ),
        _line(
            "no_agency",
            "不经中介机构或有偿代理",
            ~col("agency"),
            ("no_agency", "law_agency"),
            "通过中介机构或有偿代理组织、安排、管理实习",
        ),
        _line(
            "light_labour",
            "体力劳动强度在限度以下",
            col("labour_grade") < p.value("heavy_labour"),
            (),
            "安排学生从事过重体力劳动",
            NEW,
        ),
        _line(
            "matched",
            "岗位与专业对口或相近",
            col("major_match"),
            ("major", "law_major"),
            "岗位与所学专业不对口、不相近",
        ),
        _line(
            "not_only_simple",
            "不只做简单重复劳动",
            ~col("simple_only"),
            ("simple",),
            "仅安排学生从事简单重复劳动",
            NEW,
        ),
    )


def _when_and_how() -> tuple[Step, ...]:
    """What only a major with special needs, filed in advance, may do."""
    kept = (
        ("low_risk", "不做高风险工作", "high_risk", "安排学生从事高空、井下、有毒等高风险实习"),
        ("rest_kept", "休息日、节假日不实习", "rest_days", "安排学生在休息日、法定节假日实习"),
        ("hours_kept", "不加班、不上夜班", "overtime_night", "安排学生加班或上夜班"),
    )
    return tuple(
        _line(name, label, ~col(fact) | col("excepted"), (name,), f"{sentence}，又没有事先备案")
        for name, label, fact, sentence in kept
    )


# ------------------------------------------------------------------ pay


def _pay(p: InForce) -> tuple[Step, ...]:
    enough = (
        Wording("pay_2016", _enough_by_probation_wage(p)),
        Wording("pay_2021", _enough_by_post_wage_or_lowest_grade(p)),
    )
    return (
        Step(
            "pay_enough",
            "报酬不低于最低标准",
            TRUTH,
            enough,
            when="working_independently",
            refuses="不满足：实习报酬低于最低标准",
        ),
        _line(
            "pay_in_money", "报酬以货币足额支付", col("paid_in_money"), ("pay_money",), "报酬未以货币足额支付"
        ),
        _line(
            "pay_direct",
            "报酬直接付给学生",
            ~col("third_party"),
            ("pay_direct",),
            "报酬经第三方转发，未直接支付给学生",
            NEW,
        ),
        _line(
            "pay_in_time",
            "报酬按期支付",
            col("pay_days") <= p.value("pay_period"),
            (),
            "报酬逾期支付，超过规定的支付周期",
            NEW,
        ),
    )


def _enough_by_probation_wage(p: InForce) -> Expr:
    """2016年：原则上不低于本单位相同岗位试用期工资标准的80%."""
    return p.rate("pay_rate_probation").reached_by(col("pay"), col("probation_wage"))


def _enough_by_post_wage_or_lowest_grade(p: InForce) -> Expr:
    """2021年：原则上不低于本单位相同岗位工资标准的80%或最低档工资标准."""
    return p.rate("pay_rate").reached_by(col("pay"), col("post_wage")) | (col("pay") >= col("lowest_grade"))


# ------------------------------------------------------------------ papers, money, force


def _papers() -> tuple[Step, ...]:
    before = col("agreement") & (col("agreement_date") <= col("start"))
    consent = (
        Wording("consent_2016", _guardian_of_a_minor()),
        Wording("consent_2021", _student_and_guardian()),
    )
    return (
        _line("agreed_before", "开始前签了三方协议", before, ("agreement",), "三方协议没有在实习开始前签订"),
        _line("on_model", "三方协议按示范文本", col("model_text"), ("model",), "三方协议未按示范文本", NEW),
        Step(
            "consented",
            "知情同意书齐全",
            TRUTH,
            consent,
            when="unified",
            refuses="不满足：没有学生和监护人（家长）应签的知情同意书",
        ),
    )


def _guardian_of_a_minor() -> Expr:
    """2016年：未满18周岁的学生，要有监护人签字的知情同意书."""
    return ~col("minor") | col("guardian_consent")


def _student_and_guardian() -> Expr:
    """2021年：学生和监护人（家长）都要签知情同意书，不论年龄."""
    return col("student_consent") & col("guardian_consent")


def _money_and_force() -> tuple[Step, ...]:
    return (
        _line("no_fees", "不向学生收费", col("fees") == 0, ("fees",), "向学生收取押金、培训费、提成等费用"),
        _line(
            "documents_free", "不扣押证件", ~col("documents_kept"), ("documents",), "扣押学生证、身份证等证件"
        ),
        _line("unforced", "不强制到指定单位", ~col("forced"), ("unforced",), "强制学校或学生到指定单位实习"),
        _line(
            "no_profit", "不以营利为目的组织", ~col("for_profit"), ("no_profit",), "以营利为目的组织实习", NEW
        ),
    )


def _insurance() -> tuple[Step, ...]:
    free = col("insurance_paid_by") != lit("student")
    return (
        _line("insured_line", "投了实习责任保险", col("insured"), ("insurance",), "没有投实习责任保险"),
        _line(
            "premium_free", "保险费不由学生负担", free, ("premium",), "实习责任保险费由学生负担", "insured"
        ),
    )


# ------------------------------------------------------------------ what it comes to


def kept(line: Step) -> Expr:
    """Whether a red line is kept; where it does not apply it is."""
    return col(line.name) | ~col(line.when) if line.when else col(line.name)


def _all_kept(lines: tuple[Step, ...]) -> Expr:
    return reduce(and_, [kept(line) for line in lines])


def _answers(lines: tuple[Step, ...]) -> tuple[Step, ...]:
    proven = reduce(add, [(~kept(line)).fill_null(value=False).cast(Int64) for line in lines])
    ruled = choose(col(NEW).is_in([True, False]), _all_kept(lines), lit(None))  # before any text: unknown
    return (
        Step("all_kept", "各条都没有违反", TRUTH, ruled),
        Step("breaches", "查实的违反条数", COUNT, choose(col("all_kept"), ZERO, proven), "条"),
        Step(
            "state",
            "实习红线",
            STATE,
            choose(col("all_kept"), lit("met"), lit("breach")),
            words={"met": "未触红线", "breach": "触红线"},
        ),
        _pay_state(tuple(line for line in lines if line.name.startswith("pay_"))),
    )


def _pay_state(lines: tuple[Step, ...]) -> Step:
    in_time = next(line for line in lines if line.name == "pay_in_time")
    rest = _all_kept(tuple(line for line in lines if line is not in_time))
    late = choose(kept(in_time), lit("met"), lit("late"))
    return Step(
        "pay_state",
        "实习报酬",
        STATE,
        choose(rest, late, lit("breach")),
        words={"met": "符合规定", "late": "逾期支付", "breach": "违反规定"},
    )


def _term(p: InForce) -> Step:
    longest = months_after(col("start"), p.value("term"))
    return Step(
        "usual_term",
        "不超过一般时长",
        TRUTH,
        col("end") <= longest,
        advises="岗位实习超过一般时长，请学校说明",
    )


LINES = (
    *("past_first_year", "of_age", "minors_spared", "women_spared", "venue_allowed", "no_agency"),
    *("light_labour", "matched", "not_only_simple", "low_risk", "rest_kept", "hours_kept", "pay_enough"),
    *("pay_in_money", "pay_direct", "pay_in_time", "agreed_before", "on_model", "consented", "no_fees"),
    *("documents_free", "unforced", "no_profit", "insured_line", "premium_free"),
)
REDLINES = Formula(
    name="internship_redlines",
    label="逐条核对",
    facts=(*WHO, *WORK, *PAY, *PAPERS),
    key=("student", "start"),
    steps=steps,
    outs=("state", "breaches", "pay_state", *LINES),
    dated_by="start",
)

# ------------------------------------------------------------------ the fine for agencies

SANCTION_FACTS = (
    Fact("case_no", "案件号", TEXT),
    Fact("happened_on", "行为发生日", DATE),
    Fact("through_agency", "经查实由中介机构等组织、安排、管理学生实习", TRUTH),
    Fact("illegal_income", "违法所得", MONEY, "元"),
)


def sanction_steps(p: InForce) -> tuple[Step, ...]:
    """What is confiscated, and from what to what the fine runs."""
    base, applies = col("fine_base"), "through_agency"
    counted = most(col("illegal_income"), p.value("income_floor"))
    return (
        Step(
            "confiscated",
            "没收违法所得",
            MONEY,
            col("illegal_income"),
            "元",
            when=applies,
            clauses=("sanction",),
        ),
        Step("fine_base", "计算罚款的违法所得", MONEY, counted, "元", when=applies),
        Step("fine_from", "罚款最低", MONEY, base * p.value("fine_least"), "元", when=applies),
        Step("fine_to", "罚款最高", MONEY, base * p.value("fine_most"), "元", when=applies),
    )


SANCTION = Formula(
    name="sanction",
    label="通过中介机构安排实习的罚款",
    facts=SANCTION_FACTS,
    key=("case_no",),
    steps=sanction_steps,
    outs=("fine_from", "fine_to", "fine_base", "confiscated"),
    dated_by="happened_on",
)
FORMULAS = (REDLINES, SANCTION)
