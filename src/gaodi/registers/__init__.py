"""台账 — what we know: one module a subject, pages, import, export and printing made once."""
