"""The rows of a sheet as the check shows them."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from cadre_desktop.gui.widgets.cells import CELL, ROW_ID, TOOL_TIP
from cadre_desktop.gui.wizards.importing.rows_model import OWN, STATES, RowsModel, counts_of, said_of
from cadre_desktop.gui.wizards.importing.rows_table import RowsTable
from cadre_desktop.services.imports import Difference
from tests.gui.wizards.importing.plans import plan_of, planned, problem, rows_by_number, source_row

ROWS = (
    planned(3),
    planned(4, "problem", problems=(problem(), problem("name", "不能为空"))),
    planned(5, "update", differences=(Difference("籍贯", "湘阴", "长沙"), Difference("民族", "（空）", "汉族"))),
    planned(7, "same"),
    planned(8, "skip"),
)
RAW = tuple(source_row(r.row_number, f"人{r.row_number}", "青石镇", date(1986, 4, 1)) for r in ROWS)


@pytest.fixture
def model():
    made = RowsModel()
    raw = rows_by_number(*RAW[:1], source_row(4, None, "青石镇", "1986-13"), *RAW[2:])
    made.set_plan(plan_of(*ROWS), raw)
    return made


def cell(model, row, column):
    return model.index(row, column).data(CELL)


def test_our_columns_stand_before_the_clerks_own(model):
    heads = [model.headerData(i, Qt.Orientation.Horizontal) for i in range(model.columnCount())]
    assert heads == ["行", "状态", "问题或改动", "姓名", "工作单位", "出生年月"]
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_rows_carry_their_numbers_on_the_sheet(model):
    assert [model.index(r, 0).data() for r in range(5)] == ["3", "4", "5", "7", "8"]
    assert model.index(3, 0).data(ROW_ID) == "7"
    assert model.row_at("5").state == "update"
    assert model.row_at("6") is None
    assert model.row_at(None) is None


def test_every_state_has_words_of_its_own_and_only_a_problem_a_sign(model):
    shown = [model.index(r, 1).data() for r in range(5)]
    assert shown == ["新增", "× 有问题", "更新", "一致", "跳过"]
    assert len({words for words, _ in STATES.values()}) == len(STATES)


def test_a_faulty_cell_is_red_and_says_why(model):
    faulty = cell(model, 1, model.column_of("birth_on"))
    assert (faulty.text, faulty.tone, faulty.badge) == ("1986-13", "danger", True)
    assert model.index(1, model.column_of("birth_on")).data(TOOL_TIP) == "月份不对"
    assert cell(model, 1, model.column_of("unit")).tone == ""


def test_an_empty_faulty_cell_can_still_be_seen(model):
    assert model.index(1, model.column_of("name")).data() == "× （空）"


def test_dates_are_shown_as_clerks_write_them(model):
    assert model.index(0, model.column_of("birth_on")).data() == "1986.04.01"


def test_what_is_wrong_or_would_change_stands_in_one_line(model):
    assert model.index(1, 2).data() == "月份不对；不能为空"
    assert model.index(2, 2).data() == "籍贯：湘阴 → 长沙；民族：（空） → 汉族"
    assert model.index(3, 2).data() == ""
    assert said_of(planned(9, warnings=("请核对",))) == "请核对"


@pytest.mark.parametrize(
    ("state", "numbers"),
    [("", [3, 4, 5, 7, 8]), ("problem", [4]), ("new update", [3, 5]), ("same skip", [7, 8]), ("skip", [8])],
)
def test_the_rows_of_some_states_can_be_looked_at(model, state, numbers):
    model.set_state(state)
    assert [int(model.index(r, 0).data()) for r in range(model.rowCount())] == numbers
    assert model.state == state


def test_the_state_looked_at_stays_when_the_plan_changes(model):
    model.set_state("problem")
    model.set_plan(plan_of(*(planned(r.row_number) for r in ROWS)), rows_by_number(*RAW))
    assert model.rowCount() == 0
    model.set_state("")
    assert model.rowCount() == 5


def test_only_the_clerks_own_cells_can_be_typed_over(model):
    editable = Qt.ItemFlag.ItemIsEditable
    flags = [bool(model.flags(model.index(0, c)) & editable) for c in range(model.columnCount())]
    assert flags == [False] * len(OWN) + [True] * 3


def test_typing_asks_for_the_change_and_changes_nothing_by_itself(model):
    asked = []
    model.typed.connect(lambda *what: asked.append(what))
    index = model.index(1, model.column_of("birth_on"))
    assert index.data(Qt.ItemDataRole.EditRole) == "1986-13"
    assert model.setData(index, "1986.12")
    assert asked == [(4, "birth_on", "1986.12")]
    assert index.data(Qt.ItemDataRole.EditRole) == "1986-13"


@pytest.mark.parametrize(("column", "value"), [(0, "9"), (2, "x"), (3, "人3")])
def test_what_is_no_change_asks_for_nothing(model, column, value):
    asked = []
    model.typed.connect(lambda *what: asked.append(what))
    assert not model.setData(model.index(0, column), value)
    assert asked == []


def test_fields_and_columns_lead_to_each_other(model):
    assert model.column_of("unit") == len(OWN) + 1
    assert model.field_at(len(OWN) + 1) == "unit"
    assert model.field_at(1) == ""
    assert model.column_of("phone") == -1


def test_states_are_counted():
    assert counts_of(ROWS) == {"problem": 1, "new": 1, "update": 1, "same": 1, "skip": 1}
    assert counts_of(()) == dict.fromkeys(STATES, 0)


def test_the_table_finds_the_first_faulty_cell_of_a_row(qtbot, model):
    table = RowsTable(model)
    qtbot.addWidget(table)
    table.select_id("4")
    assert table.first_fault(table.currentIndex()).column() == model.column_of("birth_on")
    table.select_id("3")
    assert table.first_fault(table.currentIndex()).column() == len(OWN)


def test_the_sheets_order_is_kept(qtbot, model):
    table = RowsTable(model)
    qtbot.addWidget(table)
    assert not table.isSortingEnabled()
    assert not table.horizontalHeader().sectionsMovable()
