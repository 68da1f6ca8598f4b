"""The dated numbers of the credit that all compared programs read: one JSON file beside the facts."""

from __future__ import annotations

import json
from pathlib import Path

YEARS = (2021, 2022, 2023, 2024, 2025)
RATES = {
    "education": "0.03",  # R3 (a), 教育费附加
    "local": "0.02",  # R3 (a), 地方教育附加
    "credit": "0.3",  # R3.6, since 2019-01-01
    "half": "0.5",  # R3.7, 2019-01-01 to 2027-12-31
    "month_limit": "100000",  # R3.7, yuan of sales, limit included
    "quarter_limit": "300000",  # R3.7
}


def write(path: Path) -> None:
    path.write_text(json.dumps(dict.fromkeys(YEARS, RATES), indent=1), encoding="utf-8")
