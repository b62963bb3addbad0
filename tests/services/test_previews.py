"""Previews: laid out as the file, long tables cut and said to be so, sources with their records."""

import pytest

from cadre_desktop.errors import NotAllowed
from cadre_desktop.formats.laid_sheet import LaidRow
from cadre_desktop.progress import Cancelled
from cadre_desktop.services import exports, previews
from tests.county import County


@pytest.fixture
def town(db):
    made = County()
    made.town = made.unit("青石镇", 1)
    made.people = [made.person(f"人{i:03}", made.town) for i in range(5)]
    made.file(db)
    return made


def words(sheet):
    return [value for row in sheet.rows for value in row.values if value]


def test_the_sheets_are_laid_out_as_the_file_will_be(db, town):
    found = previews.preview(db, "roster", exports.options_of(db))
    (sheet,) = found.sheets
    assert all(isinstance(row, LaidRow) for row in sheet.rows)
    assert "序号" in words(sheet)
    assert "人004" in words(sheet)
    assert found.n_rows == 5
    assert found.cut == {}


def test_the_sources_carry_the_records_they_count(db, town):
    found = previews.preview(db, "roster", exports.options_of(db))
    assert found.sources[0].kind_key == "cadre"
    assert set(found.sources[0].ids) == set(town.people)
    assert "数据来源" not in [sheet.name for sheet in found.sheets]


def test_a_long_table_is_cut_and_says_how_long_it_is(db, town, monkeypatch):
    monkeypatch.setattr(previews, "ROWS_SHOWN", 3)
    found = previews.preview(db, "roster", exports.options_of(db))
    assert found.cut == {"干部名册": 5}
    assert found.n_rows == 5
    assert "人002" in words(found.sheets[0])
    assert "人003" not in words(found.sheets[0])


def test_a_table_just_as_long_as_the_limit_is_whole(db, town, monkeypatch):
    monkeypatch.setattr(previews, "ROWS_SHOWN", 5)
    found = previews.preview(db, "roster", exports.options_of(db))
    assert found.cut == {}
    assert "人004" in words(found.sheets[0])


def test_a_file_of_nobody_is_refused_in_words(db):
    with pytest.raises(NotAllowed, match="没有可以导出"):
        previews.preview(db, "performance_file", exports.options_of(db))


def test_a_preview_can_be_stopped(db, town):
    def stop(*_args):
        raise Cancelled

    with pytest.raises(Cancelled):
        previews.preview(db, "roster", exports.options_of(db), stop)
