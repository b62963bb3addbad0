"""Passphrases, users and the printed key are exchanged without ever shutting everybody out."""

import json
from pathlib import Path
from typing import Any

import pytest

from cadre_desktop.errors import DamagedStore, NotAllowed, StorageTrouble, WrongKey
from cadre_desktop.storage import keys
from cadre_desktop.storage.key_changes import (
    add_user,
    change_passphrase,
    remove_user,
    renew_recovery,
    set_passphrase,
    settle_recovery,
)
from cadre_desktop.storage.keys import (
    COPY_NAME,
    KEYS_NAME,
    KeyRing,
    User,
    create_keys,
    list_users,
    unlock,
    unlock_with_recovery,
)
from tests.storage.small_store import CHEAP, OTHER_PASSPHRASE, PASSPHRASE, USER, tamper


@pytest.fixture
def made(tmp_path: Path) -> tuple[KeyRing, str]:
    return create_keys(tmp_path, USER, PASSPHRASE, cost=CHEAP)


def opened(home: Path, passphrase: str, **options: Any) -> KeyRing:
    return unlock(home, passphrase, weakest=CHEAP, **options)


def test_the_printed_recovery_key_is_void_once_the_new_one_was_typed_back(
    tmp_path: Path, made: tuple[KeyRing, str]
) -> None:
    text, change = renew_recovery(tmp_path, made[0], cost=CHEAP)
    change.settle()
    for key in (made[1], text):
        assert unlock_with_recovery(tmp_path, key, weakest=CHEAP).talk_key == made[0].talk_key
    settle_recovery(tmp_path, made[1], weakest=CHEAP)  # the old one typed again does no harm to the new
    assert unlock_with_recovery(tmp_path, text, weakest=CHEAP).dbid == made[0].dbid
    settle_recovery(tmp_path, text, weakest=CHEAP)
    assert unlock_with_recovery(tmp_path, text, weakest=CHEAP).talk_key == made[0].talk_key
    with pytest.raises(WrongKey):
        unlock_with_recovery(tmp_path, made[1], weakest=CHEAP)


def test_a_forgotten_passphrase_is_replaced_after_recovery(tmp_path: Path, made: tuple[KeyRing, str]) -> None:
    ring = unlock_with_recovery(tmp_path, made[1], weakest=CHEAP)
    set_passphrase(tmp_path, ring, USER, OTHER_PASSPHRASE, cost=CHEAP)
    assert opened(tmp_path, OTHER_PASSPHRASE).talk_key == made[0].talk_key
    with pytest.raises(WrongKey):
        opened(tmp_path, PASSPHRASE)


def test_a_changed_passphrase_replaces_the_old_in_both_files(tmp_path: Path, made: tuple[KeyRing, str]) -> None:
    change_passphrase(tmp_path, PASSPHRASE, OTHER_PASSPHRASE, cost=CHEAP, weakest=CHEAP)
    assert (tmp_path / KEYS_NAME).read_bytes() == (tmp_path / COPY_NAME).read_bytes()
    assert opened(tmp_path, OTHER_PASSPHRASE).subkey("db") == made[0].subkey("db")
    with pytest.raises(WrongKey):
        opened(tmp_path, PASSPHRASE)
    assert list_users(tmp_path) == (User(USER, True),)


def test_the_new_slot_is_on_disk_before_the_old_one_goes(
    tmp_path: Path, made: tuple[KeyRing, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[list[str]] = []
    whole = keys.write_bytes

    def watched(path: Path, data: bytes) -> None:
        written.append([slot["kind"] for slot in json.loads(data)["slots"]])
        whole(path, data)

    monkeypatch.setattr(keys, "write_bytes", watched)
    change_passphrase(tmp_path, PASSPHRASE, OTHER_PASSPHRASE, cost=CHEAP, weakest=CHEAP)
    both, fewer = ["passphrase", "recovery", "passphrase"], ["recovery", "passphrase"]
    assert written == [both, both, fewer, fewer]


@pytest.mark.parametrize("writes", range(4))
def test_a_change_cut_off_anywhere_leaves_a_passphrase_that_opens(
    tmp_path: Path, made: tuple[KeyRing, str], monkeypatch: pytest.MonkeyPatch, writes: int
) -> None:
    whole, left = keys.write_bytes, [writes]

    def failing(path: Path, data: bytes) -> None:
        if not left[0]:
            raise StorageTrouble("磁盘空间不足")
        left[0] -= 1
        whole(path, data)

    monkeypatch.setattr(keys, "write_bytes", failing)
    with pytest.raises(StorageTrouble):
        change_passphrase(tmp_path, PASSPHRASE, OTHER_PASSPHRASE, cost=CHEAP, weakest=CHEAP)
    works = PASSPHRASE if writes == 0 else OTHER_PASSPHRASE
    assert opened(tmp_path, works).subkey("db") == made[0].subkey("db")


def test_users_are_added_listed_and_removed(tmp_path: Path, made: tuple[KeyRing, str]) -> None:
    add_user(tmp_path, made[0], "李建国", OTHER_PASSPHRASE, False, cost=CHEAP)
    assert list_users(tmp_path) == (User(USER, True), User("李建国", False))
    assert opened(tmp_path, OTHER_PASSPHRASE).talk_key is None
    remove_user(tmp_path, made[0], USER)
    assert list_users(tmp_path) == (User("李建国", False),)
    with pytest.raises(WrongKey):
        opened(tmp_path, PASSPHRASE)


def test_the_last_user_cannot_be_removed(tmp_path: Path, made: tuple[KeyRing, str]) -> None:
    with pytest.raises(NotAllowed, match="最后一个用户"):
        remove_user(tmp_path, made[0], USER)
    assert opened(tmp_path, PASSPHRASE).user == USER


def test_who_lacks_the_talk_key_cannot_hand_it_on(tmp_path: Path, made: tuple[KeyRing, str]) -> None:
    add_user(tmp_path, made[0], "李建国", OTHER_PASSPHRASE, False, cost=CHEAP)
    plain = opened(tmp_path, OTHER_PASSPHRASE)
    with pytest.raises(NotAllowed, match="谈话管理权限"):
        add_user(tmp_path, plain, "陈志强", "another passphrase 9", True, cost=CHEAP)
    with pytest.raises(NotAllowed, match="谈话管理权限"):
        set_passphrase(tmp_path, plain, USER, "another passphrase 9", cost=CHEAP)
    with pytest.raises(NotAllowed, match="谈话管理权限"):
        renew_recovery(tmp_path, plain, cost=CHEAP)
    assert [user.name for user in list_users(tmp_path)] == [USER, "李建国"]


def test_an_unknown_user_is_named(tmp_path: Path, made: tuple[KeyRing, str]) -> None:
    with pytest.raises(NotAllowed, match="没有名为“赵六”的用户"):
        remove_user(tmp_path, made[0], "赵六")


def test_there_are_only_so_many_slots(tmp_path: Path, made: tuple[KeyRing, str]) -> None:
    tamper(tmp_path, lambda facts: facts.update(slots=[facts["slots"][0]] * 28))
    add_user(tmp_path, made[0], "李建国", OTHER_PASSPHRASE, False, cost=CHEAP)
    with pytest.raises(NotAllowed, match="用户太多"):
        add_user(tmp_path, made[0], "陈志强", OTHER_PASSPHRASE, False, cost=CHEAP)
    (tmp_path / COPY_NAME).touch()
    tamper(tmp_path, lambda facts: facts.update(slots=[facts["slots"][0]] * 32))
    assert opened(tmp_path, PASSPHRASE).user == USER
    (tmp_path / COPY_NAME).touch()
    tamper(tmp_path, lambda facts: facts.update(slots=[facts["slots"][0]] * 33))
    with pytest.raises(DamagedStore):
        opened(tmp_path, PASSPHRASE)


def test_changing_users_of_another_store_is_refused(tmp_path: Path, made: tuple[KeyRing, str]) -> None:
    (tmp_path / "other").mkdir()
    foreign, _ = create_keys(tmp_path / "other", USER, PASSPHRASE, cost=CHEAP)
    with pytest.raises(DamagedStore, match="不是一套"):
        add_user(tmp_path, foreign, "李建国", OTHER_PASSPHRASE, False, cost=CHEAP)
