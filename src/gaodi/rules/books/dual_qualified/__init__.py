"""Teachers qualified both to teach and in their trade: their share among teachers of a profession."""
