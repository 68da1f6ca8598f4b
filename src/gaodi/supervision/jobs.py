"""What runs in the background for supervision: reading an uploaded paper."""
