"""Verbs of the decisions."""
