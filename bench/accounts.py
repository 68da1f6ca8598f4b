"""What a sign-in costs: the password hash is the first thing to break on the day everybody signs in."""

from __future__ import annotations

from collections.abc import Iterator

from bench.measuring import Figure, median


def figures() -> Iterator[Figure]:
    import django  # slow: measured from here on

    django.setup()
    from django.contrib.auth.hashers import check_password, make_password  # app ready: needs settings

    kept = make_password("gaodi-bench-2023")
    assert kept.startswith("argon2"), kept[:20]
    yield Figure(
        "checking a password (Argon2id)", 1000 * median(lambda: check_password("x", kept)), "ms", 150
    )
