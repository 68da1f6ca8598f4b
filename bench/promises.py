"""How a promise is made and timed."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

Case = Callable[[], Iterator[Callable[[], object]]]
ENOUGH = 2.0  # seconds for one case, at least three times


@dataclass(frozen=True, slots=True)
class Promise:
    """What is timed, and the longest it may take."""

    name: str
    seconds: float
    prepared: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Timing:
    """What a promise took: the median of so many times."""

    promise: Promise
    median: float
    times: int

    @property
    def kept(self) -> bool:
        return self.median <= self.promise.seconds

    def __str__(self) -> str:
        mark = "✓" if self.kept else "✗"
        spent, promised = f"{self.median * 1000:.1f} ms", f"{self.promise.seconds * 1000:g} ms"
        return f"{mark} {self.promise.name:<42} {spent:>12}   promised {promised:>9}   {self.times} times"


PROMISES: list[Promise] = []


def promise(seconds: float) -> Callable[[Case], Case]:
    """Promise that what this generator yields takes no longer than so many seconds."""

    def mark(case: Case) -> Case:
        PROMISES.append(Promise(case.__name__.replace("_", " "), seconds, contextmanager(case)))
        return case

    return mark


def timed(given: Promise) -> Timing:
    """Run a case until it is known well enough."""
    spent: list[float] = []
    with given.prepared() as call:
        while len(spent) < 3 or sum(spent) < ENOUGH:
            begun = time.perf_counter()
            call()
            spent.append(time.perf_counter() - begun)
    return Timing(given, statistics.median(spent), len(spent))
