"""Kinds of cells: what people type and what a spreadsheet makes of it; nothing is guessed, nothing repaired."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gaodi.ground.sealing import keyed_hash, unseal
from gaodi.registers.kinds import BadCell, Choice, Day, Number, PeriodKind, Text, Year, YesNo, Yuan, tidy
from gaodi.registers.naming import Firm, Named, Numbered, Person, School, TheDistrict
from tests.registers.entering import credit_code, id_number

LEVELS = Choice((("junior", "初级"), ("middle", "中级")), {"三级": "junior"})
CODE = Text(6, r"\d{6}", "6位数字")
EMPTY = [None, "", "  ", "　", "\u200b\ufeff", "\n\t"]


@pytest.mark.parametrize(
    "kind",
    [
        Text(), CODE, LEVELS, YesNo(), Number(), Number(places=2), Year(), Yuan(), Day(), PeriodKind("year"),
        Person(), Person(kept=False), Firm(), School(), Numbered(), TheDistrict(),
    ],
    ids=lambda kind: kind.word,
)  # fmt: skip
def test_an_empty_cell_is_unknown_and_nothing_else(kind):
    assert [kind.parse(blank) for blank in EMPTY] == [None] * len(EMPTY)
    assert kind.show(None) == ""
    assert kind.cell(None) is None


# ------------------------------------------------------------------ numbers and money


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1,234", 1234),
        ("１２３", 123),
        ("１，２３４", 1234),
        (" 1 2 3 ", 123),
        ("1.2万", 12_000),
        ("三百五十", 350),
        ("二〇二六", 2026),
        ("0", 0),
        ("〇", 0),
        (12.0, 12),
        (7, 7),
        ("12.00", 12),
        ("+5", 5),
    ],
)
def test_a_whole_number_as_people_type_it(typed, number):
    assert Number().parse(typed) == number
    assert type(Number().parse(typed)) is int


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("—", "“—”看不出是没有还是不知道"),
        ("-", "“-”看不出是没有还是不知道"),
        ("/", "“/”看不出是没有还是不知道"),
        ("无", "“无”不是数"),
        ("约300", "“约300”不是数"),
        ("300人", "“300人”不是数"),
        ("12①", "“12①”不是数"),
        ("10²", "“10²”不是数"),
        ("1,2", "“1,2”不是数"),
        ("1,2345", "“1,2345”不是数"),
        ("1_000", "“1_000”不是数"),
        ("3.71E+17", "“3.71E+17”不是数"),
        ("nan", "“nan”不是数"),
        (float("inf"), "“inf”不是数"),
        (True, "不是数"),
        ("1.5", "应为整数"),
        (-1, "不能是负数"),
        ("9" * 16, "数太大"),
        ("9" * 60, "数太大"),
        (1e300, "数太大"),
    ],
)
def test_what_is_no_whole_number_is_refused(typed, sentence):
    with pytest.raises(BadCell) as bad:
        Number().parse(typed)
    assert bad.value.sentence == sentence
    assert bad.value.remedy


def test_a_year_is_shown_as_it_is_written():
    kind = Year()

    assert (kind.parse("1985"), kind.show(1985)) == (1985, "1985")
    with pytest.raises(BadCell, match="不能大于2100"):
        kind.parse("20230")


def test_a_number_has_its_places_and_its_bounds():
    assert Number(places=2).parse("85.25") == Decimal("85.25")
    assert Number(places=2).parse(0.1) == Decimal("0.1")
    for kind, typed, sentence in (
        (Number(places=2), "1.005", "最多2位小数"),
        (Number(places=2), "1" * 14, "数太大"),
        (Number(least=1900), 1899, "不能小于1900"),
        (Number(most=100), "101", "不能大于100"),
    ):
        with pytest.raises(BadCell, match=sentence):
            kind.parse(typed)
    assert Number(least=None).parse("-3") == -3


@pytest.mark.parametrize(
    ("typed", "unit", "yuan"),
    [
        ("1234.5", "元", "1234.50"),
        ("￥1,234.50", "元", "1234.50"),
        ("¥5", "元", "5.00"),
        ("120.5", "万元", "1205000.00"),
        (0.1, "万元", "1000.00"),
        ("1.2万", "元", "12000.00"),
        ("0.000001", "万元", "0.01"),
        (1.15, "亿元", "115000000.00"),
        (0, "万元", "0.00"),
        ("3", "千元", "3000.00"),
    ],
)
def test_money_becomes_yuan_once(typed, unit, yuan):
    assert str(Yuan(unit).parse(typed)) == yuan


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("0.0000001", "金额不到1分"),
        ("9" * 14, "金额太大"),
        (1e300, "金额太大"),
        ("-1", "金额不能为负"),
        ("1E+999999", "不是数"),
        ("5元", "不是数"),
    ],
)
def test_what_is_no_amount_is_refused(typed, sentence):
    with pytest.raises(BadCell, match=sentence):
        Yuan("万元").parse(typed)


def test_a_heading_may_name_another_unit_and_money_may_flow_back():
    assert Yuan("万元").parse_in("5", "元") == Decimal(5)
    assert Yuan("元", negative=True).parse("-1.5") == Decimal("-1.50")
    assert Yuan("万元").show(Decimal("1205000.00")) == "120.5"


# ------------------------------------------------------------------ days and periods


@pytest.mark.parametrize(
    "typed",
    [
        "2023年9月1日",
        "２０２３年９月１日",
        "2023年 9月 1日",
        "2023-9-1",
        "2023-09-01",
        "2023/9/1",
        "2023.9.1",
        "20230901",
        20230901,
        45170,
        45170.0,
        45170.75,
        date(2023, 9, 1),
        datetime(2023, 9, 1, 8, 30),  # noqa: DTZ001  as spreadsheets give it
        "2023-09-01 00:00:00",
    ],
)
def test_a_day_as_people_type_it(typed):
    assert Day().parse(typed) == date(2023, 9, 1)
    assert type(Day().parse(typed)) is date


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2023年6月31日", "2023年6月没有31日"),
        ("2023-02-29", "2023年2月没有29日"),
        ("2023-13-01", "没有13月"),
        ("9/1/23", "日期没有看懂"),
        ("23.9.1", "日期没有看懂"),
        ("2023年9月", "日期没有看懂"),
        ("至今", "日期没有看懂"),
        ("45170", "日期没有看懂"),
        ("2023-09-01 08:30", "日期没有看懂"),
        (3, "日期没有看懂"),
        (True, "日期没有看懂"),
        (float("nan"), "日期没有看懂"),
        (float("inf"), "日期没有看懂"),
    ],
)
def test_a_day_that_is_none_is_refused(typed, sentence):
    with pytest.raises(BadCell) as bad:
        Day().parse(typed)
    assert bad.value.sentence == sentence


@pytest.mark.parametrize(
    ("rhythm", "typed", "period"),
    [
        ("year", "2023", "2023"),
        ("year", 2023, "2023"),
        ("year", 2023.0, "2023"),
        ("year", "２０２３年度", "2023"),
        ("school_year", "2023-2024学年", "2023-2024"),
        ("school_year", "2023—2024", "2023-2024"),
        ("school_year", "2023", "2023-2024"),
        ("half", "2023年上半年", "2023H1"),
        ("quarter", "2023年第3季度", "2023Q3"),
        ("month", "2023年5月", "2023-05"),
    ],
)
def test_a_period_as_people_type_it(rhythm, typed, period):
    assert PeriodKind(rhythm).parse(typed).text == period


@pytest.mark.parametrize(
    ("rhythm", "typed"),
    [
        ("year", "23年"),
        ("school_year", "2023-2025"),
        ("half", "2023"),
        ("quarter", "2023Q5"),
        ("month", "2023-13"),
    ],
)
def test_a_period_that_is_none_is_refused_with_an_example(rhythm, typed):
    with pytest.raises(BadCell) as bad:
        PeriodKind(rhythm).parse(typed)
    assert bad.value.remedy == f"写成{PeriodKind(rhythm).example}"


# ------------------------------------------------------------------ words


@pytest.mark.parametrize(
    ("typed", "value"),
    [(word, True) for word in ("是", "有", "√", "Yes", "TRUE", "Ｙ", "1", True, 1, 1.0)]
    + [(word, False) for word in ("否", "无", "没有", "×", "no", "N", "0", False, 0)],
)
def test_yes_and_no_in_their_words(typed, value):
    assert YesNo().parse(typed) is value


@pytest.mark.parametrize("typed", ["不详", "可能", "—", "2"])
def test_what_is_neither_yes_nor_no_is_refused(typed):
    with pytest.raises(BadCell, match="只能是：是、否"):
        YesNo().parse(typed)


def test_a_choice_takes_its_words_their_other_names_and_nothing_like_them():
    typed = ["初级", " 初 级", "三级", "junior", "中级"]

    assert [LEVELS.parse(word) for word in typed] == ["junior", "junior", "junior", "junior", "middle"]
    with pytest.raises(BadCell, match="只能是：初级、中级"):
        LEVELS.parse("初")


def test_text_is_one_line_without_what_cannot_be_seen():
    assert Text().parse("  望海\n职\u200b专 ") == "望海 职专"
    assert Text().parse("Ａ座") == "Ａ座"
    assert Text().parse("甲\ud800乙") == "甲乙"
    assert Text().parse(2023.0) == "2023"
    with pytest.raises(BadCell, match="有6个字，最多5个"):
        Text(5).parse("一二三四五六")


def test_a_code_has_its_form():
    assert [CODE.parse(typed) for typed in ("710201", 710201, "７１０２０１", " 7102 01")] == ["710201"] * 4
    with pytest.raises(BadCell, match="应为6位数字"):
        CODE.parse("71020")
    with pytest.raises(BadCell, match="科学计数"):
        Text(30, r"\d{18}", "18位").parse(3.71e17)


# ------------------------------------------------------------------ whom a row is about

NUMBER = id_number()


@pytest.mark.parametrize(
    "typed",
    [NUMBER, f" {NUMBER} ", f"'{NUMBER}", f"{NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}", NUMBER.lower()],
)
def test_a_person_is_found_by_hash_shown_masked_and_kept_sealed(typed):
    named = Person().parse(typed)

    assert (named.kind, named.key, named.shown) == (
        "person",
        keyed_hash(NUMBER),
        f"{NUMBER[:6]}********{NUMBER[-4:]}",
    )
    assert unseal(named.sealed) == NUMBER


def test_of_a_pupil_only_the_hash_is_kept():
    named = Person(kept=False).parse(NUMBER)

    assert (named.key, named.sealed) == (keyed_hash(NUMBER), None)
    assert not set(NUMBER[6:14]) <= set(named.shown) or NUMBER[6:14] not in named.shown


@pytest.mark.parametrize(
    "typed", [3.71002198501e17, 371002198501010012, "3.71002E+17", "3.71E+17", "３.71Ｅ＋１７"]
)
def test_a_number_that_excel_spoilt_is_refused_and_never_repaired(typed):
    with pytest.raises(BadCell) as bad:
        Person().parse(typed)
    assert "表格软件" in bad.value.sentence
    assert "文本" in bad.value.remedy


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (NUMBER[:17], "17位"),
        (NUMBER[:17] + ("0" if NUMBER[17] != "0" else "1"), "最后一位"),
        (f"{NUMBER[:10]}0230{NUMBER[14:]}", "出生日期"),
        ("无", "18位"),
    ],
)
def test_a_wrong_number_says_what_is_wrong_and_does_not_repeat_it(typed, sentence):
    with pytest.raises(BadCell, match=sentence) as bad:
        Person().parse(typed)
    assert typed not in f"{bad.value.sentence}{bad.value.remedy}"


def test_a_masked_number_means_one_of_the_units_own():
    shown = f"{NUMBER[:6]}********{NUMBER[-4:]}"

    assert Person().parse(shown) == Named("person", "", shown, hidden=True)


def test_a_firm_a_school_and_a_thing_with_a_number():
    code = credit_code()

    assert Firm().parse(f" {code.lower()} ").key == code
    assert School().parse(3137100201.0).key == "3137100201"
    assert Numbered("project").parse("ｘｍ-001") == Named("project", "XM-001", "XM-001", own=True)
    assert Numbered("project", shared=True).parse("XM-001").own is False
    for kind, typed in ((Firm(), code[:-1]), (Firm(), 9.137e17), (School(), "123"), (Numbered(), "1" * 41)):
        with pytest.raises(BadCell):
            kind.parse(typed)


# ------------------------------------------------------------------ there and back

YUAN = st.decimals(min_value=0, max_value=Decimal("9999999999999.99"), places=2)


@settings(deadline=None)
@given(YUAN, st.sampled_from(["元", "千元", "万元", "亿元"]))
def test_money_comes_back_from_a_sheet_as_it_went_out(amount, unit):
    assert Yuan(unit).parse(Yuan(unit).cell(amount)) == amount


@settings(deadline=None)
@given(st.integers(0, 10**15 - 1), st.decimals(min_value=0, max_value=Decimal("9999999999999.99"), places=2))
def test_numbers_come_back_from_a_sheet_as_they_went_out(whole, parts):
    assert Number().parse(Number().cell(whole)) == whole
    assert Number().parse(float(whole)) == whole
    assert Number(places=2).parse(Number(places=2).cell(parts)) == parts
    assert Number(places=2).parse(Number(places=2).show(parts)) == parts


@settings(deadline=None)
@given(
    st.dates(date(1900, 1, 1), date(2199, 12, 31)),
    st.sampled_from([True, False]),
    st.sampled_from(["junior", "middle"]),
    st.text(st.characters(min_codepoint=33, max_codepoint=0xD000), min_size=1, max_size=120),
)
def test_days_and_words_come_back_as_they_went_out(day, yes, level, words):
    assert Day().parse(Day().cell(day)) == day
    assert YesNo().parse(YesNo().cell(yes)) is yes
    assert LEVELS.parse(LEVELS.cell(level)) == level
    if (read := Text().parse(words)) is not None:
        assert Text().parse(Text().cell(read)) == read == tidy(read)


@pytest.mark.parametrize(
    ("rhythm", "text"),
    [
        ("year", "2023"),
        ("school_year", "2023-2024"),
        ("half", "2023H2"),
        ("quarter", "2023Q4"),
        ("month", "2023-12"),
    ],
)
def test_periods_come_back_as_they_went_out(rhythm, text):
    kind = PeriodKind(rhythm)

    assert kind.parse(kind.cell(text)).text == text
    assert kind.parse(kind.show(text)).text == text


@pytest.mark.parametrize(
    ("kind", "typed"),
    [(Firm(), credit_code()), (School(), "3137100201"), (Numbered("project"), "XM-001")],
    ids=["firm", "school", "number"],
)
def test_whom_a_sheet_names_is_named_again(kind, typed):
    named = kind.parse(typed)

    assert kind.parse(kind.cell(SimpleNamespace(shown=named.shown))) == named


@settings(deadline=None)
@given(
    st.one_of(st.text(max_size=30), st.floats(), st.integers(), st.booleans(), st.datetimes(), st.none()),
    st.sampled_from(
        [
            Text(), CODE, LEVELS, YesNo(), Number(), Number(places=2), Yuan("万元"), Day(), PeriodKind("year"),
            PeriodKind("month"), Person(), Firm(), School(), Numbered(),
        ]
    ),
)  # fmt: skip
def test_whatever_stands_in_a_cell_it_is_read_or_refused_in_words(anything, kind):
    with suppress(BadCell):  # whatever else is raised would end a whole import
        kind.parse(anything)
