"""Run all measurements, or those named: ``python -m bench [reading pages …]``. Exit code 1 when a goal is missed."""

from __future__ import annotations

import importlib
import platform
import sys

from bench.measuring import Figure

ROOMS = ("starting", "reading", "accounts", "pages")


def main(names: list[str]) -> int:
    print(f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}")
    missed = 0
    for name in names or ROOMS:
        print(f"\n{name}")
        figure: Figure
        for figure in importlib.import_module(f"bench.{name}").figures():
            print(figure.line(), flush=True)
            missed += not figure.reached
    print(f"\n{missed} goals missed" if missed else "\nall goals reached")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
