"""Who is a new-type apprentice (R6.1)."""

from __future__ import annotations

from polars import Expr, col, lit

from gaodi.rules.formulas import Fact, Formula, InForce, Step
from gaodi.rules.kinds import CODE, COUNT, DATE, MONEY, TEXT, TRUTH

LEVELS = {
    "junior": "初级工",
    "intermediate": "中级工",
    "senior": "高级工",
    "technician": "技师",
    "senior_technician": "高级技师",
}
POSTS = {"new": "新招用到技能岗位", "transferred": "转岗到技能岗位", "other": "原岗位或非技能岗位"}

FACTS = (
    Fact("apprentice", "学徒（证件摘要）", TEXT),
    Fact("start", "培养开始日期", DATE),
    Fact("student", "全日制学生", TRUTH),
    Fact("post", "岗位", CODE, words=POSTS),
    Fact("contract_months", "劳动合同期限", COUNT, "个月"),
    Fact("term_months", "培养期", COUNT, "个月"),
    Fact("target", "培养目标等级", CODE, words=LEVELS),
    Fact("wage", "学徒月工资", MONEY, "元/月"),
    Fact("lowest_wage", "当地月最低工资", MONEY, "元/月"),
)


def steps(p: InForce) -> tuple[Step, ...]:
    """Each condition, the warning of a long term, and all together."""
    conditions = _conditions(p)
    together: Expr = lit(value=True)
    for condition in conditions:
        together = together & col(condition.name)
    usual = Step(
        "usual_term",
        "培养期在一般期限以内",
        TRUTH,
        col("term_months") <= p.value("term_usual"),
        advises="培养期超过一般期限，要说明特殊情况",
    )
    return (*conditions, usual, Step("eligible", "可以作为新型学徒", TRUTH, together))


def _conditions(p: InForce) -> tuple[Step, ...]:
    return (
        Step(
            "employee",
            "是企业职工",
            TRUTH,
            ~col("student"),
            refuses="全日制学生不在企业新型学徒制内（属现代学徒制）",
            clauses=("employees",),
        ),
        Step(
            "new_on_post",
            "新招用或转岗到技能岗位",
            TRUTH,
            col("post") != lit("other"),
            refuses="不是新招用或转岗到技能岗位的人员",
            clauses=("recruits",),
        ),
        Step(
            "contract_long",
            "劳动合同够一年",
            TRUTH,
            col("contract_months") >= p.value("contract_months"),
            refuses="劳动合同不足一年",
        ),
        Step(
            "term_long",
            "培养期够一年",
            TRUTH,
            col("term_months") >= p.value("term_least"),
            refuses="培养期不足一年",
        ),
        Step(
            "term_short",
            "培养期不超过三年",
            TRUTH,
            col("term_months") <= p.value("term_most"),
            refuses="培养期超过三年",
        ),
        Step(
            "target_fits",
            "培养目标是中级工以上",
            TRUTH,
            p.holds("target_levels", col("target")),
            refuses="培养目标不是中级工以上",
        ),
        Step(
            "wage_fits",
            "工资不低于最低工资",
            TRUTH,
            col("wage") >= col("lowest_wage"),
            refuses="工资低于当地最低工资标准",
            clauses=("wage",),
        ),
    )


ELIGIBLE = Formula(
    name="eligible",
    label="新型学徒的条件",
    facts=FACTS,
    key=("apprentice", "start"),
    steps=steps,
    outs=("eligible",),
    dated_by="start",
)
