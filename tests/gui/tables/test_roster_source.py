"""The roster page by page: ids in memory, rows read as they are shown."""

import pytest

from cadre_desktop.gui.tables.paged_model import PagedTableModel
from cadre_desktop.gui.tables.roster_source import RosterSource
from cadre_desktop.gui.widgets.cells import DISPLAY
from cadre_desktop.records.listing import PAGE, ListQuery
from cadre_desktop.records.roster import COLUMNS
from tests.county import County

N = PAGE + 30


@pytest.fixture
def many(db):
    """More people than one page holds, named by their number."""
    county = County()
    unit = county.unit("青石镇", 1)
    for i in range(N):
        county.person(f"干部{i:03d}", unit, birth=f"{1966 + i % 30}.05")
    county.file(db)
    return db


def test_all_ids_are_known_while_only_one_page_of_rows_is_read(many):
    source = RosterSource(many, ListQuery(sort="name"))
    first = source.page()
    assert len(source.ids) == source.count() == N
    assert len(first) == PAGE
    assert [row.id for row in first] == source.ids[:PAGE]


def test_the_next_page_goes_on_where_the_first_ended(many):
    source = RosterSource(many, ListQuery(sort="name"))
    first = source.page()
    rest = source.page(first[-1].id)
    assert [row.id for row in rest] == source.ids[PAGE:]
    assert source.page(rest[-1].id) == []


def test_a_model_reads_on_when_it_is_scrolled(many):
    model = PagedTableModel(RosterSource(many, ListQuery(sort="name")), tickable=True)
    model.reload()
    assert (model.rowCount(), model.total) == (PAGE, N)
    assert model.canFetchMore()
    model.fetchMore()
    assert model.rowCount() == N
    assert model.index(N - 1, 0).data(DISPLAY) == f"干部{N - 1:03d}"
    assert not model.canFetchMore()


def test_ticks_stay_on_people_whose_rows_have_not_been_read(many):
    source = RosterSource(many, ListQuery(sort="name"))
    model = PagedTableModel(source, tickable=True)
    model.reload()
    model.set_ticked(source.ids)
    assert len(model.ticked) == N
    model.fetchMore()
    last = model.index(N - 1, 0)
    assert last.data(DISPLAY) == f"干部{N - 1:03d}"
    assert len(model.ticked) == N


def test_sorting_by_the_same_column_again_reads_nothing(many):
    source = RosterSource(many)
    assert source.sort("age", descending=True)
    assert not source.sort("age", descending=True)
    assert source.sort("age", descending=False)
    assert source.query.sort == "age"


@pytest.mark.parametrize("column", COLUMNS, ids=lambda c: c.name)
def test_every_column_can_be_sorted_by_and_has_room_for_its_heading(many, column):
    source = RosterSource(many, ListQuery(sort=column.name))
    assert len(source.page()) == PAGE
    laid = next(c for c in source.columns if c.key == column.name)
    assert laid.title == column.label
    assert laid.width >= 14 * len(column.label) + 22
    assert laid.hidden is not column.shown
