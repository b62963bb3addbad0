"""Sealed fields are read by those who hold the talk key, in the place they were sealed for."""

import os
import random

import pytest

from cadre_desktop.errors import DamagedStore, NotAllowed
from cadre_desktop.storage.vault import Vault

PLACE = "interview|0f3a|raw_note"
TEXT = "谈话人说：他肯干，𠮷村的路是他修的。\n"


@pytest.fixture
def vault() -> Vault:
    return Vault(os.urandom(32))


def test_a_sealed_text_is_read_back(vault: Vault) -> None:
    assert vault.open
    assert vault.unseal(vault.seal(TEXT, PLACE), PLACE) == TEXT
    assert vault.unseal(vault.seal("", PLACE), PLACE) == ""


def test_the_text_is_not_in_what_is_stored_and_no_two_seals_are_alike(vault: Vault) -> None:
    one, other = vault.seal(TEXT, PLACE), vault.seal(TEXT, PLACE)
    assert one != other
    assert "谈话".encode() not in one


def test_without_the_key_nothing_is_sealed_or_read(vault: Vault) -> None:
    locked = Vault(None)
    assert not locked.open
    with pytest.raises(NotAllowed, match="谈话管理权限"):
        locked.seal(TEXT, PLACE)
    with pytest.raises(NotAllowed, match="谈话管理权限"):
        locked.unseal(vault.seal(TEXT, PLACE), PLACE)


@pytest.mark.parametrize("place", ["interview|0f3b|raw_note", "interview|0f3a|speaker", "talk|0f3a|raw_note", ""])
def test_a_seal_moved_to_another_place_is_refused(vault: Vault, place: str) -> None:
    with pytest.raises(DamagedStore, match="完整性"):
        vault.unseal(vault.seal(TEXT, PLACE), place)


def test_every_flipped_bit_is_noticed(vault: Vault) -> None:
    blob, chance = vault.seal(TEXT, PLACE), random.Random(3)
    for _ in range(200):
        bad = bytearray(blob)
        bad[chance.randrange(len(bad))] ^= 1 << chance.randrange(8)
        with pytest.raises(DamagedStore):
            vault.unseal(bytes(bad), PLACE)


@pytest.mark.parametrize("length", [0, 1, 12, 13, 20, 28])
def test_a_cut_off_seal_is_refused(vault: Vault, length: int) -> None:
    with pytest.raises(DamagedStore):
        vault.unseal(vault.seal(TEXT, PLACE)[:length], PLACE)


def test_another_key_does_not_read_it(vault: Vault) -> None:
    with pytest.raises(DamagedStore):
        Vault(os.urandom(32)).unseal(vault.seal(TEXT, PLACE), PLACE)
