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

ROWS, LISTED, FEW, PEER_ROWS = 200_000, 1_000_000, 50, 10_000
ROOT = Path(__file__).parents[1]
PEER = ROOT / "var" / "bench-peer"
A_SECOND = 15_000  # rows
SECONDS = ROWS / A_SECOND


def figures() -> Iterator[Figure]:
    server = os.environ.get("DATABASE_URL", "")
    with tempfile.TemporaryDirectory() as folder:
        sheet = Path(folder) / "teachers.xlsx"
        with _on_sqlite(Path(folder) / "var") as run:
            run("write", ROWS, sheet)
            yield from _sheet("SQLite", run, sheet)
        with _on_sqlite(Path(folder) / "few") as run:
            yield from _peer(run, Path(folder))
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


def _peer(run: Any, folder: Path) -> Iterator[Figure]:
    """The same columns with django-import-export, 10,000 rows of them: it is slow."""
    python = _installed_peer()
    if python is None:
        print("  django-import-export is not measured: it could not be installed", flush=True)
        return
    sheet = folder / "few.xlsx"
    run("begin", 0, sheet)
    run("write", PEER_ROWS, sheet)
    seconds = run("store", PEER_ROWS, sheet)["seconds"]
    own = PEER_ROWS / seconds
    yield Figure(f"SQLite: import of {PEER_ROWS:,} rows ({own:,.0f} rows/s)", seconds, "s")
    for mode, said in (("usual", "as it comes"), ("quick", "told to be quick")):
        command = [str(python), str(ROOT / "bench" / "peer.py"), str(sheet), str(folder / mode), mode]
        done = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
        assert done["rows"] == PEER_ROWS, done
        rate = PEER_ROWS / done["seconds"]
        yield Figure(f"django-import-export {said}, same rows ({rate:,.0f} rows/s)", done["seconds"], "s")
        yield Figure(f"ours is so many times as quick as it {said}", own / rate, "×")


def _installed_peer() -> Path | None:
    """An environment with the locked versions of what Gaodi is measured beside."""
    python, wanted = PEER / "bin" / "python", ROOT / "requirements" / "bench.txt"
    stamp = PEER / ".installed"
    if stamp.exists() and stamp.stat().st_mtime >= wanted.stat().st_mtime:
        return python
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--quiet", "install", "--require-hashes"]
    try:
        subprocess.run([sys.executable, "-m", "venv", str(PEER)], check=True)
        subprocess.run([*pip, "-r", str(wanted)], check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    stamp.touch()
    return python


def _list(where: str, run: Any, sheet: Path) -> Iterator[Figure]:
    run("begin", 0, sheet)
    run("fill", FEW, sheet)
    few = run("page", 0, sheet)
    run("fill", LISTED, sheet)
    many = run("page", 0, sheet)
    assert many["queries"] == few["queries"], (few, many)
    yield Figure(f"{where}: list page of {LISTED:,} rows", 1000 * many["seconds"], "ms", 100)
    for said, seconds in many["filtered"].items():
        yield Figure(f"{where}: its page, {said}", 1000 * seconds, "ms", 100)
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
