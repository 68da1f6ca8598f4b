"""Bringing a sheet into a register: read, checked and compared before anything is written."""
