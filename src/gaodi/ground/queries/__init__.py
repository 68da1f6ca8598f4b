"""Questions to the ground; they never write."""
