"""Cells, the plain model and the data table."""

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QHelpEvent, QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from cadre_desktop.gui.style.fonts import font
from cadre_desktop.gui.style.theme import Theme
from cadre_desktop.gui.style.tokens import LARGE, NORMAL
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.cells import CELL, CHECK_STATE, ROW_ID, TOOL_TIP, Cell, CellDelegate
from cadre_desktop.gui.widgets.data_table import DataTable, as_html, as_tsv
from cadre_desktop.gui.widgets.empty_state import EmptyState
from cadre_desktop.gui.widgets.table_area import TableArea
from cadre_desktop.gui.widgets.table_model import PlainRow, PlainTableModel, TableColumn

COLUMNS = (
    TableColumn("name", "姓名", 100),
    TableColumn("post", "职务", 120, stretch=1),
    TableColumn("done", "实绩", 80, "right"),
    TableColumn("idno", "身份证号", 180, hidden=True),
)
ROWS = (
    PlainRow("a", (Cell("周思远"), "镇长", "8", "430123198604180011"), ("zsy", "镇长", 8, "")),
    PlainRow(
        "b", (Cell("何佳慧"), Cell("称职", "ok", badge=True), "10", "430123199409010025"), ("hjh", "科员", 10, "")
    ),
    PlainRow("c", (Cell("罗卫东", tip="部长"), Cell("12年 !", "danger"), "9", ""), ("lwd", "部长", 9, "")),
)


@pytest.fixture
def model() -> PlainTableModel:
    return PlainTableModel(COLUMNS, ROWS, tickable=True)


@pytest.fixture
def table(qtbot: QtBot, model: PlainTableModel) -> DataTable:
    made = DataTable(model, name="干部名册")
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    return made


def test_the_model_keeps_qts_contract(qtmodeltester: ModelTester, model: PlainTableModel) -> None:
    qtmodeltester.check(model)


def test_a_cell_is_shown_with_its_sign(model: PlainTableModel) -> None:
    assert model.index(1, 1).data() == "✓ 称职"
    assert model.index(2, 1).data() == "12年 !"
    assert model.index(2, 0).data(TOOL_TIP) == "部长"
    assert model.index(0, 0).data(ROW_ID) == "a"


def test_cells_take_the_alignment_of_their_column(model: PlainTableModel) -> None:
    assert model.index(0, 2).data(CELL).align == "right"
    assert model.index(0, 1).data(CELL).align == "left"


def test_ticks_follow_their_rows(qtbot: QtBot, model: PlainTableModel) -> None:
    with qtbot.waitSignal(model.ticks_changed):
        model.toggle("b")
    assert model.ticked == ("b",)
    assert model.index(1, 0).data(CHECK_STATE) == Qt.CheckState.Checked
    assert model.index(1, 2).data(CELL).marked
    assert not model.index(0, 2).data(CELL).marked
    model.sort(2)
    assert [r.id for r in model.rows] == ["a", "c", "b"]
    assert model.ticked == ("b",)
    assert model.index(2, 0).data(CELL).ticked
    model.set_rows(ROWS[:1])
    assert model.ticked == ()


def test_ticking_a_row_that_is_gone_ticks_nothing(model: PlainTableModel) -> None:
    model.set_ticked(["zz", "c"])
    assert model.ticked == ("c",)
    model.toggle("c")
    assert model.ticked == ()


def test_rows_are_sorted_by_their_keys_and_not_by_their_words(model: PlainTableModel) -> None:
    model.sort(2, Qt.SortOrder.DescendingOrder)
    assert [r.id for r in model.rows] == ["b", "c", "a"]
    model.sort(0)
    assert [r.id for r in model.rows] == ["b", "c", "a"]
    model.sort(-1)
    assert [r.id for r in model.rows] == ["b", "c", "a"]


def test_rows_without_keys_are_sorted_by_their_words() -> None:
    made = PlainTableModel(COLUMNS[:1], [PlainRow("2", ("乙",)), PlainRow("1", (Cell("丙"),)), PlainRow("3", ("一",))])
    made.sort(0)
    assert [r.id for r in made.rows] == ["3", "1", "2"]


def test_a_place_in_the_list_moves_with_its_row(table: DataTable) -> None:
    assert table.select_id("a")
    table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    assert table.current_id() == "a"
    assert table.currentIndex().row() == 2


def test_columns_keep_their_least_width_and_the_rest_goes_to_those_that_stretch(table: DataTable) -> None:
    assert table.columnWidth(0) == 100
    assert table.columnWidth(2) == 80
    assert sum(table.columnWidth(i) for i in range(3)) == table.viewport().width()
    table.resize(200, 300)
    assert [table.columnWidth(i) for i in range(3)] == [100, 120, 80]
    assert table.horizontalScrollBar().maximum() > 0


def test_no_title_of_a_column_is_cut(qtbot: QtBot) -> None:
    made = DataTable(PlainTableModel([TableColumn("sex", "性别", 10), TableColumn("n", "现职年限（年）", 20)]))
    qtbot.addWidget(made)
    made.show()
    metrics = QFontMetrics(font(NORMAL.fs, bold=True))
    assert made.columnWidth(0) >= metrics.horizontalAdvance("性别") + 22
    assert made.columnWidth(1) >= metrics.horizontalAdvance("现职年限（年）") + 22


def test_rows_and_columns_grow_with_large_text(qtbot: QtBot, table: DataTable, theme: Theme) -> None:
    assert table.rowHeight(0) == NORMAL.row
    theme.set_large(True)
    assert table.rowHeight(0) == LARGE.row
    assert table.columnWidth(2) == LARGE.px(80)


def test_hidden_columns_can_be_shown_and_the_last_one_stays(qtbot: QtBot, table: DataTable) -> None:
    assert table.isColumnHidden(3)
    with qtbot.waitSignal(table.columns_changed):
        table.set_column_shown("idno", True)
    assert not table.isColumnHidden(3)
    for key in ("name", "post", "done", "idno"):
        table.set_column_shown(key, False)
    assert [table.isColumnHidden(i) for i in range(4)] == [True, True, True, False]
    table.reset_layout()
    assert [table.isColumnHidden(i) for i in range(4)] == [False, False, False, True]


def test_the_header_menu_lists_the_columns(table: DataTable) -> None:
    menu = table.columns_menu()
    actions = menu.actions()
    assert [(a.text(), a.isChecked()) for a in actions[:4]] == [
        ("姓名", True), ("职务", True), ("实绩", True), ("身份证号", False)]  # fmt: skip
    actions[2].trigger()
    assert table.isColumnHidden(2)
    actions[-1].trigger()
    assert not table.isColumnHidden(2)


def test_the_header_menu_opens_without_blocking(qtbot: QtBot, table: DataTable) -> None:
    table.horizontalHeader().customContextMenuRequested.emit(QPoint(5, 5))
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()


def test_a_layout_is_taken_back_as_it_was(qtbot: QtBot, table: DataTable, model: PlainTableModel) -> None:
    table.horizontalHeader().moveSection(2, 0)
    table.set_column_shown("post", False)
    table.setColumnWidth(0, 150)
    state = table.layout_state()
    assert state["order"] == ["done", "name", "post", "idno"]
    assert state["widths"] == {"name": 150}
    other = DataTable(PlainTableModel(COLUMNS, ROWS))
    qtbot.addWidget(other)
    other.resize(600, 300)
    other.restore_layout(state)
    assert other.layout_state() == state
    assert other.columnWidth(0) == 150


NARROW = (
    TableColumn("name", "姓名", 100),
    TableColumn("text", "主要内容", 200, stretch=1, least=120),
    TableColumn("day", "日期", 80, spare=2),
    TableColumn("who", "经手人", 80, spare=1),
    TableColumn("note", "备注", 80, hidden=True, spare=3),
)


@pytest.fixture
def narrow(qtbot: QtBot) -> DataTable:
    made = DataTable(PlainTableModel(NARROW, [PlainRow("1", ("周思远", "清淤", "2026.05.01", "陈立", ""))]))
    qtbot.addWidget(made)
    made.show()
    return made


def _widths(table: DataTable) -> list[int]:
    return [table.columnWidth(i) for i in range(len(table.columns))]  # 0 for what is not shown


@pytest.mark.parametrize(
    ("room", "widths"),
    [
        (500, [100, 240, 80, 80, 0]),  # room to spare goes to what stretches
        (460, [100, 200, 80, 80, 0]),
        (400, [100, 140, 80, 80, 0]),  # prose shrinks first
        (380, [100, 120, 80, 80, 0]),
        (379, [100, 199, 0, 80, 0]),  # then what readers miss least is left out
        (300, [100, 120, 0, 80, 0]),
        (299, [100, 199, 0, 0, 0]),
        (219, [100, 120, 0, 0, 0]),  # at last it scrolls
    ],
)
def test_without_room_prose_shrinks_then_columns_are_left_out(narrow: DataTable, room: int, widths: list[int]) -> None:
    narrow.resize(room + 2 * narrow.frameWidth(), 200)
    assert narrow.viewport().width() == room
    assert _widths(narrow) == widths
    assert (narrow.horizontalScrollBar().maximum() > 0) == (room < 220)


def test_columns_come_back_with_the_room_and_the_change_is_told_once(qtbot: QtBot, narrow: DataTable) -> None:
    narrow.resize(600, 200)
    told: list[list[str]] = []
    narrow.folds_changed.connect(lambda: told.append(narrow.folded))
    narrow.resize(300, 200)
    narrow.resize(305, 200)
    narrow.resize(600, 200)
    assert told == [["day", "who"], ["day"], []]


def test_the_menu_names_what_found_no_room_and_a_tick_there_shows_it_for_good(narrow: DataTable) -> None:
    narrow.resize(320, 200)
    action = next(a for a in narrow.columns_menu().actions() if a.text() == "日期（窗口窄，已收起）")
    assert not action.isChecked()
    action.trigger()
    assert narrow.folded == ["who"]
    narrow.resize(200, 200)
    assert narrow.folded == ["who"]
    state = narrow.layout_state()
    assert state["hidden"] == ["note"]
    assert state["pinned"] == ["day"]
    narrow.set_column_shown("day", False)
    assert narrow.layout_state()["pinned"] == []
    narrow.reset_layout()
    assert narrow.layout_state()["hidden"] == ["note"]


def test_what_was_pinned_is_pinned_again_next_time_unless_it_is_hidden(qtbot: QtBot, narrow: DataTable) -> None:
    narrow.restore_layout({"order": [], "hidden": ["who", "note"], "widths": {}, "pinned": ["day", "who", "gone"]})
    narrow.resize(200, 200)
    assert narrow.layout_state()["pinned"] == ["day"]
    assert narrow.folded == []


def test_a_width_the_person_chose_is_kept_and_neither_shrinks_nor_stretches(narrow: DataTable) -> None:
    narrow.resize(500 + 2 * narrow.frameWidth(), 200)
    narrow.setColumnWidth(1, 150)
    narrow.resize(380 + 2 * narrow.frameWidth(), 200)
    assert _widths(narrow) == [100, 150, 0, 80, 0]


@pytest.mark.parametrize("state", [{}, {"order": ["gone", "done"], "hidden": ["gone"], "widths": {"gone": 3}}])
def test_a_layout_of_other_columns_breaks_nothing(table: DataTable, state: dict[str, Any]) -> None:
    table.restore_layout(state)
    assert set(table.layout_state()["order"]) == {"name", "post", "done", "idno"}
    assert table.layout_state()["widths"] == {}


def test_enter_and_double_click_open_the_row(qtbot: QtBot, table: DataTable) -> None:
    table.select_id("b")
    with qtbot.waitSignal(table.opened) as got:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert got.args == ["b"]
    with qtbot.waitSignal(table.opened) as got:
        table.doubleClicked.emit(table.model().index(2, 1))
    assert got.args == ["c"]


def test_delete_asks_for_the_selected_rows(qtbot: QtBot, table: DataTable) -> None:
    with qtbot.assertNotEmitted(table.delete_asked):
        table.clearSelection()
        qtbot.keyClick(table, Qt.Key.Key_Delete)
    table.selectAll()
    with qtbot.waitSignal(table.delete_asked) as got:
        qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert got.args == [["a", "b", "c"]]


def test_space_ticks_the_current_row(qtbot: QtBot, table: DataTable, model: PlainTableModel) -> None:
    table.select_id("c")
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert model.ticked == ("c",)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert model.ticked == ()


def test_a_click_on_the_box_ticks_and_beside_it_selects(qtbot: QtBot, table: DataTable, model: PlainTableModel) -> None:
    middle = NORMAL.row // 2
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, middle))
    assert model.ticked == ("a",)
    assert table.selected_ids() == []
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(70, middle))
    assert model.ticked == ("a",)
    assert table.selected_ids() == ["a"]


def test_a_table_without_boxes_selects_wherever_it_is_clicked(qtbot: QtBot) -> None:
    made = DataTable(PlainTableModel(COLUMNS, ROWS))
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    qtbot.mouseClick(made.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert made.selected_ids() == ["a"]


def test_tab_leaves_the_table(table: DataTable) -> None:
    assert not table.tabKeyNavigation()


def test_selecting_tells_and_an_unknown_row_is_refused(qtbot: QtBot, table: DataTable) -> None:
    with qtbot.waitSignal(table.chosen):
        assert table.select_id("b")
    assert not table.select_id("zz")
    assert table.current_id() == "b"


def test_copying_gives_excel_text_and_html(qtbot: QtBot, table: DataTable) -> None:
    table.set_column_shown("idno", True)
    table.select_id("a")
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "周思远\t镇长\t8\t430123198604180011"
    assert 'mso-number-format:"\\@"\'>430123198604180011</td>' in data.html()
    assert "<td>8</td>" in data.html()


def test_copying_with_the_header_puts_it_first(table: DataTable) -> None:
    table.selectAll()
    table.copy(with_header=True)
    lines = QGuiApplication.clipboard().text().split("\r\n")
    assert lines[0] == "姓名\t职务\t实绩"
    assert len(lines) == 4


def test_copying_nothing_leaves_the_clipboard_alone(table: DataTable) -> None:
    QGuiApplication.clipboard().setText("之前")
    table.clearSelection()
    table.copy()
    assert QGuiApplication.clipboard().text() == "之前"


def test_line_breaks_and_quotes_survive_the_clipboard() -> None:
    assert as_tsv([["一\n二", '说"好"', "a"]]) == '"一\n二"\t"说""好"""\ta'
    assert as_tsv([["a\tb"]]) == '"a\tb"'


def test_html_on_the_clipboard_is_escaped() -> None:
    assert "<td>&lt;b&gt;&amp;</td>" in as_html([["<b>&"]], [True])


def test_the_area_changes_to_the_empty_state_and_back(qtbot: QtBot, model: PlainTableModel) -> None:
    table = DataTable(model)
    area = TableArea(table, EmptyState("没有干部", "", button("新增")))
    qtbot.addWidget(area)
    assert area.currentWidget() is table
    model.set_rows([])
    assert area.currentWidget() is area.empty
    model.set_rows(ROWS)
    assert area.currentWidget() is table


@pytest.mark.parametrize(
    ("cell", "width", "told"),
    [
        (Cell("四级主任科员"), 40, "四级主任科员"),
        (Cell("镇长"), 100, ""),
        (Cell("称职", "ok", badge=True), 20, "✓ 称职"),
        (Cell("四级主任科员", tip="2021.05 起"), 40, ""),  # Qt shows the cell's own tip
    ],
)
def test_the_whole_of_a_cut_cell_is_told(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, cell: Cell, width: int, told: str
) -> None:
    shown = []
    monkeypatch.setattr(
        "cadre_desktop.gui.widgets.cells.QToolTip.showText", lambda _where, text, _view: shown.append(text)
    )
    made = DataTable(PlainTableModel([TableColumn("a", "甲", width)], [PlainRow("1", (cell,))]))
    qtbot.addWidget(made)
    made.setColumnWidth(0, width)
    made.resize(300, 100)
    made.show()
    where = made.visualRect(made.model().index(0, 0)).center()
    QApplication.sendEvent(made.viewport(), QHelpEvent(QEvent.Type.ToolTip, where, QPoint()))
    assert shown == ([told] if told else [])


def _painted(cell: Cell, *, selected: bool = False, row: int = 0) -> QImage:
    made = PlainTableModel(COLUMNS[:1], [PlainRow(str(i), (cell,)) for i in range(2)])
    picture = QImage(200, NORMAL.row, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    option: Any = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 200, NORMAL.row)
    if selected:
        option.state |= QStyle.StateFlag.State_Selected
    painter = QPainter(picture)
    CellDelegate().paint(painter, option, made.index(row, 0))
    painter.end()
    return picture


def _colours(picture: QImage) -> set[str]:
    return {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}


def test_odd_rows_are_striped_and_selected_ones_tinted() -> None:
    assert _painted(Cell("")).pixelColor(190, 5).name() == NORMAL.surface.lower()
    assert _painted(Cell(""), row=1).pixelColor(190, 5).name() == NORMAL.surface2.lower()
    assert _painted(Cell(""), selected=True).pixelColor(190, 5).name() == NORMAL.primary_soft.lower()
    assert _painted(Cell("", marked=True)).pixelColor(190, 5).name() == NORMAL.primary_soft.lower()


def test_a_badge_stays_visible_on_a_selected_row() -> None:
    colours = _colours(_painted(Cell("优秀", "primary", badge=True), selected=True))
    assert NORMAL.primary_line.lower() in colours


@pytest.mark.parametrize(("align", "left", "right"), [("left", 10, 60), ("right", 140, 190), ("center", 75, 125)])
def test_words_stand_where_their_column_says(align: str, left: int, right: int) -> None:
    made = PlainTableModel((TableColumn("a", "a", 200, align),), [PlainRow("1", ("职务",))])  # type: ignore[arg-type]
    picture = QImage(200, 34, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    option: Any = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 200, 34)
    painter = QPainter(picture)
    CellDelegate().paint(painter, option, made.index(0, 0))
    painter.end()
    inked = [x for x in range(200) if any(picture.pixelColor(x, y).lightness() < 120 for y in range(34))]
    assert left <= min(inked) <= max(inked) <= right


def test_a_wrapped_cell_makes_its_row_higher(qtbot: QtBot) -> None:
    long = Cell("没有叫“青石”的单位，是不是“青石镇”？可点“全部改为青石镇”", wrap=True)
    model = PlainTableModel((TableColumn("fix", "问题和改法", 200),), [PlainRow("1", (long,)), PlainRow("2", ("短",))])
    made = DataTable(model)
    qtbot.addWidget(made)
    made.resize(220, 200)
    made.show()
    made.fit_rows()
    assert made.rowHeight(0) > NORMAL.row
    assert made.rowHeight(1) == NORMAL.row


def test_a_size_hint_leaves_room_for_box_and_badge() -> None:
    delegate, option = CellDelegate(), QStyleOptionViewItem()

    def hint(cell: Cell) -> QSize:
        made = PlainTableModel(COLUMNS[:1], [PlainRow("1", (cell,))])
        return delegate.sizeHint(option, made.index(0, 0))

    assert hint(Cell("优秀", ticked=True)).width() > hint(Cell("优秀")).width()
    assert hint(Cell("优秀")).height() == NORMAL.row


def test_a_long_list_asks_only_for_the_cells_on_the_screen(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    columns = [TableColumn(str(i), f"列{i}", 80) for i in range(13)]
    cells = tuple(Cell("称职", "neutral", badge=True) if i == 9 else f"第{i}格" for i in range(13))
    made = DataTable(PlainTableModel(columns, [PlainRow(str(r), cells) for r in range(5000)]))
    qtbot.addWidget(made)
    made.resize(1100, 540)
    made.show()
    made.grab()
    asked: set[int] = set()
    ask = PlainTableModel.data
    monkeypatch.setattr(
        PlainTableModel, "data", lambda model, at, role=0: (asked.add(at.row()), ask(model, at, role))[1]
    )
    made.grab()
    assert 0 < len(asked) <= 540 // NORMAL.row + 2
