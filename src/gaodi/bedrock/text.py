"""文字 — text as people type it: full-width signs, stray blanks, traditional characters, Chinese numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

# The traditional characters of words that dates, measures and amounts are written with: enough for a grammar to see
# through a list in them. Names need a dictionary.
TRADITIONAL = str.maketrans(
    "萬與業兩嚴個臨爲舉鄉書爭於產畝億僅從衆優會體餘側儉儲兌黨關茲養內冊農決準減幾劃則創別辦務動勵勢區醫單"
    "佔廠廳歷壓釐縣叄參雙發變臺號後噸啓員響團園國圖場塊堅處備復頭獎學實審對導將層屆歲崗鞏帥帶幫幹並廣慶牀"
    "應開張強當錄徵徑態總戶執擴護報擔擁撥據攝撐數斷無舊時機條來極構標棟樹樣檢檻歐畢氣溫滾滿燈點煙熱獨貓環"
    "現電療盞蓋盤礎確禮離種積稱稅穩筆篩籤類糧約級線組織經結給統繼續維編縮網罰羣職聯節榮獲營補裝規譽計訂認"
    "訓記許設訪證評識診詞試話語請課調談謀貝責賬貨購貫貳貼資車轉輪輕載較輛轄邊達遷過運還進連選郵鄰裏針鍾鍵"
    "鎮鎊長門問間隊階際陸險隨頁頃項須預領題額風飲館饋馬齊齡為眾啟汙裡証週鐘錶髮係佈",
    "万与业两严个临为举乡书争于产亩亿仅从众优会体余侧俭储兑党关兹养内册农决准减几划则创别办务动励势区医单"
    "占厂厅历压厘县叁参双发变台号后吨启员响团园国图场块坚处备复头奖学实审对导将层届岁岗巩帅带帮干并广庆床"
    "应开张强当录征径态总户执扩护报担拥拨据摄撑数断无旧时机条来极构标栋树样检槛欧毕气温滚满灯点烟热独猫环"
    "现电疗盏盖盘础确礼离种积称税稳笔筛签类粮约级线组织经结给统继续维编缩网罚群职联节荣获营补装规誉计订认"
    "训记许设访证评识诊词试话语请课调谈谋贝责账货购贯贰贴资车转轮轻载较辆辖边达迁过运还进连选邮邻里针钟键"
    "镇镑长门问间队阶际陆险随页顷项须预领题额风饮馆馈马齐龄为众启污里证周钟表发系布",
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
    places: Sequence[int]

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the plain text stands in the text it was made from."""
        return self.places[start], self.places[end - 1] + 1


# Text that is plain but for traditional characters.
PLAIN = re.compile("[!#-~\u4e00-\u9fff，。、“”《》〔〕—]*")


@lru_cache(maxsize=16)  # the same text is read for its deadlines, its figures and its words of duty
def fold(text: str) -> Folded:
    """One width, simplified, straight quotation marks by pairs, without white space.

    A blank between two figures or letters stays, for it parts them.
    """
    if PLAIN.fullmatch(text):
        return Folded(text.translate(TRADITIONAL), range(len(text)))
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


@lru_cache(maxsize=4096)
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
