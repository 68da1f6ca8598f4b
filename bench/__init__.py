"""What ``make bench`` measures: each figure beside the goal it is held to."""
