"""Laid sheets on screen and paper: measured as Excel does, cut into pages, headed on every one."""

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cadre_desktop.formats.laid_sheet import CellStyle
from cadre_desktop.formats.report_sheet import Column, FormCell, FormSheet, ReportBook, ReportSheet
from cadre_desktop.formats.workbook import laid_sheets
from cadre_desktop.gui.printing.laid_picture import LaidPicture, printed
from cadre_desktop.gui.printing.laid_print import LaidPrint
from cadre_desktop.gui.printing.paper_view import LARGEST, SMALLEST, Fit, PaperView


def table(rows, **values):
    columns = (
        Column("序号", 6),
        Column("单位", 18, "left"),
        Column("已谈", 8, group="人数"),
        Column("未谈", 8, group="人数"),
    )
    given = tuple((i, f"第{i}镇", i, 0) for i in range(1, rows + 1))
    sheet = ReportSheet(
        "表", "谈话统计表", "单位：清源县", "截止：今天", "填报：今天", columns, given, ("合计", None, 9, 0), **values
    )
    return next(laid_sheets(ReportBook("k", "t", (sheet,), level="内部资料")))


def form():
    cells = (FormCell(1, 1, "姓 名", style="label"), FormCell(1, 2, "周文静"), FormCell(2, 1, "很长", column_span=2))
    return next(laid_sheets(ReportBook("k", "t", (FormSheet("表", "档案", (40, 120), cells),))))


def pages_of(sheet, tmp_path):
    writer = QPdfWriter(str(tmp_path / "x.pdf"))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageOrientation(QPageLayout.Orientation.Landscape)
    return LaidPrint("表", sheet, "内部资料").print_on(writer)


def image_of(sheet):
    picture = LaidPicture(sheet)
    image = QImage(picture.size.toSize(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    picture.draw(painter, 0, len(picture.rows))
    painter.end()
    return picture, image


def dark(image, area):
    points = [
        (x, y) for x in range(int(area.left()), int(area.right())) for y in range(int(area.top()), int(area.bottom()))
    ]
    return sum(image.pixelColor(x, y).lightness() < 128 for x, y in points)


def test_columns_are_as_wide_as_excel_makes_them():
    sheet = table(1)
    picture = LaidPicture(sheet)
    assert picture.size.width() == sum(round(w * 7 + 5) for w in sheet.widths)


def test_rows_are_found_by_their_height():
    picture = LaidPicture(table(10))
    assert picture.row_at(-5) == 0
    assert picture.row_at(picture.top(3)) == 3
    assert picture.row_at(picture.top(4) - 0.1) == 3
    assert picture.row_at(1e9) == len(picture.rows) - 1


def test_the_words_of_a_row_can_be_read_out():
    assert LaidPicture(table(1)).text_of(0) == "谈话统计表"


def test_lines_and_words_are_drawn_where_the_cells_are():
    picture, image = image_of(table(3))
    body = next(i for i, row in enumerate(picture.rows) if row.values[1] == "第1镇")
    assert dark(image, QRectF(0, picture.top(body), 40, 25)) > 10
    title = QRectF(0, picture.top(0), 12, 20)
    assert dark(image, title) == 0, "the title has no frame and stands in the middle"


def test_merged_cells_have_no_lines_inside():
    picture, image = image_of(form())
    top, bottom = picture.top(1), picture.top(2)
    inside = QRectF(picture._x[1] - 2, top + 3, 5, (bottom - top) - 6)
    assert dark(image, inside) == 0


def test_drawing_begins_above_where_a_merged_block_begins():
    picture = LaidPicture(table(2))
    head = next(i for i, row in enumerate(picture.rows) if row.values[0] == "序号")
    assert picture.first_reaching(head + 1) == head
    assert picture.first_reaching(head) == head


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (0.625, "0.0%", "62.5%"),
        (3.0, "0.00", "3.00"),
        (3, "0", "3"),
        (-12, "0;0", "12"),
        (-0.0, "0;0", "0"),
        ("=1", "@", "=1"),
        (None, "@", ""),
        (2.5, "@", "2.5"),
    ],
)
def test_values_are_printed_by_the_format_of_their_cell(value, form, text):
    assert printed(value, CellStyle(number_format=form)) == text


@pytest.mark.parametrize(("rows", "pages"), [(1, 1), (20, 1), (60, 3)])
def test_a_table_takes_the_pages_it_needs(tmp_path, rows, pages):
    assert pages_of(table(rows), tmp_path) == pages
    assert (tmp_path / "x.pdf").stat().st_size > 1000


def test_signatures_alone_do_not_take_a_page(tmp_path):
    counts = [pages_of(table(rows), tmp_path) for rows in range(18, 26)]
    assert counts == sorted(counts)
    assert counts[0] == 1


def test_the_view_shows_fits_and_zooms(qtbot):
    view = PaperView(name="预览")
    qtbot.addWidget(view)
    view.resize(900, 500)
    view.show()
    view.show_sheet(table(40), "内部资料")
    fitted = view.zoom
    view.zoom_by(1.5)
    assert view.zoom == pytest.approx(fitted * 1.5)
    for _ in range(20):
        view.zoom_by(2)
    assert view.zoom == LARGEST
    for _ in range(40):
        view.zoom_by(0.5)
    assert view.zoom == SMALLEST
    view.set_zoom(Fit.READABLE)
    assert view.zoom == pytest.approx(fitted)
    assert "谈话统计表" in view.accessibleDescription()
    assert view.grab().toImage().pixelColor(450, 400) == QColor("white")
    view.close()


def test_the_view_never_shrinks_text_below_what_can_be_read(qtbot):
    view = PaperView()
    qtbot.addWidget(view)
    view.resize(300, 300)
    view.show()
    view.show_sheet(table(3))
    assert view.zoom >= 0.7
    view.close()


def wide_view(qtbot):
    view = PaperView()
    qtbot.addWidget(view)
    view.resize(500, 400)
    view.show()
    view.show_sheet(table(60))
    return view


def test_a_wide_sheet_fits_the_width_whole_when_asked_to_even_where_it_gets_small(qtbot):
    view = wide_view(qtbot)
    assert view.horizontalScrollBar().maximum() > 0
    view.set_zoom(Fit.WIDTH)
    assert view.zoom < 0.7
    assert view.horizontalScrollBar().maximum() == 0
    across = view.zoom
    view.set_zoom(Fit.PAGE)
    assert view.zoom <= across
    assert view.picture.paper.height() * view.zoom <= view.viewport().height()


def test_a_fitted_page_follows_the_window_and_a_size_of_its_own_does_not(qtbot):
    view = wide_view(qtbot)
    told = []
    view.zoomed.connect(lambda: told.append(round(view.zoom, 2)))
    view.set_zoom(Fit.WIDTH)
    small = view.zoom
    view.resize(700, 400)
    assert view.zoom > small
    assert told[-1] == round(view.zoom, 2)
    view.set_zoom(1.0)
    view.resize(500, 400)
    assert view.zoom == 1.0


def test_the_page_is_dragged_and_shift_and_wheel_go_sideways(qtbot):
    view = wide_view(qtbot)
    view.set_zoom(2.0)
    across, down = view.horizontalScrollBar(), view.verticalScrollBar()
    where = view.viewport().rect().center()
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.mouseMove(view.viewport(), where - QPoint(60, 40))
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton)
    assert (across.value(), down.value()) == (60, 40)
    qtbot.mouseMove(view.viewport(), where)
    assert (across.value(), down.value()) == (60, 40)
    turn = QWheelEvent(
        QPointF(where), QPointF(where), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ShiftModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), turn)
    assert (across.value(), down.value()) == (180, 40)


def test_home_and_end_go_to_the_ends_of_the_paper(qtbot):
    view = PaperView()
    qtbot.addWidget(view)
    view.resize(600, 300)
    view.show()
    view.show_sheet(table(80))
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum() > 0
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.verticalScrollBar().value() == 0
    view.close()
