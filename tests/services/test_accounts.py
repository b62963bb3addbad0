"""Who may open the store."""

import pytest

from cadre_desktop.errors import InvalidInput, NotAllowed, StorageTrouble, WrongKey
from cadre_desktop.services import accounts, history
from cadre_desktop.services.accounts import Account
from cadre_desktop.storage import key_changes, keys
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.store import OpenedStore
from tests.storage.small_store import CHEAP, OTHER_PASSPHRASE, PASSPHRASE, USER

NEW = "清源县的桥修好了"
LONG = "清源县的桥又修好了一座"


def add(db: Database, store: OpenedStore, name: str = "刘正", *, talks: bool = False) -> None:
    accounts.add(db, store, name, NEW + name, again=NEW + name, talks=talks, cost=CHEAP)


def opens(store: OpenedStore, passphrase: str) -> str:
    ring = keys.unlock(store.home, passphrase, weakest=CHEAP)
    name = ring.user
    ring.forget()
    return name


def titles(db: Database) -> list[str]:
    return [note.title for note in history.acts(db)]


def test_people_are_added_listed_and_removed(filed_db: Database, store: OpenedStore) -> None:
    add(filed_db, store)
    assert accounts.listed(store) == [Account(USER, True, True), Account("刘正", False, False)]
    assert opens(store, NEW + "刘正") == "刘正"
    accounts.remove(filed_db, store, "刘正")
    assert [a.name for a in accounts.listed(store)] == [USER]
    with pytest.raises(WrongKey):
        opens(store, NEW + "刘正")
    assert titles(filed_db) == ["删除用户", "添加用户"]


def test_no_passphrase_reaches_the_trail(filed_db: Database, store: OpenedStore) -> None:
    add(filed_db, store)
    facts = " ".join(note.facts for note in history.acts(filed_db))
    assert "刘正" in facts
    assert NEW not in facts


def test_a_mistyped_passphrase_is_caught_before_anything_happens(filed_db: Database, store: OpenedStore) -> None:
    with pytest.raises(InvalidInput, match="两次输入的口令不一致"):
        accounts.add(filed_db, store, "刘正", NEW, again=NEW + "。", talks=False, cost=CHEAP)
    with pytest.raises(InvalidInput, match="至少要有 10 个字符"):
        accounts.add(filed_db, store, "刘正", "短口令", again="短口令", talks=False, cost=CHEAP)
    assert [a.name for a in accounts.listed(store)] == [USER]
    assert titles(filed_db) == []


def test_one_s_own_passphrase_is_exchanged_for_another(filed_db: Database, store: OpenedStore) -> None:
    def change(old: str) -> None:
        accounts.change_own_passphrase(
            filed_db, store, old, OTHER_PASSPHRASE, again=OTHER_PASSPHRASE, cost=CHEAP, weakest=CHEAP
        )

    with pytest.raises(WrongKey):
        change("不是这个口令啊不是")
    assert titles(filed_db) == []
    change(PASSPHRASE)
    assert opens(store, OTHER_PASSPHRASE) == USER
    with pytest.raises(WrongKey):
        opens(store, PASSPHRASE)
    assert store.ring.talk_key is not None


def test_a_forgotten_passphrase_is_set_anew(filed_db: Database, store: OpenedStore) -> None:
    add(filed_db, store)
    accounts.set_passphrase(filed_db, store, "刘正", "换了一句新的话记住它", again="换了一句新的话记住它", cost=CHEAP)
    assert opens(store, "换了一句新的话记住它") == "刘正"
    assert titles(filed_db)[0] == "重设口令"


def test_nobody_removes_himself_or_the_last_who_handles_talks(filed_db: Database, store: OpenedStore) -> None:
    add(filed_db, store)
    with pytest.raises(NotAllowed, match="不能删除正在使用的用户"):
        accounts.remove(filed_db, store, USER)
    accounts.set_passphrase(filed_db, store, "刘正", "换了一句新的话记住它", again="换了一句新的话记住它", cost=CHEAP)
    other = keys.unlock(store.home, "换了一句新的话记住它", weakest=CHEAP)
    as_other = OpenedStore(store.home, store.engine, other, store.lock)
    with pytest.raises(NotAllowed, match="唯一的谈话管理人员"):
        accounts.remove(filed_db, as_other, USER)
    add(filed_db, store, "陈立", talks=True)
    accounts.remove(filed_db, as_other, USER)
    assert [a.name for a in accounts.listed(store)] == ["刘正", "陈立"]


def test_a_role_not_held_is_not_passed_on(filed_db: Database, store: OpenedStore) -> None:
    add(filed_db, store)
    other = keys.unlock(store.home, NEW + "刘正", weakest=CHEAP)
    as_other = OpenedStore(store.home, store.engine, other, store.lock)
    with pytest.raises(NotAllowed, match="谈话管理权限"):
        add(filed_db, as_other, "陈立", talks=True)
    add(filed_db, as_other, "陈立")


def test_a_new_recovery_key_voids_the_old_one_once_it_is_typed_back(
    filed_db: Database, store: OpenedStore, recovery_key: str
) -> None:
    def prove(typed: str) -> None:
        accounts.prove_recovery_key(filed_db, store, typed, weakest=CHEAP)

    prove(recovery_key)
    never_shown = accounts.renew_recovery_key(filed_db, store, cost=CHEAP)
    prove(recovery_key)
    new = accounts.renew_recovery_key(filed_db, store, cost=CHEAP)
    with pytest.raises(WrongKey, match="不能打开本单位的数据"):
        prove(never_shown)
    prove(recovery_key)
    prove(new.lower().replace("-", " "))
    with pytest.raises(WrongKey, match="不能打开本单位的数据"):
        prove(recovery_key)
    with pytest.raises(WrongKey, match="恢复密钥应有 8 组"):
        prove("ABCD")
    prove(new)
    assert new not in " ".join(note.facts for note in history.acts(filed_db))


def no_room(*_: object) -> None:
    raise StorageTrouble("磁盘空间不足，这次修改没有保存，已有数据未受影响。")


def test_what_could_not_be_saved_is_not_in_force(filed_db: Database, store: OpenedStore, recovery_key: str) -> None:
    filed_db._derive = no_room
    with pytest.raises(StorageTrouble, match="没有保存"):
        accounts.change_own_passphrase(filed_db, store, PASSPHRASE, LONG, again=LONG, cost=CHEAP, weakest=CHEAP)
    with pytest.raises(StorageTrouble):
        accounts.set_passphrase(filed_db, store, USER, LONG, again=LONG, cost=CHEAP)
    with pytest.raises(StorageTrouble):
        add(filed_db, store)
    with pytest.raises(StorageTrouble):
        accounts.renew_recovery_key(filed_db, store, cost=CHEAP)
    assert opens(store, PASSPHRASE) == USER
    for refused in (LONG, NEW + "刘正"):
        with pytest.raises(WrongKey):
            opens(store, refused)
    assert [slot.kind for slot in keys.KeyFile.load(store.home).slots] == ["passphrase", "recovery"]
    keys.unlock_with_recovery(store.home, recovery_key, weakest=CHEAP).forget()


def test_a_removal_that_could_not_be_noted_removes_nobody(filed_db: Database, store: OpenedStore) -> None:
    add(filed_db, store)
    filed_db._derive = no_room
    with pytest.raises(StorageTrouble):
        accounts.remove(filed_db, store, "刘正")
    assert opens(store, NEW + "刘正") == "刘正"


def test_an_old_passphrase_that_could_not_be_taken_away_is_said(
    filed_db: Database, store: OpenedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_change: object) -> None:
        raise StorageTrouble("磁盘空间不足。")

    monkeypatch.setattr(key_changes.SlotChange, "settle", full)
    with pytest.raises(StorageTrouble, match="原来的口令还没有作废"):
        accounts.set_passphrase(filed_db, store, USER, LONG, again=LONG, cost=CHEAP)
    assert (opens(store, LONG), opens(store, PASSPHRASE)) == (USER, USER)
    monkeypatch.undo()
    accounts.set_passphrase(filed_db, store, USER, LONG + "了", again=LONG + "了", cost=CHEAP)
    for gone in (LONG, PASSPHRASE):
        with pytest.raises(WrongKey):
            opens(store, gone)
