"""Run all measurements, or those named: ``python -m bench [reading pages …]``. Exit code 1 when a goal is missed."""

from __future__ import annotations

import importlib
import os
import platform
import subprocess
import sys

from bench.measuring import Figure

ROOMS = ("starting", "reading", "accounts", "pages", "registers", "rules")


def main(names: list[str]) -> int:
    """One room is measured here, several each in a process of its own: what one loads must not serve another."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gaodi.settings")
    if len(names) == 1:
        return int(_measure(names[0]) > 0)
    print(f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}", flush=True)
    bench = [sys.executable, "-m", "bench"]
    missed = [room for room in names or ROOMS if subprocess.run([*bench, room], check=False).returncode]
    print(f"\ngoals missed in {', '.join(missed)}" if missed else "\nall goals reached")
    return int(bool(missed))


def _measure(room: str) -> int:
    print(f"\n{room}", flush=True)
    missed = 0
    figure: Figure
    for figure in importlib.import_module(f"bench.{room}").figures():
        print(figure.line(), flush=True)
        missed += not figure.reached
    return missed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
