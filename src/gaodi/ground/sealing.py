"""Numbers that must not be read from the database: found by a keyed hash, sealed with AES-GCM.

Both keys are derived from ``SEAL_KEY``; whoever loses it loses the numbers, not the facts. A key once used is kept.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from functools import cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE = 12  # bytes


def keyed_hash(text: str) -> str:
    """What stands for the text in an index: 32 hexadecimal characters that nobody makes without the key."""
    return hmac.digest(_key("find"), text.encode(), "sha256")[:16].hex()


def seal(text: str) -> bytes:
    """The text, readable only with the key; each time another."""
    nonce = os.urandom(NONCE)
    return nonce + _cipher().encrypt(nonce, text.encode(), None)


def unseal(sealed: bytes) -> str:
    """The text again; ``cryptography.exceptions.InvalidTag`` when the key is another."""
    whole = bytes(sealed)
    return _cipher().decrypt(whole[:NONCE], whole[NONCE:], None).decode()


@cache
def _key(purpose: str) -> bytes:
    return hashlib.blake2b(settings.SEAL_KEY.encode(), person=purpose.encode(), digest_size=32).digest()


@cache
def _cipher() -> AESGCM:
    return AESGCM(_key("seal"))
