import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gaodi.bedrock.text import fold, read_number, squash


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("12", 12),
        ("1,200", 1200),
        ("98.5", 98.5),
        ("1.2万", 12_000),
        ("8.15万", 81_500),
        ("3千5百", 3500),
        ("1亿2000万", 120_000_000),
        ("三", 3),
        ("两", 2),
        ("十二", 12),
        ("二十", 20),
        ("一百零五", 105),
        ("三百五十万", 3_500_000),
        ("一亿二千万", 120_000_000),
        ("三点五", 3.5),
        ("叁拾", 30),
        ("叁仟伍佰", 3500),
        ("贰佰萬", 2_000_000),
        ("百", 100),
        ("亿", 100_000_000),
        ("万亿", 1_000_000_000_000),
        ("二〇二六", 2026),
        ("二零二六", 2026),
        ("零", 0),
    ],
)
def test_number_is_read(printed, value):
    assert read_number(printed) == value


@pytest.mark.parametrize("printed", ["", "家", "一二百", "1.2.3", "三点", "..", "9" * 40, "５家"])
def test_what_is_no_number_is_none(printed):
    assert read_number(printed) is None


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("２０２６年６月", "2026年6月"),
        ("占比 ９０％", "占比90%"),
        ("3 — 5 家", "3—5家"),
        ("3–5家", "3—5家"),
        ("新增學位1200個", "新增学位1200个"),
        ("100 200", "100 200"),
        ("AI 20家", "AI 20家"),
        ("①新建3座", "①新建3座"),
        ("五千㎡", "五千㎡"),
        ("3.9\n人", "3.9人"),
        ("「兩癌」篩查", "“两癌”筛查"),
        ('"三个一"活动', "“三个一”活动"),
        ("5，000", "5，000"),
    ],
)
def test_text_is_folded(text, plain):
    assert fold(text).text == plain


def test_squash_is_blind_to_width_and_white_space():
    assert squash("２０２６ 年\n１月") == squash("2026年1月") == "2026年1月"


def test_folded_stretch_is_found_in_the_source():
    text = "投资额的 ３０ ％"
    folded = fold(text)

    start = folded.text.index("30%")

    assert folded.origin(start, start + 3) == (5, 9)


@settings(deadline=None)  # a busy machine is no failure
@given(st.text())
def test_each_folded_character_has_a_place_in_order(text):
    folded = fold(text)

    assert len(folded.text) == len(folded.places)
    assert list(folded.places) == sorted(folded.places)
    assert all(0 <= place < len(text) for place in folded.places)


@settings(deadline=None)  # a busy machine is no failure
@given(st.one_of(st.text(), st.text("萬五，。：“”3a —")))
def test_a_plain_text_is_folded_like_any_other(text):
    assert fold(text).text == fold(text + "\n").text
    assert list(fold(text).places) == list(fold(text + "\n").places)


@settings(deadline=None)  # a busy machine is no failure
@given(st.text())
def test_reading_a_number_never_fails(text):
    assert read_number(text) is None or read_number(text) >= 0


@settings(deadline=None)  # a busy machine is no failure
@given(st.text(alphabet="零一二两三十百千万亿点0123456789.,壹拾", max_size=12))
def test_reading_what_looks_like_a_number_never_fails(text):
    assert read_number(text) is None or read_number(text) >= 0


@settings(deadline=None)  # a busy machine is no failure
@given(st.integers(0, 9_999))
def test_figures_are_read_as_they_are(number):
    assert read_number(str(number)) == number
    assert read_number(f"{number}万") == number * 10_000
