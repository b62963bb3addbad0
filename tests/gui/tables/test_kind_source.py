"""The columns of every kind's list: as declared, one of them with room to spare, and space for the tick box."""

import pytest

from cadre_desktop.gui.tables.kind_source import KindSource, column_for, columns_for
from cadre_desktop.records import BY_KEY, KINDS
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.services import records
from tests import examples


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.key)
def test_some_column_of_every_list_takes_the_room_that_is_left(kind):
    made = columns_for(kind, kind.table_fields)
    assert any(column.stretch for column in made)
    assert [column.key for column in made] == [field.name for field in kind.table_fields]


@pytest.mark.parametrize("key", ["unit", "export_entry"])
def test_only_lists_with_tick_boxes_leave_room_for_one(db, key):
    kind = BY_KEY[key]
    first = KindSource(db, kind).columns[0]
    assert (first.width > column_for(kind.table_fields[0]).width) is not kind.kept_by_program


def test_a_source_reads_counts_and_sorts_by_its_query(db):
    kind = BY_KEY["unit"]
    for name in ("白沙镇", "青石镇"):
        records.create(db, kind, {**examples.a_unit(db), "name": name, "code": None})
    source = KindSource(db, kind)
    assert source.count() == len(source.page(0)) == 2
    assert source.sort("name", descending=True)
    assert not source.sort("name", descending=True)
    down = [row.cells[0].text for row in source.page(0)]
    source.sort("name", descending=False)
    assert [row.cells[0].text for row in source.page(0)] == down[::-1]
    source.query = ListQuery(text="白沙")
    assert [row.cells[0].text for row in source.page(0)] == ["白沙镇"]
