"""基岩 — what any room may need and no framework does: text, sheets, money, periods, the clock."""
