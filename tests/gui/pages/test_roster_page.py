"""The roster: what it shows, how it is narrowed, and what is done with the ticked people."""

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDialog, QLineEdit, QTableView

from cadre_desktop.gui.dialogs.batch_dialog import BatchDialog
from cadre_desktop.gui.dialogs.foreseen_dialog import ForeseenDialog
from cadre_desktop.gui.forms.record_dialog import RecordDialog
from cadre_desktop.gui.forms.step_dialog import StepDialog
from cadre_desktop.gui.pages.roster.taking_along import RosterSheet, excel_rows
from cadre_desktop.gui.pages.roster_page import RosterPage
from cadre_desktop.gui.printing.print_dialog import PrintPreview
from cadre_desktop.gui.widgets.cells import CELL, DISPLAY
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.cadre import ManagedBy
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.records.roster import BY_NAME
from cadre_desktop.records.rows import Row
from cadre_desktop.records.vocab import RankName
from cadre_desktop.rules.id_number import mask
from cadre_desktop.services import history, records
from tests.gui.conftest import settle
from tests.gui.pages.people_on_file import open_office

CADRE = BY_KEY["cadre"]


@pytest.fixture
def office(desk):
    return open_office(desk.db)


@pytest.fixture
def page(qtbot, desk, office):
    made = RosterPage(desk)
    qtbot.addWidget(made)
    made.resize(1174, 670)
    made.show()
    made.arrive()
    return made


def names(page):
    return [page.model.index(r, 0).data(DISPLAY) for r in range(page.model.rowCount())]


def cell(page, name, key):
    column = [c.key for c in page.model.columns].index(key)
    return page.model.index(names(page).index(name), column).data(CELL)


def search(page, text):
    page.bar.search.setText(text)
    page.bar.search._search()


def pick(combo, words):
    combo.setCurrentText(words)
    combo.activated.emit(combo.currentIndex())


# what it shows


def test_it_says_whose_list_it_is_and_how_many_are_on_it(page):
    assert page.header.title_label.text() == "干部名册"
    assert page.header.subtitle_label.text() == "清源县委组织部 ・ 2026年度"
    assert page.total_label.text() == "共 5 人"
    assert sorted(names(page)) == sorted(["周思远", "杨立新", "何佳慧", "仇晓峰", "孙建国"])


def test_ten_years_in_post_are_red_and_marked_and_a_month_less_is_not(page):
    assert (cell(page, "仇晓峰", "post_years").text, cell(page, "仇晓峰", "post_years").tone) == ("10年 !", "danger")
    assert (cell(page, "孙建国", "post_years").text, cell(page, "孙建国", "post_years").tone) == ("9年", "")


def test_grades_are_badges_and_the_sex_is_plain_words(page):
    assert cell(page, "周思远", "last_grade").badge
    assert cell(page, "周思远", "last_grade").text == "优秀"
    assert not cell(page, "周思远", "sex").badge
    assert cell(page, "周思远", "completeness").text.endswith("%")


def test_a_column_heading_sorts_in_the_store_and_age_counts_backwards(page):
    age = [c.key for c in page.model.columns].index("age")
    page.table.sortByColumn(age, Qt.SortOrder.AscendingOrder)
    assert names(page)[0] == "何佳慧"
    page.table.sortByColumn(age, Qt.SortOrder.DescendingOrder)
    assert names(page)[0] == "孙建国"


# narrowing


@pytest.mark.parametrize(
    ("text", "found"),
    [("杨立", ["杨立新"]), ("zsy", ["周思远"]), ("qxf", ["仇晓峰"]), ("武装部", ["杨立新"]), ("查无此人", [])],
)
def test_the_search_finds_names_initials_and_posts(page, text, found):
    search(page, text)
    assert names(page) == found


def test_search_and_choosers_narrow_together_and_the_empty_list_says_by_what(page):
    pick(page.bar.units, "青石镇")
    assert sorted(names(page)) == ["周思远", "杨立新"]
    search(page, "何佳慧")
    assert names(page) == []
    assert page.empty.why_label.text() == "当前筛选：搜索“何佳慧”，单位=青石镇。换个条件，或清除筛选。"
    page.clear_button.click()
    assert len(names(page)) == 5
    assert page.bar.units.value() is None
    assert page.bar.search.text() == ""


def test_rank_and_last_grade_have_choosers_of_their_own(page):
    pick(page.bar.ranks, RankName.SENIOR_CLERK_1.label)
    assert sorted(names(page)) == ["仇晓峰", "周思远"]
    pick(page.bar.grades, "优秀")
    assert names(page) == ["周思远"]


def test_the_panel_holds_the_other_conditions_and_the_button_counts_them(page):
    assert not page.bar.more.isVisible()
    page.bar.more_button.click()
    assert page.bar.more.isVisible()
    pick(page.bar.more.combos["age_at_most"], "35岁以下")
    assert names(page) == ["何佳慧"]
    assert page.bar.more_button.text() == "更多筛选（1）"
    page.bar.more.clear_button.click()
    assert len(names(page)) == 5
    assert page.bar.more_button.text() == "更多筛选"


def test_a_tick_in_the_panel_is_a_condition(page):
    page.bar.more.ticks["without_term"].click()
    assert len(names(page)) == 5
    page.bar.more.ticks["leaders"].click()
    assert sorted(names(page)) == sorted(["周思远", "杨立新", "仇晓峰", "孙建国"])
    search(page, "何佳慧")
    assert names(page) == []
    assert "班子成员" in page.empty.why_label.text()


# chips


def test_the_built_in_filters_stand_as_chips_with_their_counts(page):
    words = [b.text() for b in page.chips._buttons.values()]
    assert words[0] == "全部（5）"
    assert "现职满10年（2）" in words
    assert "35岁以下（1）" in words
    assert "连续两年优秀（2）" in words
    assert page.chips.chosen_key() == "all"


def test_a_chip_narrows_the_list_and_shows_in_the_panel(page):
    key = next(s.key for s in page._saved if s.name == "现职满10年")
    page.chips._buttons[key].click()
    assert sorted(names(page)) == ["仇晓峰", "杨立新"]
    assert page.bar.more.combos["post_years"].value() == 10
    assert page.chips.chosen_key() == key


def test_a_condition_without_a_chooser_stands_as_a_chip_that_can_be_taken_off(page):
    key = next(s.key for s in page._saved if s.name == "连续两年优秀")
    page.chips._buttons[key].click()
    assert sorted(names(page)) == ["何佳慧", "周思远"]
    assert [c.accessibleName() for c in page.pins.chips] == ["去掉条件：连续两年优秀"]
    page.pins.chips[0].click()
    assert len(names(page)) == 5
    assert not page.pins.isVisible()


def test_a_filter_is_saved_under_a_name_used_and_dropped(page, dialogs):
    pick(page.bar.units, "白沙镇")
    dialogs.text = "白沙班子"
    page.chips.save_asked.emit()
    own = next(s for s in page._saved if not s.built_in)
    assert (own.name, own.count) == ("白沙班子", 3)
    page.clear_filters()
    page.chips._buttons[own.key].click()
    assert page.bar.units.currentText() == "白沙镇"
    assert page.chips.chosen_key() == own.key
    page.chips.remove_asked.emit(own.key)
    assert all(s.built_in for s in page._saved)


def test_without_conditions_there_is_nothing_to_save(page, dialogs):
    page.chips.save_asked.emit()
    assert dialogs.asked == ["现在没有筛选条件。"]


# drill-down


def test_arriving_with_ids_shows_exactly_those_and_says_so_in_a_chip(page, office):
    page.arrive(ids=office.ids("孙建国", "周思远"), title="待办：补录谈话")
    assert sorted(names(page)) == ["周思远", "孙建国"]
    assert "待办：补录谈话（2人）" in page.pins.chips[0].text()
    page.pins.chips[0].click()
    assert len(names(page)) == 5


def test_arriving_with_a_condition_sets_its_chooser_and_drops_what_was_there(page, office):
    search(page, "周思远")
    page.arrive(unit=office.units["白沙镇"])
    assert len(names(page)) == 3
    assert page.bar.search.text() == ""
    assert page.bar.units.currentText() == "白沙镇"
    page.arrive(filter={"post_years": 10})
    assert len(names(page)) == 2


def test_coming_back_without_hints_leaves_the_list_as_it_was(page):
    search(page, "周思远")
    page.arrive()
    assert names(page) == ["周思远"]


# changes elsewhere


def test_a_change_elsewhere_shows_and_the_current_line_stays(page, desk, office):
    page.table.select_id(office.people["孙建国"].id)
    who = office.people["杨立新"].id
    records.change(desk.db, CADRE, who, records.load(desk.db, CADRE, who)[1], {"name": "杨立心"})
    settle()
    assert "杨立心" in names(page)
    assert page.table.current_id() == office.people["孙建国"].id


def test_a_hidden_page_reads_again_only_when_it_is_shown(page, desk, office):
    page.hide()
    who = office.people["杨立新"].id
    records.discard(desk.db, CADRE, who)
    settle()
    assert "杨立新" in names(page)
    page.show()
    assert "杨立新" not in names(page)


# doing


def test_enter_opens_the_person_with_the_list_to_step_through(page, desk, office, qtbot):
    page.table.select_id(office.people["何佳慧"].id)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    key, hints = desk.went[-1]
    assert key == "person"
    assert hints["cadre_id"] == office.people["何佳慧"].id
    assert hints["ids"] == tuple(page.source.ids)


def test_delete_asks_discards_and_offers_to_take_it_back(page, desk, dialogs, office, qtbot):
    page.table.select_id(office.people["何佳慧"].id)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    settle()
    assert dialogs.asked == ["将 1 人移入回收站？"]
    assert "何佳慧" not in names(page)
    text, undo = desk.told[-1]
    assert text == "已将 1 人移入回收站"
    undo()
    settle()
    assert "何佳慧" in names(page)


def test_saying_no_discards_nobody(page, dialogs, office):
    dialogs.yes = False
    page.discard(office.ids("何佳慧"))
    settle()
    assert len(names(page)) == 5


def test_nothing_is_offered_for_ticked_people_while_nobody_is_ticked(page, office):
    assert page.ticked_label.text() == "已选 0 人"
    assert not page.bulk_button.isEnabled()
    page.model.toggle(office.people["何佳慧"].id)
    assert page.ticked_label.text() == "已选 1 人"
    assert page.bulk_button.isEnabled()
    assert page.export_ticked_button.isEnabled()


def test_all_are_ticked_and_unticked_by_one_click(page):
    page.tick_all_button.click()
    assert page.ticked_label.text() == "已选 5 人"
    page.tick_all_button.click()
    assert page.ticked_label.text() == "已选 0 人"


def test_a_new_person_begins_with_a_window(page, qtbot):
    page.add_button.click()
    window = next(w for w in page.findChildren(RecordDialog) if w.isVisible())
    assert (window.kind.key, window.form.record_id) == ("cadre", None)
    window.close()


def test_import_goes_to_its_page(page, desk):
    page.header.findChildren(QAbstractButton)[0].click()
    assert desk.went[-1][0] == "import"


# changing several


@pytest.fixture
def batch(page, office):
    page.model.set_ticked(office.ids("周思远", "杨立新", "何佳慧"))
    page.bulk_button.click()
    dialog = next(w for w in page.findChildren(BatchDialog) if w.isVisible())
    yield dialog
    for left in (*page.findChildren(BatchDialog), *page.findChildren(ForeseenDialog)):
        left.close()


def foreseen(page, desk, qtbot, batch):
    batch.editor.combo.setCurrentText("县委管理")
    batch.ok_button.click()
    qtbot.waitUntil(lambda: not desk.tasks.is_busy)
    settle()
    return next(w for w in page.findChildren(ForeseenDialog) if w.isVisible())


def test_the_preview_names_old_and_new_values_before_anything_changes(batch, page, desk, office, qtbot):
    assert batch.field.name == "managed_by"
    shown = foreseen(page, desk, qtbot, batch)
    assert shown.sum_label.text() == "共 3 条，将修改 2 条，1 条已是新值。"
    changing = [row.cells for row in shown.model.rows if row.cells[1]]
    assert {(cells[2].text, cells[3].text) for cells in changing} == {("（空）", "县委管理")}
    assert managed(desk, office) == {ManagedBy.COUNTY, None}


def test_a_batch_change_is_one_step_that_is_taken_back_as_one(batch, page, desk, office, qtbot):
    foreseen(page, desk, qtbot, batch).ok_button.click()
    qtbot.waitUntil(lambda: not desk.tasks.is_busy)
    settle()
    assert managed(desk, office) == {ManagedBy.COUNTY}
    text, undo = desk.told[-1]
    assert text == "批量修改干部：管理类别：已修改 2 条。"
    undo()
    assert managed(desk, office) == {ManagedBy.COUNTY, None}
    assert desk.told[-1][0] == "已撤销 2 条记录。"


def managed(desk, office):
    return {records.load(desk.db, CADRE, i)[0]["managed_by"] for i in office.ids("周思远", "杨立新", "何佳慧")}


# columns


def test_columns_chosen_here_are_remembered_for_next_time(page, desk, qtbot):
    page.columns_button.click()
    dialog = next(w for w in page.findChildren(QDialog) if w.isVisible())
    lines = dialog.ticks.list
    item = next(lines.item(i) for i in range(lines.count()) if lines.item(i).text() == "籍贯")
    item.setCheckState(Qt.CheckState.Checked)
    dialog.ok_button.click()
    again = RosterPage(desk)
    qtbot.addWidget(again)
    shown = [c.key for i, c in enumerate(again.model.columns) if not again.table.isColumnHidden(i)]
    assert "native_place" in shown


# room and keyboard


def test_it_fits_a_small_screen_in_both_sizes_of_text(page, theme):
    for large in (False, True):
        theme.set_large(large)
        settle()
        least = page.minimumSizeHint()
        assert least.width() <= 1000
        assert least.height() <= 540


def test_every_control_has_a_name_and_takes_the_focus(page):
    page.bar.more_button.click()
    for widget in page.findChildren(QAbstractButton) + page.findChildren(QComboBox) + page.findChildren(QTableView):
        if widget.isVisibleTo(page) and not isinstance(widget.parent(), QLineEdit | QTableView):
            assert widget.accessibleName() or widget.text(), widget
            assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus, widget


def test_the_columns_shown_at_first_fit_the_smallest_usual_screen(page):
    page.resize(QSize(1174, 670))
    settle()
    assert page.table.horizontalScrollBar().maximum() == 0


def test_typing_starts_in_the_search(page):
    assert page.main_input() is page.bar.search


# taking the list along


@pytest.fixture
def exported(page, desk, dialogs, tmp_path, qtbot):
    """Export with the answers given; returns the rows of the written sheet."""

    def run(start, **answers):
        dialogs.path = tmp_path / "名册.xlsx"
        start()
        dialog = next(d for d in page.findChildren(StepDialog) if d.isVisible())
        for name, value in answers.items():
            dialog.editors[name].set_value(value)
        dialog.ok_button.click()
        qtbot.waitUntil(lambda: not desk.tasks.is_busy)
        settle()
        sheet = load_workbook(dialogs.path).worksheets[0]
        return [[c for c in row if c is not None] for row in sheet.iter_rows(values_only=True)]

    return run


def test_the_file_holds_the_columns_order_and_people_of_the_list(page, desk, exported, dialogs):
    page.table.sortByColumn([c.key for c in page.model.columns].index("age"), Qt.SortOrder.AscendingOrder)
    pick(page.bar.units, "白沙镇")
    rows = exported(page.export_button.click)
    head = next(i for i, row in enumerate(rows) if row and row[0] == "姓名")
    assert rows[head][:4] == ["姓名", "性别", "出生年月", "年龄"]
    assert [row[0] for row in rows[head + 1 : head + 4]] == ["何佳慧", "仇晓峰", "孙建国"]
    assert rows[head + 1][3] == 32
    assert dialogs.asked[-1] == "干部名册_清源县委组织部_20261121.xlsx"
    assert desk.told[-1][0].startswith("已导出《名册.xlsx》，共 3 条，编号 ")


def test_ticked_people_alone_leave_when_there_are_any(page, office, exported):
    page.model.set_ticked(office.ids("孙建国"))
    rows = exported(page.export_ticked_button.click)
    names_there = {row[0] for row in rows if row}
    assert "孙建国" in names_there
    assert "周思远" not in names_there


def test_every_export_is_registered_with_level_and_recipient(page, desk, exported):
    exported(page.export_button.click, level=ExportLevel.UPWARD, recipient="市委组织部")
    kind = BY_KEY["export_entry"]
    entry = dict(
        zip(
            [f.name for f in kind.form_fields], records.all_rows(desk.db, kind, kind.form_fields)[0].values, strict=True
        )
    )
    assert (entry["level"], entry["recipient"], entry["n_records"]) == (ExportLevel.UPWARD, "市委组织部", 5)


def test_at_the_public_level_names_are_covered(page, exported):
    rows = exported(page.export_button.click, level=ExportLevel.MASKED)
    first = {row[0] for row in rows if row}
    assert "周**" in first
    assert "周思远" not in first


@pytest.mark.parametrize(
    ("level", "whole", "seen"),
    [
        (ExportLevel.INTERNAL, True, "43012319860418121X"),
        (ExportLevel.INTERNAL, False, mask("43012319860418121X")),
        (ExportLevel.UPWARD, True, mask("43012319860418121X")),
    ],
)
def test_whole_id_numbers_leave_only_on_the_internal_level_and_when_asked_for(level, whole, seen):
    sheet = RosterSheet((BY_NAME["id_number"],), (Row("x", ("43012319860418121X",)),), "", "")
    wanted = whole and level is ExportLevel.INTERNAL
    assert excel_rows(sheet, level, whole_ids=wanted) == [(seen,)]


def test_closing_the_file_window_leaves_the_question_open(page, dialogs):
    dialogs.path = None
    page.export_button.click()
    dialog = next(d for d in page.findChildren(StepDialog) if d.isVisible())
    dialog.ok_button.click()
    assert dialog.isVisible()
    dialog.close()


def test_print_previews_the_list_as_it_is_and_says_what_it_is_narrowed_by(page):
    pick(page.bar.units, "青石镇")
    page.print_button.click()
    preview_window = next(d for d in page.findChildren(PrintPreview) if d.isVisible())
    table = preview_window._table
    assert [row[0] for row in table.rows] == names(page)
    assert [c.title for c in table.columns][:3] == ["姓名", "性别", "出生年月"]
    assert table.facts == "填报单位：清源县委组织部　条件：单位=青石镇　共 2 人　2026.11.21"
    assert table.mark == "内部资料 注意保密"
    preview_window.close()


def test_a_list_saved_as_pdf_is_noted_in_the_trail(page, desk, dialogs, tmp_path):
    dialogs.path = tmp_path / "名册.pdf"
    page.print_button.click()
    preview_window = next(d for d in page.findChildren(PrintPreview) if d.isVisible())
    preview_window.pdf_button.click()
    assert dialogs.path.read_bytes().startswith(b"%PDF")
    assert history.acts(desk.db, limit=1)[0].title == "打印干部名册"
    assert desk.told[-1][0] == "干部名册已另存为《名册.pdf》"
