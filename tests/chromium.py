"""Where Chromium is on this machine, and how it is started: offline, and without looking after itself."""

from __future__ import annotations

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MISSING = "no Chromium on this machine; GAODI_CHROMIUM=/path/to/chromium names one"


def executable() -> str | None:
    """The path of Chromium: what GAODI_CHROMIUM says, else the first that is installed."""
    return os.environ.get("GAODI_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
