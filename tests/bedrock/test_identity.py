"""ID numbers: our quick check says what the library says."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from stdnum.cn import ric

from gaodi.bedrock.identity import WrongNumber, masked, read_id_number


def first_17(draw: random.Random) -> str:
    born = date(1930, 1, 1) + timedelta(draw.randrange(33_000))
    return f"{draw.choice((371002, 110101, 650100))}{born:%Y%m%d}{draw.randrange(1000):03}"


def test_a_number_fits_exactly_where_the_library_says_so():
    draw = random.Random(11)  # noqa: S311  nothing here is secret
    for _ in range(3_000):
        first = first_17(draw)
        right = first + ric.calc_check_digit(first + "0")
        assert read_id_number(right) == right
        wrong = first + draw.choice([sign for sign in "0123456789X" if sign != right[-1]])
        with pytest.raises(WrongNumber, match="最后一位"):
            read_id_number(wrong)


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("37100219850101001", "17位"),
        ("3710021985010100１X", "17位数字加1位"),
        ("371002198502300011", "出生日期"),
        ("X71002198501010011", "17位数字加1位"),
    ],
)
def test_a_number_that_cannot_be_says_why(number, sentence):
    with pytest.raises(WrongNumber, match=sentence):
        read_id_number(number)


def test_a_masked_number_shows_ten_of_its_signs():
    assert masked("37100219850101001X") == "371002********001X"
