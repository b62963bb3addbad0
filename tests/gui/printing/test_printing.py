"""Lists on paper: how they are cut into pages, and that a PDF can be had without a printer."""

import pytest
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter
from PySide6.QtPrintSupport import QPrinterInfo

from cadre_desktop.gui.printing.print_dialog import NO_PRINTER, PrintPreview
from cadre_desktop.gui.printing.table_printer import PrintColumn, PrintTable, TablePages, print_table
from tests.gui.fakes import FakeDialogs

COLUMNS = (PrintColumn("姓名", 9), PrintColumn("单位", 14), PrintColumn("说明", 30))


def table(n, *, note="按时完成"):
    rows = [(f"干部{i}", "青石镇", note) for i in range(n)]
    return PrintTable("干部名册", "填报单位：清源县　共 3 人", COLUMNS, rows, "内部资料 注意保密")


@pytest.fixture
def pdf(tmp_path):
    """A device of A4 landscape at 300 dots an inch."""
    writer = QPdfWriter(str(tmp_path / "list.pdf"))
    writer.setResolution(300)
    size, way = QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Landscape
    writer.setPageLayout(QPageLayout(size, way, QMarginsF(12, 12, 12, 10), QPageLayout.Unit.Millimeter))
    return writer


def test_every_row_stands_on_exactly_one_page(pdf):
    laid = TablePages(table(100), pdf)
    assert len(laid.pages) > 1
    assert [i for page in laid.pages for i in page] == list(range(100))


def test_an_empty_list_still_has_a_page_with_its_head(pdf):
    laid = TablePages(table(0), pdf)
    assert laid.pages == [range(0, 0)]
    assert print_table(table(0), pdf) == 1


def test_long_words_wrap_and_take_more_pages(pdf):
    short = len(TablePages(table(40), pdf).pages)
    assert len(TablePages(table(40, note="推进乡村建设" * 20), pdf).pages) > short


def test_a_row_higher_than_a_page_gets_one_of_its_own(pdf):
    rows = [*table(3).rows[:1], ("干部x", "青石镇", "说明" * 4000), *table(1).rows]
    laid = TablePages(PrintTable("名册", "", COLUMNS, rows), pdf)
    assert [list(page) for page in laid.pages] == [[0], [1], [2]]


def test_the_larger_paper_takes_more_rows_a_page(pdf):
    small = len(TablePages(table(100), pdf).pages)
    pdf.setPageSize(QPageSize(QPageSize.PageSizeId.A3))
    assert len(TablePages(table(100), pdf).pages) < small


# the window


@pytest.fixture
def preview(qtbot, monkeypatch):
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    left = []
    made = PrintPreview(FakeDialogs(), None, table(60), "干部名册_20261121", left.append)
    made.left = left
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def test_without_a_printer_the_window_says_so_and_offers_the_pdf(preview):
    assert not preview.print_button.isEnabled()
    assert preview.print_button.toolTip() == NO_PRINTER
    assert preview.note.text_label.text() == NO_PRINTER
    assert preview.pdf_button.isEnabled()


def test_pages_are_counted_and_turned(preview, qtbot):
    qtbot.waitUntil(lambda: preview.preview.pageCount() > 1)
    n = preview.preview.pageCount()
    assert preview.page_label.text() == f"第 1 / {n} 页"
    assert (preview.back_button.isEnabled(), preview.back_button.toolTip()) == (False, "已经是第一页")
    preview.on_button.click()
    assert preview.page_label.text() == f"第 2 / {n} 页"
    assert preview.back_button.isEnabled()
    for _ in range(n):
        preview.on_button.click()
    assert preview.page_label.text() == f"第 {n} / {n} 页"
    assert (preview.on_button.isEnabled(), preview.on_button.toolTip()) == (False, "已经是最后一页")


def test_a3_has_fewer_pages(preview, qtbot):
    qtbot.waitUntil(lambda: preview.preview.pageCount() > 1)
    before = preview.preview.pageCount()
    preview.papers.setCurrentText("A3")
    preview.papers.activated.emit(1)
    assert preview.preview.pageCount() < before


def test_the_pdf_is_written_whole_and_its_leaving_told(preview, tmp_path):
    path = tmp_path / "名册.pdf"
    preview._dialogs.path = path
    preview.pdf_button.click()
    assert preview._dialogs.asked == ["干部名册_20261121.pdf"]
    assert path.read_bytes().startswith(b"%PDF")
    assert preview.left == ["另存为《名册.pdf》"]
    assert [p.name for p in tmp_path.iterdir()] == ["名册.pdf"]
    assert not preview.isVisible()


def test_changing_ones_mind_writes_nothing(preview):
    preview._dialogs.path = None
    preview.pdf_button.click()
    assert preview.left == []
    assert preview.isVisible()
