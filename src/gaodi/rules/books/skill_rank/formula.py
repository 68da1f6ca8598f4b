"""The eight levels of skill and the five grades before them, on one ladder (R14.3)."""

from __future__ import annotations

from polars import Expr, any_horizontal, coalesce, col, lit

from gaodi.rules.arithmetic import choose
from gaodi.rules.formulas import Fact, Formula, InForce, Step
from gaodi.rules.kinds import CODE, COUNT, TEXT, TRUTH

LEVELS = {
    "apprentice": "学徒工",
    "junior": "初级工",
    "middle": "中级工",
    "senior": "高级工",
    "technician": "技师",
    "senior_technician": "高级技师",
    "special": "特级技师",
    "chief": "首席技师",
}
OLD_GRADES = {
    "junior": "五级",
    "middle": "四级",
    "senior": "三级",
    "technician": "二级",
    "senior_technician": "一级",
}
ASIDE = r"[\s　/／、·—\-()（）]|国家职业资格|职业技能等级|职业资格"  # what stands around the words of a level
UNREAD = "不是技能等级的名称，或写法认不出、等级与名称对不上，请核对证书原件"

FACTS = (
    Fact("certificate", "证书编号", TEXT),
    Fact("title", "证书上写的技能等级", TEXT),
)


def steps(p: InForce) -> tuple[Step, ...]:
    """The words as written, bare; then the level they mean, its rank and its grade of old."""
    return (
        Step("bare", "去掉括号和“国家职业资格”等字后的写法", TEXT, col("title").str.replace_all(ASIDE, "")),
        *_levels(p),
        Step("name", "新名称", CODE, col("level"), when="read", clauses=("eight_levels",), words=LEVELS),
        Step("rank", "级次（数字大的高）", COUNT, _rank(), "级", when="read"),
        Step("has_old", "旧五级里有", TRUTH, col("level").is_in(list(OLD_GRADES)), when="read"),
        Step(
            "old_grade",
            "旧等级（数字小的高）",
            CODE,
            col("level"),
            when="has_old",
            clauses=("five_grades",),
            words=OLD_GRADES,
        ),
    )


def _levels(p: InForce) -> tuple[Step, ...]:
    bare = col("bare")
    means = {level: p.holds(f"words_{level}", bare) for level in LEVELS}
    found = coalesce([choose(holds, lit(level), lit(None)) for level, holds in means.items()])
    ranks = [
        Step(
            f"rank_as_{level}",
            f"按{name}的级次",
            COUNT,
            p.value(f"rank_{level}"),
            "级",
            when=f"is_{level}",
        )
        for level, name in LEVELS.items()
    ]
    told = [Step(f"is_{level}", f"是{name}", TRUTH, holds) for (level, holds), name in _named(means)]
    return (
        Step("read", "认得出的技能等级", TRUTH, any_horizontal(means.values()), refuses=f"不满足：{UNREAD}"),
        Step("level", "等级", CODE, found, when="read", words=LEVELS),
        *told,
        *ranks,
    )


def _named(means: dict[str, Expr]) -> zip[tuple[tuple[str, Expr], str]]:
    return zip(means.items(), LEVELS.values(), strict=True)


def _rank() -> Expr:
    return coalesce([col(f"rank_as_{level}") for level in LEVELS])


RANK = Formula(
    name="skill_rank",
    label="级次与新旧名称",
    facts=FACTS,
    key=("certificate",),
    steps=steps,
    outs=("name", "rank", "old_grade"),
)
FORMULAS = (RANK,)
