"""How fast a sheet of 200,000 teachers comes in and goes out again, and a list of a million rows; on both databases.

PostgreSQL is the server that DATABASE_URL names; without it only SQLite is measured.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bench.measuring import Figure

ROWS, LISTED, FEW = 200_000, 1_000_000, 50
A_SECOND = 15_000  # rows
SECONDS = ROWS / A_SECOND


def figures() -> Iterator[Figure]:
    server = os.environ.get("DATABASE_URL", "")
    with tempfile.TemporaryDirectory() as folder:
        sheet = Path(folder) / "teachers.xlsx"
        with _on_sqlite(Path(folder) / "var") as run:
            run("write", ROWS, sheet)
            yield from _sheet("SQLite", run, sheet)
        with _on_sqlite(Path(folder) / "list") as run:
            yield from _list("SQLite", run, sheet)
        if not server.startswith("postgres"):
            print("  PostgreSQL is not measured: DATABASE_URL names none", flush=True)
            return
        with _on_postgresql(server, Path(folder) / "pg") as run:
            yield from _sheet("PostgreSQL", run, sheet)
        with _on_postgresql(server, Path(folder) / "pg") as run:
            yield from _list("PostgreSQL", run, sheet)


def _sheet(where: str, run: Any, sheet: Path) -> Iterator[Figure]:
    run("begin", 0, sheet)
    first = run("store", ROWS, sheet)
    assert first["counts"]["new"] == ROWS, first
    rate = f"{ROWS / first['seconds']:,.0f} rows/s"
    yield Figure(f"{where}: import of {ROWS:,} rows ({rate})", first["seconds"], "s", SECONDS)
    yield Figure(f"{where}: the same, peak memory", first["megabytes"], "MB", 700)
    again = run("store", ROWS, sheet)
    assert again["counts"]["same"] == ROWS, again
    yield Figure(f"{where}: the same file again", again["seconds"], "s")
    yield Figure(f"{where}: the same file again, peak memory", again["megabytes"], "MB", 700)
    out = run("export", ROWS, sheet)
    assert out["rows"] == ROWS, out
    yield Figure(f"{where}: export of {ROWS:,} rows", out["seconds"], "s", 30)
    yield Figure(f"{where}: the same, peak memory", out["megabytes"], "MB", 300)


def _list(where: str, run: Any, sheet: Path) -> Iterator[Figure]:
    run("begin", 0, sheet)
    run("fill", FEW, sheet)
    few = run("page", 0, sheet)
    run("fill", LISTED, sheet)
    many = run("page", 0, sheet)
    assert many["queries"] == few["queries"], (few, many)
    yield Figure(f"{where}: list page of {LISTED:,} rows", 1000 * many["seconds"], "ms", 100)
    yield Figure(f"{where}: its questions, as many as with {FEW} rows", many["queries"], "", few["queries"])


# ------------------------------------------------------------------ databases of their own


def _runner(url: str, var: Path) -> Any:
    env = {**os.environ, "DATABASE_URL": url, "GAODI_VAR": str(var)}

    def run(step: str, rows: int, sheet: Path) -> Any:
        command = [sys.executable, "-m", "bench.importing", step, str(rows), str(sheet)]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=env)
        return json.loads(done.stdout) if done.stdout.strip() else None

    return run


@contextmanager
def _on_sqlite(var: Path) -> Iterator[Any]:
    var.mkdir()
    yield _runner(f"sqlite:///{var / 'gaodi.sqlite3'}", var)


@contextmanager
def _on_postgresql(server: str, var: Path) -> Iterator[Any]:
    import psycopg  # slow: only where it is measured

    var.mkdir(exist_ok=True)
    name = f"gaodi_bench_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'")
        try:
            yield _runner(urlsplit(server)._replace(path=f"/{name}").geturl(), var)
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
