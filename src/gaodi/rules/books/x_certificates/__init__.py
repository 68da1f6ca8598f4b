"""Certificates of skill beside the diploma (1+X): who passed, and how many graduates hold one."""
