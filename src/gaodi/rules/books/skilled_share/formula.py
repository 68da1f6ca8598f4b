"""Skilled persons among those recommended to a body in a term (R15.1, R15.2)."""

from __future__ import annotations

from polars import Int64, col

from gaodi.rules.arithmetic import any_holds, count_of, distinct, ratio
from gaodi.rules.formulas import Check, Fact, Formula, InForce, Step
from gaodi.rules.kinds import CODE, COUNT, DATE, RATIO, TEXT, TRUTH, YEAR

BODIES = {
    "party": "党代会",
    "congress": "人大",
    "consultative": "政协",
    "youth_league": "团代会",
    "other": "其他",
}
LEVELS = {
    "none": "无",
    "apprentice": "学徒工",
    "junior": "初级工",
    "middle": "中级工",
    "senior": "高级工",
    "technician": "技师",
    "senior_technician": "高级技师",
    "special": "特级技师",
    "chief": "首席技师",
}
AWARDS = {"none": "无", "district": "区级", "city": "市级", "province": "省级", "nation": "国家级"}
NO_END = "9999-12-31"

FACTS = (
    Fact("year", "统计年度", YEAR),
    Fact("body", "机构", CODE, words=BODIES),
    Fact("term", "届次", TEXT),
    Fact("person", "人选（哈希）", TEXT),
    Fact("recommended_on", "推荐日", DATE),
    Fact("level", "技能等级", CODE, words=LEVELS),
    Fact("certificate_found", "证书在全国系统查得到", TRUTH),
    Fact("expires_on", "证书到期日（空为长期）", DATE, blank=NO_END),
    Fact("award", "工匠、技能类最高表彰", CODE, words=AWARDS),
)
KEY = ("year", "body", "term", "person")
NOT_YET = Check(
    "recommended_on",
    col("recommended_on").dt.year().cast(Int64) > col("year"),
    "推荐日在统计年度以后，请放到那一年",
)


def row_steps(p: InForce) -> tuple[Step, ...]:
    """Whether one person, on the day of the recommendation, is a skilled one."""
    in_date = col("expires_on") >= col("recommended_on")
    certified = p.holds("skilled_levels", col("level")) & col("certificate_found") & in_date
    this_year = col("recommended_on").dt.year().cast(Int64) == col("year")
    return (
        Step("certified", "有有效的规定等级证书", TRUTH, certified, clauses=("valid",)),
        Step("awarded", "有规定级别的表彰", TRUTH, p.holds("skilled_awards", col("award"))),
        Step("skilled_person", "技术技能人才", TRUTH, col("certified") | col("awarded")),
        Step("this_year", "本年推荐", TRUTH, this_year),
    )


# ------------------------------------------------------------------ each body and term


def counted(_: InForce) -> tuple[Step, ...]:
    return (
        Step(
            "skilled",
            "推荐人选中的技术技能人才",
            COUNT,
            count_of(col("skilled_person")),
            "人",
            clauses=("each_body",),
        ),
        Step("recommended", "全部推荐人选", COUNT, count_of(col("person").is_not_null()), "人"),
        Step(
            "held_this_year",
            "本年有推荐",
            TRUTH,
            any_holds(col("this_year")),
            clauses=("carried",),
            advises="本年没有换届，沿用上一届的数",
        ),
    )


def shared(_: InForce) -> tuple[Step, ...]:
    share = ratio(col("skilled"), col("recommended"))
    return (Step("share", "技术技能人才占推荐人选", RATIO, share, "比例"),)


SHARE = Formula(
    name="skilled_share",
    label="每个机构每一届",
    facts=FACTS,
    key=KEY,
    steps=row_steps,
    outs=("skilled", "recommended", "share"),
    dated_by="year",
    per=("year", "body", "term"),
    gathered=counted,
    concluded=shared,
    checks=(NOT_YET,),
)

# ------------------------------------------------------------------ each person once


def counted_once(_: InForce) -> tuple[Step, ...]:
    everybody = col("person").is_not_null()
    return (
        Step(
            "skilled_persons",
            "全年技术技能人才（一人只算一次）",
            COUNT,
            distinct(col("person"), col("skilled_person")),
            "人",
            clauses=("each_body",),
        ),
        Step("persons", "全年推荐人选（一人只算一次）", COUNT, distinct(col("person"), everybody), "人"),
    )


TOTAL = Formula(
    name="skilled_total",
    label="全年总数",
    facts=FACTS,
    key=KEY,
    steps=row_steps,
    outs=("skilled_persons", "persons"),
    dated_by="year",
    per=("year",),
    gathered=counted_once,
    checks=(NOT_YET,),
)
FORMULAS = (SHARE, TOTAL)
