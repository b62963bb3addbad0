"""Tampering from outside is found: in the trail by its chain, in the records by their seals."""

import hmac
import random

import pytest
import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from cadre_desktop.records import BY_KEY, KINDS
from cadre_desktop.services import records
from cadre_desktop.storage import chain as chain_module
from cadre_desktop.storage import verify
from cadre_desktop.storage.canonical import KeyedHash
from cadre_desktop.storage.chain import Anchor, Chain

UNIT = BY_KEY["unit"]
MODELS = [k.model for k in KINDS]
FIELDS = ("at", "actor", "work_id", "title", "record_id", "action", "diff", "state")


@pytest.fixture
def filled(db):
    for number in range(30):
        records.create(db, UNIT, {"name": f"第{number}村"})
    with db.engine.begin() as connection:  # as somebody with the file and its key would
        connection.exec_driver_sql("DROP TRIGGER audit_entry_no_update")
        connection.exec_driver_sql("DROP TRIGGER audit_entry_no_delete")
    return db


def faults(db, since=None):
    with db.read() as session:
        return list(db.chain.faults(session.connection(), since))


def tamper(db, statement, *values):
    with db.engine.begin() as connection:
        connection.exec_driver_sql(statement, values)


def head(db):
    with db.read() as session:
        return db.chain.read_head(session.connection())


def test_an_untouched_trail_has_no_faults(filled):
    assert faults(filled) == []


@pytest.mark.parametrize("field", FIELDS)
def test_any_edited_field_of_any_line_is_found(filled, field):
    seq = random.Random(field).randint(1, 30)
    changed = "2020-01-01 00:00:00.000000" if field == "at" else "改动"
    tamper(filled, f'UPDATE audit_entry SET "{field}"=? WHERE id=?', changed if field != "state" else b"x" * 32, seq)
    assert faults(filled) == [f"操作日志第{seq}条被改动"]


def test_a_deleted_line_is_found_wherever_it_was(filled):
    tamper(filled, "DELETE FROM audit_entry WHERE id=12")
    assert faults(filled)[0] == "操作日志第12条缺失"


def test_a_deleted_and_renumbered_line_is_found(filled):
    tamper(filled, "DELETE FROM audit_entry WHERE id=12")
    tamper(filled, "UPDATE audit_entry SET id=-id WHERE id>12")
    tamper(filled, "UPDATE audit_entry SET id=-id-1 WHERE id<0")
    assert faults(filled)[0] == "操作日志第12条被改动"


def test_two_swapped_lines_are_found(filled):
    for old, new in ((5, 100), (6, 5), (100, 6)):
        tamper(filled, "UPDATE audit_entry SET id=? WHERE id=?", new, old)
    assert faults(filled)


def test_a_cut_tail_shows_only_against_an_anchor(filled):
    anchor = head(filled)
    tamper(filled, "DELETE FROM audit_entry WHERE id>25")
    assert faults(filled) == []
    assert "第30条" in faults(filled, anchor)[0]


def test_checking_from_an_anchor_sees_later_changes_only(filled):
    with filled.read() as session:
        mac = session.execute(sa.text("SELECT mac FROM audit_entry WHERE id=10")).scalar()
    anchor = Anchor(10, mac)
    tamper(filled, "UPDATE audit_entry SET actor='x' WHERE id=3")
    assert faults(filled, anchor) == []
    tamper(filled, "UPDATE audit_entry SET actor='x' WHERE id=20")
    assert faults(filled, anchor) == ["操作日志第20条被改动"]


def test_the_anchor_code_is_eight_characters_people_can_read_out(filled):
    assert head(filled).code == head(filled).mac.hex()[:8].upper()


def test_the_key_moves_on_and_old_lines_still_verify(db, monkeypatch):
    monkeypatch.setattr(chain_module, "LINES_PER_KEY", 7)
    for number in range(20):
        records.create(db, UNIT, {"name": f"第{number}村"})
    assert faults(db) == []
    codes = {db.chain._keyed(seq)(b"one line") for seq in (1, 7, 8, 15)}
    assert len(codes) == 3


@given(key=st.binary(min_size=1, max_size=80), said=st.lists(st.binary(max_size=200), min_size=1, max_size=3))
def test_a_key_made_ready_once_gives_the_codes_of_plain_hmac(key, said):
    keyed = KeyedHash(key)
    assert [keyed(one) for one in said] == [hmac.digest(key, one, "sha256") for one in said]


def test_a_line_forged_with_a_later_key_does_not_pass(filled, monkeypatch):
    forger = Chain(audit_key=b"x" * 32, state_key=b"s" * 32, history_key=b"h" * 32)
    with filled.read() as session:
        assert next(forger.faults(session.connection())) == "操作日志第1条被改动"


def test_concealed_values_open_only_for_their_record(db):
    secret = db.chain.conceal({"id_number": "1"}, "a")
    assert db.chain.reveal(secret, "a") == {"id_number": "1"}
    with pytest.raises(InvalidTag):
        db.chain.reveal(secret, "b")


def state_faults(db):
    with db.read() as session:
        return list(verify.state_faults(session.connection(), MODELS, db.chain.state_key))


def test_a_record_changed_behind_the_programs_back_is_named(filled):
    victim = records.all_rows(filled, UNIT, UNIT.table_fields)[3].id
    assert state_faults(filled) == []
    tamper(filled, "UPDATE unit SET name='改名' WHERE id=?", victim)
    assert state_faults(filled) == [("unit", victim)]


def test_a_record_removed_behind_the_programs_back_is_named(filled):
    victim = records.all_rows(filled, UNIT, UNIT.table_fields)[3].id
    tamper(filled, "DELETE FROM unit WHERE id=?", victim)
    assert state_faults(filled) == [("unit", victim)]


def test_a_record_slipped_in_behind_the_programs_back_is_named(filled):
    tamper(
        filled,
        "INSERT INTO unit(id, version, created_at, updated_at, name, kind, state)"
        " SELECT 'smuggled', version, created_at, updated_at, name, kind, state FROM unit LIMIT 1",
    )
    assert state_faults(filled) == [("unit", "smuggled")]


def test_an_old_row_put_back_is_named(filled):
    """Replaying an old page passes the file's own checks; the seal of the last change does not agree."""
    victim = records.all_rows(filled, UNIT, UNIT.table_fields)[3].id
    values, version = records.load(filled, UNIT, victim)
    records.change(filled, UNIT, victim, version, {"name": "新名"})
    tamper(filled, "UPDATE unit SET name=?, version=? WHERE id=?", values["name"], version, victim)
    assert state_faults(filled) == [("unit", victim)]
