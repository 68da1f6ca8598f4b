"""A process that dies while a sheet is stored: nothing of it is in the register, and it can be stored again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ground.conftest import House, house

__all__ = ["house"]  # a fixture of this file

SCRIPT = str(Path(__file__).parent / "interrupted_import.py")
STORED = """
    SELECT (SELECT count(*) FROM registers_teacher), (SELECT count(*) FROM registers_subject),
           (SELECT count(*) FROM ground_auditrow WHERE verb = 'import'), (SELECT state FROM registers_batch)
"""


@pytest.mark.slow
def test_a_sheet_whose_storing_was_cut_short_left_nothing_and_is_stored_again(house: House):
    dying = house.start(SCRIPT, "hand-in", "2600")
    batch, _ = dying.communicate(timeout=60)
    assert dying.returncode == -9
    assert house.rows(STORED) == [(0, 0, 0, "storing")]

    again = house.start(SCRIPT, "store", batch.strip())
    again.communicate(timeout=60)

    assert again.returncode == 0
    assert house.rows(STORED) == [(3000, 900, 1, "stored")]
