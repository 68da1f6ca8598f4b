"""Numbers that prove themselves: 统一社会信用代码 (GB 32100-2015) and 公民身份号码 (GB 11643-1999).

Only digits, dates and check characters are judged: whether a number was ever given out only its register knows.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from stdnum.cn import uscc
from stdnum.exceptions import ValidationError

ID_LENGTH = 18
ID_NUMBER = re.compile(r"\d{17}[\dX]", re.ASCII)
WEIGHTS = tuple(2 ** (17 - place) % 11 for place in range(17))  # GB 11643; stdnum agrees, says a test
CHECKS = "10X98765432"
USCC_ALPHABET = frozenset("0123456789ABCDEFGHJKLMNPQRTUWXY")


class WrongNumber(ValueError):
    """The number cannot be right; the text says why, in Chinese."""


def read_id_number(text: str) -> str:
    """An ID number as the card prints it. ``text`` is in one width without blanks."""
    number = text.upper()
    if len(number) != ID_LENGTH:
        raise WrongNumber(f"身份证号应为18位，这里是{len(number)}位")
    if not ID_NUMBER.fullmatch(number):
        raise WrongNumber("身份证号应为17位数字加1位数字或X")
    try:
        born = _weight_of_day(number[6:14])
    except ValueError:
        raise WrongNumber("身份证号里的出生日期不存在") from None
    if CHECKS[(_weight(number[:6], 0) + born + _weight(number[14:17], 14)) % 11] != number[17]:
        raise WrongNumber("身份证号最后一位校验不符")
    return number


@lru_cache(maxsize=8192)
def _weight(digits: str, place: int) -> int:
    """What some digits add to the sum that the last one checks. Areas, days and serials recur: a sheet is quick."""
    return sum(int(digit) * WEIGHTS[place + n] for n, digit in enumerate(digits))


@lru_cache(maxsize=50_000)
def _weight_of_day(digits: str) -> int:
    date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    return _weight(digits, 6)


def read_uscc(text: str) -> str:
    """A unified social credit code. ``text`` is in one width without blanks."""
    code = text.upper()
    if len(code) != ID_LENGTH:
        raise WrongNumber(f"统一社会信用代码应为18位，这里是{len(code)}位")
    if stray := next((sign for sign in code if sign not in USCC_ALPHABET), None):
        raise WrongNumber(f"统一社会信用代码里不会有“{stray}”")
    try:
        uscc.validate(code)
    except ValidationError:
        raise WrongNumber("统一社会信用代码最后一位校验不符") from None
    return code


def masked(number: str) -> str:
    """371002********001X: enough to tell two people of one unit apart, not enough to know either."""
    return f"{number[:6]}********{number[-4:]}"
