"""Passwords: how they are hashed (Argon2id at the strength measured for two processors), and first ones made."""

import secrets

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2id(Argon2PasswordHasher):
    """Argon2id, 19 MiB and two passes: the least that OWASP's cheat sheet names, about 30 ms on two processors."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1


# Read from a slip of paper or over the telephone: no letter that could be another (0 O, 1 l I).
CLEAR = "abcdefghijkmnpqrstuvwxyz23456789"


def first_password() -> str:
    """A password to hand over once, 60 bits: three groups of four."""
    return "-".join("".join(secrets.choice(CLEAR) for _ in range(4)) for _ in range(3))
