"""Part-time researchers who count, part-time teachers among all, and what flows between public and private schools."""
