"""``make bench``: times what must be fast, beside what is promised; exits 1 when a promise is broken.

A file ``bench/time_<subject>.py`` holds functions marked ``@promise(seconds)``; what a function does before it
yields is preparation, what it yields is timed.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

from bench.promises import PROMISES, Timing, timed


def main() -> int:
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    for path in sorted(Path(__file__).parent.glob("time_*.py")):
        importlib.import_module(f"bench.{path.stem}")
    timings: list[Timing] = []
    for promise in PROMISES:
        if wanted in promise.name:
            timings.append(timed(promise))
            print(timings[-1], flush=True)
    return 0 if all(timing.kept for timing in timings) else 1


if __name__ == "__main__":
    sys.exit(main())
