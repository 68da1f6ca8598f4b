"""Gaodi 高地: carry out a policy task list, and prove that it was done."""

__version__ = "0.1.0"
