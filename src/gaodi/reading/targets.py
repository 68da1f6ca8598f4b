"""指标 — the figures of a task: which amounts of a sentence are one, how they are meant, of what they are a share.

An amount is no figure when it belongs to a name (“六个百分之百”, 24小时自助图书馆), a rank (前10名), a motto
(成熟一个、启动一个), a base (每万人) or an expression of time.
"""

from __future__ import annotations

import re
from typing import Literal

from gaodi.bedrock.text import Folded, fold
from gaodi.reading import changes, subjects
from gaodi.reading.amounts import Amount, amounts
from gaodi.reading.bases import base_of
from gaodi.reading.deadlines import find_moments
from gaodi.reading.rows import Span, Target
from gaodi.reading.time_phrases import QUOTED, TITLE
from gaodi.reading.units import AGES, GROWTH, LOOSE, MEASURES, SHARES, TIME

Cmp = Literal["ge", "gt", "le", "approx"]
BREAK = subjects.BREAK

# What stands behind an amount, and what it says.
TAIL = re.compile(
    r"(?:\(含\))?(?:(?P<ge>(?:及其?)?以上)|(?P<le>(?:及其?)?以[下内]|之内|内(?![容部涵外]))|(?P<approx>左右|上下))?"
)
# What stands before it, up to twelve characters away.
FAR = r"[^，。；、,;\d]{0,12}$"
LOWEST = r"(?:不低于|不少于|不小于|不短于|不得低于|不得少于|不得小于|至少)"
HIGHEST = (
    r"(?:不超过|不高于|不大于|不多于|不得超过|不得高于|不得多于|不超|最高|最多|最长|至多|最大|上限|控制在|仅"
    rf"|{changes.FELL_TO}|(?<![每一两\d])只(?:能|需|可|限|允许|享))"
)
HEADS: list[tuple[Cmp, re.Pattern[str]]] = [
    ("le", re.compile(r"(?:(?<!不)(?<!不得)(?:低于|小于|少于)|未满|不满|不足|不到|[<≤≦])$")),
    ("ge", re.compile(rf"{LOWEST}{FAR}|(?:满|最低|最少|不下|[≥≧])$")),
    ("le", re.compile(HIGHEST + FAR)),
    ("gt", re.compile(r"(?:超过?|突破|大于|高于|多于|逾|高达|>)$")),
    ("approx", re.compile(r"(?:(?<![签节预合条])约|(?<![附邻最临靠])近|大概|(?<!以)上)$")),
]
# 前10名, 第3位, 每万人, 建党100周年
NO_FIGURE_AFTER = re.compile(
    r"(?:[第每]|(?<![之以提])前|十[大佳强]|国|周|星期|礼拜|编号|文号|电话|热线|邮编|农历|下辖)$"
)
# 三年行动计划, 24小时自助图书馆, 15分钟便民生活圈, 5人制足球
NAMED = re.compile(
    r"[^，。；、,;]{0,3}(?:行动|计划|规划|滚动|攻坚|方案)|(?:自助|值班|不打烊|不间断|营业|开放|在线|服务|医疗|响应|值守|热线)"
    r"|[^，。；、,;]{0,8}圈|级|制(?![修定])|式|型(?!号)|版|期工程|行动"
)
PART_OF_NAME = re.compile(r"[A-Za-z\d][—\-]$")
PERIOD_MENTIONED = re.compile(r"(?:近|(?<![提之以])前|最近|过去|上|未来|今后)$")
FIGURES_ONLY = frozenset(unit for unit in MEASURES if len(unit) == 1) | {"期"}
# Verbs that bring a thing about: after them 三个 is three things to be done, not 三个 of a set phrase.
VERBS = (
    r"(?:确保|建|新建|改建|扩建|迁建|共建|创建|建设|建成|建立|建好|打造|培育|培养|引进|引育|招引|新增|增加|增设|完成|举办|承办"
    r"|开展|组织|实施|设立|设置|成立|组建|推出|认定|申报|争创|创成|选树|遴选|评选|选派|配备|发放|培训|开办|开设|制定|出台"
    r"|编制|修订|推广|推[进动]|加快|布局|落地|签约|投放|开工|开通|新开|改造|整治|打通|安排|争取|形成|谋划|储备|发布|征集|选取|确定"
    r"|筛选|办好|办成|召开|攻克|突破|转化|扶持|资助|奖励|支持|盘活|处置|化解|拆除|关停|淘汰|更新|购置|投入|落实|走访|服务"
    r"|帮扶|带动|吸引|招募|聘请|实现|达到|发展|升级|提升)"
)
MAKING = re.compile(rf"{VERBS}(?:了|好|不?[少低]于)?[^，。；、,;的和与]{{0,3}}$")
# 培训百名干部、千名农技员
MADE_TOO = re.compile(rf"{VERBS}[百千万][^，。；,;]{{2,20}}[、和]$")
# 新开助学定制线路两条
MADE = re.compile(rf"{VERBS}[^，。；、,;]{{0,20}}$")
# 三个一流学科 may be made; 三个体系, 四个方面 are only a way of speaking.
ABSTRACT = re.compile(
    r"[^，。；、,;]{0,6}(?:体系|机制|方面|重点|环节|到位|维护|确立|意识|自信|关键|层面|阶段|领域|责任|原则|作用|问题|任务|关系"
    r"|文明|市场|循环|转变|优势|措施|清单|结合|融合|同步|联动|协同)"
)
# 举办两期培训班, but 二期工程
HELD = re.compile(r"(?:举办|开办|开设|开展|组织|举行)$")
# 每村配备一名, 每季度调度一次: there 一 is a figure; 每年一次 says no more than 每年
EACH_GETS = re.compile(
    r"(?:每(?:[个所家座])?(?:行政)?(?:村|镇|乡|街道|县|校|社区|学校|户|区)|各[^，。；,;]{1,6})[^，。；,;]{0,12}"
    r"(?:配备|配齐|设立|建设|建成|设置|建立|组建|打造|明确|选派|至少)[^，。；、,;]{0,6}$"
)
TIMES_A_PERIOD = re.compile(
    r"每隔?(?:[\d一二两三四五六七八九十半]+个?)?(?:年度|年(?!度)|半年|月|季度|季(?!度)|学期|学年|周|旬|日|天)"
    r"[^，。；、,;]{1,12}$"
)
# 进行一次全面清理 is one of something to be done
ONE_DONE = re.compile(r"(?:进行|开展|组织|举办|召开|实施|举行)(?:了|好)?$")
# 甲县、乙区两个改革试点 counts what was named before
LISTED = re.compile(r"[、和与及][\u4e00-\u9fff“”A-Za-z]{2,14}$")
CONCRETE = re.compile(
    r"[^，。；、,;\d]{0,14}?(?:试点|示范[区县市园]|园区|基地|项目|片区|平台|社区|街区|景区|港区|产业园|医院|学校|新城|乡镇|[区市州]县)"
)
# 新建一所学校 is one school; 打造一支队伍 is a way of speaking
ONE_BUILT = re.compile(r"(?:新建|改建|扩建|迁建|建成|新增|引进|创建)(?:了|好)?$")
BUILT = frozenset("所座家处栋幢间")
# 万名干部进万企
PARALLEL = re.compile(r"[^，。；、,;]{1,6}[进访联帮入走下助包惠连][百千万]")
# 九台区, 七台河市, 三门县; but 两所县级医院
PLACED = frozenset("台门")
PLACE = re.compile(r"河?[区县市](?=[，。；、,;]|$|[\u4e00-\u9fff]{1,3})")
LASTS = re.compile(r"(?:连续|满|为期|期限|有效期|累计|延长|延续|延续实施|长达|保持)[^，。；、,;]{0,2}$")
# 十亿元企业, 百亿元园区
SIZE_CLASS = re.compile(r"(?:级|企业|园区|产业|集群|项目|镇|村)")
# 超亿元项目; but 收入超亿元企业 tells of what
CLASS = re.compile(r"(?<![额值入资产模收润])超过?$")
# 万亩示范片20个
FIELDS = frozenset(("亩", "吨", "头", "千瓦", "公顷"))
CLASSED = re.compile(r"(?!以[上下内])[\u4e00-\u9fff]")
# 80万吨乙烯改扩建项目: the plant has its name from what it can do; what is added is a figure
CAPACITY = frozenset(
    ("吨", "千瓦", "兆瓦", "吉瓦", "MW", "GW", "千伏", "kV", "千伏安", "兆瓦时", "标箱", "标准箱")
)
PLANT = re.compile(
    r"[^，。；、,;()的和与及等\d]{1,14}?(?:项目|工程|基地|装置|生产线|机组|电[站厂]|码头|泊位)"
)
ADDED = re.compile(
    r"(?:新增|新建|新开工|完成|建成|形成|达到|淘汰|改造|整治|关停|投产|并网|装机|规模|产能|能力|年产|总)[^，。；]{0,6}$"
)
# 分三批, 一是
SPLIT = re.compile(r"(?:分为?|分成|按|作为|一是|统一|合并为|之)$")


# 32.100%的乡镇: the dot behind the number of the item, for nobody writes so many noughts
GLUED = re.compile(r"(?<=^\d)\.(?=100%)|(?<=^\d\d)\.(?=100%)")
MENTIONED = frozenset({"当年", "今年", "本年", "明年", "本年度"})


def find_targets(text: str) -> list[Target]:
    """The figures of a task, in the order of the text."""
    folded = fold(text)
    plain = GLUED.sub("。", folded.text)
    times = _times(plain)
    hidden = _hidden(plain, times)
    return [
        _target(text, folded, amount, times)
        for amount in amounts(plain)
        if not any(hidden[amount.start : amount.end]) and _is_figure(plain, amount)
    ]


def _times(text: str) -> list[subjects.Stretch]:
    """Where the text says when; a quotation and 当年 say nothing of the kind."""
    moments = [(moment.start, moment.end) for moment in find_moments(text, year=None, cell=False)]
    return [(start, end) for start, end in moments if text[start] != "“" and text[start:end] not in MENTIONED]


def _hidden(text: str, times: list[subjects.Stretch]) -> bytearray:
    """Marks what cannot hold a figure: titles, numbers of documents, short quotations, expressions of time."""
    hidden = bytearray(len(text))
    spans = [match.span() for pattern in (TITLE, QUOTED) for match in pattern.finditer(text)]
    for start, end in [*spans, *times]:
        hidden[start:end] = b"\x01" * (end - start)
    return hidden


def _before(text: str, place: int, reach: int = 24) -> str:
    return text[max(0, place - reach) : place]


def _is_figure(text: str, amount: Amount) -> bool:
    before, after = _before(text, amount.start), text[amount.end : amount.end + 16]
    if NO_FIGURE_AFTER.search(before) or PART_OF_NAME.search(before):
        return False
    if _is_class(amount, before, after):
        return False
    tail = TAIL.match(after)
    bounded = bool(tail and tail[0]) or amount.about or _head(before) is not None
    if amount.unit in TIME and (not bounded or PERIOD_MENTIONED.search(before)):
        return _measures_time(amount, before, after)
    if bounded or not amount.words or amount.unit in GROWTH or amount.unit == "‰":
        return True
    return _is_figure_in_words(amount, before, after)


def _is_class(amount: Amount, before: str, after: str) -> bool:
    """百万千瓦级风电基地, 超亿元项目 and 80万吨乙烯项目 are called by their size; 10千伏及以下工程 has a threshold."""
    if after.startswith("级"):
        return True
    if amount.bare and amount.unit in FIELDS:
        return CLASSED.match(after) is not None
    if amount.bare and amount.unit.endswith("元"):
        return bool(CLASS.search(before) and CLASSED.match(after))
    return amount.unit in CAPACITY and bool(PLANT.match(after)) and not ADDED.search(before)


def _measures_time(amount: Amount, before: str, after: str) -> bool:
    """连续3年 and 6个月的 measure; 三年行动计划, 近3年 and 24小时自助图书馆 do not."""
    if LASTS.search(before):
        return True
    return not (amount.words or NAMED.match(after) or PERIOD_MENTIONED.search(before))


def _is_figure_in_words(amount: Amount, before: str, after: str) -> bool:
    """三所学校 is three schools; 三项机制, 一个中心 and 千家万户 are ways of speaking."""
    if _is_named(amount, before, after):
        return False
    ends = not after or after[0] in BREAK
    if amount.words == "一":
        return _is_one(amount, before, after, ends=ends)
    if amount.unit.endswith("元") or amount.unit in AGES:
        return not amount.bare and not SIZE_CLASS.match(after)
    if amount.unit in LOOSE and ends and not amount.bare:
        return MADE.search(before) is not None
    if amount.unit in LOOSE or amount.bare:
        return _is_made(amount, before, after)
    return True


def _is_made(amount: Amount, before: str, after: str) -> bool:
    """实施百项改造, 甲县、乙县两个试点; not 健全三项机制."""
    if amount.bare and (MAKING.search(before) or MADE_TOO.search(before)):
        return True
    made = MAKING.search(before) or (LISTED.search(before) and CONCRETE.match(after))
    return bool(made) and not ABSTRACT.match(after)


def _is_named(amount: Amount, before: str, after: str) -> bool:
    """万名干部进万企, 九台区, 分三批, 四方责任, 二次污染 (two of something is 两)."""
    if amount.unit == "期" and HELD.search(before):
        return False
    if amount.unit == "篇" and after.startswith(("文章", "大文章")):
        return True
    if amount.unit in FIGURES_ONLY or amount.words == "二":
        return True
    if amount.unit in PLACED and PLACE.match(after):
        return True
    return any((SPLIT.search(before), PARALLEL.match(after)))


def _is_one(amount: Amount, before: str, after: str, *, ends: bool) -> bool:
    if amount.unit == "次" and (TIMES_A_PERIOD.search(before) or (ONE_DONE.search(before) and not ends)):
        return True
    if amount.unit in LOOSE:
        return amount.unit != "批" and bool(EACH_GETS.search(before)) and not after.startswith("系列")
    if amount.unit in BUILT and (ONE_BUILT.search(before) or (ends and MADE.search(before))):
        return True
    return bool(EACH_GETS.search(before))


def _head(before: str) -> Cmp | None:
    return next((cmp for cmp, pattern in HEADS if pattern.search(before)), None)


def _compare(amount: Amount, before: str, tail: re.Match[str] | None) -> Cmp | None:
    for cmp in ("ge", "le", "approx"):
        if tail and tail[cmp]:
            return cmp
    if amount.about:
        return "approx"
    return "ge" if amount.least else _head(before)


def _target(text: str, folded: Folded, amount: Amount, times: list[subjects.Stretch]) -> Target:
    plain = folded.text
    tail = TAIL.match(plain, amount.end)
    end = tail.end() if tail else amount.end
    printed = plain[amount.start : end]
    written_out = amount.value_max is None and f"{amount.value}{amount.unit}" not in printed
    base = None
    if amount.unit not in AGES:
        base = base_of(
            plain,
            amount.start,
            end,
            share=amount.unit in SHARES or amount.unit == "倍",
            growth=amount.unit in GROWTH,
        )
    ahead = amount.unit not in GROWTH and amount.unit != "‰"
    what = subjects.subject(plain, amount.start, end, ahead=ahead, base=base, times=times)
    return Target(
        value=amount.value,
        unit=amount.unit,
        of=_original(text, folded, base) if base else None,
        what="".join(_original(text, folded, stretch) for stretch in what),
        span=Span(*folded.origin(amount.start, end)),
        value_max=amount.value_max,
        cmp=_compare(amount, _before(plain, amount.start), tail),
        printed=printed if written_out else None,
    )


def _original(text: str, folded: Folded, span: tuple[int, int]) -> str:
    start, end = folded.origin(*span)
    return re.sub(r"\s+", "", text[start:end])
