"""Rows written by our own walk lie in the file exactly as SQLAlchemy's would."""

from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from cadre_desktop.records import BY_KEY, KINDS
from cadre_desktop.storage.canonical import said_of
from cadre_desktop.storage.row_insert import RowInsert
from tests import examples

UNIT = BY_KEY["unit"].model.__table__


@contextmanager
def stand_in(connection, table):
    """Let an empty table take the place of the real one, without its rules."""
    columns = ", ".join(f'"{c.key}"' for c in table.columns)
    connection.exec_driver_sql(f'CREATE TEMP TABLE "{table.name}" ({columns})')
    yield
    connection.exec_driver_sql(f'DROP TABLE temp."{table.name}"')


def kept(connection, table, record_id):
    """Read a row as the database keeps it."""
    found = connection.exec_driver_sql(f'SELECT * FROM "{table.name}" WHERE id = ?', (record_id,))
    return dict(found.mappings().one())


@pytest.mark.parametrize("kind", [k for k in KINDS if k.key in examples.EXAMPLES], ids=lambda k: k.key)
def test_every_value_of_every_kind_is_kept_alike(db, kind):
    values = examples.EXAMPLES[kind.key](db)
    sealed = {f.name: "原话" for f in kind.form_fields if f.spec.sealed}
    record_id = examples.filed(db, kind.key, values | sealed).id
    table = kind.model.__table__
    with db.work("测试") as session:
        connection = session.connection()
        row = dict(connection.execute(sa.select(table).where(table.c.id == record_id)).mappings().one())
        theirs = kept(connection, table, record_id)
        with stand_in(connection, table):
            RowInsert(table, connection).write([row])
            plain = kept(connection, table, record_id)
        with stand_in(connection, table):
            RowInsert(table, connection).write_said([(row, said_of(row))])
            said = kept(connection, table, record_id)
    assert plain == theirs
    assert said == theirs


def test_what_is_left_out_is_empty_and_nothing_writes_nothing(db):
    with db.work("测试") as session:
        connection = session.connection()
        with stand_in(connection, UNIT):
            insert = RowInsert(UNIT, connection)
            insert.write([])
            insert.write([{"id": "a", "name": "青石镇"}])
            stored = connection.exec_driver_sql("SELECT * FROM unit").mappings().all()
    (row,) = stored
    assert {name: value for name, value in row.items() if value is not None} == {"id": "a", "name": "青石镇"}
