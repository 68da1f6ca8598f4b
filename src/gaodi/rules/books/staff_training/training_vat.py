"""Whether a school's income from training is free of value added tax, while that lasted (R2.3)."""

from __future__ import annotations

from polars import Expr, col, lit

from gaodi.rules.arithmetic import ZERO, choose
from gaodi.rules.formulas import Fact, Formula, InForce, Step, Wording
from gaodi.rules.kinds import MONEY, PERIOD, TEXT, TRUTH

CONDITIONS = {
    "government_run": ("政府举办的学校", "不是政府举办的学校"),
    "degree_giving": ("从事学历教育", "不从事学历教育"),
    "school_itself": ("学校本身举办（不是下属单位）", "由下属单位举办"),
    "unified_account": ("收入全部进学校统一账户", "收入没有全部进学校统一账户"),
    "budgeted": ("纳入预算和财政专户管理", "没有纳入预算和财政专户管理"),
}

FACTS = (
    Fact("school_code", "学校标识码", TEXT),
    Fact("period", "税款所属期", PERIOD),
    *(Fact(name, label, TRUTH) for name, (label, _) in CONDITIONS.items()),
    Fact("income", "进修班、培训班收入", MONEY, "元"),
)


def steps(_: InForce) -> tuple[Step, ...]:
    """Each condition, the wording of the day, and the income that is free."""
    wordings = (Wording("vat_exempt", _until_2025()), Wording("vat_ended", _from_2026()))
    return (
        *(
            Step(f"is_{name}", label, TRUTH, col(name), refuses=sentence, clauses=("vat_exempt",))
            for name, (label, sentence) in CONDITIONS.items()
        ),
        Step(
            "exempt",
            "培训收入免征增值税",
            TRUTH,
            wordings,
            refuses="不符合免征条件，或者已在2026年1月1日以后",
        ),
        Step("exempt_income", "免征增值税的收入", MONEY, choose(col("exempt"), col("income"), ZERO), "元"),
    )


def _until_2025() -> Expr:
    """政府举办的学历教育学校自办培训，收入归学校统一账户、纳入预算的，免征。"""
    together: Expr = lit(value=True)
    for name in CONDITIONS:
        together = together & col(f"is_{name}")
    return together


def _from_2026() -> Expr:
    """不再免征。"""
    return lit(value=False)


TRAINING_VAT = Formula(
    name="training_vat",
    label="学校培训收入免征增值税",
    facts=FACTS,
    key=("school_code", "period"),
    steps=steps,
    outs=("exempt", "exempt_income"),
    dated_by="period",
)
