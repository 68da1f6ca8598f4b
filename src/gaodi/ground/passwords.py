"""Passwords: how they are hashed (Argon2id at the strength measured for two processors), what is refused as one, and
how first ones are made. Django's own sentences about length and likeness have no Chinese.
"""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.exceptions import ValidationError

from gaodi.bedrock.names import pinyin, plain_name

SHORT_NAME = 3  # letters below which a name stands in too many words by chance


class Argon2id(Argon2PasswordHasher):
    """Argon2id, 19 MiB and two passes: the least that OWASP's cheat sheet names, about 30 ms on two processors."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1


class LongEnough:
    """Refuses what is too short to be guessed slowly."""

    def __init__(self, least: int) -> None:
        self.least = least

    def validate(self, password: str, user: Any = None) -> None:  # noqa: ARG002 - Django hands it over
        if len(password) < self.least:
            raise ValidationError(f"密码太短，至少{self.least}个字符。", code="too_short")

    def get_help_text(self) -> str:
        return f"至少{self.least}个字符。"


class NotOneself:
    """Refuses a password that holds one's user name or name, in characters or in sound: the first things tried."""

    def validate(self, password: str, user: Any = None) -> None:
        if user is None:
            return
        plain, name = plain_name(password), plain_name(user.name)
        letters = [each for each in (plain_name(user.username), pinyin(name)) if len(each) >= SHORT_NAME]
        if any(each and each in plain for each in (name, *letters)):
            raise ValidationError("密码里不能有用户名或姓名。", code="oneself")

    def get_help_text(self) -> str:
        return "不能有用户名或姓名。"


# Read from a slip of paper or over the telephone: no letter that could be another (0 O, 1 l I).
CLEAR = "abcdefghijkmnpqrstuvwxyz23456789"


def first_password() -> str:
    """A password to hand over once, 60 bits: three groups of four."""
    return "-".join("".join(secrets.choice(CLEAR) for _ in range(4)) for _ in range(3))
