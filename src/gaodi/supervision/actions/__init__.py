"""Verbs of supervision: one transaction and one audit row each."""
