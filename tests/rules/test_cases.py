"""Cases: one line may stand for many rows alike."""

from __future__ import annotations

from gaodi.rules.cases import _repeated


def test_a_line_with_rows_stands_for_that_many_each_with_its_own_number():
    lines = [{"teacher": "教师{n}", "year": 2023, "rows": 2}, {"teacher": "丙", "year": 2023}]

    assert list(_repeated(lines)) == [
        {"teacher": "教师1", "year": 2023},
        {"teacher": "教师2", "year": 2023},
        {"teacher": "丙", "year": 2023},
    ]
