"""督办 — who must do what by when, and what was said and shown."""
