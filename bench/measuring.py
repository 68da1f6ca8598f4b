"""How things are measured: the median of several runs, and the peak memory of a process of its own."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value with its unit, and the most it may be."""

    what: str
    value: float
    unit: str
    at_most: float | None = None

    @property
    def reached(self) -> bool:
        return self.at_most is None or self.value <= self.at_most

    def line(self) -> str:
        goal = "" if self.at_most is None else f"goal ≤ {self.at_most:g} {self.unit}"
        mark = " " if self.reached else "✗"
        return f"{mark} {self.what:<58}{self.value:>10.3f} {self.unit:<4} {goal}"


def median(act: Callable[[], object], runs: int = 5) -> float:
    """Seconds of the middle one of some runs, after one that is not counted."""
    act()
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        act()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


ALONE = """
import json, resource, sys, time
sys.path.insert(0, "src")
{setup}
begun = time.perf_counter()
{act}
seconds = time.perf_counter() - begun
print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


def alone(act: str, setup: str = "") -> tuple[float, float]:
    """Seconds and peak megabytes of some code in a new process."""
    code = ALONE.format(setup=setup, act=act)
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    seconds, megabytes = json.loads(done.stdout.splitlines()[-1])
    return seconds, megabytes
