"""Preview of a list on paper, with printer and PDF behind it; without a printer there is still the PDF."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo, QPrintPreviewWidget
from PySide6.QtWidgets import QDialog, QWidget

from cadre_desktop.gui.dialogs.ask import Dialogs, file_name
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button, set_usable
from cadre_desktop.gui.widgets.combo import Combo
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import column, row
from cadre_desktop.gui.widgets.notice import Notice
from cadre_desktop.storage.atomic import write_whole

PDF = "PDF 文件 (*.pdf)"
NO_PRINTER = "没有找到打印机，可以先另存为 PDF。"
_MARGINS_MM = QMarginsF(12, 12, 12, 10)
_PAPERS = {"A4": QPageSize.PageSizeId.A4, "A3": QPageSize.PageSizeId.A3}
_WAYS = {"横向": QPageLayout.Orientation.Landscape, "纵向": QPageLayout.Orientation.Portrait}

Leaving = Callable[[str], object]


class Printable(Protocol):
    """What can be put on paper: a list, a sheet of a report."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def paper(self) -> str:
        """The paper it is meant for."""

    @property
    def landscape(self) -> bool:
        """Whether it is meant to lie across."""

    def print_on(self, device: QPagedPaintDevice) -> int:
        """Draw the pages on a device; return how many there were."""


class PrintPreview(QDialog):
    """Shows the pages; `leaving` is told how, once the list has left the program."""

    def __init__(
        self, dialogs: Dialogs, parent: QWidget | None, table: Printable, name: str, leaving: Leaving | None = None
    ) -> None:
        super().__init__(parent)
        self._dialogs, self._table, self._name, self._leaving = dialogs, table, name, leaving
        self.setWindowTitle(f"打印预览：{table.title}")
        self.printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self.preview = QPrintPreviewWidget(self.printer)
        self.preview.setAccessibleName("打印预览")
        self.preview.paintRequested.connect(lambda device: table.print_on(device))
        self.preview.previewChanged.connect(self._show_page)
        self._build()
        self._set_paper()
        self.resize(tokens().px(980), tokens().px(640))

    def _build(self) -> None:
        self.papers, self.ways = Combo(name="纸张"), Combo(name="方向")
        self.papers.addItems(list(_PAPERS))
        self.ways.addItems(list(_WAYS))
        self.papers.setCurrentText(self._table.paper)
        self.ways.setCurrentIndex(0 if self._table.landscape else 1)
        self.papers.activated.connect(lambda _i: self._set_paper())
        self.ways.activated.connect(lambda _i: self._set_paper())
        self.page_label = label("", "soft")
        self.back_button = button("上一页", lambda: self._turn(-1), icon="chevron-left", kind="icon", shortcut="PgUp")
        self.on_button = button("下一页", lambda: self._turn(1), icon="chevron-right", kind="icon", shortcut="PgDown")
        self.pdf_button = button("另存为 PDF", self.save_pdf, icon="download")
        self.print_button = button("打印", self.ask_printer, kind="primary", icon="print", shortcut="Ctrl+P")
        has_printer = bool(QPrinterInfo.availablePrinterNames())
        set_usable(self.print_button, "" if has_printer else NO_PRINTER)
        self.note = Notice("" if has_printer else NO_PRINTER, "primary")
        close = button("关闭", self.reject, tip="Esc")
        pages = (self.back_button, self.page_label, self.on_button)
        bar = row(self.papers, self.ways, 8, *pages, None, self.pdf_button, self.print_button, close)
        body = column(bar, self.note, self.preview, gap=8, margins=(16, 12, 16, 12))
        body.setStretch(2, 1)
        self.setLayout(body)

    def _set_paper(self) -> None:
        """Lay the pages out anew for the chosen paper."""
        _set_layout(self.printer, self.papers.currentText(), self.ways.currentText())
        self.preview.updatePreview()
        self.preview.fitInView()

    def _turn(self, by: int) -> None:
        self.preview.setCurrentPage(self.preview.currentPage() + by)
        self._show_page()

    def _show_page(self) -> None:
        page, last = max(1, self.preview.currentPage()), max(1, self.preview.pageCount())
        self.page_label.setText(f"第 {page} / {last} 页")
        set_usable(self.back_button, "" if page > 1 else "已经是第一页")
        set_usable(self.on_button, "" if page < last else "已经是最后一页")

    def ask_printer(self) -> None:
        """Ask which printer and which pages, then print."""
        with errors_shown(self):
            dialog = QPrintDialog(self.printer, self)
            dialog.accepted.connect(self._print)
            dialog.setModal(True)
            dialog.show()

    def _print(self) -> None:
        with errors_shown(self):
            self._table.print_on(self.printer)
            self._left("打印")

    def save_pdf(self) -> None:
        """Ask for a file and write the pages there, whole or not at all."""
        with errors_shown(self):
            path = self._dialogs.pick_save_file(self, "另存为 PDF", file_name(self._name, suffix=".pdf"), PDF)
            if path is None:
                return
            paper, way = self.papers.currentText(), self.ways.currentText()
            write_whole(path, lambda temporary: _write_pdf(self._table, temporary, paper, way))
            self._left(f"另存为《{path.name}》")

    def _left(self, what: str) -> None:
        if self._leaving:
            self._leaving(what)
        self.accept()


def _set_layout(printer: QPrinter, paper: str, way: str) -> None:
    printer.setPageSize(QPageSize(_PAPERS[paper]))
    printer.setPageOrientation(_WAYS[way])
    printer.setPageMargins(_MARGINS_MM, QPageLayout.Unit.Millimeter)


def _write_pdf(table: Printable, path: Path, paper: str, way: str) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setDocName(table.title)
    _set_layout(printer, paper, way)
    table.print_on(printer)
