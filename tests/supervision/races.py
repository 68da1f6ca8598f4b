"""Two people at once, for ``test_races``: each act in a thread with a connection of its own, let go together.

On SQLite the tests' database lives in memory and cannot be shared so; its content is moved to a file, opened as the
product opens its own, and moved back for looking at afterwards.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections

from gaodi.bedrock import clock
from gaodi.ground import acting
from gaodi.ground.refusals import Refused

HESITATION = (
    0.08  # seconds between the last check of an act and its commit: long enough for the other to look
)
Race = Callable[..., list[str]]


@contextmanager
def on_a_file(path: Path) -> Iterator[None]:
    """The database of this test as a file with write-ahead log, until left."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    memory, kept = connection.connection, dict(connection.settings_dict)
    with closing(sqlite3.connect(path)) as file:
        memory.backup(file)
        file.execute("PRAGMA journal_mode = WAL")  # once, as at the first start; two at once would not wait
    connection.settings_dict |= {"NAME": str(path), "OPTIONS": settings.SQLITE_OPTIONS}
    try:
        yield
    finally:
        connection.settings_dict |= {"NAME": kept["NAME"], "OPTIONS": kept["OPTIONS"]}
        with closing(sqlite3.connect(path)) as file:
            file.backup(memory)


@pytest.fixture
def race(transactional_db, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Race:
    """``race(act, act, …)``: what came of each, 办成 or the name of the refusal; any other end is a failure."""
    row = acting._row

    def hesitant_row(act: acting.Act, outcome: str, note: str) -> Any:
        if outcome == "done":
            time.sleep(HESITATION)
        return row(act, outcome, note)

    def run(*acts: Callable[[], object]) -> list[str]:
        together = threading.Barrier(len(acts))
        with (
            on_a_file(tmp_path / "race.sqlite3"),
            ThreadPoolExecutor(len(acts)) as runners,
            monkeypatch.context() as m,
        ):
            m.setattr(acting, "_row", hesitant_row)
            ends = [runners.submit(_go, act, together, clock.today()) for act in acts]
            return [end.result() for end in ends]

    return run


def _go(act: Callable[[], object], together: threading.Barrier, day: date) -> str:
    try:
        with clock.standing_on(day):
            together.wait(timeout=10)
            act()
    except Refused as refusal:
        return type(refusal).__name__
    finally:
        connections.close_all()
    return "办成"
