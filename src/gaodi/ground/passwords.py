"""How a password is hashed: Argon2id at the strength measured for two processors."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2id(Argon2PasswordHasher):
    """Argon2id, 19 MiB and two passes: the least that OWASP's cheat sheet names, about 30 ms on two processors."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
