"""地基 — people, posts, units, calendar, evidence, audit, jobs, the page frame."""
