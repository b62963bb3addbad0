"""Forms on a grid of millimetres."""

import math
from pathlib import Path

import openpyxl
import pytest

from cadre_desktop.formats.form_layout import column_units, lay_form
from cadre_desktop.formats.laid_sheet import Merge
from cadre_desktop.formats.report_sheet import FormCell, FormSheet
from cadre_desktop.formats.workbook import write_book
from tests.formats import reports

POINTS_PER_MM = 72 / 25.4


def form(*cells: FormCell, widths: tuple[float, ...] = (30, 30), notes: tuple[str, ...] = ()) -> FormSheet:
    return FormSheet("表", "表", widths, cells, notes=notes)


def test_the_form_lands_where_it_was_put(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_book(reports.book(reports.FORM, sources=()), path)
    sheet = openpyxl.load_workbook(path)["登记表"]
    assert sheet["A1"].value == "年度考核登记表"
    assert sheet["A1"].font.name == "方正小标宋简体"
    assert sheet["B3"].value == "=青石镇"
    assert (sheet["B3"].data_type, sheet["B3"].quotePrefix) == ("s", True)
    assert {str(block) for block in sheet.merged_cells.ranges} == {"A1:D1", "C2:C3", "D2:D3", "B4:D4", "A5:D5"}
    assert sheet["A2"].border.left.style == sheet["D3"].border.bottom.style == "thin"
    assert sheet["A1"].border.left.style is None
    assert sheet["A5"].border.left.style is None
    assert sheet["A5"].value == "注：本表一式两份。"
    assert sheet.page_setup.orientation == "portrait"
    assert sheet.page_margins.left == pytest.approx(22 / 25.4)
    assert sheet.page_margins.top == pytest.approx(1)
    assert sheet.freeze_panes is None
    assert sheet.row_dimensions[1].height >= 16 * POINTS_PER_MM
    assert sheet.row_dimensions[2].height == pytest.approx(10 * POINTS_PER_MM, abs=0.75)


@pytest.mark.parametrize(("mm", "units"), [(20, 10.08), (40, 20.88), (0.5, 0.14)])
def test_millimetres_become_column_widths(mm: float, units: float) -> None:
    assert column_units(mm) == pytest.approx(units, abs=0.01)


def test_a_row_is_high_enough_for_its_wrapped_text() -> None:
    text = "认真履职，" * 40
    (row,) = lay_form(form(FormCell(1, 1, text, column_span=2)), name="表").rows
    units = 2 * column_units(30) * 11 / 12
    lines = math.ceil(len(text) * 2 / units)
    assert row.height is not None
    assert row.height >= lines * 12 * 1.3


def test_a_short_text_leaves_the_wanted_height() -> None:
    (row,) = lay_form(form(FormCell(1, 1, "短", height_mm=20), FormCell(1, 2, "短")), name="表").rows
    assert row.height == pytest.approx(20 * POINTS_PER_MM, abs=0.75)


def test_a_cell_over_several_rows_stretches_only_the_last_of_them() -> None:
    tall = FormCell(1, 1, "一\n二\n三\n四\n五\n六", row_span=2)
    first, second = lay_form(form(tall, FormCell(1, 2, "甲"), FormCell(2, 2, "乙")), name="表").rows
    assert first.height == pytest.approx(8 * POINTS_PER_MM, abs=0.75)
    assert first.height + second.height >= 6 * 12 * 1.3


def test_a_text_longer_than_a_row_may_be_high_takes_several_rows() -> None:
    text = "长" * 3000
    sheet = form(
        FormCell(1, 1, "实绩"), FormCell(1, 2, text), FormCell(2, 1, "后"), FormCell(2, 2, "面"), notes=("注",)
    )
    rows = list(lay_form(sheet, name="表").rows)
    parts = len(rows) - 2
    assert parts > 2
    assert all(row.height <= 409 for row in rows)
    assert rows[0].merges == (Merge(0, 0, parts), Merge(1, 1, parts))
    assert rows[parts].values == ["后", "面"]
    assert rows[-1].values[0] == "注"
    assert sum(row.height for row in rows[:parts]) >= math.ceil(6000 / column_units(30)) * 12 * 1.3


def test_trailing_line_breaks_take_no_room() -> None:
    (row,) = lay_form(form(FormCell(1, 1, "一\n\n\n\n\n")), name="表").rows
    assert row.values[0] == "一"
    assert row.height == pytest.approx(8 * POINTS_PER_MM, abs=0.75)


def test_cells_on_top_of_each_other_or_outside_the_grid_are_faults_of_ours() -> None:
    with pytest.raises(ValueError, match="two cells at row 1, column 2"):
        lay_form(form(FormCell(1, 1, "甲", column_span=2), FormCell(1, 2, "乙")), name="表")
    with pytest.raises(ValueError, match="outside its columns"):
        lay_form(form(FormCell(1, 2, "甲", column_span=2)), name="表")
    with pytest.raises(ValueError, match="counted from 1"):
        FormCell(0, 1, "甲")


def test_an_empty_form_is_an_empty_sheet() -> None:
    assert list(lay_form(form(), name="表").rows) == []
