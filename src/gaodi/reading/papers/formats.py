"""Number formats of Excel: what a stored number prints as, and whether it is a date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

# the formats that a file names by number only, as a Chinese Excel prints them
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"',
    57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<ampm>AM/PM|A/P|上午/下午)'
    r"|(?P<date>y+|m+|d+|h+|s+|e+|a+|g+|b+)|(?P<plain>.)",
    re.IGNORECASE | re.DOTALL,
)
CHINESE_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTHS_LONG = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
               "November", "December")  # fmt: skip
WEEK = "一二三四五六日"
LAST_DAY = 2_958_465  # 9999-12-31


@dataclass(frozen=True, slots=True)
class Format:
    """A number format taken apart: its pieces, and which parts of a date it prints."""

    pieces: tuple[tuple[str, str], ...]
    parts: str = ""  # of y, m, d, h
    spoken: bool = False  # digits in Chinese

    @property
    def is_date(self) -> bool:
        return bool(set(self.parts) & set("ymd"))


@dataclass(frozen=True, slots=True)
class Printed:
    """What a cell shows, and the day, month or year it stands for."""

    text: str
    date: str | None = None


@lru_cache(maxsize=512)
def format_of(code: str) -> Format:
    """The format for positive numbers, taken apart."""
    pieces: list[tuple[str, str]] = []
    spoken = False
    for match in TOKEN.finditer(first_section(code)):
        kind = match.lastgroup or "skip"
        text = match[kind] if match.lastgroup else ""
        if kind == "bracket":
            spoken = spoken or "DBNum" in text
            elapsed = re.fullmatch(r"h+|m+|s+", text, re.IGNORECASE)
            money = re.match(r"\$([^-]+)", text)
            if elapsed:
                pieces.append(("time", text.lower()))
            elif money:
                pieces.append(("text", money[1]))
        elif kind in {"quoted", "escaped"}:
            pieces.append(("text", text))
        elif kind != "skip":
            pieces.append((kind, text.lower() if kind == "date" else text))
    pieces = with_minutes(pieces)
    parts = "".join(sorted({"y" if text[0] == "e" else text[0] for kind, text in pieces if kind == "date"}))
    if "general" in code.lower():
        return Format((), "", spoken)
    return Format(tuple(pieces), parts, spoken)


def first_section(code: str) -> str:
    """The part before the first ``;`` that is not quoted."""
    match = re.match(r'(?:"[^"]*"|\\.|[^;"\\])*', code, re.DOTALL)
    return match[0] if match else code


def with_minutes(pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """An m beside hours or seconds is minutes."""
    result = list(pieces)
    letters = [at for at, (kind, _) in enumerate(pieces) if kind in {"date", "time"}]
    for order, at in enumerate(letters):
        kind, text = pieces[at]
        before = pieces[letters[order - 1]][1][0] if order else ""
        after = pieces[letters[order + 1]][1][0] if order + 1 < len(letters) else ""
        if kind == "date" and text[0] in "hs":
            result[at] = ("time", text)
        elif kind == "date" and text[0] == "m" and len(text) < 3 and (before == "h" or after == "s"):
            result[at] = ("time", "n" * len(text))
    return result


def printed(stored: str, code: str, *, from_1904: bool = False) -> Printed:
    """What the stored number shows under the format."""
    try:
        number = Decimal(stored)
    except InvalidOperation:
        return Printed(stored)
    if not number.is_finite() or abs(number) > Decimal("1e15"):
        return Printed(stored)
    form = format_of(code)
    if form.is_date or any(kind == "time" for kind, _ in form.pieces):
        moment = moment_of(number, from_1904=from_1904)
        return Printed(plain(number)) if moment is None else as_date(moment, form)
    return Printed(as_number(number, form))


def moment_of(number: Decimal, *, from_1904: bool) -> datetime | None:
    """The moment that the number of days counts to; Excel believes in 29 February 1900."""
    if not 0 <= number <= LAST_DAY:
        return None
    base = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30 if number >= 60 else 31)  # noqa: DTZ001 - a printed day has no zone
    return base + timedelta(seconds=round(float(number) * 86400))


def as_date(moment: datetime, form: Format) -> Printed:
    """The date as it prints; month and year alone stand for no day."""
    text = "".join(shown(kind, piece, moment) for kind, piece in form.pieces).strip()
    text = text.translate(CHINESE_DIGITS) if form.spoken else text
    if not form.is_date:
        return Printed(text)
    if "d" in form.parts or "m" not in form.parts:
        only_year = form.parts.strip("ag") == "y"
        return Printed(text, f"{moment:%Y}" if only_year else moment.date().isoformat())
    return Printed(text, f"{moment.year:04d}-{moment.month:02d}")


def shown(kind: str, piece: str, moment: datetime) -> str:
    if kind == "date":
        return date_part(piece, moment)
    if kind == "time":
        unit = {"h": moment.hour, "n": moment.minute, "m": moment.minute, "s": moment.second}[piece[0]]
        return f"{unit:02d}" if len(piece) > 1 else str(unit)
    if kind == "ampm":
        return (
            ("上午" if moment.hour < 12 else "下午")
            if "午" in piece
            else ("AM" if moment.hour < 12 else "PM")
        )
    return "" if piece == "@" else piece


def date_part(piece: str, moment: datetime) -> str:
    letter, length = piece[0], len(piece)
    if letter in "ye":
        return f"{moment.year % 100:02d}" if letter == "y" and length < 3 else f"{moment.year:04d}"
    if letter == "m":
        names = {3: MONTHS, 4: MONTHS_LONG}.get(length)
        return names[moment.month - 1] if names else f"{moment.month:0{min(length, 2)}d}"
    if letter == "d" and length < 3:
        return f"{moment.day:0{length}d}"
    if letter in "da":
        return ("星期" if length > 3 else "周" if letter == "d" else "") + WEEK[moment.weekday()]
    return ""


def as_number(number: Decimal, form: Format) -> str:
    """A number with the places, the commas, the percent sign and the words of its format."""
    picture = "".join(piece if kind == "plain" else "\0" for kind, piece in form.pieces)
    if not form.pieces or "@" in picture or not re.search(r"[0#?]", picture) or re.search(r"[E/]", picture):
        return plain(number)
    per_cent = picture.count("%")
    number *= Decimal(100) ** per_cent
    digits = re.search(r"[0#?,]*(\.[0#?]*)?", picture[first_digit(picture) :])
    places = digits[1] if digits and digits[1] else ""
    least, most = places.count("0"), max(len(places) - 1, 0)
    whole = digits[0].split(".")[0] if digits else ""
    body = rounded(number, least, most, grouped="," in whole.rstrip(","))
    width = whole.replace(",", "").count("0")
    if width > 1 and "." not in body:
        body = body.zfill(width)
    return around(form, body)


def first_digit(picture: str) -> int:
    match = re.search(r"[0#?]", picture)
    return match.start() if match else 0


def around(form: Format, body: str) -> str:
    """The number with what the format writes before and after it."""
    text, placed = "", False
    for kind, piece in form.pieces:
        if kind == "plain" and piece in "0#?.,":
            text += "" if placed else body
            placed = True
        else:
            text += piece
    return text.strip()


def rounded(number: Decimal, least: int, most: int, *, grouped: bool) -> str:
    value = number.quantize(Decimal(1).scaleb(-most), rounding=ROUND_HALF_UP)
    text = f"{value:,.{most}f}" if grouped else f"{value:.{most}f}"
    while most > least and text.endswith("0"):
        text, most = text[:-1], most - 1
    return text.rstrip(".") if most == 0 else text


def plain(number: Decimal) -> str:
    """As the General format: fifteen digits, no zeros at the end, no exponent."""
    value = number if number == number.to_integral_value() else Decimal(f"{number:.10g}")
    text = f"{value.normalize():f}"
    return "0" if text in {"-0", ""} else text
