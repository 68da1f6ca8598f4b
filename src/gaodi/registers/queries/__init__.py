"""Questions to the registers."""
