"""Kinds of cells: how each is read, shown and written to a sheet. A form, an import and the interface read alike.

``parse`` takes what a sheet or a form gives (text, number, day, None) and gives the value as the database keeps it,
None for an empty cell; what cannot be is a ``BadCell`` with the remedy.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, ClassVar

from gaodi.bedrock.money import LIMIT, to_fen
from gaodi.bedrock.names import HAN
from gaodi.bedrock.periods import Period, read_period, say_day, say_period
from gaodi.bedrock.text import read_number, squash

EXCEL_EPOCH = date(1899, 12, 30)
SERIALS = range(18_264, 73_051)  # 1950 to 2099: a number in a column of days
YEARS = range(1900, 2200)  # [D] what lies beyond is a slip, and no spreadsheet knows it
EXACT_DIGITS = 15  # a spreadsheet keeps no more of a number
MOST_DIGITS = 15  # nor does a column
NOTHING_WRITTEN = frozenset("-—–－/／\\")
SCALES = {"元": 0, "千元": 3, "万元": 4, "亿元": 8}
SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[Ee]\+\d{2}", re.ASCII)  # 3.71E+17
UNSEEN = frozenset({"Cf", "Cc", "Cs"})
RETYPE = "把该列设为“文本”，对照证件重新输入18位号码"


class BadCell(ValueError):
    """A cell that cannot be read: what is wrong, and what to do."""

    def __init__(self, sentence: str, remedy: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.remedy = remedy


def tidy(given: object) -> str:
    """A cell as text: one line, no blanks around it, nothing invisible. Its width is left as it is."""
    if given is None:
        return ""
    if isinstance(given, float) and given.is_integer() and abs(given) < 10**EXACT_DIGITS:
        return str(int(given))
    if isinstance(given, datetime | date):
        return given.isoformat()[:10]
    text = str(given)
    if HAN.fullmatch(text):
        return text
    if text.isascii() and text.isprintable():
        return text.strip()
    seen = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in UNSEEN)
    return " ".join(seen.split())


def refuse_ruined(given: object) -> None:
    """Refuse a number that a spreadsheet has made of a long code: its last digits are lost."""
    number = isinstance(given, int | float) and not isinstance(given, bool) and abs(given) >= 10**EXACT_DIGITS
    if number or (isinstance(given, str) and SCIENTIFIC.fullmatch(given.strip())):
        raise BadCell("号码被表格软件改成了科学计数，原号已丢", "把该列设为“文本”，重新输入")


@dataclass(frozen=True)
class Kind:
    """A kind of cell."""

    word: ClassVar[str] = "文字"
    is_figure: ClassVar[bool] = False  # stands at the right

    def parse(self, given: object) -> Any:
        raise NotImplementedError

    def cell(self, value: Any) -> Any:
        """The value as a sheet holds it: text, number, day or None. Reading it gives the value again."""
        return value

    def show(self, value: Any) -> str:
        """The value as a page shows it."""
        return "" if value is None else str(value)

    def choices(self) -> list[tuple[str, str]]:
        """What can be chosen; empty where anything may be typed."""
        return []

    def says(self) -> str:
        """What may stand here, for whoever fills it in."""
        return self.word


# ------------------------------------------------------------------ words


@dataclass(frozen=True)
class Text(Kind):
    """Words, up to a length; with a pattern, a code."""

    size: int = 120
    pattern: str = ""
    form: str = ""  # what the pattern asks for: 6位数字

    def parse(self, given: object) -> str | None:
        refuse_ruined(given)
        text = tidy(given)
        if not text:
            return None
        if self.pattern:
            return self._code(text)
        if len(text) > self.size:
            raise BadCell(f"有{len(text)}个字，最多{self.size}个", "请写短一些")
        return text

    def _code(self, text: str) -> str:
        code = squash(text).upper()
        if not re.fullmatch(self.pattern, code):
            raise BadCell(f"应为{self.form}", "请对照原件改正")
        return code

    def says(self) -> str:
        return self.form or f"文字，最多{self.size}个字"


@dataclass(frozen=True)
class Choice(Kind):
    """One of some words. ``options`` value → word; ``also`` other words that mean a value."""

    word: ClassVar[str] = "选项"
    options: tuple[tuple[str, str], ...] = ()
    also: Mapping[str, str] = field(default_factory=dict, hash=False)

    def parse(self, given: object) -> str | None:
        text = squash(tidy(given))
        if not text:
            return None
        found = self._meant.get(text)
        if found is None:
            raise BadCell(f"只能是：{'、'.join(word for _, word in self.options)}", "从下拉框里选一个")
        return found

    @property
    def _meant(self) -> dict[str, str]:
        return _meanings(self.options, tuple(self.also.items()))

    def cell(self, value: Any) -> Any:
        return dict(self.options).get(value, value)

    def show(self, value: Any) -> str:
        return "" if value is None else dict(self.options).get(value, str(value))

    def choices(self) -> list[tuple[str, str]]:
        return list(self.options)

    def says(self) -> str:
        return "、".join(word for _, word in self.options)


@lru_cache(maxsize=256)
def _meanings(options: tuple[tuple[str, str], ...], also: tuple[tuple[str, str], ...]) -> dict[str, str]:
    meant = {value: value for value, _ in options}
    meant |= {squash(word): value for value, word in options}
    return meant | {squash(word): value for word, value in also}


@dataclass(frozen=True)
class YesNo(Kind):
    """Yes or no; empty is unknown."""

    word: ClassVar[str] = "是或否"
    YES: ClassVar[frozenset[str]] = frozenset({"是", "有", "√", "✓", "对", "y", "yes", "true", "1"})
    NO: ClassVar[frozenset[str]] = frozenset({"否", "无", "不是", "没有", "×", "✗", "n", "no", "false", "0"})

    def parse(self, given: object) -> bool | None:
        if isinstance(given, bool):
            return given
        text = squash(tidy(given)).lower()
        if not text:
            return None
        if text in self.YES:
            return True
        if text in self.NO:
            return False
        raise BadCell("只能是：是、否", "从下拉框里选一个；不知道就留空")

    def cell(self, value: Any) -> Any:
        return None if value is None else "是" if value else "否"

    def show(self, value: Any) -> str:
        return "" if value is None else "是" if value else "否"

    def choices(self) -> list[tuple[str, str]]:
        return [("是", "是"), ("否", "否")]


# ------------------------------------------------------------------ figures


@dataclass(frozen=True)
class Number(Kind):
    """A number of so many decimal places, kept as Decimal; with no places an int."""

    word: ClassVar[str] = "数"
    is_figure: ClassVar[bool] = True
    places: int = 0
    least: int | None = 0
    most: int | None = None

    def parse(self, given: object) -> Any:
        number = read_amount(given)
        if number is None:
            return None
        if abs(number) >= Decimal(10) ** (MOST_DIGITS - self.places):
            raise BadCell("数太大", "请核对数和单位后改正")
        if number != round(number, self.places):
            raise BadCell("应为整数" if not self.places else f"最多{self.places}位小数", "请核对后改正")
        if self.least is not None and number < self.least:
            raise BadCell(
                "不能是负数" if not self.least else f"不能小于{self.least}", "请核对后改正；不知道就留空"
            )
        if self.most is not None and number > self.most:
            raise BadCell(f"不能大于{self.show(self.most)}", "请核对数和单位后改正")
        return int(number) if not self.places else number

    def cell(self, value: Any) -> Any:
        return value if value is None or not self.places else float(value)

    def show(self, value: Any) -> str:
        if value is None:
            return ""
        shown = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
        return shown.rstrip("0").rstrip(".") if "." in shown else shown

    def says(self) -> str:
        return "整数" if not self.places else f"数，最多{self.places}位小数"


@dataclass(frozen=True)
class Year(Number):
    """A year of the calendar: a number that is not counted, so nothing separates its thousands."""

    least: int | None = 1900
    most: int | None = 2100

    def show(self, value: Any) -> str:
        return "" if value is None else str(value)

    def says(self) -> str:
        return "四位数的年份"


@dataclass(frozen=True)
class Yuan(Kind):
    """Money, kept as Decimal yuan. ``unit`` is what sheets write it in; a heading may name another."""

    word: ClassVar[str] = "金额"
    is_figure: ClassVar[bool] = True
    unit: str = "元"
    negative: bool = False

    def parse(self, given: object) -> Decimal | None:
        return self.parse_in(given, self.unit)

    def parse_in(self, given: object, unit: str) -> Decimal | None:
        """The amount, written in a unit of its own."""
        number = read_amount(given)
        if number is None:
            return None
        amount = number.scaleb(SCALES[unit])
        if amount < 0 and not self.negative:
            raise BadCell("金额不能为负", "请核对后改正；退回的钱另有一栏")
        try:
            to_fen(amount)
        except ValueError:
            much = abs(amount) >= LIMIT
            raise BadCell("金额太大" if much else "金额不到1分", f"请核对，这一列的单位是{unit}") from None
        return amount.quantize(Decimal("0.01"))

    def cell(self, value: Any) -> Any:
        return None if value is None else float(value.scaleb(-SCALES[self.unit]))

    def show(self, value: Any) -> str:
        """In the unit of its heading: 元 with both places, 万元 without needless zeros."""
        if value is None:
            return ""
        if self.unit == "元":
            return f"{value:,.2f}"
        shown = f"{value.scaleb(-SCALES[self.unit]):,f}"
        return shown.rstrip("0").rstrip(".") if "." in shown else shown

    def says(self) -> str:
        return f"金额，{self.unit}"


PLAIN_NUMBER = re.compile(r"¥?[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|¥?[+-]?\.\d+", re.ASCII)
ODD_COMMA = re.compile(r",(?!\d{3}(?!\d))")


def read_amount(given: object) -> Decimal | None:
    """A number as people type it: 1,234.50 · １２３ · 1.2万 · 三百五十 · ￥5; None for an empty cell."""
    if isinstance(given, bool):
        raise BadCell("不是数", "请填数；不知道就留空")
    if isinstance(given, int):
        return Decimal(given)
    if isinstance(given, float):
        # as the sheet shows it: 1234.1 * 3 is 3702.3 there, and 3702.2999999999997 inside
        return Decimal(f"{given:.{EXACT_DIGITS}g}") if math.isfinite(given) else _no_number(str(given))
    plain = tidy(given)
    text = squash(plain)
    if not text:
        return None
    if _is_odd(plain, text):
        return _no_number(plain)
    if PLAIN_NUMBER.fullmatch(text):
        return Decimal(text.replace(",", "").replace("¥", ""))
    return _chinese_number(text)


def _is_odd(plain: str, text: str) -> bool:
    """Whether reading would guess: 12① and 10² would become 121 and 102, 1,2 twelve."""
    if "," in text and ODD_COMMA.search(text):
        return True
    return not plain.isascii() and any(unicodedata.category(sign) == "No" for sign in plain)


def _chinese_number(text: str) -> Decimal:
    if text in NOTHING_WRITTEN:
        raise BadCell(f"“{text}”看不出是没有还是不知道", "没有请填0，不知道请留空")
    read = read_number(text.lstrip("¥￥"))
    return _no_number(text) if read is None else Decimal(str(read))


def _no_number(text: str) -> Decimal:
    raise BadCell(f"“{text[:20]}”不是数", "请只填数，单位写在表头里")


# ------------------------------------------------------------------ days and periods

DAY = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?(?:00:00(?::00)?)?|(\d{4})(\d\d)(\d\d)")


@dataclass(frozen=True)
class Day(Kind):
    """A day."""

    word: ClassVar[str] = "日期"

    def parse(self, given: object) -> date | None:
        if isinstance(given, date):
            return _day(given.isoformat()[:10])
        if isinstance(given, int | float) and not isinstance(given, bool) and math.isfinite(given):
            return _day_of_serial(int(given))
        text = squash(tidy(given))
        return _day(text) if text else None

    def cell(self, value: Any) -> Any:
        return value

    def show(self, value: Any) -> str:
        return "" if value is None else say_day(value)

    def says(self) -> str:
        return "日期，如2023年6月1日或2023-6-1"


def _day_of_serial(serial: int) -> date:
    return EXCEL_EPOCH + timedelta(serial) if serial in SERIALS else _day(str(serial))


@lru_cache(maxsize=50_000)
def _day(text: str) -> date:
    hit = DAY.fullmatch(text)
    if not hit:
        raise BadCell("日期没有看懂", "写成2023年6月1日或2023-6-1")
    year, month, day = (int(part) for part in hit.groups() if part)
    if year not in YEARS:
        raise BadCell(f"没有看懂{year}年", "年份写成四位，如2023年6月1日")
    try:
        return date(year, month, day)
    except ValueError:
        raise BadCell(
            f"{year}年{month}月没有{day}日" if 1 <= month <= 12 else f"没有{month}月", "请改成实际日期"
        ) from None


@dataclass(frozen=True)
class PeriodKind(Kind):
    """A period of one rhythm, kept as its canonical text: 2023, 2023-2024, 2023H1, 2023Q1, 2023-05."""

    word: ClassVar[str] = "期间"
    rhythm: str = "year"

    def parse(self, given: object) -> Period | None:
        text = squash(tidy(given))
        if not text:
            return None
        found = read_period(text, self.rhythm)
        if found is None:
            raise BadCell("期间没有看懂", f"写成{self.example}")
        return found

    def cell(self, value: Any) -> Any:
        return None if value is None else say_period(value)

    def show(self, value: Any) -> str:
        return "" if value is None else say_period(value)

    @property
    def example(self) -> str:
        return {
            "year": "2023年",
            "school_year": "2023-2024学年",
            "half": "2023年上半年",
            "quarter": "2023年1季度",
            "month": "2023年5月",
        }[self.rhythm]

    def says(self) -> str:
        return f"如{self.example}"
