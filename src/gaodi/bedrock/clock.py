"""The clock: the only place that reads the time.

``today`` and ``now`` follow ``GAODI_TODAY`` (a demonstration set on a past day), with the real time of day.
``machine_now`` is always real: audit, heartbeats, sweeps, sessions and lock-outs use it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
_standing: ContextVar[date | None] = ContextVar("standing", default=None)


def machine_now() -> datetime:
    """The real instant, aware, in UTC."""
    return datetime.now(UTC)


def seconds() -> float:
    """A running count of seconds for measuring how long something takes; setting the clock does not touch it."""
    return time.monotonic()


def pretended_day() -> date | None:
    """The day the house pretends it is, if any; a malformed ``GAODI_TODAY`` is a ValueError."""
    text = os.environ.get("GAODI_TODAY", "")
    return _standing.get() or (date.fromisoformat(text) if text else None)


def now() -> datetime:
    """The instant the house works with: the pretended day, if one is set, at the real time of day."""
    instant = machine_now().astimezone(ZONE)
    day = pretended_day()
    return instant if day is None else datetime.combine(day, instant.timetz())


def today() -> date:
    """The day in China."""
    return now().date()


@contextmanager
def standing_on(day: date) -> Iterator[None]:
    """Act as on another day: for loaders that bring in history, and for tests."""
    token = _standing.set(day)
    try:
        yield
    finally:
        _standing.reset(token)
