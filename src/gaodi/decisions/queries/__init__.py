"""Questions to the decisions."""
