"""What is asked before a school and a firm sign (R4.1–R4.4)."""

from __future__ import annotations

from polars import Expr, col, lit

from gaodi.rules.books.cooperation_checks.concessions import PPP_REGIME
from gaodi.rules.books.cooperation_checks.funds import DEVELOPMENT_FUND
from gaodi.rules.books.cooperation_checks.shares import SHARES
from gaodi.rules.formulas import Fact, Formula, InForce, Step, Wording
from gaodi.rules.kinds import CODE, DATE, TEXT, TRUTH

SCHOOLS = {
    "compulsory": "义务教育学校",
    "vocational": "职业学校",
    "high_school": "普通高中",
    "other": "其他公办学校",
}

FACTS = (
    Fact("project", "合作项目", TEXT),
    Fact("decided_on", "审查日期", DATE),
    Fact("school", "参与的公办学校", CODE, words=SCHOOLS),
    Fact("for_profit", "合办的民办学校是营利性的", TRUTH),
    Fact("vocational", "合办的民办学校实施职业教育", TRUTH),
    Fact("fiscal_money", "使用财政性经费（含财政购置的设备）", TRUTH),
    Fact("harms_teaching", "影响公办学校教学", TRUTH),
    Fact("brand_only", "只输出品牌", TRUTH),
    Fact("approved", "经主管部门批准", TRUTH),
    Fact("own_legal_person", "新学校有独立法人资格", TRUTH),
    Fact("own_campus", "新学校有独立校园和基本设施", TRUTH),
    Fact("own_teachers", "新学校有独立专任教师队伍", TRUTH),
    Fact("own_accounts", "新学校独立核算、招生、发证", TRUTH),
    Fact("management_fee", "公办学校收取管理费", TRUTH),
)


def steps(_: InForce) -> tuple[Step, ...]:
    """Each condition with its article, then whether the school may take part."""
    conditions = _conditions()
    return (*conditions, Step("may_take_part", "公办学校可以参与举办", TRUTH, _all(conditions)))


def _conditions() -> tuple[Step, ...]:
    school, for_profit = col("school"), col("for_profit")
    vocational = (school == lit("vocational")) & col("vocational")
    return (
        _condition(
            "not_compulsory",
            "不是义务教育学校",
            school != lit("compulsory"),
            "compulsory",
            "实施义务教育的公办学校不得举办或者参与举办民办学校",
        ),
        _condition(
            "profit_allowed",
            "营利性的只限职业教育",
            ~for_profit | vocational,
            "for_profit",
            "只有职业学校可以参与举办营利性民办职业学校",
        ),
        _condition(
            "no_fiscal_money",
            "不使用财政性经费",
            ~col("fiscal_money"),
            "conduct",
            "使用了财政性经费；营利性的，教育法也不允许",
            more=("fiscal_money",),
        ),
        _condition(
            "teaching_kept", "不影响教学", ~col("harms_teaching"), "conduct", "影响公办学校的教学活动"
        ),
        _condition("not_brand_only", "不只是输出品牌", ~col("brand_only"), "conduct", "只输出品牌"),
        _condition("is_approved", "经主管部门批准", col("approved"), "conduct", "没有经主管部门批准"),
        *_independence(),
        _condition(
            "no_fee",
            "不向非营利学校收管理费",
            for_profit | ~col("management_fee"),
            "no_fee",
            "向非营利性民办学校收取管理费",
        ),
    )


def _independence() -> tuple[Step, ...]:
    parts = {
        "own_legal_person": "独立法人资格",
        "own_campus": "独立的校园和基本设施",
        "own_teachers": "独立的专任教师队伍",
        "own_accounts": "独立核算、招生和发证",
    }
    return tuple(
        _condition(f"has_{name}", label, col(name), "independence", f"新学校没有{label}")
        for name, label in parts.items()
    )


def _condition(
    name: str, label: str, holds: Expr, clause: str, sentence: str, more: tuple[str, ...] = ()
) -> Step:
    return Step(name, label, TRUTH, (Wording(clause, holds),), clauses=more, refuses=sentence)


def _all(conditions: tuple[Step, ...]) -> Expr:
    """One that fails outweighs what is not known of the others."""
    together: Expr = lit(value=True)
    for condition in conditions:
        together = together & col(condition.name)
    return together


TAKING_PART = Formula(
    name="cooperation_checks",
    label="公办学校可否参与举办民办学校",
    facts=FACTS,
    key=("project", "decided_on"),
    steps=steps,
    outs=("may_take_part",),
    dated_by="decided_on",
)
FORMULAS = (TAKING_PART, SHARES, DEVELOPMENT_FUND, PPP_REGIME)
