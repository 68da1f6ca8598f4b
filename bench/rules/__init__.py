"""The surcharge credit of a nation, Parquet to Parquet, beside the same full rule written by others; row by row.

A million firms × five years (GAODI_BENCH_FIRMS: another number), made once and kept in var/bench/rules. Each program
runs in a process of its own, in turns, its best run counts and all are shown; threads as they come. All read one file
and write the ten columns as yuan with two places, compressed by snappy. The others take the facts as they are: they do
not check them, know no missing fact and keep no steps.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.measuring import Figure
from bench.registers import ROOT, _installed_peer
from bench.rules import dated
from bench.rules.growth import explained, growth

FIRMS = int(os.environ.get("GAODI_BENCH_FIRMS", "1000000"))
ROUNDS, SAMPLED = 3, 4_000
KEPT = ROOT / "var" / "bench" / "rules"
OWN = {"ours": "Gaodi", "ours_on_spark": "Gaodi on PySpark, local"}
PEERS = {
    "numpy": "NumPy vectors (the floor)",
    "duckdb": "SQL in DuckDB",
    "openfisca": "OpenFisca variables",
}
# as many times as long as …, at most
GOALS = {"numpy": 1.5, "duckdb": 1.0, "openfisca": 1.0}
MEGABYTES = 4096
# what float32 keeps is counted, not asked for
EXACT = ("duckdb", *OWN)


def figures() -> Iterator[Figure]:
    python = _installed_peer()
    if python is None:
        print("  nothing is measured: the others could not be installed", flush=True)
        return
    facts = _facts(python, FIRMS)
    runs = _rounds(python, facts)
    for name, said in (OWN | PEERS).items():
        if runs.get(name):
            yield from _times(said, runs[name], own=name in OWN)
    yield from _ratios(runs)
    yield from _differences(python, facts, runs)
    yield from explained()
    yield from growth(lambda firms: _facts(python, firms))


def _facts(python: Path, firms: int) -> Path:
    """The facts and their dated numbers, made anew when the generator has changed."""
    KEPT.mkdir(parents=True, exist_ok=True)
    dated.write(KEPT / "dated.json")
    path, generator = KEPT / f"facts-{firms}.parquet", Path(__file__).with_name("data.py")
    if not path.exists() or path.stat().st_mtime < generator.stat().st_mtime:
        part = path.with_suffix(".part")
        _run(python, "data", str(firms), str(part))
        part.replace(path)
    return path


# ------------------------------------------------------------------ runs


def _rounds(python: Path, facts: Path) -> dict[str, list[dict[str, Any]]]:
    """All programs in turns, so that a busy minute of the machine falls on none of them alone."""
    runs: dict[str, list[dict[str, Any]]] = {name: [] for name in (*OWN, *PEERS)}
    for _ in range(ROUNDS):
        for name in list(runs):
            done = _once(python, name, facts)
            if "missing" in done:
                print(f"  {OWN[name]} is not measured: {done['missing']}", flush=True)
                del runs[name]
            else:
                runs[name].append(done)
    return runs


def _once(python: Path, name: str, facts: Path) -> dict[str, Any]:
    if name in OWN:
        told = _run(Path(sys.executable), "ours", name, str(facts), str(_outcome(name)))
    else:
        told = _run(python, f"{name}_peer", str(facts), str(KEPT / "dated.json"), str(_outcome(name)))
    return dict(json.loads(told.splitlines()[-1]))


def _outcome(name: str) -> Path:
    return KEPT / f"{name}-{FIRMS}.parquet"


def _run(python: Path, module: str, *words: str) -> str:
    command = [str(python), "-m", f"bench.rules.{module}", *words]
    return subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.PIPE, text=True).stdout


# ------------------------------------------------------------------ what came of them


def _best(runs: list[dict[str, Any]]) -> dict[str, Any]:
    return min(runs, key=lambda run: run["total"])


def _times(said: str, runs: list[dict[str, Any]], *, own: bool) -> Iterator[Figure]:
    best = _best(runs)
    steps = [f"{name} {best[name]:.2f}" for name in ("read", "compute", "write", "cpu") if best.get(name)]
    totals = " ".join(f"{run['total']:.2f}" for run in runs)
    print(f"  {said}: {totals} s; of the best {', '.join(steps)}", flush=True)
    rows = FIRMS * len(dated.YEARS)
    yield Figure(f"{said}: {rows:,} rows", best["total"], "s")
    peak = max(run["peak_rss_mb"] for run in runs)
    yield Figure(f"{said}: peak memory", peak, "MB", MEGABYTES if own else None)


def _ratios(runs: dict[str, list[dict[str, Any]]]) -> Iterator[Figure]:
    if not runs.get("ours"):
        return
    mine = _best(runs["ours"])["total"]
    for name, goal in GOALS.items():
        yield Figure(
            f"Gaodi takes so many times as long as {PEERS[name]}",
            mine / _best(runs[name])["total"],
            "×",
            goal,
        )


def _differences(python: Path, facts: Path, runs: dict[str, Any]) -> Iterator[Figure]:
    """Cells beside those of the NumPy vectors; and a sample of the vectors and of ours beside the plain reference."""
    for name in runs:
        if name != "numpy":
            yield from _difference(python, name)
    for name in ("numpy", "ours"):
        if name in runs:
            told = json.loads(_run(python, "sample", str(facts), str(_outcome(name)), str(SAMPLED)))
            said = f"{(OWN | PEERS)[name]}: wrong cells of {told['rows']:,} rows"
            assert told["rows"] == told["rows_found"], told
            yield Figure(said, told["cells_that_differ"], "", 0)


def _difference(python: Path, name: str) -> Iterator[Figure]:
    told = json.loads(_run(python, "compare", str(_outcome("numpy")), str(_outcome(name))))
    said, exact = (OWN | PEERS)[name], name in EXACT
    if told["cells_that_differ"]:
        print(
            f"  {said}: furthest apart {told['furthest_apart_fen'] / 100:,.2f} yuan; {told['columns']}",
            flush=True,
        )
    yield Figure(
        f"{said}: cells of {told['cells']:,} that differ", told["cells_that_differ"], "", 0 if exact else None
    )
    yield Figure(f"{said}: rows that differ", told["rows_that_differ"], "", 0 if exact else None)
