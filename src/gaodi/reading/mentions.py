"""提及 — a date that is only spoken of: what was before a change, a base to compare with, a part of a name.

较2020年增长, 2023年中央预算内投资 and 2022年冬奥会 say nothing of when a task is due.
"""

from __future__ import annotations

import re

from gaodi.reading import changes, dates
from gaodi.reading.dates import Point
from gaodi.reading.moments import Reader

THIS_YEAR = frozenset({"今年", "当年", "本年", "明年", "本年度"})
# What has a year, a month or a quarter as its base stands straight before it: 较2020年, 不高于2017年征收标准
COMPARED = re.compile(
    r"(?:较|比|比照|对照|与|同|和|以|由|按照?|落实|巩固|对|依据|根据|参照|参考|沿用|延续|承接|(?:纳|列)入|入[选围]"
    r"|(?<![不早晚])[高低多少大小快慢优]于|不[高低多少]于|相当于|超过?|所属(?:期|年度)[为是]?|基(?:期|年|准年)[为是]?)$"
)
ABOVE = re.compile(r"(?:较|比|[高低多少大小快慢优]于|超过)$")
LEVEL = re.compile(r"的?(?:水平|平均|实际|均值|同期)")
# 按照2026年完成30%、2027年完成70%的目标
DONE = re.compile(r"(?:全面|全部|基本|完成|实现|达到|建成|开工|投产)")
# 在2020年产值的基础上, but 在2025年完成
BASED = re.compile(r"[^，。；、,;]{0,10}(?:基础上|水平|同期|相比)")
# The verbs that have a thing of a year for their object: 开展2022年度审计整改, 推进2022年冬奥会场馆建设
ACTED_ON = re.compile(
    r"(?:推进|开展|编制|做好|下达|公布|用好|组织|申报|兑现|审议|[筹申承]办|办好|结合|运用|巩固|拓展|参加|抓好|执行|清理|核定|汇总|评选|总结|梳理"
    r"|发放|拨付|修订|迎接|接受|通过|清算|补齐|弥补|关于)$"
)
# 截至2025年底 says how things stood; in a list of 2025 it says when
AS_OF = re.compile(r"截[至止]到?$")
BASE = re.compile(
    r"度?(?:以来|(?:以|之)?后建成|基础上|基数|基期|为基|水平|同期|相比|实际|国家级|中央一号|第?\d*号"
    r"|(?:印发|出台|发布|下达)[^，。；、,;]{0,6}的|(?:度(?:工作)?|工作)(?:要点|计划(?![完建新实投开])|清单|白皮书|总结)"
    r"|的|级|届|版|本(?=[)）”》，。；、]|$)|(?<=度)(?:考核|评估)|(?:考核|评估)(?:结果|成绩|等次|问题|反馈|中|工作)"
    r"|报告|预算|决算|春运|夏季|冬季|份|新?修订|修正)"
)
# Money, tests and examinations that are called by their year; 到2025年国考断面 says when all the same
CALLED = re.compile(
    r"度?(?:(?:中央|省级?|市级?)预算内|(?:新增|地方|政府|中央|省级|超长期|特别|一般|专项)*(?:专项债|一般债|国债|债券)|增发国债"
    r"|第[一二三四五六七八九十\d]+批|国考(?!断面)|省考(?!断面)|国家考核|中央环保督察|政府工作报告)"
)
# An event is called by its year too, but 2025年举办博览会 says when
EVENT = re.compile(
    r"(?!度|.{0,4}(?:[举承协筹申]办|办[好成]|召开|组织|参加|完成|建成|实现|开展|启动))[^，。；、,;]{0,8}?"
    r"(?:冬?残?奥会|奥运会|亚运会|残运会|全运会|[省市]运会|青运会|大运会|军运会|世运会|世[博园]会|园博会|花博会|进博会|广交会|服贸会"
    r"|消博会|博览会|世锦赛|世界杯|锦标赛|高峰论坛|峰会)"
)
# 2000年底前建成的老旧小区: what it is, not when it is due
DESCRIBED = re.compile(
    r"(?:前|之前|以前)?(?:建成|出厂|注册登记|注册|登记|出生|竣工|投产|投运|投入使用)(?:投用|使用)?(?:的|老旧)"
    r"|新?(?:注册|登记|成立|设立|出生|参加工作|入职)(?:的|企业|市场主体|经营主体|人员)|批而未供|(?:期间)?(?:形成|遗留)的"
)
# 由20天以内压减至10天, 从2025年的8%提高到10%: what was
CHANGED = re.compile(rf"[^，。；;]{{0,20}}?{changes.CHANGED_TO}")
# 四季度利率比一季度降低: two parts of a year compared
BESIDE_ANOTHER = re.compile(
    rf"[^，。；、,;]{{0,24}}(?:(?<!占)比|较)(?:{dates.QUARTER}|{dates.HALF}|上季度|上月)"
)


def is_mentioned(reader: Reader, match: re.Match[str], point: Point) -> bool:
    """Whether a sentence speaks of a day, month or year without being due by then."""
    before, after = reader.before(match), reader.after(match)
    if match[0] in THIS_YEAR or is_former(reader, match) or _stood(reader, before, point):
        return True
    until = before.endswith("到")
    gone = is_past(reader, point) and not match[0].endswith("前")
    if not until and (gone or DESCRIBED.match(after)):
        return True
    if match[0].endswith(("前", "止")) or (point.month and not before.endswith(("较", "比"))):
        return _is_part_of_name(reader, match)
    if not until and (CALLED.match(after) or EVENT.match(after) or _is_object(before, after)):
        return True
    return _is_base(reader, match)


def is_former(reader: Reader, match: re.Match[str]) -> bool:
    """Whether it says what was before a change: 从2025年的8%提高到10%."""
    return reader.before(match).endswith(("由", "从")) and bool(CHANGED.match(reader.text, match.end()))


def is_past(reader: Reader, point: Point) -> bool:
    """A year before the list's own is something that was, unless the list says 到 or 前."""
    return bool(reader.year and point.year and point.year < reader.year)


def describes(reader: Reader, match: re.Match[str]) -> bool:
    """Whether it tells which things are meant: 2000年以后建成的小区, 2009—2016年批而未供土地."""
    return DESCRIBED.match(reader.text, match.end()) is not None


def is_compared(reader: Reader, match: re.Match[str]) -> bool:
    """Whether something is compared with what was then: 高于“十三五”时期水平."""
    return bool(ABOVE.search(reader.before(match)) or LEVEL.match(reader.after(match)))


def _stood(reader: Reader, before: str, point: Point) -> bool:
    """Whether it says how things stood then, which a year before the list's own only can."""
    ahead = bool(reader.year and point.year and point.year >= reader.year)
    return not ahead and AS_OF.search(before) is not None


def _is_part_of_name(reader: Reader, match: re.Match[str]) -> bool:
    """Months and days are hardly ever a base: 2026年底前印发的办法 and 四季度比一季度 are what is left."""
    if BESIDE_ANOTHER.match(reader.text, match.end()):
        return True
    return BASE.match(reader.text, match.end()) is not None and reader.after(match).startswith(
        ("的", "以来", "印发", "出台", "发布")
    )


def _is_object(before: str, after: str) -> bool:
    return ACTED_ON.search(before) is not None and DONE.match(after) is None


def _is_base(reader: Reader, match: re.Match[str]) -> bool:
    before = reader.before(match)
    if before.endswith("按照") and DONE.match(reader.after(match)):
        return False
    if COMPARED.search(before) or BASE.match(reader.text, match.end()):
        return True
    return before.endswith("在") and BASED.match(reader.text, match.end()) is not None
