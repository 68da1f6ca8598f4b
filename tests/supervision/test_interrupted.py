"""A process that dies in the middle of an act: nothing of the act is stored, and it can be done again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ground.conftest import House, house

__all__ = ["house"]  # a fixture of this file

SCRIPT = str(Path(__file__).parent / "interrupted_confirm.py")
STORED = """
    SELECT (SELECT count(*) FROM supervision_tasklist), (SELECT count(*) FROM supervision_edition),
           (SELECT count(*) FROM supervision_task), (SELECT count(*) FROM supervision_commitment),
           (SELECT count(*) FROM ground_auditrow WHERE verb IN ('confirm_draft', 'draw_up')),
           (SELECT state FROM supervision_draft)
"""


@pytest.mark.slow
def test_a_paper_whose_confirmation_was_cut_short_is_still_a_draft_and_can_be_confirmed(house: House):
    dying = house.start(SCRIPT, "draft", "400")
    draft, _ = dying.communicate(timeout=60)
    assert dying.returncode == -9
    assert house.rows(STORED) == [(0, 0, 0, 0, 0, "ready")]

    again = house.start(SCRIPT, "confirm", draft.strip())
    again.communicate(timeout=60)

    assert again.returncode == 0
    assert house.rows(STORED) == [(1, 1, 500, 500, 501, "confirmed")]
