"""Internship posts that a firm above scale must offer, and how many interns it may have (R8.1–R8.3)."""

from __future__ import annotations

from polars import Expr, coalesce, col, lit

from gaodi.rules.arithmetic import ZERO, above_zero, choose
from gaodi.rules.formulas import Fact, Formula, InForce, Step
from gaodi.rules.kinds import CODE, COUNT, MONEY, STATE, TEXT, TRUTH, YEAR

WARNING, BLOCK = "warning", "block"
FIRM = (Fact("uscc", "统一社会信用代码", TEXT), Fact("year", "年度", YEAR))
TOO_MANY = "在岗实习生超过在岗职工的规定比例"
TOO_MANY_OF_TYPE = "这类岗位上的实习生超过同类岗位职工的规定比例"

# ------------------------------------------------------------------ posts of a firm

POST_FACTS = (
    *FIRM,
    Fact("above_scale", "在统计部门当年的规模以上名录里", TRUTH),
    Fact("staff_total", "职工总数（年末从业人员）", COUNT, "人"),
    Fact("staff_on_post", "在岗职工", COUNT, "人"),
    Fact("posts_offered", "已设实习岗位", COUNT, "个"),
    Fact("interns", "在岗实习生", COUNT, "人"),
)


def post_steps(p: InForce) -> tuple[Step, ...]:
    """What is required, what may be, and how far the firm is."""
    applies = col("above_scale") & (col("staff_total") > ZERO)
    required = p.rate("post_rate").whole_up(col("staff_total"))
    short_by = above_zero(col("required") - col("posts_offered"))
    return (
        Step("applies", "规模以上企业且有职工", TRUTH, applies, clauses=("list_decides",)),
        Step(
            "required",
            "应设实习岗位",
            COUNT,
            required,
            "个",
            when="applies",
            clauses=("rounding", "denominator"),
        ),
        Step("offered_gap", "还差实习岗位", COUNT, short_by, "个", when="applies", clauses=("counted",)),
        Step("cap_total", "在岗实习生人数上限", COUNT, p.rate("cap_rate").whole(col("staff_on_post")), "人"),
        Step("state", "实习岗位设置", STATE, _state(), when="applies"),
        *_ceiling(p, col("interns") <= col("cap_total"), TOO_MANY),
    )


def _state() -> Expr:
    # an unknown number of posts outweighs the conflict, so it is asked for even there
    conflict = (col("required") > col("cap_total")) & (col("posts_offered") >= ZERO)
    met = col("posts_offered") >= col("required")
    return choose(conflict, lit("conflict"), choose(met, lit("met"), lit("short")))


def _ceiling(p: InForce, within: Expr, sentence: str) -> tuple[Step, ...]:
    """More interns than the ceiling is warned of or forbidden, as the text of the year has it."""
    effect = p.value("cap_effect")
    return (
        Step(
            "cap_heeded",
            "实习生不超过上限（提示）",
            TRUTH,
            within | (effect != lit(WARNING)),
            advises=sentence,
        ),
        Step(
            "cap_kept",
            "实习生不超过上限（禁止）",
            TRUTH,
            within | (effect != lit(BLOCK)),
            refuses=f"不满足：{sentence}",
        ),
    )


POSTS = Formula(
    name="internship_posts",
    label="应设岗位与实习生上限",
    facts=POST_FACTS,
    key=("uscc", "year"),
    steps=post_steps,
    outs=("required", "offered_gap", "cap_total", "state"),
    dated_by="year",
)

# ------------------------------------------------------------------ one type of post

TYPE_FACTS = (
    *FIRM,
    Fact("post_type", "岗位类型", TEXT),
    Fact("staff_on_type", "同类岗位在岗职工", COUNT, "人"),
    Fact("interns", "这类岗位上的实习生", COUNT, "人"),
)


def type_steps(p: InForce) -> tuple[Step, ...]:
    """The ceiling of one type of post in a firm, and by how many it is passed."""
    cap = p.rate("type_cap_rate").whole(col("staff_on_type"))
    return (
        Step("cap_type", "这类岗位的实习生上限", COUNT, cap, "人"),
        Step("over", "超过上限", COUNT, above_zero(col("interns") - col("cap_type")), "人"),
        *_ceiling(p, col("interns") <= col("cap_type"), TOO_MANY_OF_TYPE),
    )


TYPES = Formula(
    name="post_types",
    label="每类岗位的实习生上限",
    facts=TYPE_FACTS,
    key=("uscc", "year", "post_type"),
    steps=type_steps,
    outs=("cap_type", "over"),
    dated_by="year",
)

# ------------------------------------------------------------------ whether a firm may be above scale: a hint

CLASSES = {
    "industry": "工业",
    "construction": "建筑业",
    "wholesale": "批发业",
    "retail": "零售业",
    "catering": "住宿和餐饮业",
    "real_estate": "房地产开发经营业",
    "services_infrastructure": "服务业（交通运输仓储邮政、信息、水利环境公共设施、卫生）",
    "services_business": "服务业（租赁商务、科研技术、教育、物业和其他房地产）",
    "services_residents": "服务业（居民服务、文体娱乐、社会工作）",
}
BY_REVENUE = tuple(name for name in CLASSES if name not in {"construction", "real_estate"})
HINTS = {
    "likely": "可能在规模以上，以统计部门当年名录为准",
    "unlikely": "可能不在规模以上，以统计部门当年名录为准",
}
HINT_FACTS = (
    *FIRM,
    Fact("sector", "行业门类", CODE, words=CLASSES),
    Fact("revenue", "年主营业务收入", MONEY, "元", optional=True),
    Fact("qualified", "有总承包或专业承包资质（建筑业）", TRUTH, optional=True),
    Fact("active", "当年有开发经营活动（房地产开发）", TRUTH, optional=True),
)


def hint_steps(p: InForce) -> tuple[Step, ...]:
    """Each class asks for its own: revenue, a qualification, or any activity."""
    sector = col("sector")
    reached = coalesce([col("reaches_revenue"), col("is_qualified"), col("is_active")])
    threshold = coalesce([choose(sector == lit(name), p.value(name), lit(None)) for name in BY_REVENUE])
    return (
        Step("by_revenue", "按收入划分的门类", TRUTH, sector.is_in(BY_REVENUE)),
        Step("builds", "建筑业", TRUTH, sector == lit("construction")),
        Step("develops", "房地产开发经营业", TRUTH, sector == lit("real_estate")),
        Step("threshold", "收入标准", MONEY, threshold, "元", when="by_revenue"),
        Step(
            "reaches_revenue",
            "收入达到标准",
            TRUTH,
            col("revenue") >= col("threshold"),
            when="by_revenue",
        ),
        Step("is_qualified", "有承包资质", TRUTH, col("qualified"), when="builds", clauses=("construction",)),
        Step("is_active", "有开发经营活动", TRUTH, col("active"), when="develops", clauses=("real_estate",)),
        Step(
            "hint",
            "规模以上的可能（仅供核对）",
            STATE,
            choose(reached, lit("likely"), lit("unlikely")),
            clauses=("list_decides",),
            words=HINTS,
        ),
    )


HINT = Formula(
    name="above_scale_hint",
    label="规模以上的可能（以统计部门名录为准）",
    facts=HINT_FACTS,
    key=("uscc", "year"),
    steps=hint_steps,
    outs=("hint", "threshold"),
    dated_by="year",
)
FORMULAS = (POSTS, TYPES, HINT)
