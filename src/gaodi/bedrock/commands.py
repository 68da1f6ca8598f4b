"""A command of the house: every room lists its own in ``commands.py``, and ``cli.py`` gathers them."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """One word after ``gaodi``: its help, its arguments, and what it does (giving the exit code)."""

    name: str
    help: str
    add_arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]
