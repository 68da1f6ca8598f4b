"""指标 — the figures of a task: which amounts of a sentence are one, how they are meant, of what they are a share.

An amount is no figure when it belongs to a name (“六个百分之百”, 24小时自助图书馆), a rank (前10名), a motto
(成熟一个、启动一个), a base (每万人) or an expression of time.
"""

from __future__ import annotations

import re
from typing import Literal

from gaodi.bedrock.text import Folded, fold
from gaodi.reading import subjects
from gaodi.reading.amounts import Amount, amounts
from gaodi.reading.deadlines import QUOTED, TITLE, find_moments
from gaodi.reading.rows import Span, Target
from gaodi.reading.units import AGES, CLASSIFIERS, GROWTH, LOOSE, SHARES, TIME

Cmp = Literal["ge", "gt", "le", "approx"]
BREAK = subjects.BREAK

# What stands behind an amount, and what it says.
TAIL = re.compile(
    r"(?:\(含\))?(?:(?P<ge>(?:\(含\))?(?:及其?)?以上)|(?P<le>(?:及其?)?以[下内]|之内|内(?!容|部|涵|外))|(?P<approx>左右|上下|以?内外))?"
)
# What stands before it, up to twelve characters away.
HEADS: list[tuple[Cmp, re.Pattern[str]]] = [
    ("ge", re.compile(r"(?:不低于|不少于|不小于|不短于|不得低于|不得少于|不得小于|至少|最少|最低|达到?或超过|[年累计已]?满|不下)[^，。；、,;\d]{0,12}$")),
    ("le", re.compile(r"(?:不超过|不高于|不大于|不多于|不得超过|不得高于|不得多于|不超|最高|最多|最长|至多|最大|上限|控制在|压缩[至到]|缩短[至到]|[压降]减?[至到]|只|仅限?)[^，。；、,;\d]{0,12}$")),
    ("gt", re.compile(r"(?:超过?|突破|大于|高于|多于|逾|高达)$")),
    ("le", re.compile(r"(?:低于|小于|少于|未满|不满|不足|不到)$")),
    ("approx", re.compile(r"(?:约|近|接近|大约|将近|大概|上)$")),
]  # fmt: skip
# 前10名, 第3位, 每万人, 建党100周年
NO_FIGURE_AFTER = re.compile(
    r"(?:[第每]|(?<![之以提])前|十[大佳强]|国|周|星期|礼拜|编号|文号|电话|热线|邮编|农历|下辖)$"
)
ORDINAL_UNIT = re.compile(r"[—\-]$")
# 三年行动计划, 24小时自助图书馆, 15分钟便民生活圈, 5人制足球
NAMED = re.compile(
    r"[^，。；、,;]{0,3}(?:行动|计划|规划|滚动|攻坚|方案)|(?:自助|值班|不打烊|不间断|营业|开放|在线|服务|医疗|响应|值守|热线)"
    r"|[^，。；、,;]{0,8}圈|级|制(?![修定])|式|型(?!号)|版|期工程|行动"
)
TIMED_NAME = frozenset(["年", "小时", "分钟", "天", "日"])
# Verbs that bring a thing about: after them 三个 is three things to be done, not 三个 of a set phrase.
VERBS = (
    r"(?:建|建设|建成|建立|新建|改建|扩建|共建|创建|打造|培育|培养|引进|引育|招引|新增|增加|完成|举办|承办|开展|组织|实施|设立|设置|组建|推出|认定"
    r"|申报|争创|创成|选树|遴选|评选|选派|配备|发放|培训|开办|开设|制定|出台|编制|修订|推广|推进|布局|落地|签约|投放|开工|开通|新开|改造|整治|打通|安排|争取"
    r"|形成|谋划|储备|增设|成立|发布|征集|选取|确定|筛选|建好|办好|办成|召开|攻克|突破|转化|扶持|资助|奖励|支持|盘活|处置|化解|拆除|关停|淘汰|更新|购置|投入|落实|走访|服务|帮扶|带动|吸引|招募|聘请|实现|达到|发展|升级|提升)"
)
MAKING = re.compile(rf"{VERBS}(?:了|好|不?[少低]于)?[^，。；、,;的和与]{{0,3}}$")
# 新开助学定制线路两条
MADE = re.compile(rf"{VERBS}[^，。；、,;]{{0,20}}$")
# 三个一流学科 may be made; 三个体系, 四个方面 are only a way of speaking.
ABSTRACT = re.compile(
    r"[^，。；、,;]{0,6}(?:体系|机制|方面|重点|环节|到位|维护|确立|意识|自信|关键|层面|阶段|领域|责任|原则|作用|问题|任务|关系|文明|市场|循环|转变|优势|措施|清单|结合|同步|联动)"
)
# 不少于一次, 至少一家, 一家以上
BOUND = re.compile(r"(?:不少于|不低于|至少|不超过|最多|至多|只|仅|超过|达到?)[^，。；、,;]{0,6}$")
EACH_GETS = re.compile(
    r"(?:每(?:个|所|家|座)?(?:行政)?(?:村|镇|乡|街道|县|校|社区|学校|户|区|年|月|季度|半年|学期|学年|周)|各[^，。；]{1,6})[^，。；]{0,12}(?:配备|配齐|设立|建设|建成|设置|建立|组建|打造|明确|选派|开展|组织|举办|召开|进行|培训|检查|调度|通报|至少)[^，。；、]{0,6}$"
)
SPLIT = re.compile(r"(?:分为?|分成|按|作为|一是|统一|合并为|之)$")


def find_targets(text: str) -> list[Target]:
    """The figures of a task, in the order of the text."""
    folded = fold(text)
    plain = folded.text
    hidden = _hidden(plain)
    return [
        _target(text, folded, amount)
        for amount in amounts(plain)
        if not any(hidden[amount.start : amount.end]) and _is_figure(plain, amount)
    ]


def _hidden(text: str) -> bytearray:
    """Marks what cannot hold a figure: titles, numbers of documents, short quotations, expressions of time."""
    hidden = bytearray(len(text))
    spans = [match.span() for pattern in (TITLE, QUOTED) for match in pattern.finditer(text)]
    spans += [(moment.start, moment.end) for moment in find_moments(text, year=None, cell=False)]
    for start, end in spans:
        hidden[start:end] = b"\x01" * (end - start)
    return hidden


def _before(text: str, place: int, reach: int = 24) -> str:
    return text[max(0, place - reach) : place]


def _is_figure(text: str, amount: Amount) -> bool:
    before, after = _before(text, amount.start), text[amount.end : amount.end + 16]
    if NO_FIGURE_AFTER.search(before) or re.search(r"[A-Za-z\d][—\-]$", before):
        return False
    bounded = bool(TAIL.match(after)[0]) or _head(before) is not None  # type: ignore[index]
    if amount.unit in TIME and not _measures_time(amount, before, after, bounded=bounded):
        return False
    if amount.unit in ("%", "‰") or amount.unit == "倍" or amount.unit in AGES:
        return True
    return not amount.words or _is_figure_in_words(amount, before, after, bounded=bounded)


def _measures_time(amount: Amount, before: str, after: str, *, bounded: bool) -> bool:
    if amount.unit in TIMED_NAME and not bounded and NAMED.match(after):
        return False
    if re.search(r"(?:近|前|最近|过去|上|未来|今后)$", before) and not bounded:
        return False
    return True


def _is_figure_in_words(amount: Amount, before: str, after: str, *, bounded: bool) -> bool:
    """三所学校 is three schools; 三项机制, 一个中心 and 千家万户 are ways of speaking."""
    if bounded or amount.about:
        return True
    if amount.unit.endswith("元"):
        return not amount.bare
    if SPLIT.search(before):
        return False
    if amount.words == "一":
        return bool(EACH_GETS.search(before)) and not after.startswith(("批", "系列"))
    ends = not after or after[0] in BREAK
    if ends and not amount.bare and (amount.unit not in LOOSE or MADE.search(before)):
        return amount.unit not in TIME
    if amount.unit in LOOSE or amount.bare:
        return bool(MAKING.search(before)) and not ABSTRACT.match(after)
    return amount.unit not in TIME


def _head(before: str) -> Cmp | None:
    return next((cmp for cmp, pattern in HEADS if pattern.search(before)), None)


def _compare(amount: Amount, before: str, tail: re.Match[str] | None) -> Cmp | None:
    for cmp in ("ge", "le", "approx"):
        if tail and tail[cmp]:
            return cmp  # type: ignore[return-value]
    if amount.about:
        return "approx"
    return "ge" if amount.least else _head(before)


def _target(text: str, folded: Folded, amount: Amount) -> Target:
    plain = folded.text
    tail = TAIL.match(plain, amount.end)
    end = tail.end() if tail else amount.end
    printed = plain[amount.start : end]
    written_out = amount.value_max is None and f"{amount.value}{amount.unit}" not in printed
    base = subjects.base(plain, amount.start, end, share=amount.unit in SHARES, times=amount.unit in GROWTH)
    what = subjects.subject(plain, amount.start, end, counts=amount.unit in CLASSIFIERS)
    return Target(
        value=amount.value,
        unit=amount.unit,
        of=_original(text, folded, base) if base else None,
        what=_original(text, folded, what),
        span=Span(*folded.origin(amount.start, end)),
        value_max=amount.value_max,
        cmp=_compare(amount, _before(plain, amount.start), tail),
        printed=printed if written_out else None,
    )


def _original(text: str, folded: Folded, span: tuple[int, int]) -> str:
    start, end = folded.origin(*span)
    return re.sub(r"\s+", "", text[start:end])
