"""Numbers of a list: what stands twice, what is missing, and runs that begin again."""

from __future__ import annotations

from gaodi.reading.numbering import Flaw, Numbered, bare_number, flaws, number_at_start
from gaodi.reading.places import say_place


def numbers(*printed: str) -> list[Numbered]:
    return [Numbered(number, f"line {n}") for n, number in enumerate(printed, 1)]


def test_a_full_run_has_no_flaws() -> None:
    assert flaws(numbers("1", "2", "3")) == []
    assert flaws(numbers("（三）", "（四）", "（五）")) == []
    assert flaws(numbers("①", "②", "③")) == []


def test_counts_that_begin_again_are_runs_of_their_own() -> None:
    assert flaws(numbers("1", "2", "1", "2", "3")) == []
    assert flaws(numbers("1.1", "1.2", "2.1", "2.2")) == []


def test_duplicates_and_gaps_are_found() -> None:
    assert flaws(numbers("1", "2", "2", "4")) == [Flaw("2", ("line 2", "line 3")), Flaw("3")]
    assert flaws(numbers("2.1", "2.3")) == [Flaw("2.2")]


def test_a_number_merged_down_stands_once() -> None:
    assert (
        flaws([Numbered("1", "line 1"), Numbered("1", "line 2", repeats=True), Numbered("2", "line 3")]) == []
    )


def test_cells_of_numbers_are_read_without_their_signs() -> None:
    assert [
        bare_number(text)
        for text in ("3", "3.", "３、".replace("３", "3"), "1.2", "（一）", "①", "A1", "7.0")
    ] == [
        "3",
        "3",
        "3",
        "1.2",
        "（一）",
        "①",
        "A1",
        "7",
    ]
    assert bare_number("县教育局") is None


def test_figures_at_the_start_are_no_numbers() -> None:
    for text in ("2024年，全县完成投资", "2.6公里道路", "2个国控断面", "12 月底前", "3 所学校"):
        assert number_at_start(text) is None, text


def test_places_are_said_in_chinese() -> None:
    assert say_place("sheet 任务 B7") == "工作表“任务”单元格B7"
    assert say_place("table 1 row 5 cell 3") == "表1第5行第3格"
    assert say_place("page 3 row 4") == "第3页第4行"
    assert say_place("line 12") == "第12行"
