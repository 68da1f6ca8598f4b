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
    r"|压减[至到]|超过?|突破|至少|最少|最多|最高|最低|约|近|为|是|至|到|在|逾|满|给予|共|只|一次性|以|上|的|每(?:年|季度|个?月|半年|周)|(?:较|比)(?:\d{4}年|上年)))+$"
)
VERBS = re.compile(
    r"^(?:(?:全年|全县|全区|全市|全省|力争|争取|确保|探索|积极|新|再|并|各)*"
    r"(?:建设|建成|建立|新建|创建|打造|培育|培养|引进|招引|完成|举办|承办|开展|组织|实施|设立|组建|推出|认定|选派|配备|发放"
    r"|新增|增加|推广|安排|争取|落实|创成|购置|兑现|检定|淘汰|设置))+(?=.{2})"
)
# 每千人口, 每千名老年人, 每3万人
PER_HEAD = re.compile(
    r"每(?:[十百千万]+|\d+(?:\.\d+)?[十百千万]*)(?:(?:常住|户籍|城镇)?人口|人|户|辆|台|亩|平方公里|公里|平方米|张床位?|[名个位家所][\u4e00-\u9fff]{1,8}?(?=配|拥|达|不|至|设|有|$))"
)
THAN = r"(?:较|(?<![占同环对配])比(?![例重率值]))"
PAST = r"(?:\d{4}年|上年度?|去年|上年同期|同期|[“”十一二三四五]{3,5}末)"
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
SHARE_OF = re.compile(r"(?P<base>[^，。；、,;按占]{2,24})(?P<other>)的$")
# what stands before a base without belonging to it: 可按〈投资额〉的30%
LEAD = re.compile(r"^(?:可|应|要|再|或|照|并|对|将|按照?|不[低高超少][于过]|返还|给予|其|本|为|达到?|占)+")
BEHIND = re.compile(
    r"的(?!标准|比例|比重|速度|幅度|目标|补[贴助])(?P<base>[\u4e00-\u9fff“”A-Za-z]{2,12}?)"
    r"(?=[，。；、,;（()]|$|开展|达到|建成|实现|设置|完成|配备)"
)


def clause_before(text: str, place: int, breaks: str = BREAK) -> tuple[int, int]:
    """Where the clause begins that a figure ends, and the place of the figure."""
    start = max(text.rfind(sign, max(0, place - LONGEST), place) for sign in breaks) + 1
    return max(start, place - LONGEST), place


def subject(text: str, start: int, end: int, *, counts: bool) -> tuple[int, int]:
    """Where the words stand that say what a figure is: behind it for things counted, else before it."""
    behind = re.compile(rf"的?([^{BREAK}()的\d]{{2,30}})").match(text, end)
    if counts and behind and not behind[1].startswith(("和", "及", "与", "并", "开展", "参加")):
        return behind.span(1)
    if several := _one_of_several(text, start):
        return several
    begin, stop = _bare(text, *clause_before(text, start))
    if begin >= stop:  # 开展活动，每季度不少于2次: the clause before says it
        begin, stop = _bare(text, *clause_before(text, begin - 1)) if begin > 1 else (0, 0)
    if begin < stop:
        return begin, stop
    return behind.span(1) if behind else (start, end)


def _bare(text: str, begin: int, stop: int) -> tuple[int, int]:
    """A clause without the words that lead up to the figure, and without its verb."""
    if link := LINK.search(text[begin:stop]):
        stop = begin + link.start()
    if lead := LEAD.match(text[begin:stop]):
        begin += lead.end()
    if verb := VERBS.match(text[begin:stop]):
        begin += verb.end()
    return begin, stop


def _one_of_several(text: str, start: int) -> tuple[int, int] | None:
    """A率、B率分别达到65%和55%: the second figure is of the second thing."""
    begin, stop = clause_before(text, start, "，。；,;")
    names, apart, figures = text[begin:stop].partition("分别")
    if not apart:
        return None
    things = [match.span() for match in re.finditer(r"[^、和与及]+", names)]
    place = len(re.findall(r"\d[\d.]*", figures))
    return (begin + things[place][0], begin + things[place][1]) if place < len(things) else None


def base(text: str, start: int, end: int, *, share: bool, growth: bool) -> tuple[int, int] | None:
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
            return (begin + first, begin + last) if first < last else None
    behind = BEHIND.match(text, end) if share else None
    return behind.span("base") if behind else None
