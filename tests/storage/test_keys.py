"""Who can open a store, and that nobody else can."""

import base64
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cadre_desktop.errors import AppError, DamagedStore, InvalidInput, NewerStore, NotAllowed, WrongKey
from cadre_desktop.storage.key_changes import (
    add_user,
    change_passphrase,
)
from cadre_desktop.storage.key_slots import CEILING, Cost
from cadre_desktop.storage.keys import (
    COPY_NAME,
    KEYS_NAME,
    LABELS,
    KeyFile,
    KeyRing,
    create_keys,
    mend_copy,
    unlock,
    unlock_with_recovery,
)
from tests.storage.small_store import CHEAP, OTHER_PASSPHRASE, PASSPHRASE, USER, tamper


@pytest.fixture
def made(tmp_path: Path) -> tuple[KeyRing, str]:
    return create_keys(tmp_path, USER, PASSPHRASE, cost=CHEAP)


def opened(home: Path, passphrase: str, **options: Any) -> KeyRing:
    return unlock(home, passphrase, weakest=CHEAP, **options)


def test_the_passphrase_opens_the_same_keys(tmp_path: Path, made: tuple[KeyRing, str]) -> None:
    ring = opened(tmp_path, PASSPHRASE)
    assert (ring.user, ring.dbid, ring.talk_key) == (USER, made[0].dbid, made[0].talk_key)
    assert all(ring.subkey(label) == made[0].subkey(label) for label in LABELS)


def test_every_purpose_has_a_key_of_its_own(made: tuple[KeyRing, str]) -> None:
    derived = {made[0].subkey(label) for label in LABELS}
    assert len(derived) == len(LABELS) == 7
    assert {len(key) for key in derived} == {32}
    with pytest.raises(ValueError, match="no such key"):
        made[0].subkey("anything")


def test_two_stores_with_one_passphrase_share_no_key(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, _ = create_keys(tmp_path / "a", USER, PASSPHRASE, cost=CHEAP)
    other, _ = create_keys(tmp_path / "b", USER, PASSPHRASE, cost=CHEAP)
    assert one.subkey("db") != other.subkey("db")
    assert one.talk_key != other.talk_key


def test_a_full_width_input_method_does_not_lock_its_owner_out(tmp_path: Path) -> None:
    create_keys(tmp_path, USER, "Longtan-2026-town", cost=CHEAP)
    assert opened(tmp_path, "Ｌｏｎｇｔａｎ－２０２６－ｔｏｗｎ").user == USER


@pytest.mark.parametrize("wrong", ["", PASSPHRASE[:-1], PASSPHRASE + " ", OTHER_PASSPHRASE])
def test_a_wrong_passphrase_is_refused_in_words(tmp_path: Path, made: tuple[KeyRing, str], wrong: str) -> None:
    with pytest.raises(WrongKey, match="口令不正确"):
        opened(tmp_path, wrong)


def test_a_named_user_opens_only_with_their_own_passphrase(tmp_path: Path, made: tuple[KeyRing, str]) -> None:
    add_user(tmp_path, made[0], "李建国", OTHER_PASSPHRASE, False, cost=CHEAP)
    assert opened(tmp_path, OTHER_PASSPHRASE, user="李建国").user == "李建国"
    with pytest.raises(WrongKey):
        opened(tmp_path, OTHER_PASSPHRASE, user=USER)


def test_the_recovery_key_opens_everything(tmp_path: Path, made: tuple[KeyRing, str]) -> None:
    ring = unlock_with_recovery(tmp_path, made[1].lower().replace("-", " "), weakest=CHEAP)
    assert ring.subkey("db") == made[0].subkey("db")
    assert ring.talk_key == made[0].talk_key


def test_another_stores_recovery_key_is_refused(tmp_path: Path, made: tuple[KeyRing, str]) -> None:
    (tmp_path / "other").mkdir()
    _, foreign = create_keys(tmp_path / "other", USER, PASSPHRASE, cost=CHEAP)
    with pytest.raises(WrongKey, match="不能打开本单位的数据"):
        unlock_with_recovery(tmp_path, foreign, weakest=CHEAP)


@pytest.mark.parametrize("name", ["", "  ", " 张三", USER, "恢复密钥", "长" * 41])
def test_names_that_would_confuse_are_refused(tmp_path: Path, made: tuple[KeyRing, str], name: str) -> None:
    with pytest.raises(InvalidInput):
        add_user(tmp_path, made[0], name, OTHER_PASSPHRASE, False, cost=CHEAP)


def test_keys_are_never_made_over_keys(tmp_path: Path, made: tuple[KeyRing, str]) -> None:
    before = (tmp_path / KEYS_NAME).read_bytes()
    (tmp_path / COPY_NAME).unlink()
    with pytest.raises(NotAllowed, match="已有口令文件"):
        create_keys(tmp_path, USER, PASSPHRASE, cost=CHEAP)
    assert (tmp_path / KEYS_NAME).read_bytes() == before


def test_forgotten_keys_are_gone(made: tuple[KeyRing, str]) -> None:
    made[0].forget()
    assert made[0].talk_key is None
    with pytest.raises(WrongKey, match="已锁定"):
        made[0].subkey("db")


# --- the file ---------------------------------------------------------------------------------------------------


def test_no_secret_lies_in_the_file(tmp_path: Path, made: tuple[KeyRing, str]) -> None:
    ring, recovery = made
    data = (tmp_path / KEYS_NAME).read_bytes()
    secrets = [bytes(ring._dek or b""), ring.talk_key or b"", ring.subkey("db")]
    for secret in secrets:
        assert len(secret) == 32
        for form in (secret, base64.b64encode(secret)[:-1], secret.hex().encode()):
            assert form not in data
    assert PASSPHRASE.encode() not in data
    assert recovery.encode() not in data


def test_a_missing_or_damaged_file_falls_back_on_its_copy(tmp_path: Path, made: tuple[KeyRing, str]) -> None:
    (tmp_path / KEYS_NAME).write_bytes(b"\0" * 100)
    assert opened(tmp_path, PASSPHRASE).user == USER
    (tmp_path / KEYS_NAME).unlink()
    assert opened(tmp_path, PASSPHRASE).user == USER
    mend_copy(tmp_path)
    assert (tmp_path / KEYS_NAME).read_bytes() == (tmp_path / COPY_NAME).read_bytes()


def test_mending_replaces_a_copy_left_behind(tmp_path: Path, made: tuple[KeyRing, str]) -> None:
    old = (tmp_path / COPY_NAME).read_bytes()
    change_passphrase(tmp_path, PASSPHRASE, OTHER_PASSPHRASE, cost=CHEAP, weakest=CHEAP)
    (tmp_path / COPY_NAME).write_bytes(old)
    mend_copy(tmp_path)
    assert (tmp_path / COPY_NAME).read_bytes() == (tmp_path / KEYS_NAME).read_bytes() != old


def test_without_either_file_the_sentence_points_to_a_backup(tmp_path: Path) -> None:
    with pytest.raises(DamagedStore, match="口令文件缺失或损坏") as caught:
        opened(tmp_path, PASSPHRASE)
    assert "备份" in caught.value.hint


def test_every_flipped_bit_is_noticed(tmp_path: Path, made: tuple[KeyRing, str]) -> None:
    whole = (tmp_path / KEYS_NAME).read_bytes()
    (tmp_path / COPY_NAME).unlink()
    chance = random.Random(7)
    for _ in range(200):
        bad = bytearray(whole)
        bad[chance.randrange(len(bad))] ^= 1 << chance.randrange(8)
        (tmp_path / KEYS_NAME).write_bytes(bad)
        with pytest.raises(DamagedStore, match="损坏"):
            opened(tmp_path, PASSPHRASE)
    (tmp_path / KEYS_NAME).write_bytes(whole)
    assert opened(tmp_path, PASSPHRASE).user == USER


def flipped(text: str) -> str:
    data = bytearray(base64.b64decode(text))
    data[0] ^= 1
    return base64.b64encode(data).decode()


@pytest.mark.parametrize(
    "change",
    [
        lambda slot: slot.update(user="别人"),
        lambda slot: slot.update(talks=False),
        lambda slot: slot["kdf"].update(passes=2),
        lambda slot: slot["kdf"].update(memory_kib=64),
        lambda slot: slot["kdf"].update(lanes=2),
        lambda slot: slot.update(salt=flipped(slot["salt"])),
        lambda slot: slot.update(nonce=flipped(slot["nonce"])),
        lambda slot: slot.update(wrapped=flipped(slot["wrapped"])),
        lambda slot: slot.update(wrapped=""),
    ],
)
def test_a_slot_altered_by_somebody_opens_nothing(
    tmp_path: Path, made: tuple[KeyRing, str], change: Callable[[dict[str, Any]], None]
) -> None:
    tamper(tmp_path, lambda facts: change(facts["slots"][0]))
    with pytest.raises(WrongKey):
        opened(tmp_path, PASSPHRASE)


def test_a_slot_moved_to_another_store_opens_nothing(tmp_path: Path, made: tuple[KeyRing, str]) -> None:
    tamper(tmp_path, lambda facts: facts.update(dbid="00" * 16))
    with pytest.raises(WrongKey):
        opened(tmp_path, PASSPHRASE)


@pytest.mark.parametrize(
    "cost",
    [
        Cost(31, 1, 1),
        Cost(CEILING.memory_kib + 1, 1, 1),
        Cost(32, 65, 1),
        Cost(4096, 1, 17),
        Cost(32, 0, 1),
        Cost(32, 1, 0),
    ],
)
def test_costs_outside_the_allowed_range_are_refused_unmeasured(
    tmp_path: Path, made: tuple[KeyRing, str], cost: Cost
) -> None:
    kdf = {"memory_kib": cost.memory_kib, "passes": cost.passes, "lanes": cost.lanes}
    tamper(tmp_path, lambda facts: facts["slots"][0]["kdf"].update(kdf))
    with pytest.raises(DamagedStore, match="加密强度"):
        opened(tmp_path, PASSPHRASE)


def test_a_cheap_slot_is_refused_by_the_program_itself(tmp_path: Path, made: tuple[KeyRing, str]) -> None:
    with pytest.raises(DamagedStore, match="加密强度"):
        unlock(tmp_path, PASSPHRASE)


def test_one_altered_slot_does_not_keep_the_others_out(tmp_path: Path, made: tuple[KeyRing, str]) -> None:
    add_user(tmp_path, made[0], "李建国", OTHER_PASSPHRASE, False, cost=CHEAP)
    tamper(tmp_path, lambda facts: facts["slots"][0]["kdf"].update(memory_kib=8))
    assert opened(tmp_path, OTHER_PASSPHRASE).user == "李建国"
    with pytest.raises(DamagedStore, match="加密强度"):
        opened(tmp_path, PASSPHRASE)


def test_every_change_counts_the_file_up_and_seals_it(tmp_path: Path, made: tuple[KeyRing, str]) -> None:
    first = KeyFile.load(tmp_path)
    assert (first.generation, first.bears_seal(made[0])) == (1, True)
    add_user(tmp_path, made[0], "李建国", OTHER_PASSPHRASE, False, cost=CHEAP)
    second = KeyFile.load(tmp_path)
    assert (second.generation, second.bears_seal(made[0])) == (2, True)
    tamper(tmp_path, lambda facts: facts.update(generation=9))
    assert not KeyFile.load(tmp_path).bears_seal(made[0])


def test_the_real_cost_opens(tmp_path: Path) -> None:
    create_keys(tmp_path, USER, PASSPHRASE)
    facts = json.loads((tmp_path / KEYS_NAME).read_bytes())
    assert facts["slots"][0]["kdf"] == {"name": "argon2id", "memory_kib": 65536, "passes": 3, "lanes": 4}
    assert facts["suite"] == "intl"
    assert unlock(tmp_path, PASSPHRASE).user == USER


@pytest.mark.parametrize(("field", "value"), [("version", 2), ("suite", "gm")])
def test_a_format_of_tomorrow_is_refused_by_name(
    tmp_path: Path, made: tuple[KeyRing, str], field: str, value: object
) -> None:
    tamper(tmp_path, lambda facts: facts.update({field: value}))
    with pytest.raises(NewerStore, match=str(value)):
        opened(tmp_path, PASSPHRASE)


@pytest.mark.parametrize(
    "change",
    [
        lambda facts: facts.update(format="other"),
        lambda facts: facts.pop("version"),
        lambda facts: facts.update(slots=[{}]),
        lambda facts: facts.update(slots=3),
        lambda facts: facts.update(dbid="not hex"),
        lambda facts: facts["slots"][0].update(kind="master"),
        lambda facts: facts["slots"][0]["kdf"].update(name="md5"),
        lambda facts: facts["slots"][0]["kdf"].update(extra=1),
        lambda facts: facts["slots"][0].update(salt="***"),
    ],
)
def test_a_file_of_another_shape_is_refused_in_words(
    tmp_path: Path, made: tuple[KeyRing, str], change: Callable[[dict[str, Any]], None]
) -> None:
    tamper(tmp_path, change)
    with pytest.raises(AppError):
        opened(tmp_path, PASSPHRASE)


@pytest.mark.parametrize("data", [b"", b"[]", b"null", b"{}", b"\xff\xfe", b'{"sha256": 1}'])
def test_rubbish_is_not_a_keys_file(data: bytes) -> None:
    with pytest.raises(DamagedStore):
        KeyFile.parse(data)
