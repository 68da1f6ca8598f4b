"""Sealed numbers: read with the key and with no other; found without being read."""

from __future__ import annotations

import pytest
from cryptography.exceptions import InvalidTag

from gaodi.ground import sealing
from gaodi.ground.sealing import keyed_hash, seal, unseal

NUMBER = "37100219850101001X"


@pytest.fixture
def another_key(settings):
    """Take the key away, and put another in its place."""

    def forget():
        sealing._key.cache_clear()
        sealing._mac.cache_clear()
        sealing._cipher.cache_clear()

    def take():
        settings.SEAL_KEY = "another key, of another town"
        forget()

    yield take
    forget()


def test_what_was_sealed_is_read_again():
    assert unseal(seal(NUMBER)) == NUMBER
    assert unseal(memoryview(seal("王安宁"))) == "王安宁"  # as PostgreSQL gives it


def test_a_number_is_sealed_each_time_in_another_way_and_holds_nothing_of_it():
    one, other = seal(NUMBER), seal(NUMBER)

    assert one != other
    assert NUMBER.encode() not in one
    assert one[:12] != other[:12]


def test_a_sealed_number_that_was_touched_is_not_read():
    sealed = bytearray(seal(NUMBER))
    sealed[-1] ^= 1

    with pytest.raises(InvalidTag):
        unseal(bytes(sealed))


def test_a_hash_is_the_same_each_time_and_another_for_another_number():
    assert keyed_hash(NUMBER) == keyed_hash(NUMBER)
    assert keyed_hash(NUMBER) != keyed_hash(NUMBER[:-1] + "1")
    assert len(keyed_hash(NUMBER)) == 32
    assert set(keyed_hash(NUMBER)) <= set("0123456789abcdef")


def test_without_the_key_a_number_is_neither_read_nor_found(another_key):
    sealed, found_by = seal(NUMBER), keyed_hash(NUMBER)

    another_key()

    with pytest.raises(InvalidTag):
        unseal(sealed)
    assert keyed_hash(NUMBER) != found_by


def test_the_two_keys_are_not_the_same():
    assert sealing._key("seal") != sealing._key("find")
