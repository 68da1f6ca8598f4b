"""What a password costs: enough to hinder guessing, little enough for a Monday morning."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import django

from bench.promises import promise


@promise(0.06)
def hashing_a_password() -> Iterator[Callable[[], object]]:
    django.setup()
    from gaodi.ground.passwords import Argon2id  # app ready: needs settings

    hasher = Argon2id()
    yield lambda: hasher.encode("talent-heights-2020", hasher.salt())
