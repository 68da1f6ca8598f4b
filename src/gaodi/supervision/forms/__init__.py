"""Forms of supervision: they clean and refuse, and never write."""
