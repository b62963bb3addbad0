"""Lists taken along as files: exactly what is shown, masked by level, never what is sealed."""

import pytest
from openpyxl import load_workbook

from cadre_desktop.errors import NotAllowed
from cadre_desktop.progress import Cancelled
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.services import records
from cadre_desktop.services.list_exports import columns_leaving, export_list
from tests import examples

CADRE, TALK = BY_KEY["cadre"], BY_KEY["interview"]
NUMBER = "430421198604186329"


@pytest.fixture
def people(db):
    one = examples.filed(db, "cadre", {**examples.a_cadre(db), "id_number": NUMBER, "phone": "13800138000"})
    other = examples.filed(db, "cadre", {**examples.a_cadre(db), "name": "单小明"})
    return [one.id, other.id]


def lines(path):
    """Return the table of a file: the header and what stands below it, up to the notes."""
    rows = [[c for c in row] for row in load_workbook(path).worksheets[0].iter_rows(values_only=True)]
    start = next(i for i, row in enumerate(rows) if "姓名" in row or "谈话类型" in row or "谈话对象" in row)
    return [tuple(row) for row in rows[start:] if not str(row[0] or "").startswith(("注", "填报人"))]


def test_columns_and_rows_stand_as_on_the_screen(db, people, tmp_path):
    query = ListQuery(sort="name")
    result = export_list(db, CADRE, ("sex", "name"), query, tmp_path / "一览.xlsx")
    table = lines(result.path)
    assert table[0][:2] == ("性别", "姓名")
    on_screen = [r.values[0] for r in records.page(db, CADRE, (CADRE.field("name"),), query)]
    assert [row[1] for row in table[1:3]] == on_screen
    assert result.n_records == 2
    (entry,) = records.all_rows(db, BY_KEY["export_entry"], (BY_KEY["export_entry"].field("number"),))
    assert entry.values == (result.number,)


def test_ticked_rows_leave_alone(db, people, tmp_path):
    result = export_list(db, CADRE, ("name",), ListQuery(ids=(people[1],)), tmp_path / "一.xlsx")
    assert [row[0] for row in lines(result.path)[1:2]] == ["单小明"]
    assert result.n_records == 1


@pytest.mark.parametrize(
    ("level", "whole", "name", "number"),
    [
        (ExportLevel.INTERNAL, False, "周文静", "430421********6329"),
        (ExportLevel.INTERNAL, True, "周文静", NUMBER),
        (ExportLevel.UPWARD, True, "周文静", "430421********6329"),
        (ExportLevel.MASKED, True, "周**", "430421********6329"),
    ],
)
def test_the_level_says_what_is_covered(db, people, tmp_path, level, whole, name, number):
    path = tmp_path / "名单.xlsx"
    query = ListQuery(ids=(people[0],))
    export_list(db, CADRE, ("name", "id_number"), query, path, level=level, whole_id_numbers=whole)
    assert lines(path)[1][:2] == (name, number)


def test_what_was_said_in_talks_stays_inside_and_notes_never_leave(db, tmp_path):
    names = [f.name for f in TALK.form_fields]
    inside = {f.name for f in columns_leaving(TALK, names, ExportLevel.INTERNAL)}
    upward = {f.name for f in columns_leaving(TALK, names, ExportLevel.UPWARD)}
    sealed = {f.name for f in TALK.form_fields if f.spec.sealed}
    assert sealed
    assert not inside & sealed
    assert {"agreed_text", "category"} <= inside - upward
    with pytest.raises(NotAllowed, match="级别"):
        export_list(db, TALK, ("agreed_text",), ListQuery(), tmp_path / "x.xlsx", level=ExportLevel.MASKED)


def test_an_empty_list_makes_no_file(db, tmp_path):
    with pytest.raises(NotAllowed, match="空的"):
        export_list(db, CADRE, ("name",), ListQuery(), tmp_path / "x.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_stopped_export_leaves_neither_file_nor_number(db, people, tmp_path):
    def stop(*_args):
        raise Cancelled

    with pytest.raises(Cancelled):
        export_list(db, CADRE, ("name",), ListQuery(), tmp_path / "x.xlsx", progress=stop)
    assert list(tmp_path.iterdir()) == []
    assert records.count(db, BY_KEY["export_entry"], ListQuery()) == 0
