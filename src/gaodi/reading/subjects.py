"""所指 — what a figure counts or measures, and of what it is a share, by the words around it.

A person confirms both; they are a help to the eye and no key for a machine.
"""

from __future__ import annotations

import re

BREAK = "，。；、,;：:！？!?"
LONGEST = 40
# What a clause says between a thing and its figure: 覆盖率〈保持在〉90%.
LINK = re.compile(
    r"(?:(?:力争|争取|确保|分别|平均|累计|总计|合计|均|应|要|可|且|按)?"
    r"(?:不得?[低高少多超大小]于?过?|达到?到?|[保维]持在?|稳定在|控制在|[提降压缩减][高低缩短少][至到]|扩大[至到]|增加?[至到]|提[高升][至到]"
    r"|压减[至到]|超过?|突破|至少|最少|最多|最高|最低|约|近|为|是|至|到|在|逾|满|给予|共|只|一次性|以|上))+$"
)
VERBS = re.compile(
    r"^(?:(?:全年|全县|全区|全市|全省|力争|争取|确保|探索|积极|新|再|并|各)*"
    r"(?:建设|建成|建立|新建|创建|打造|培育|培养|引进|招引|完成|举办|承办|开展|组织|实施|设立|组建|推出|认定|选派|配备|发放"
    r"|新增|增加|推广|安排|争取|落实|创成|购置|兑现|检定|淘汰|设置))+(?=.{2})"
)
# 每千人口, 每千名老年人, 每3万人
PER_HEAD = re.compile(
    r"每(?:[十百千万]+|\d+(?:\.\d+)?[十百千万]*)(?:人口|人|户|辆|台|亩|平方公里|公里|平方米|张床位?|[名个位家所][\u4e00-\u9fff]{1,8}?(?=配|拥|达|不|至|设|有|$))"
)
COMPARED = re.compile(
    r"(?:较|比|同|与|在)(?P<base>\d{4}年|上年|去年|上年度|同期|上年同期|[^，。；、,;\d较比]{1,8}?)(?:末|底)?(?:的)?(?:基础上|水平|相比)?"
    r"(?=翻|增|提|下|减|降|高|上)[^，。；,;]{0,6}$"
)
SHARE_OF = re.compile(
    r"(?:按照?|占|[高低大小]于|超过|达到|返还|[，。；、,;]|^)?(?P<base>[^，。；、,;按占]{2,24}?)(?:总[数量额])?的(?:比例|比重)?(?:[不高低超少于过至到为约近达最]{0,4})$"
)
SHARE_IN = re.compile(
    r"占(?P<base>[^，。；、,;占]{2,20}?)(?:的)?(?:比例|比重|比)?(?:达到?|不[低高少超][于过]|超过|为|至|到|[保维]持在|提高到)*$"
)
BEHIND = re.compile(
    r"的(?P<base>[\u4e00-\u9fff“”A-Za-z]{2,12}?)(?=[，。；、,;（(]|$|开展|达到|建成|实现|设置|完成|配备)"
)


def clause_before(text: str, place: int, breaks: str = BREAK) -> tuple[int, int]:
    """Where the clause begins that a figure ends, and the place of the figure."""
    start = max(text.rfind(sign, max(0, place - LONGEST), place) for sign in breaks) + 1
    return max(start, place - LONGEST), place


def subject(text: str, start: int, end: int, *, counts: bool) -> tuple[int, int]:
    """Where the words stand that say what a figure is: behind it for things counted, else before it."""
    behind = re.compile(rf"(?:的)?([^{BREAK}()的]{{2,30}})").match(text, end)
    if counts and behind and not behind[1].startswith(("和", "及", "与", "并", "开展", "参加")):
        return behind.span(1)
    if several := _one_of_several(text, start):
        return several
    begin, stop = clause_before(text, start)
    if link := LINK.search(text[begin:stop]):
        stop = begin + link.start()
    if verb := VERBS.match(text[begin:stop]):
        begin += verb.end()
    if begin < stop:
        return begin, stop
    return behind.span(1) if behind else (start, end)


def _one_of_several(text: str, start: int) -> tuple[int, int] | None:
    """A率、B率分别达到65%和55%: the second figure is of the second thing."""
    begin, stop = clause_before(text, start, "，。；,;")
    names, apart, figures = text[begin:stop].partition("分别")
    if not apart:
        return None
    things = [match.span() for match in re.finditer(r"[^、和与及]+", names)]
    place = len(re.findall(r"\d[\d.]*", figures))
    return (begin + things[place][0], begin + things[place][1]) if place < len(things) else None


def base(text: str, start: int, end: int, *, share: bool, times: bool) -> tuple[int, int] | None:
    """Where the base stands: 每千人口, 投资额 (的30%), (三分之二以上的) 行政村, (较) 2020年 (翻一番)."""
    begin, stop = clause_before(text, start, "，。；,;")
    clause = text[begin:stop]
    if heads := list(PER_HEAD.finditer(clause)):
        return begin + heads[-1].start(), begin + heads[-1].end()
    patterns = [COMPARED] * times + [SHARE_IN, SHARE_OF] * share
    for pattern in patterns:
        if match := pattern.search(clause):
            return begin + match.start("base"), begin + match.end("base")
    behind = BEHIND.match(text, end) if share else None
    return behind.span("base") if behind else None
