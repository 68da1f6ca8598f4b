"""Numbers that must not be read from the database: found by a keyed hash, sealed with AES-GCM.

Both keys are derived from ``SEAL_KEY``; whoever loses it loses the numbers, not the facts. A key once used is kept.
"""

from __future__ import annotations

import hashlib
import os
from functools import cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from django.conf import settings

NONCE = 12  # bytes


def keyed_hash(text: str) -> str:
    """What stands for the text in an index: 32 hexadecimal characters that nobody makes without the key."""
    mac = _mac().copy()  # to set a key up takes five times as long as to hash a number
    mac.update(text.encode())
    return mac.finalize()[:16].hex()


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
def _mac() -> HMAC:
    return HMAC(_key("find"), SHA256())


@cache
def _cipher() -> AESGCM:
    return AESGCM(_key("seal"))
