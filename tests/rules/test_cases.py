"""Cases: one line may stand for many rows alike, or for a row of a case before with something changed."""

from __future__ import annotations

from gaodi.rules.cases import _likened, _repeated


def test_a_line_with_rows_stands_for_that_many_each_with_its_own_number():
    lines = [{"teacher": "教师{n}", "year": 2023, "rows": 2}, {"teacher": "丙", "year": 2023}]

    assert list(_repeated(lines)) == [
        {"teacher": "教师1", "year": 2023},
        {"teacher": "教师2", "year": 2023},
        {"teacher": "丙", "year": 2023},
    ]


def test_a_row_like_a_case_before_differs_only_in_what_it_says():
    before = {"样样合规": {"student": "甲", "age": 19, "deposit": 0}}

    assert _likened({"like": "样样合规", "deposit": 200}, before) == {
        "student": "甲",
        "age": 19,
        "deposit": 200,
    }
