"""Matching columns, over a plan put together by hand."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent

from cadre_desktop.errors import BadFile
from cadre_desktop.gui.wizards.importing.columns_step import LEFT_OUT, ColumnsStep
from cadre_desktop.gui.wizards.importing.drop_zone import DropZone
from cadre_desktop.gui.wizards.importing.run import ImportRun
from cadre_desktop.services import imports
from tests.gui.conftest import settle
from tests.gui.wizards.importing.plans import plan_of, planned, source_row

RAW = tuple(source_row(n, f"人{n % 5}", "青石镇", "1986.04") for n in range(2, 12))


@pytest.fixture
def step(qtbot, desk):
    run = ImportRun(desk, None)
    run.plan = plan_of(*(planned(r.number) for r in RAW), raw=RAW, missing_columns=("现任职务", "性别"))
    made = ColumnsStep(desk, run)
    made.run = run
    qtbot.addWidget(made)
    made.resize(1000, 500)
    made.show()
    made.show_plan()
    settle()
    yield made
    made.close()


def choose(step, title, name):
    index = step._names.index(name)
    step.combos[title].setCurrentIndex(index)
    step.combos[title].activated.emit(index)


def test_every_column_of_the_sheet_is_listed_with_its_field(step):
    assert step.chosen == {"姓名": "name", "工作单位": "unit", "出生年月": "birth_on"}
    assert step.box.title_label.text() == "列对应（3 / 3 列会导入）"
    assert step.combos["姓名"].itemText(0) == LEFT_OUT


def test_what_is_missing_is_told(step):
    assert step.missing == ["现任职务", "性别"]
    assert "现任职务、性别" in step.notice.text_label.text()


def test_nothing_changed_needs_no_reading_again(step):
    assert step.mapping is None
    choose(step, "姓名", "")
    choose(step, "姓名", "name")
    assert step.mapping is None


def test_a_change_is_told_by_title(step):
    choose(step, "出生年月", "work_start_on")
    assert step.mapping == {"出生年月": "work_start_on"}
    assert step._badges["出生年月"].text() == "手工"
    assert "出生年月" in step.missing


def test_an_earlier_mapping_is_kept_beside_the_change(step):
    source = replace(step.run.plan.source, mapping={"称呼": "name"})
    step.run.plan = replace(step.run.plan, source=source)
    choose(step, "出生年月", "")
    assert step.mapping == {"称呼": "name", "出生年月": ""}


def test_a_field_moves_from_one_column_to_another(step):
    choose(step, "工作单位", "name")
    assert step.chosen == {"姓名": "", "工作单位": "name", "出生年月": "birth_on"}
    assert step.mapping == {"姓名": "", "工作单位": "name"}


def test_several_columns_may_be_left_out(step):
    choose(step, "姓名", "")
    choose(step, "工作单位", "")
    assert step.box.title_label.text() == "列对应（1 / 3 列会导入）"
    assert [b.text() for b in step._badges.values()][:2] == ["不导入", "不导入"]


def test_a_unit_may_come_from_the_headings_of_sections(step):
    table = step.run.plan.source.table
    rows = (replace(table.rows[0], section="青石镇"), *table.rows[1:])
    source = replace(step.run.plan.source, table=replace(table, rows=rows))
    step.run.plan = replace(step.run.plan, source=source)
    choose(step, "工作单位", "")
    assert "工作单位" not in step.missing


def test_three_different_values_are_shown_as_samples(step):
    assert step._sample(0) == "人2、人3、人4"
    assert step._sample(1) == "青石镇"


def test_a_mapping_file_with_unknown_fields_is_refused(step, dialogs, tmp_path, monkeypatch):
    told = []
    monkeypatch.setattr("cadre_desktop.gui.errors.show_error", lambda parent, error: told.append(error))
    path = tmp_path / "对应.json"
    path.write_text('{"姓名": "nonsense"}', "utf-8")
    dialogs.path = path
    step.load_map()
    assert isinstance(told[0], BadFile)
    assert step.chosen["姓名"] == "name"


def test_titles_the_sheet_does_not_have_are_passed_over(step, dialogs, tmp_path):
    path = tmp_path / "对应.json"
    imports.save_mapping(path, {"姓名": "", "另一列": "name"})
    dialogs.path = path
    step.load_map()
    assert step.chosen["姓名"] == ""
    assert "另一列" not in step.chosen


def test_without_a_path_nothing_is_saved(step, desk, dialogs):
    dialogs.path = None
    step.save_map()
    assert desk.told == []


def test_with_one_sheet_there_is_nothing_to_choose(step):
    assert not step.sheets.isEnabled()
    assert step.sheets.currentText() == "名册"


def test_every_chooser_names_its_column(step):
    assert step.combos["姓名"].accessibleName() == "“姓名”对应的字段"


# dropping


def dropped(kind, url):
    data = QMimeData()
    data.setUrls([url])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    return kind(QPoint(5, 5), Qt.DropAction.CopyAction, data, buttons, keys), data


@pytest.fixture
def zone(qtbot):
    made = DropZone()
    qtbot.addWidget(made)
    return made


def test_a_file_over_the_zone_is_welcome_and_taken(qtbot, zone, tmp_path):
    url = QUrl.fromLocalFile(str(tmp_path / "名册.xlsx"))
    enter, _kept = dropped(QDragEnterEvent, url)
    zone.dragEnterEvent(enter)
    assert zone.property("over") == "true"
    drop, _kept_too = dropped(QDropEvent, url)
    with qtbot.waitSignal(zone.dropped) as told:
        zone.dropEvent(drop)
    assert told.args == [tmp_path / "名册.xlsx"]
    assert zone.property("over") == "false"


def test_leaving_the_zone_takes_the_welcome_back(zone, tmp_path):
    enter, _kept = dropped(QDragEnterEvent, QUrl.fromLocalFile(str(tmp_path / "名册.xlsx")))
    zone.dragEnterEvent(enter)
    zone.dragLeaveEvent(QDragLeaveEvent())
    assert zone.property("over") == "false"


def test_what_is_no_file_is_not_welcome(zone):
    told = []
    zone.dropped.connect(told.append)
    enter, _kept = dropped(QDragEnterEvent, QUrl("https://example.invalid/a.xlsx"))
    zone.dragEnterEvent(enter)
    assert zone.property("over") != "true"
    drop, _kept_too = dropped(QDropEvent, QUrl("https://example.invalid/a.xlsx"))
    zone.dropEvent(drop)
    assert told == []
