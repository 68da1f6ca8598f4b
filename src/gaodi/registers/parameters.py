"""Numbers of the registers that no paper gives: our own defaults."""

from __future__ import annotations

VERIFY_WITHIN = 5  # [D] working days after which rows should be verified; orders the desk, changes no state
VERSIONS = 100  # [D] so many versions of one row its page tells of
