"""数额 — a number with its unit, as it stands at one place of a text: 3—5家, 1.2万人次, 叁拾万元, 三分之二, 翻一番.

Nothing is said here about whether it is a figure of the task: that takes the words around it (``reading.targets``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from gaodi.bedrock.text import read_number
from gaodi.reading import changes
from gaodi.reading.units import GROWTH, SHARES, UNIT, kind_after

FIGURES = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
DIGIT = "[零〇一二两三四五六七八九]"
WORD = "[零〇一二两三四五六七八九十百千]"
# The forms of cheques count money only: 伍 and 陆 are parts of other words too (队伍, 大陆).
CHEQUE = "[零壹贰叁肆伍陆柒捌玖拾佰仟]"
IN_CHEQUE = re.compile(CHEQUE)
MORE = "[余多来几]"
# 1.2万, 10余万, 1万余, 20多亿, 5千, 三百五十万, 百余, 三点五, 100+; and the scale alone: 亿元以上
NUMBER = re.compile(
    rf"(?:(?P<figures>{FIGURES})(?P<more>{MORE})?(?P<hundreds>[百千](?!分之|[瓦伏米克帕赫卡字安乏焦]))?"
    rf"|(?P<words>{CHEQUE}{{1,16}}(?![一二两三四五六七八九十百千])|{WORD}{{1,16}}(?:点{DIGIT}{{1,6}})?)(?P<more_words>{MORE})?)?"
    rf"(?P<scale>万亿|万|亿)?(?P<more_scale>{MORE}|\+)?"
)
LONG = re.compile(rf"(?P<top>{FIGURES}|{WORD}{{1,8}})亿(?P<rest>{FIGURES}|{WORD}{{1,8}})万")
SCALES = {"": 1, "万": 10_000, "亿": 100_000_000, "万亿": 1_000_000_000_000}
TO = re.compile("—{1,2}|-|~|至|到")
FRACTION = re.compile(
    rf"(?P<base>{WORD}{{1,3}})分之(?P<top>{WORD}{{1,8}}(?:点{DIGIT}{{1,6}})?)|一半|半数|过半"
    r"|(?P<top2>\d)/(?P<base2>[2-9]|10)(?=以上|左右|的|$|[，。；、,;])"
)
# 八成, 九成五; not 三成立 or 一成熟
TENTHS = re.compile(
    rf"(?P<n>{DIGIT}|\d)成(?P<half>[半五])?"
    rf"(?={changes.CHANGED_TO}|以[上下内]|左右|的|$|[，。；、,;)]|群众|事项|市民|职工|家庭|业务|企业|用户|农户|居民|村|项目|产品|学生|患者|乡镇|学校)"
)
DOUBLED = re.compile(r"翻了?(?P<n>[一两二三])?番")
# 20个、30个工作日; 1万、2万、3万元
AND = "、和及或与"
SHARING = re.compile(rf"{FIGURES}(?:万亿|[万亿])?个?[{AND}]\d")
MOST_SHARING = 8
# Where an amount may begin: not inside a name (PM2.5, 1+X, G318), a time of day or a ratio.
BEGINNING = re.compile(rf"(?<![A-Za-z\d.+·×:_#])(?<![A-Za-z\d]/)(?:\d|{WORD}|{CHEQUE}|[万亿])|翻|半数|过半")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number or range with its unit, and how it is written."""

    start: int
    end: int
    value: float | int
    unit: str
    value_max: float | int | None = None
    about: bool = False  # 余, 多
    least: bool = False  # 100+
    words: str = ""  # 三, 叁拾, 百: what stands there instead of figures
    bare: bool = False  # no digit at all: 百余场, 亿元


@dataclass(frozen=True, slots=True)
class _Number:
    end: int
    value: Decimal
    scale: str
    words: str
    about: bool
    least: bool


def amounts(text: str) -> Iterator[Amount]:
    """All amounts of a folded text in order, none inside another."""
    at = 0
    while begin := BEGINNING.search(text, at):
        amount = read_amount(text, begin.start())
        number = NUMBER.match(text, begin.start())
        at = amount.end if amount else max(begin.end(), number.end() if number else 0)
        if amount:
            yield amount


def read_amount(text: str, at: int) -> Amount | None:
    """The amount that begins here, if one does."""
    return (
        _fraction(text, at)
        or _tenths(text, at)
        or _doubled(text, at)
        or _sharing(text, at)
        or _counted(text, at)
    )


def _fraction(text: str, at: int) -> Amount | None:
    match = FRACTION.match(text, at)
    if match is None:
        return None
    if "半" in match[0]:
        return Amount(at, match.end(), 50, "%", words=match[0])
    base, top = read_number(match["base"] or match["base2"]), read_number(match["top"] or match["top2"])
    if not base or top is None or (match["base2"] and top >= base):
        return None
    unit = "‰" if base == 1000 else "%"
    share = Fraction(str(top)) * (1000 if unit == "‰" else 100) / Fraction(base)
    return Amount(
        at, match.end(), _tidy(round(Decimal(share.numerator) / share.denominator, 2)), unit, words=match[0]
    )


def _tenths(text: str, at: int) -> Amount | None:
    match = TENTHS.match(text, at)
    number = read_number(match["n"]) if match else None
    if match is None or not number:
        return None
    return Amount(at, match.end(), int(number) * 10 + (5 if match["half"] else 0), "%", words=match[0])


def _doubled(text: str, at: int) -> Amount | None:
    """翻一番 is twice as much, 翻两番 four times."""
    match = DOUBLED.match(text, at)
    if match is None:
        return None
    return Amount(at, match.end(), 2 ** int(read_number(match["n"] or "一") or 1), "倍", words=match[0])


def _sharing(text: str, at: int) -> Amount | None:
    """The 20 of 20个、30个工作日, the 10 of 10、20、30万元: the unit stands behind the last figure only."""
    if not SHARING.match(text, at):
        return None
    own = _number(text, at)
    if own is None:
        return None
    end = own.end + text.startswith("个", own.end)
    place = end
    for _ in range(MOST_SHARING):
        last = _number(text, place + 1)
        unit = UNIT.match(text, last.end) if last and not last.words else None
        if last and unit and _is_lent(unit[0], counted=end > own.end, money=bool(unit["money"])):
            if not own.scale and own.value < last.value * 100:
                own = replace(own, scale=last.scale)
            return replace(_amount(at, own, unit=unit), end=end)
        place = last.end + (end > own.end) if last else len(text)
        if text[place : place + 1] not in set(AND):
            break
    return None


def _is_lent(unit: str, *, counted: bool, money: bool) -> bool:
    """Whether figures before may have the unit too: 个工作日 where they say 个, money and shares where nothing."""
    if counted:
        return len(unit) > 1 and unit.startswith("个")
    return money or unit in SHARES or unit in GROWTH


def _counted(text: str, at: int) -> Amount | None:
    """A number with a unit, or two with a dash between them and the unit after the second or after both."""
    low = _number(text, at)
    if low is None:
        return None
    unit = UNIT.match(text, low.end)
    if unit and ((IN_CHEQUE.match(low.words) and not unit["money"]) or (low.words and unit["other"])):
        return None
    to = TO.match(text, unit.end() if unit else low.end)
    high = _number(text, to.end()) if to else None
    high_unit = UNIT.match(text, high.end) if high else None
    if (
        high
        and high_unit
        and (unit is None or unit[0] == high_unit[0])
        and bool(low.words) == bool(high.words)
    ):
        lent = low if low.scale or _size(low) >= _size(high) else _with_scale(low, high)
        if _size(lent) < _size(high):
            return _amount(at, lent, unit=high_unit, high=high)
    if unit:
        return _amount(at, low, unit=unit)
    kind = None if low.words else kind_after(text, at, low.end)
    if kind is None:
        return None
    return Amount(at, kind.end(), _tidy(_size(low)), kind[0], about=low.about, least=low.least)


def _number(text: str, at: int) -> _Number | None:
    if long := LONG.match(text, at):
        return _long(long)
    match = NUMBER.match(text, at)
    if match is None or not match[0]:
        return None
    value = read_number((match["figures"] or match["words"] or "1") + (match["hundreds"] or ""))
    if value is None:
        return None
    more = (match["more"], match["more_words"], match["more_scale"])
    words = match["words"] or ("" if match["figures"] else match["scale"] or "")
    about = any(word and word != "+" for word in more)
    return _Number(match.end(), Decimal(str(value)), match["scale"] or "", words, about, "+" in more)


def _long(match: re.Match[str]) -> _Number | None:
    """1亿2000万 is 1.2亿."""
    top, rest = read_number(match["top"]), read_number(match["rest"])
    if top is None or rest is None:
        return None
    value = Decimal(str(top)) + Decimal(str(rest)) / 10_000
    return _Number(
        match.end(), value, "亿", "" if match["top"][0].isdigit() else match["top"], about=False, least=False
    )


def _size(number: _Number) -> Decimal:
    return number.value * SCALES[number.scale]


def _with_scale(low: _Number, high: _Number) -> _Number:
    """The 3 of 3—5万元 is thirty thousand."""
    lent = _Number(low.end, low.value, high.scale, low.words, low.about, low.least)
    return lent if _size(lent) < _size(high) else low


def _amount(at: int, low: _Number, *, unit: re.Match[str], high: _Number | None = None) -> Amount:
    last = high or low
    # money keeps the scale it is printed in, everything else is multiplied out
    by = SCALES[last.scale] if unit["money"] else 1
    return Amount(
        start=at,
        end=unit.end(),
        value=_tidy(_size(low) / by),
        unit=(last.scale if unit["money"] else "") + unit[0].strip(),
        value_max=_tidy(_size(high) / by) if high else None,
        about=low.about or last.about,
        least=low.least,
        words=low.words,
        bare=not any(char in "零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖" for char in low.words)
        and bool(low.words)
        and "十" not in low.words,
    )


def _tidy(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)
