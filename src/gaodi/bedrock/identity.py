"""Numbers that prove themselves: 统一社会信用代码 (GB 32100-2015) and 公民身份号码 (GB 11643-1999).

Only digits, dates and check characters are judged: whether a number was ever given out only its register knows.
"""

from __future__ import annotations

from datetime import date

from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError

ID_LENGTH = 18
USCC_ALPHABET = frozenset("0123456789ABCDEFGHJKLMNPQRTUWXY")


class WrongNumber(ValueError):
    """The number cannot be right; the text says why, in Chinese."""


def read_id_number(text: str) -> str:
    """An ID number as the card prints it. ``text`` is in one width without blanks."""
    number = text.upper()
    if len(number) != ID_LENGTH:
        raise WrongNumber(f"身份证号应为18位，这里是{len(number)}位")
    if not (number.isascii() and number[:17].isdigit() and (number[17].isdigit() or number[17] == "X")):
        raise WrongNumber("身份证号应为17位数字加1位数字或X")
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise WrongNumber("身份证号里的出生日期不存在") from None
    if ric.calc_check_digit(number) != number[17]:
        raise WrongNumber("身份证号最后一位校验不符")
    return number


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
