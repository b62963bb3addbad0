"""The columns of every kind's list: as declared, one of them with room to spare, and space for the tick box."""

import pytest

from cadre_desktop.gui.tables.kind_source import KindSource, column_for, columns_for
from cadre_desktop.gui.tables.paged_model import PagedTableModel
from cadre_desktop.gui.widgets.cells import ROW_ID
from cadre_desktop.records import BY_KEY, KINDS, listing
from cadre_desktop.records.annual_assessment import AnnualAssessment, Scheme
from cadre_desktop.records.listing import PAGE, ListQuery
from cadre_desktop.services import records
from cadre_desktop.storage import bulk
from tests import examples
from tests.county import County


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
    assert source.count() == len(source.page()) == 2
    assert source.sort("name", descending=True)
    assert not source.sort("name", descending=True)
    down = [row.cells[0].text for row in source.page()]
    source.sort("name", descending=False)
    assert [row.cells[0].text for row in source.page()] == down[::-1]
    source.query = ListQuery(text="白沙")
    assert [row.cells[0].text for row in source.page()] == ["白沙镇"]


@pytest.mark.parametrize("sort", ["", "year"])
def test_a_ledger_is_scrolled_to_its_end_row_by_row_once(db, sort):
    kind, number = BY_KEY["annual_assessment"], PAGE + 7
    county = County()
    who = county.person("周文静", county.unit("青石镇", 1), birth="1980.05")
    county.file(db)
    with db.work("建立") as session:
        years = [{"cadre_id": who, "year": 2000 + n % 20, "scheme": Scheme.CIVIL} for n in range(number)]
        bulk.insert(session, AnnualAssessment, years)
    model = PagedTableModel(KindSource(db, kind, ListQuery(sort=sort)))
    model.reload()
    assert (model.rowCount(), model.total, model.canFetchMore()) == (PAGE, number, True)
    model.fetchMore()
    assert not model.canFetchMore()
    shown = [model.index(row, 0).data(ROW_ID) for row in range(model.rowCount())]
    with db.read() as session:
        assert shown == listing.all_ids(session, kind, ListQuery(sort=sort))
