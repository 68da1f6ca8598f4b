"""How many bases a document of the right level names, in time or late (R9.2; the city's apprentice base of task 6)."""

from __future__ import annotations

from polars import Expr, col, lit

from gaodi.rules.arithmetic import ZERO, any_holds, choose, distinct
from gaodi.rules.formulas import ON, Fact, Formula, InForce, Step
from gaodi.rules.kinds import CODE, COUNT, DATE, STATE, TEXT, TRUTH

INDICATORS = {
    "transformation": "新旧动能转换公共实训基地（省级）",
    "integration": "产教融合实训基地（省级）",
    "apprentice": "示范性企业学徒基地（市级）",
}
LEVELS = {"national": "国家级", "provincial": "省级", "city": "市级", "district": "区级", "none": "没有文件"}
STATES = {"effort_made": "已争取，未获认定"}

FACTS = (
    Fact("indicator", "指标", CODE, words=INDICATORS),
    Fact("base", "基地", TEXT),
    Fact("document", "认定文件（没有的留空）", TEXT, blank="无"),
    Fact("level", "文件级别", CODE, words=LEVELS),
    Fact("named", "文件写明该基地", TRUTH),
    Fact("dated", "文件日期（没有文件的不填）", DATE, optional=True),
    Fact("applied", "已申报", TRUTH),
)


def steps(p: InForce) -> tuple[Step, ...]:
    """Of one base with one of its documents."""
    recognised = col("fits") & col("named") & (col("dated") <= col(ON))
    return (
        Step("fits", "文件级别够", TRUTH, _level_fits(), clauses=("named",)),
        Step("recognised", "已认定", TRUTH, recognised, clauses=("named",)),
        Step("in_time", "按期认定", TRUTH, col("recognised") & (col("dated") <= p.value("deadline"))),
    )


def _level_fits() -> Expr:
    provincial = col("level").is_in(["national", "provincial"])
    return choose(
        col("indicator") == lit("apprentice"), provincial | (col("level") == lit("city")), provincial
    )


def gathered(_: InForce) -> tuple[Step, ...]:
    """A base counts once in an indicator, whatever the number of its documents."""
    return (
        Step("count", "已认定的基地数", COUNT, distinct(col("base"), col("recognised")), "个"),
        Step("count_in_time", "期限以内认定的基地数", COUNT, distinct(col("base"), col("in_time")), "个"),
        Step("effort", "已申报", TRUTH, any_holds(col("applied"))),
    )


def concluded(p: InForce) -> tuple[Step, ...]:
    """In time, late, tried, or not at all."""
    wanted = p.value("target")
    tried = choose(col("effort"), lit("effort_made"), lit("not_met"))
    late = choose(col("count") >= wanted, lit("met_late"), tried)
    state = choose(col("count_in_time") >= wanted, lit("met"), late)
    lacking = choose(col("count") >= wanted, ZERO, wanted - col("count"))
    return (
        Step("state", "基地是否建成", STATE, state, clauses=("named",), words=STATES),
        Step("lacking", "还差", COUNT, lacking, "个"),
    )


RECOGNITION = Formula(
    name="recognition",
    label="基地认定计数",
    facts=FACTS,
    key=("indicator", "base", "document"),
    steps=steps,
    gathered=gathered,
    concluded=concluded,
    outs=("state", "count_in_time", "count", "lacking"),
    per=("indicator",),
)
