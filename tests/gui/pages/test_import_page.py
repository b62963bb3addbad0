"""The import page over a real store: the county's roster from file to batch and back."""

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from cadre_desktop.gui.forms.record_dialog import RecordDialog
from cadre_desktop.gui.pages.import_page import CHECK, COLUMNS, DONE, FILE, ImportPage
from cadre_desktop.gui.wizards.importing.units_dialog import UnitsDialog
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.services import records
from cadre_desktop.storage.backup import Reason
from tests.gui.conftest import settle

ROSTER = Path(__file__).parents[2] / "data" / "清源县干部名册.xlsx"
CADRE, UNIT, BATCH = BY_KEY["cadre"], BY_KEY["unit"], BY_KEY["import_batch"]
HEAD = ("姓名", "工作单位", "现任职务", "性别", "出生年月")
PERSON = ("周文静", "青石镇", "镇长", "女", "1986.04")


@pytest.fixture
def page(qtbot, desk):
    made = ImportPage(desk)
    qtbot.addWidget(made)
    made.resize(1150, 640)
    made.show()
    yield made
    qtbot.waitUntil(lambda: not desk.tasks.is_busy, timeout=30_000)
    made.close()


@pytest.fixture
def idle(qtbot, desk):
    """Wait for the worker, then for what it brought."""

    def wait():
        qtbot.waitUntil(lambda: not desk.tasks.is_busy, timeout=30_000)
        settle()

    return wait


@pytest.fixture
def read(page, idle):
    """Read a file up to the columns, or to the rows."""

    def up_to(path, step=CHECK):
        page.open_file(path)
        idle()
        if step == CHECK:
            page.next()
            idle()
        assert page.stack.currentIndex() == step

    return up_to


@pytest.fixture
def sheet(tmp_path):
    def written(*rows, name="小表.xlsx", head=HEAD):
        book = Workbook()
        book.active.append(head)
        for row in rows:
            book.active.append(row)
        book.save(tmp_path / name)
        return tmp_path / name

    return written


def agree(page, idle, *, untick=()):
    dialog = page.check_step.ask_units()
    for name in untick:
        dialog.ticks[name].setChecked(False)
    dialog.accept()
    idle()


def asked_about_units():
    (dialog,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, UnitsDialog) and w.isVisible()]
    return dialog


def number_of(desk, kind):
    return records.count(desk.db, kind, ListQuery())


def press(widget, text):
    next(b for b in widget.findChildren(QPushButton) if b.text() == text).click()


def said(page, row):
    model = page.check_step.model
    return model.index(row, 2).data()


# the whole way


def test_the_countys_roster_shows_139_clean_rows_and_ten_problems(page, read):
    read(ROSTER, COLUMNS)
    assert "19 / 20" in page.columns_step.box.title_label.text()
    assert page.columns_step.chosen["全日制教育/学历学位"] == "full_time_education"
    page.next()
    step = page.check_step
    assert step.cards[""].figure_label.text() == "149"
    assert step.cards["new update"].figure_label.text() == "139"
    assert step.cards["problem"].figure_label.text() == "10"
    assert step.model.state == "problem"
    assert step.model.rowCount() == 10
    assert said(page, 0).startswith("日期“1975-13”有误")
    birth = step.model.column_of("birth_on")
    assert step.model.index(0, birth).data() == "× 1975-13"
    assert not page.next_button.isEnabled()


def test_the_roster_is_imported_without_its_problems_and_taken_back(page, desk, idle, read, dialogs):
    copies = []
    object.__setattr__(desk, "keep_copy", copies.append)
    read(ROSTER)
    page.good_only.setChecked(True)
    assert page.next_button.text() == "导入 139 行"
    page.next()
    assert number_of(desk, CADRE) == 0, "new units are asked about first"
    asked_about_units().accept()
    idle()
    idle()
    assert page.stack.currentIndex() == DONE
    assert copies == [Reason.BEFORE_IMPORT]
    assert number_of(desk, CADRE) == 139
    assert number_of(desk, UNIT) == 14
    assert page.done_step.cards["created"].figure_label.text() == "139"
    assert page.done_step.cards["left"].figure_label.text() == "10"
    page.done_step.take_back()
    idle()
    assert "撤回" in dialogs.asked[-1]
    assert number_of(desk, CADRE) == 0
    assert not page.done_step.back_button.isEnabled()


def test_problems_are_mended_one_after_the_other(page, idle, read):
    read(ROSTER)
    step = page.check_step
    agree(page, idle)
    step.table.select_id("14")
    step.panel.inputs["birth_on"].setText("1975.03")
    press(step.panel, "改正")
    idle()
    focused = page.window().focusWidget()
    assert focused is step.table or step.panel.isAncestorOf(focused), "on to the next problem"
    assert step.cards["problem"].figure_label.text() == "9"
    step.table.select_id("40")
    press(step.panel, "梅溪镇")
    idle()
    step.table.select_id("85")
    press(step.panel, "1980.10")
    idle()
    assert step.cards["problem"].figure_label.text() == "7"
    assert [r for r, _ in page.run.current.problems] == [55, 69, 76, 100, 123, 135, 167]
    assert page.run.current.options.fixed == {14: {"birth_on": "1975.03"}, 85: {"birth_on": "1980.10"}}


# step 1


def test_the_roster_comes_first_and_every_kind_people_type_in_can_be_chosen(page):
    kinds = page.file_step.kinds
    assert kinds.itemText(0) == "干部名册（花名册）"
    words = [kinds.itemText(i) for i in range(kinds.count())]
    assert {"单位", "年度考核"} <= set(words)
    assert not {"导入批次", "导出登记"} & set(words)
    page.arrive(kind="annual_assessment")
    assert page.file_step.kind.key == "annual_assessment"
    assert "姓名" in page.file_step.needed.text() or "干部" in page.file_step.needed.text()


def test_a_blank_template_is_written_where_one_says(page, desk, dialogs, tmp_path):
    dialogs.path = tmp_path / "模板.xlsx"
    page.file_step.save_template()
    assert dialogs.asked == ["干部导入模板.xlsx"]
    assert load_workbook(tmp_path / "模板.xlsx")["导入表"]["A1"].value == "姓名*"
    assert "模板.xlsx" in desk.told[-1][0]


def test_a_file_may_be_dropped_anywhere(page, idle, sheet):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(sheet(PERSON)))])
    drop = QDropEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    page.dropEvent(drop)
    idle()
    assert page.stack.currentIndex() == COLUMNS


def test_picking_no_file_leaves_everything_as_it_is(page, dialogs):
    dialogs.path = None
    page.file_step.zone.pick_button.click()
    assert page.stack.currentIndex() == FILE


def test_a_file_that_is_no_table_is_refused_in_words(page, idle, tmp_path, monkeypatch):
    told = []
    monkeypatch.setattr("cadre_desktop.gui.tasks.show_error", lambda parent, error: told.append(str(error)))
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"no table at all")
    page.open_file(broken)
    idle()
    assert told
    assert page.stack.currentIndex() == FILE


# step 2


def test_a_column_named_otherwise_is_matched_by_hand_and_remembered(page, idle, desk, read, sheet):
    path = sheet(PERSON, head=("姓名", "工作单位", "现任职务", "性别", "生辰"))
    read(path, COLUMNS)
    step = page.columns_step
    assert step.missing == ["出生年月"]
    assert "出生年月" in step.notice.text_label.text()
    assert step.mapping is None
    combo = step.combos["生辰"]
    combo.setCurrentIndex(step._names.index("birth_on"))
    combo.activated.emit(combo.currentIndex())
    assert step.missing == []
    assert step.mapping == {"生辰": "birth_on"}
    assert step._badges["生辰"].text() == "手工"
    page.next()
    idle()
    assert page.stack.currentIndex() == CHECK
    assert page.run.current.clean == 1
    agree(page, idle)
    page.next()
    idle()
    assert page.stack.currentIndex() == DONE
    page.begin()
    read(path, COLUMNS)
    assert page.columns_step.chosen["生辰"] == "birth_on"


def test_a_field_goes_to_one_column_only(page, read, sheet):
    read(sheet(PERSON), COLUMNS)
    step = page.columns_step
    combo = step.combos["现任职务"]
    combo.setCurrentIndex(step._names.index("name"))
    combo.activated.emit(combo.currentIndex())
    assert step.chosen["姓名"] == ""
    assert step._badges["姓名"].text() == "不导入"
    assert step.missing == ["现任职务"]


def test_a_mapping_is_saved_to_a_file_and_loaded_again(page, read, sheet, dialogs, tmp_path):
    read(sheet(PERSON), COLUMNS)
    step = page.columns_step
    dialogs.path = tmp_path / "对应.json"
    combo = step.combos["现任职务"]
    combo.setCurrentIndex(0)
    combo.activated.emit(0)
    step.save_map()
    combo.setCurrentIndex(step._names.index("post_title"))
    combo.activated.emit(combo.currentIndex())
    step.load_map()
    assert step.chosen["现任职务"] == ""


def test_another_sheet_of_the_file_can_be_chosen(page, idle, tmp_path, read):
    book = Workbook()
    book.active.title = "一"
    other = book.create_sheet("二")
    for sheet, name in ((book.active, "周文静"), (other, "毛建国")):
        sheet.append(HEAD)
        sheet.append((name, *PERSON[1:]))
    book.save(tmp_path / "两张.xlsx")
    read(tmp_path / "两张.xlsx", COLUMNS)
    step = page.columns_step
    assert [step.sheets.itemText(i) for i in range(2)] == ["一", "二"]
    step.sheets.setCurrentText("二")
    step.sheets.activated.emit(1)
    idle()
    assert page.run.current.source.sheet.name == "二"
    assert page.run.current.rows[0].values["name"] == "毛建国"


# step 3


def test_a_cell_is_typed_over_in_the_table(page, idle, read, sheet):
    read(sheet((*PERSON[:3], "男女", PERSON[4])))
    step = page.check_step
    index = step.model.index(0, step.model.column_of("sex"))
    assert index.data().startswith("×")
    assert step.model.index(0, 0).flags() & Qt.ItemFlag.ItemIsEditable == Qt.ItemFlag.NoItemFlags
    assert step.model.setData(index, "女")
    idle()
    assert page.run.current.count("problem") == 0
    assert page.next_button.isEnabled()
    assert page.next_button.text() == "导入 1 行"


def test_typing_the_same_again_checks_nothing(page, read, sheet):
    read(sheet(PERSON))
    step = page.check_step
    plan = page.run.current
    index = step.model.index(0, step.model.column_of("sex"))
    assert not step.model.setData(index, "女")
    assert page.run.current is plan


def test_return_opens_the_faulty_cell_and_f8_goes_to_the_next_problem(qtbot, page, read, sheet):
    wrong = (*PERSON[:4], "1986.13")
    read(sheet(PERSON, wrong, ("毛建国", *PERSON[1:4], "1970.13")))
    step = page.check_step
    step.show_state("")
    step.table.select_id("2")
    step.next_problem()
    assert step.table.current_id() == "3"
    step.next_problem()
    assert step.table.current_id() == "4"
    step.next_problem()
    assert step.table.current_id() == "3", "round the end"
    step.table.setCurrentIndex(step.model.index(1, 0))
    step.table.edit_current()
    assert step.table.currentIndex().column() == step.model.column_of("birth_on")


def test_a_unit_left_unticked_keeps_its_rows_out(page, idle, read, sheet):
    read(sheet(PERSON, ("毛建国", "白沙镇", "镇长", "男", "1970.02")))
    assert page.check_step.units_button.text() == "核对新单位（2）"
    agree(page, idle, untick=["白沙镇"])
    assert page.run.current.count("new") == 1
    assert "白沙镇" in page.run.current.problems[0][1].message
    assert not page.run.unconfirmed_units
    page.check_step.table.select_id("3")
    press(page.check_step.panel, "新建单位“白沙镇”")
    idle()
    assert page.run.current.count("new") == 2


@pytest.mark.parametrize("answer", ["unticked", "closed"])
def test_an_answer_that_keeps_rows_out_does_not_go_on_importing(page, idle, desk, read, sheet, answer):
    read(sheet(PERSON, ("毛建国", "白沙镇", "镇长", "男", "1970.02")))
    page.next()
    dialog = asked_about_units()
    if answer == "unticked":
        dialog.ticks["白沙镇"].setChecked(False)
        dialog.accept()
    else:
        dialog.reject()
    idle()
    assert page.stack.currentIndex() == CHECK
    assert number_of(desk, CADRE) == 0
    agree(page, idle)
    assert number_of(desk, CADRE) == 0, "asked by the other button, agreeing imports nothing"


def test_an_unknown_unit_is_told_to_be_one_on_file(page, idle, desk, read, sheet):
    unit_id = records.create(desk.db, UNIT, {"name": "青石镇", "kind": UNIT.field("kind").choices[0]})
    read(sheet((PERSON[0], "青石政府大院", *PERSON[2:])))
    dialog = page.check_step.ask_units()
    combo = dialog.combos["青石政府大院"]
    combo.setCurrentIndex(0)
    combo.activated.emit(0)
    assert not dialog.ticks["青石政府大院"].isChecked()
    assert dialog.choices() == {"青石政府大院": unit_id}
    dialog.accept()
    idle()
    assert page.run.current.rows[0].values["unit"].id == unit_id
    page.next()
    idle()
    assert number_of(desk, UNIT) == 1
    assert number_of(desk, BY_KEY["unit_alias"]) == 1


def test_what_happens_to_people_on_file_is_chosen_once(page, idle, read, sheet):
    head = (*HEAD, "籍贯")
    read(sheet((*PERSON, "湖南衡东"), head=head))
    agree(page, idle)
    page.next()
    idle()
    page.begin()
    read(sheet((*PERSON, "湖南攸县"), name="改.xlsx", head=head))
    step = page.check_step
    assert page.run.current.count("update") == 1
    step.show_state("new update")
    assert said(page, 0) == "籍贯：湖南衡东 → 湖南攸县"
    assert any("湖南攸县" in each.text() for each in step.panel.findChildren(QLabel))
    step.on_match.setCurrentIndex(1)
    step.on_match.activated.emit(1)
    idle()
    assert page.run.current.count("skip") == 1
    assert not page.next_button.isEnabled()
    assert step.cards["same skip"].line_label.text() == "一致 0 ・ 跳过 1"


def test_the_marked_copy_carries_the_reasons(page, idle, desk, read, sheet, dialogs, tmp_path):
    read(sheet((*PERSON[:4], "1986.13")))
    dialogs.path = tmp_path / "标注.xlsx"
    page.check_step.save_marked()
    idle()
    assert dialogs.asked[-1] == "小表_问题标注.xlsx"
    marked = load_workbook(tmp_path / "标注.xlsx").active
    assert "月份" in marked.cell(2, marked.max_column).value
    assert "标注.xlsx" in desk.told[-1][0]


def test_going_back_keeps_what_was_mended(page, idle, read, sheet):
    read(sheet((*PERSON[:4], "1986.13")))
    page.run.fix(2, "birth_on", "1986.12")
    idle()
    page.back()
    assert page.stack.currentIndex() == COLUMNS
    page.next()
    assert page.run.current.count("problem") == 0
    page.back()
    page.back()
    assert page.stack.currentIndex() == FILE
    assert page.run.plan is None


# afterwards


def test_an_import_is_taken_back_from_the_list_also_after_other_edits(page, idle, desk, read, sheet, dialogs):
    read(sheet(PERSON, ("毛建国", "青石镇", "书记", "男", "1970.02")))
    agree(page, idle)
    page.next()
    idle()
    page.begin()
    settle()
    recent = page.file_step.recent
    assert recent.model.rowCount() == 1
    assert (recent.back_button.isEnabled(), recent.back_button.toolTip()) == (False, "请先选一次导入")
    row = records.all_rows(desk.db, CADRE, (CADRE.field("name"),))[0]
    _, version = records.load(desk.db, CADRE, row.id)
    records.change(desk.db, CADRE, row.id, version, {"native_place": "湖南衡东"})
    recent.table.selectRow(0)
    assert recent.back_button.isEnabled()
    recent.table.doubleClicked.emit(recent.table.currentIndex())
    shown = page.window().findChild(RecordDialog)
    assert shown.form.record_id == recent.table.current_id()
    shown.close()
    recent.back_button.click()
    idle()
    settle()
    assert recent.model.rows[0].cells[-1].text == "已撤回"
    recent.table.selectRow(0)
    assert (recent.back_button.isEnabled(), recent.back_button.toolTip()) == (False, "这次导入已经撤回")
    said_of_it = [*dialogs.asked, *(words for words, _ in desk.told)]
    assert any("已撤销" in words for words in said_of_it)
    assert number_of(desk, CADRE) <= 1


def test_the_result_leads_to_the_list_of_the_kind(page, idle, desk, read, sheet):
    read(sheet(PERSON))
    agree(page, idle)
    page.next()
    idle()
    page.done_step.look()
    assert desk.went[-1][0] == "cadre"
    page.done_step.again.emit()
    assert page.stack.currentIndex() == FILE


def test_assessments_are_imported_for_people_on_file(page, idle, desk, read, sheet):
    read(sheet(PERSON))
    agree(page, idle)
    page.next()
    idle()
    page.arrive(kind="annual_assessment")
    path = sheet(("周文静", 2025, "优秀"), name="考核.xlsx", head=("姓名", "年度", "考核结果"))
    read(path)
    assert [p.message for _, p in page.run.current.problems] == []
    page.next()
    idle()
    assert number_of(desk, BY_KEY["annual_assessment"]) == 1
    page.done_step.look()
    assert desk.went[-1][0] == "annual_assessment"


# the page itself


@pytest.mark.parametrize("large", [False, True])
def test_no_step_asks_for_more_room_than_a_small_screen_has(page, theme, read, sheet, large):
    read(sheet((*PERSON[:4], "1986.13")))
    theme.set_large(large)
    settle()
    least = page.minimumSizeHint()
    assert least.width() <= 1000
    assert least.height() <= 540


def test_everything_one_can_press_has_a_name(page, read, sheet):
    read(sheet(PERSON))
    for widget in page.findChildren(QPushButton):
        assert widget.accessibleName() or widget.text(), widget
    for combo in page.columns_step.combos.values():
        assert combo.accessibleName()
    assert page.check_step.table.accessibleName() == "表格各行"
