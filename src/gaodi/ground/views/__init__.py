"""Pages of the ground: signing in, the desk, people, units, the audit."""
