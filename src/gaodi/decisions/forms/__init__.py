"""Forms of the decisions."""
