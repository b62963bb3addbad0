"""The parts of the reports page on their own: what is asked, who is chosen, which columns."""

import pytest
from PySide6.QtCore import Qt

from cadre_desktop.formats.report_sheet import SourceNote
from cadre_desktop.gui.pages.reports.choosers import ColumnsChooser, PeopleChooser
from cadre_desktop.gui.pages.reports.parameters import ParameterBar
from cadre_desktop.gui.pages.reports.preview_pane import PreviewPane
from cadre_desktop.gui.pages.reports.report_list import GROUPS, ReportList
from cadre_desktop.records import BY_KEY as KINDS
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.reports import BY_KEY, REPORTS
from cadre_desktop.services import exports, previews
from tests.county import County

COLUMNS = [("a", "甲"), ("b", "乙"), ("c", "丙")]


@pytest.fixture
def county(db):
    made = County()
    made.town = made.unit("青石镇", 1)
    made.head = made.person("周思远", made.town)
    made.clerk = made.person("何佳慧", made.town)
    made.file(db)
    return made


@pytest.fixture
def bar(qtbot, desk, county):
    made = ParameterBar(desk)
    qtbot.addWidget(made)
    made.read_units()
    return made


# the list


def test_groups_name_reports_the_program_has():
    assert {key for _, keys in GROUPS for key in keys} <= set(BY_KEY)


def test_choosing_tells_the_key_and_group_heads_cannot_be_chosen(qtbot):
    listed = ReportList()
    qtbot.addWidget(listed)
    told = []
    listed.chosen.connect(told.append)
    listed.choose("talk_coverage")
    assert told == ["talk_coverage"]
    head = listed.tree.topLevelItem(0)
    assert not head.flags() & Qt.ItemFlag.ItemIsSelectable
    with pytest.raises(KeyError):
        listed.choose("nonsense")


def test_groups_without_a_match_are_hidden(qtbot):
    listed = ReportList()
    qtbot.addWidget(listed)
    listed._narrow("干部名册")
    heads = [listed.tree.topLevelItem(i) for i in range(listed.tree.topLevelItemCount())]
    assert [h.text(0) for h in heads if not h.isHidden()] == ["名册与队伍"]
    listed._narrow("没有这样的报表")
    assert listed.shown_keys() == []


# what is asked


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.key)
def test_every_report_can_be_asked_for_with_what_the_bar_offers(bar, report):
    bar.show_report(report)
    options = bar.options()
    assert options.level is ExportLevel.INTERNAL
    assert options.columns == ()
    assert options.cadre_ids == ()
    shown = {name for name, widget in bar._places.items() if widget.isVisibleTo(bar)}
    assert shown == set(bar._places) & set(report.parameters) - {"record_ids"}


def test_another_report_forgets_columns_and_people_but_not_the_unit(bar, county):
    bar.show_report(BY_KEY["roster"])
    bar.columns, bar.people = ("name",), (county.head,)
    bar.unit.setCurrentText("青石镇")
    bar.show_report(BY_KEY["structure"])
    assert (bar.columns, bar.people) == ((), ())
    assert bar.options().unit_id == county.town
    assert bar.unit_name == "青石镇"


def test_a_report_narrowed_to_records_says_so_until_all_are_asked_for(qtbot, bar):
    bar.show_report(BY_KEY["problem_form"])
    bar.take_picked(("1" * 32,))
    assert bar.picked_button.isVisibleTo(bar)
    assert "1 条" in bar.picked_button.text()
    assert bar.options().record_ids == ("1" * 32,)
    with qtbot.waitSignal(bar.changed):
        bar.picked_button.click()
    assert bar.options().record_ids == ()
    assert not bar.picked_button.isVisibleTo(bar)
    bar.take_picked(("1" * 32,))
    bar.show_report(BY_KEY["problem_set"])
    assert bar.picked == ()


def test_a_report_without_units_has_no_unit_in_its_name(bar):
    bar.unit.setCurrentText("青石镇")
    bar.show_report(BY_KEY["list_interview"])
    assert bar.unit_name == ""
    assert bar.options().unit_id is None


def test_reading_the_units_again_keeps_the_one_chosen(bar, county):
    bar.unit.setCurrentText("青石镇")
    bar.read_units()
    assert bar.unit.currentText() == "青石镇"


def test_the_level_of_an_export_overrules_the_one_of_the_preview(bar):
    bar.show_report(BY_KEY["roster"])
    assert bar.options(ExportLevel.MASKED).level is ExportLevel.MASKED


def test_ticks_count_where_the_report_takes_them(bar):
    bar.id_numbers.setChecked(True)
    bar.grouped.setChecked(True)
    bar.show_report(BY_KEY["roster"])
    assert bar.options().grouped
    assert bar.options().id_numbers
    bar.show_report(BY_KEY["structure"])
    assert not bar.options().grouped


def test_the_columns_of_a_list_are_those_of_its_sheet(bar):
    bar.show_report(BY_KEY["list_interview"])
    choices, usual = bar.column_choices()
    assert [name for name, _ in choices] == list(usual) == [f.name for f in KINDS["interview"].sheet_fields]
    bar.show_report(BY_KEY["structure"])
    assert bar.column_choices() == ([], ())


def test_group_heads_stand_before_the_columns_of_the_roster(bar):
    bar.show_report(BY_KEY["roster"])
    titles = dict(bar.column_choices()[0])
    assert titles["full_time_education"] == "全日制教育 › 学历学位"


def test_the_usual_columns_are_no_choice_of_their_own(bar):
    bar.show_report(BY_KEY["roster"])
    bar._take_columns(bar.column_choices()[1])
    assert bar.columns == ()
    assert bar.columns_button.text() == "选择列"


# choosing


def test_columns_keep_the_order_they_are_given(qtbot):
    dialog = ColumnsChooser(None, COLUMNS, ("c", "a"), ("a", "b"))
    qtbot.addWidget(dialog)
    assert dialog.keys() == ("c", "a")
    assert [dialog.ticks.list.item(i).text() for i in range(3)] == ["丙", "甲", "乙"]
    dialog.ticks.reset()
    assert dialog.keys() == ("a", "b")


@pytest.mark.parametrize(
    ("row", "by", "order"), [(0, -1, "甲乙丙"), (0, 1, "乙甲丙"), (2, 1, "甲乙丙"), (2, -1, "甲丙乙")]
)
def test_columns_move_but_not_past_the_ends(qtbot, row, by, order):
    dialog = ColumnsChooser(None, COLUMNS, ("a", "b", "c"), ())
    qtbot.addWidget(dialog)
    dialog.ticks.list.setCurrentRow(row)
    dialog.ticks.move_current(by)
    assert "".join(dialog.ticks.list.item(i).text() for i in range(3)) == order


def test_people_stay_ticked_while_searching(qtbot, desk, county):
    dialog = PeopleChooser(desk, None, (county.head,))
    qtbot.addWidget(dialog)
    assert dialog.count_label.text() == "已选 1 人"
    dialog._search("何佳慧")
    dialog.shown_button.click()
    assert set(dialog.model.ticked) == {county.head, county.clerk}
    dialog.all_button.click()
    assert dialog.count_label.text() == "不限人员"
    with qtbot.waitSignal(dialog.chosen) as told:
        dialog.accept()
    assert told.args == [()]


def test_only_a_few_columns_of_the_roster_are_shown_for_choosing(qtbot, desk, county):
    dialog = PeopleChooser(desk, None, ())
    qtbot.addWidget(dialog)
    shown = [c.title for i, c in enumerate(dialog.model.columns) if not dialog.table.isColumnHidden(i)]
    assert shown == ["姓名", "性别", "年龄", "单位", "职务"]


# the preview


@pytest.fixture
def pane(qtbot):
    made = PreviewPane()
    qtbot.addWidget(made)
    made.resize(800, 500)
    made.show()
    yield made
    made.close()


def test_before_anything_is_chosen_the_pane_says_so(pane):
    assert pane.stack.currentWidget() is pane.empty
    assert not pane.tabs.isVisible()
    assert pane.current_sheet is None


def test_waiting_can_be_given_up(qtbot, pane):
    pane.show_waiting(True)
    assert pane.wait.isVisible()
    with qtbot.waitSignal(pane.cancelled):
        pane.cancel_button.click()
    pane.show_waiting(False)
    assert not pane.wait.isVisible()


def test_the_sheet_looked_at_stays_when_the_report_is_made_again(pane, db, county):
    pane.show_preview(previews.preview(db, "structure", exports.options_of(db)))
    names = [pane.tabs.tabText(i) for i in range(pane.tabs.count())]
    pane.tabs.setCurrentIndex(names.index("职务层次"))
    pane.show_preview(previews.preview(db, "structure", exports.options_of(db, unit_id=county.town)))
    assert pane.tabs.tabText(pane.tabs.currentIndex()) == "职务层次"
    pane.show_preview(previews.preview(db, "roster", exports.options_of(db)))
    assert pane.tabs.currentIndex() == 0


def test_a_cut_table_says_how_long_it_is(pane, db, county, monkeypatch):
    monkeypatch.setattr(previews, "ROWS_SHOWN", 1)
    pane.show_preview(previews.preview(db, "roster", exports.options_of(db)))
    assert "共 2 行" in pane.cut_notice.text_label.text()


def test_a_source_without_records_opens_nothing(qtbot, pane, db, county):
    found = previews.preview(db, "structure", exports.options_of(db))
    told = []
    pane.source_opened.connect(told.append)
    pane.show_preview(found)
    bare = next((i for i, note in enumerate(found.sources) if not note.ids), None)
    rich = next(i for i, note in enumerate(found.sources) if note.ids)
    if bare is not None:
        pane._open_source(str(bare))
        assert told == []
    pane._open_source(str(rich))
    assert isinstance(told[0], SourceNote)
