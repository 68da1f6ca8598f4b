"""文字 — text as people type it: full-width signs, stray blanks, traditional characters, Chinese numbers."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

# Only the characters that measures, dates and amounts are written with: enough for a grammar to see through
# a list in traditional characters, and each of them has one simplified form.
TRADITIONAL = str.maketrans(
    "個萬億處場項戶畝輛噸兩達於內過餘條張萊幾類種間週歲時後將爭確勵開華標準優電導貳參陸點師員學業階滿僅屆號輪"
    "錢圓終預總報數據單雙鎮鄉縣區產額貸財稅評審驗證實習訓職機構設備綜續長態線應當須務嚴禁率創認設結補贈給",
    "个万亿处场项户亩辆吨两达于内过余条张莱几类种间周岁时后将争确励开华标准优电导贰叁陆点师员学业阶满仅届号轮"
    "钱圆终预总报数据单双镇乡县区产额贷财税评审验证实习训职机构设备综续长态线应当须务严禁率创认设结补赠给",
)
# Signs that NFKC leaves apart although people mix them freely.
SIGNS = str.maketrans("–―─‐‑‒〜∼∶○「」『』", "—————-~~:〇“”“”")


def squash(text: str) -> str:
    """The text without any white space and in one width: a key to compare by."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


@dataclass(frozen=True, slots=True)
class Folded:
    """A text made plain for a grammar, with the way back: ``places[i]`` is where its i-th character came from."""

    text: str
    places: list[int]

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the plain text stands in the text it was made from."""
        return self.places[start], self.places[end - 1] + 1


def fold(text: str) -> Folded:
    """One width, simplified, straight quotation marks by pairs, without white space.

    A blank between two figures or letters stays, for it parts them.
    """
    letters: list[str] = []
    places: list[int] = []
    gap, is_quoting = -1, False
    for place, char in enumerate(text):
        plain = _plain(char)
        if not plain:
            gap = place if char.isspace() else gap
            continue
        if gap >= 0 and letters and _is_ascii_word(letters[-1]) and _is_ascii_word(plain):
            letters.append(" ")
            places.append(gap)
        if plain == '"':
            plain = "”" if is_quoting else "“"
            is_quoting = not is_quoting
        letters.append(plain)
        places.append(place)
        gap = -1
    return Folded("".join(letters).translate(TRADITIONAL), places)


def _plain(char: str) -> str:
    """One character for one, nothing for white space.

    ① and ² stay, for they are no figures, and so does ，, for the ASCII comma also parts thousands.
    """
    if char.isspace() or (ord(char) > 127 and unicodedata.category(char) == "Cf"):
        return ""
    if char < "\x7f" or "\u4e00" <= char <= "\u9fff" or char == "，" or unicodedata.category(char) == "No":
        return char
    plain = unicodedata.normalize("NFKC", char)
    return (plain if len(plain) == 1 else char).translate(SIGNS)


def _is_ascii_word(char: str) -> bool:
    return char.isascii() and char.isalnum()


DIGITS = {
    **{char: value for value, char in enumerate("零一二三四五六七八九")},
    **{char: value for value, char in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    "两": 2,
}
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MYRIADS = {"万": 10_000, "亿": 100_000_000}
CHINESE_NUMERAL = "".join({**DIGITS, **TENS, **MYRIADS})
LONGEST_NUMBER = 30  # characters; what is longer is a serial number or nonsense
PART = re.compile(rf"\d[\d,]*(?:\.\d+)?|[{CHINESE_NUMERAL}]")


def read_number(text: str) -> int | float | None:
    """What a number says — ``1,200``, ``1.2万``, ``三百五十``, ``叁拾万``, ``二〇二六``, ``三点五`` — or None."""
    text = text.translate(TRADITIONAL)
    whole, point, decimals = text.partition("点")
    if point:
        before, after = read_number(whole), _positional(decimals)
        return None if before is None or after is None else _tidy(Decimal(f"{before}.{after}"))
    parts = PART.findall(text)
    if not parts or "".join(parts) != text or len(text) > LONGEST_NUMBER:
        return None
    digits = _positional(text)
    if digits is not None:
        return int(digits)
    return _add_up(parts)


def _positional(text: str) -> str | None:
    """The ASCII digits of 二〇二六, where each character is a digit of its own."""
    ones = [DIGITS.get(char, 10) for char in text]
    return "".join(map(str, ones)) if len(ones) > 0 and max(ones) < 10 else None


def _add_up(parts: list[str]) -> int | float | None:
    """Add what stands between the powers of ten thousand: 一亿二千万 = 1·10⁸ + 2000·10⁴."""
    total, section, digit = Decimal(0), Decimal(0), None
    smallest = 0
    for part in parts:
        if part in TENS:
            section += (Decimal(1) if digit is None else digit) * TENS[part]
            digit = None
        elif part in MYRIADS:
            power = MYRIADS[part]
            section += digit or 0
            if part is parts[0]:
                section = Decimal(1)  # 万 and 亿 alone: 亿元以上
            total = total + section * power if smallest > power or not total else (total + section) * power
            section, digit, smallest = Decimal(0), None, power
        elif digit:
            return None  # two digits in a row are no number, unless all are
        else:
            digit = Decimal(DIGITS[part]) if part in DIGITS else Decimal(part.replace(",", ""))
    return _tidy(total + section + (digit or 0))


def _tidy(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)
