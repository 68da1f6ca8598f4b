"""时限 — when a task is due: days, periods, recurrences and lengths of time, out of a sentence or out of a cell.

The text is read by one rule after another, the longest forms first. What a rule has taken is blanked, so that a
later rule cannot read a part of it again (每年3月底前 holds no 3月底).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gaodi.bedrock.text import fold, read_number
from gaodi.reading import dates
from gaodi.reading.dates import DATED, NUMERIC, UNDATED, YEAR, Point, read_point
from gaodi.reading.rows import Deadline, Span

TAKEN = "\x00"
NUMBER = r"(?:\d{1,3}|[一二两三四五六七八九十半]{1,3})"
TO = r"(?:—{1,2}|-|~|至|到)"
BEFORE = r"(?:之前|以前|前|为止|止)?"
NUMBERED_DATE = rf"(?:{DATED}|{UNDATED})"
UNIT_LETTERS = {
    "年": "y",
    "月": "m",
    "周": "w",
    "天": "d",
    "日": "d",
    "学期": "term",
    "工作日": "wd",
    "小时": "h",
}

TITLE = re.compile(r"《[^《》]{1,120}》|[〔\[]\d{4}[〕\]]第?\d{0,5}号?")
# A short quotation is a name: “2026清风行动”
QUOTED = re.compile(r"“[^“”]{1,16}”")

PLAN = re.compile(
    r"“?十(?P<n>[一二三四五六七八])五”?(?P<part>期间|时期|规划期|期?末|规划末|收官(?:之年|年)?)?"
)
# 每年 and the day of the year with it
EACH_YEAR = rf"(?:每学?年度?|逐年|按年度?)(?:的)?(?:{NUMBERED_DATE})?{BEFORE}"
EACH_QUARTER = (
    r"(?:每个?|按|逐)季度?(?:第?[一二三]个月|首月|末月|末|底|初)?(?:\d{1,2}[日号])?(?:结束后)?(?:之?前)?"
)
EACH_MONTH = r"(?:每个?|按|逐)月(?:底|末|初|上旬|中旬|下旬)?(?:\d{1,2}(?:[日号]|—\d{1,2}[日号]))?(?:之?前)?"
EACH = re.compile(
    rf"(?P<year>{EACH_YEAR})|(?P<half>每半年|每学期|半年一次)|(?P<quarter>{EACH_QUARTER})|(?P<month>{EACH_MONTH})"
    r"|(?P<week>每周[一二三四五六日]?)|(?P<day>每[日天])"
    rf"|每(?:隔)?(?P<every>{NUMBER})个?(?P<every_unit>年|月|周|天|日|学期|季度)"
    rf"|(?P<once>{NUMBER})个?(?P<once_unit>年|月|季度?|周)(?=[一1]次)"
)
WITHIN = re.compile(
    rf"(?<![\d一二两三四五六七八九十])(?P<n>{NUMBER})(?:个)?(?P<unit>年|月|周|日|天|工作日)(?:左右)?(?:的?时间)?(?:之内|以内|内)"
    rf"|(?:(?:(?<![留使试聘])用|力争)(?P<n2>{NUMBER})个?(?P<unit2>年|月)(?:左右)?的?时间|(?:未来|今后)(?P<n3>{NUMBER})(?P<unit3>年))"
)
START = re.compile(rf"(?:自|从)?(?P<from>{NUMBERED_DATE})(?:起(?!步)|开始|以后)(?:施行|执行|实施)?")
PERIOD = re.compile(
    rf"(?:自|从)?(?P<first>{NUMBERED_DATE}|(?:20)\d{{2}})(?:起)?{TO}(?P<last>{NUMBERED_DATE}|{dates.DAY}){BEFORE}"
    rf"|(?P<year>{YEAR})?(?<![\d.])(?P<m1>1[0-2]|[1-9]){TO}(?P<m2>(?:1[0-2]|[1-9])月)(?P<part>底|末)?{BEFORE}"
)
POINT = re.compile(rf"{NUMBERED_DATE}{BEFORE}")
NUMERIC_POINT = re.compile(NUMERIC)

# Only a cell or a bracket that speaks of nothing but the time may use these.
CELL_PERIOD = re.compile(rf"(?P<first>{NUMERIC}){TO}(?P<last>{NUMERIC}|(?:1[0-2]|0?[1-9])月?(?!\d))")
CELL_WITHIN = re.compile(
    rf"^(?P<n>{NUMBER})(?P<unit>年|个月|周|天|个?工作日|小时|日(?=内|以))(?:内|以内|之内)?$"
)
CELL_EACH = re.compile(r"^(?:(?P<year>年度|按年度)|(?P<half>半年)|(?P<quarter>季度)|(?P<month>月度|按月))$")
CELL_POINT = re.compile(
    rf"^(?P<year>(?:19|20)\d\d)(?:年度?)?{BEFORE}$|(?P<bare>^{dates.MONTH}$)"
    r"|(?<![\d.])(?P<month>1[0-2]|0?[1-9])[./](?P<day>3[01]|[12]\d|0?[1-9])(?![\d.])"
    r"|(?P<whole>(?<!贯穿)全年)(?!推进|坚持)"
)
ONGOING = re.compile(
    r"长期|持续|常态|常年|经常性|日常|贯穿|不间断|滚动推进|长效|(?:全年|逐年)(?:推进|坚持|开展)|随时|实时|全过程"
)
AT_ONCE = re.compile(r"即日起|即时|立即|立行立改|马上")

# 较2020年, 2020年的基础: a base, no deadline
COMPARED = re.compile(r"(?:较|比|比照|对照|与|同|和|以|在|按照?|落实|巩固|对|截至|截止到?|依据|根据|参照)$")
BASE = re.compile(
    r"度?(?:以来|以?后?建成|基础上|基数|基期|为基|水平|同期|相比|印发|出台|发布|下达|实际|国家级|中央一号|第?\d*号"
    r"|的|级|届|版|度?考核|度?评估|度?报告|度?预算|度?决算|春运|夏季|冬季|份|新?修订|修正)"
)
# 2000年底前建成的老旧小区: what it is, not when it is due
DESCRIBED = re.compile(
    r"(?:前|之前|以前)?(?:建成|出厂|注册登记|注册|登记|出生|竣工|投产|投运|投入使用)(?:投用|使用)?(?:的|老旧)"
)
# 每人每年1200元: a rate or a cap for each person
PER_PERSON = re.compile(r"每(?:人|生|户|名|位|家|亩|辆|台|个)[^，。；、每]{0,6}$")
RATE = re.compile(r"[^，。；、,;\d]{0,8}[\d.,]+[万余]*元|(?:只|仅|限|可|最多)")
# 毕业2年内的高校毕业生, 时限压缩至3个工作日内: a length of time that measures something
SINCE = re.compile(
    r"(?:毕业|离校|成立|注册|登记|创办|出厂|退役|投产|设立|获得|认定|返乡|运营|出生|刑满|取得|近|前|最近|过去)(?:后|满)?$"
)
LASTING = re.compile(r"(?:时间|时限|期限|时长|周期|用时|工期|有效期|压缩|缩短|提速|减少)[^，。；、,;]{0,8}$")
# 3个工作日内办结 promises a service; 印发之日起30日内 sets a date
COUNTED_FROM = re.compile(r"(?:之日|之后|后|起)[^，。；、,;]{0,4}$")
SERVED = re.compile(
    r"[^，。；、,;]{0,6}(?:办结|办理|办成|办好|答复|回复|响应|到达|到场|处置|反馈|审批|审核|受理|送达|拨付|兑付|兑现|到账|接通|修复|出证|登记|备案|支付)"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """An expression of time; ``value`` is None where it says when something was, or measures something."""

    start: int
    end: int
    value: str | None


def find_deadlines(text: str, *, year: int | None, cell: bool) -> list[Deadline]:
    """What a text says about when, in order, each value once.

    ``cell`` is True for a deadline cell or a 完成时限 bracket, where 长期坚持, 2026.12 and 三年内 alone count.
    ``year`` is the year that the list's title states: for days and months without one.
    """
    folded = fold(text)
    found: dict[str, Deadline] = {}
    for moment in find_moments(folded.text, year=year, cell=cell):
        if moment.value and moment.value not in found:
            found[moment.value] = Deadline(moment.value, Span(*folded.origin(moment.start, moment.end)))
    return list(found.values())


def year_of(title: str) -> int | None:
    """The one year that a title states; a range of years states none."""
    text = TITLE.sub("", fold(title).text)
    if re.search(rf"\d{{4}}年?{TO}\d{{2,4}}年|{YEAR}{TO}{YEAR}", text):
        return None
    years = {point.year for match in re.finditer(YEAR, text) if (point := read_point(match[0], year=None))}
    return years.pop() if len(years) == 1 else None


def find_moments(text: str, *, year: int | None, cell: bool) -> list[Moment]:
    """All expressions of time in a folded text, in order."""
    reader = _Reader(text, year, cell)
    rules = CELL_RULES if cell else RULES
    for pattern, read in rules:
        reader.apply(pattern, read)
    return sorted(reader.moments, key=lambda moment: moment.start)


class _Reader:
    """A text on its way through the rules."""

    def __init__(self, text: str, year: int | None, cell: bool) -> None:  # noqa: FBT001  (one caller, above)
        self.text = text
        self.left = TITLE.sub(_blank, text)
        self.year = year
        self.cell = cell
        self.moments: list[Moment] = []

    def apply(self, pattern: re.Pattern[str], read: Read) -> None:
        taken = [match for match in pattern.finditer(self.left) if match.end() > match.start()]
        kept = [match for match in taken if self._take(match, read(self, match))]
        self.left = _blanked(self.left, kept)

    def _take(self, match: re.Match[str], value: str | None) -> bool:
        if value is NOT_THIS:
            return False
        self.moments.append(Moment(*match.span(), value))
        return True

    def point(self, text: str, near: int) -> Point | None:
        """What a date says; one without a year takes the year of the month before it in the same text."""
        return read_point(text, year=self._year_before(near))

    def _year_before(self, place: int) -> int | None:
        dated = re.findall(
            rf"({YEAR})(?={dates.MONTH}|{dates.YEAR_PART})", self.text[max(0, place - 60) : place]
        )
        point = read_point(dated[-1], year=self.year) if dated else None
        return point.year if point and point.year else self.year

    def before(self, match: re.Match[str]) -> str:
        return self.text[max(0, match.start() - 16) : match.start()]

    def after(self, match: re.Match[str]) -> str:
        return self.text[match.end() : match.end() + 16]


Read = Callable[[_Reader, "re.Match[str]"], "str | None"]
NOT_THIS = "not this rule's"


def _blank(match: re.Match[str]) -> str:
    return TAKEN * len(match[0])


def _blanked(text: str, matches: list[re.Match[str]]) -> str:
    return "".join(_pieces(text, matches))


def _pieces(text: str, matches: list[re.Match[str]]) -> Iterator[str]:
    at = 0
    for match in matches:
        yield text[at : match.start()]
        yield _blank(match)
        at = match.end()
    yield text[at:]


def _read_plan(reader: _Reader, match: re.Match[str]) -> str | None:
    """The five years of a plan: the fourteenth began in 2021."""
    first = 2021 + 5 * (int(read_number(match["n"]) or 0) - 4)
    part = match["part"] or ""
    if "末" in part or "收官" in part:
        return f"{first + 4}-12-31"
    return f"{first}-01-01/{first + 4}-12-31" if part or reader.cell else None


def _read_quoted(_reader: _Reader, _match: re.Match[str]) -> None:
    return None


def _read_each(reader: _Reader, match: re.Match[str]) -> str | None:
    if match[0].startswith("逐年") and not reader.cell:
        return None
    before = reader.before(match)
    if before.endswith("/") or (PER_PERSON.search(before) and RATE.match(reader.after(match))):
        return None
    for name, value in (
        ("year", "annual"),
        ("half", "every:6m"),
        ("quarter", "every:3m"),
        ("month", "every:1m"),
    ):
        if match[name]:
            return value
    if match["week"] or match["day"]:
        return "every:1w" if match["week"] else "every:1d"
    return _every(match["every"] or match["once"], match["every_unit"] or match["once_unit"])


def _every(number: str, unit: str) -> str | None:
    if number == "半":
        return "every:6m" if unit == "年" else None
    count = int(read_number(number) or 0)
    if unit.startswith("季"):
        count, unit = count * 3, "月"
    if unit == "学期":
        count, unit = count * 6, "月"
    if (count, unit) == (1, "年"):
        return "annual"
    return f"every:{count}{UNIT_LETTERS[unit]}" if count else None


def _read_within(reader: _Reader, match: re.Match[str]) -> str | None:
    number = match["n"] or match["n2"] or match["n3"]
    unit = match["unit"] or match["unit2"] or match["unit3"]
    return NOT_THIS if _measures(reader, match, unit) else _within(number, unit)


def _measures(reader: _Reader, match: re.Match[str], unit: str) -> bool:
    """Whether a length of time is a figure of the task, not the time given for it."""
    before, after = reader.before(match), reader.after(match)
    if LASTING.search(before) or (unit in "年月" and SINCE.search(before)):
        return True
    return unit not in "年月" and SERVED.match(after) is not None and not COUNTED_FROM.search(before)


def _within(number: str, unit: str) -> str | None:
    if number == "半":
        return "within:6m" if unit == "年" else NOT_THIS
    count = read_number(number)
    return f"within:{count}{UNIT_LETTERS[unit.removeprefix('个')]}" if count else NOT_THIS


def _read_cell_within(_reader: _Reader, match: re.Match[str]) -> str | None:
    return _within(match["n"], match["unit"])


def _read_start(reader: _Reader, match: re.Match[str]) -> str | None:
    point = reader.point(match["from"], match.start())
    return f"from:{point.say()}" if point else None


def _read_period(reader: _Reader, match: re.Match[str]) -> str | None:
    if match["m1"]:
        first_text, last_text = f"{match['year'] or ''}{match['m1']}月", f"{match['year'] or ''}{match['m2']}"
    else:
        first_text, last_text = match["first"], match["last"]
    return _period(reader, match.start(), first_text, last_text)


def _period(reader: _Reader, start: int, first_text: str, last_text: str) -> str | None:
    """From the first day of the one to the last day of the other; each lends the other its year."""
    if re.fullmatch(r"\d{4}", first_text):
        first_text += "年"
    first = reader.point(first_text, start)
    if first and first.day and re.fullmatch(dates.DAY, last_text):
        last_text = f"{first.month}月{last_text}"
    last = read_point(last_text, year=first.year if first else reader.year)
    if first is None or last is None:
        return None
    if first.year is None and last.year is not None:
        first = first._replace(year=last.year)
    if not reader.cell and _is_past(reader, last):
        return None
    return f"{first.first().say()}/{last.last().say()}"


def _read_point(reader: _Reader, match: re.Match[str]) -> str | None:
    """A day, unless the sentence compares with it or describes a thing by it."""
    point = reader.point(match[0], match.start())
    if point is None or (not reader.cell and _is_mentioned(reader, match, point)):
        return None
    return point.say()


def _is_mentioned(reader: _Reader, match: re.Match[str], point: Point) -> bool:
    before, after = reader.before(match), reader.after(match)
    if match[0] in {"今年", "当年", "本年", "明年", "本年度"}:
        return True
    ahead = match[0].endswith("前") or before.endswith("到")
    if (_is_past(reader, point) and not ahead) or DESCRIBED.match(after):
        return True
    if match[0].endswith(("前", "止")) or (point.month and not re.search("截[至止]|[较比]$", before)):
        return BASE.match(after) is not None and after.startswith(("的", "以来", "印发", "出台", "发布"))
    return bool(COMPARED.search(before) or BASE.match(after))


def _is_past(reader: _Reader, point: Point) -> bool:
    """A year before the list's own is something that was, unless the list says 到 or 前."""
    return bool(reader.year and point.year and point.year < reader.year)


def _read_cell_point(reader: _Reader, match: re.Match[str]) -> str | None:
    if match["month"]:
        text = f"{match['month']}月{match['day']}日"
    elif match["whole"]:
        text = "今年"
    else:
        text = f"{match['year']}年" if match["year"] else match["bare"]
    point = reader.point(text, match.start())
    return point.say() if point else None


def _read_ongoing(reader: _Reader, _match: re.Match[str]) -> str:
    return NOT_THIS if any(moment.value == "ongoing" for moment in reader.moments) else "ongoing"


def _read_at_once(reader: _Reader, match: re.Match[str]) -> str | None:
    """即日起 alone is ongoing; 即日起至6月底 is the end of June."""
    return None if reader.moments else _read_ongoing(reader, match)


def _read_cell_period(reader: _Reader, match: re.Match[str]) -> str | None:
    last = match["last"]
    if len(last) < 4:
        last = f"{last.rstrip('月')}月"
    return _period(reader, match.start(), match["first"], last)


RULES: list[tuple[re.Pattern[str], Read]] = [
    (PLAN, _read_plan),
    (QUOTED, _read_quoted),
    (EACH, _read_each),
    (WITHIN, _read_within),
    (PERIOD, _read_period),
    (START, _read_start),
    (POINT, _read_point),
]
CELL_RULES: list[tuple[re.Pattern[str], Read]] = [
    (PLAN, _read_plan),
    (CELL_EACH, _read_each),
    (CELL_WITHIN, _read_cell_within),
    (CELL_PERIOD, _read_cell_period),
    (NUMERIC_POINT, _read_point),
    *RULES[2:],
    (CELL_POINT, _read_cell_point),
    (ONGOING, _read_ongoing),
    (AT_ONCE, _read_at_once),
]
