"""基数 — of what a figure is a share, or to what it compares: 每千人口, 投资额的30%, 较2020年翻一番."""

from __future__ import annotations

import re

from gaodi.reading import changes
from gaodi.reading.subjects import PAST, THAN, clause_before

# 每千人口, 每千名老年人, 每3万人
PER_HEAD = re.compile(
    r"每(?:[十百千万]+|\d+(?:\.\d+)?[十百千万]*)(?:(?:常住|户籍|城镇)?人口|人|户|辆|台|亩|平方公里|公里|平方米|张床位?|[名个位家所][\u4e00-\u9fff]{1,8}?(?=配|拥|达|不|至|设|有|$))"
)
# 较2020年翻一番, 比全省平均水平高1个百分点, 在2020年基础上增长10%
COMPARED = re.compile(
    rf"(?:(?:{THAN}|在)(?P<base>{PAST})(?:末|底)?(?:的?基础上|水平|相比)?[^，。；、,;\d]{{0,6}}"
    rf"|{THAN}(?P<other>[^，。；、,;\d较比]{{2,10}}?)(?:[增提下减降高上低][^，。；、,;\d]{{0,4}}))$"
)
SHARE_IN = re.compile(
    r"占(?!比)(?P<base>[^，。；、,;占]{2,20}?)(?P<other>)的?(?:比例|比重|比)?(?:达到?|不[低高少超][于过]|超过|为|至|到|[保维]持在|提高到|稳定在)*$"
)
SHARE_AMONG = re.compile(
    r"(?P<base>[^，。；、,;]{2,16}?)(?P<other>)(?<![集其高初空])中(?![心国小医央职型等])[^，。；、,;]{2,14}(?:比例|占比|比重|率)"
    r"(?:达到?|不[低高少超][于过]|超过|为|至|到|[保维]持在|提高到)*$"
)
SHARE_OF = re.compile(r"(?P<base>[^，。；、,;按占由]{2,24})(?P<other>)的$")
# what stands before a base without belonging to it: 可按〈投资额〉的30%
LEAD = re.compile(
    rf"^(?:[^，。；]*(?:{changes.CHANGED_TO}|不?得?[高低超少][于过]|相当于|最高))?"
    r"(?:可|应|要|再|或|照|并|对|将|按照?|返还|给予|其(?!他|它|余)|本(?!科|地|市|区|县|省)|为|达到?|占)*"
)
BEHIND = re.compile(
    r"的(?!标准|比例|比重|速度|幅度|目标|补[贴助])(?P<base>[\u4e00-\u9fff“”A-Za-z]{2,12}?)"
    r"(?=[，。；、,;（()]|$|开展|达到|建成|实现|设置|完成|配备)"
)


def base_of(text: str, start: int, end: int, *, share: bool, growth: bool) -> tuple[int, int] | None:
    """Where the base stands: 每千人口, 投资额 (的30%), (三分之二以上的) 行政村, (较) 2020年 (翻一番)."""
    begin, stop = clause_before(text, start, "，。；,;")
    clause = text[begin:stop]
    if heads := list(PER_HEAD.finditer(clause)):
        return begin + heads[-1].start(), begin + heads[-1].end()
    patterns = [COMPARED] * growth + [SHARE_IN, SHARE_AMONG, SHARE_OF] * share
    for pattern in patterns:
        if match := pattern.search(clause):
            first, last = match.span("base" if match["base"] else "other")
            lead = LEAD.match(clause[first:last])
            first += lead.end() if lead else 0
            return (
                (begin + first, begin + last)
                if _is_base(clause[first:last], compared=pattern is COMPARED)
                else None
            )
    behind = BEHIND.match(text, end) if share else None
    return behind.span("base") if behind else None


def _is_base(text: str, *, compared: bool) -> bool:
    """A year is a base of growth only: 占比由2024年的8.6% is no share of 2024."""
    return len(text) > 1 and (compared or not re.fullmatch(r"\d{0,4}年[底末]?", text))
