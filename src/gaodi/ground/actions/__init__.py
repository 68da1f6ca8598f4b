"""Verbs of the ground: one transaction and one audit row each."""
