"""The preview: one tab a sheet, each drawn as it will be printed, and the sources of every figure."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QTabBar, QWidget

from cadre_desktop.formats.laid_sheet import LaidSheet
from cadre_desktop.formats.report_sheet import SourceNote
from cadre_desktop.formats.values import shown
from cadre_desktop.gui.printing.paper_view import STEP, PaperView
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.data_table import DataTable
from cadre_desktop.gui.widgets.empty_state import EmptyState
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import boxed, column, row
from cadre_desktop.gui.widgets.notice import Notice
from cadre_desktop.gui.widgets.table_area import TableArea
from cadre_desktop.gui.widgets.table_model import PlainRow, PlainTableModel, TableColumn
from cadre_desktop.services.previews import ROWS_SHOWN, Preview

SOURCES = "数据来源"
_COLUMNS = (
    TableColumn("label", "指标", 200),
    TableColumn("value", "数值", 150),
    TableColumn("definition", "口径", 360, stretch=1),
    TableColumn("opens", "记录", 90),
)


class PreviewPane(QWidget):
    """Emits `source_opened` with the source whose records are to be seen, `cancelled` when nobody wants to wait."""

    source_opened = Signal(SourceNote)
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.preview: Preview | None = None
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("报表的各张表")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.currentChanged.connect(lambda _i: self._show_tab())
        self.paper = PaperView(name="报表预览")
        self.model = PlainTableModel(_COLUMNS)
        self.sources = DataTable(self.model, name=SOURCES)
        self.sources.opened.connect(self._open_source)
        self.cut_notice = Notice("", "primary")
        self.empty = EmptyState("没有可以预览的内容", "")
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("正在生成预览")
        self.cancel_button = button("取消", self.cancelled.emit, kind="link")
        wait = row(self.bar, self.cancel_button, gap=10)
        wait.setStretch(0, 1)
        self.wait = boxed(wait)
        self.wait.hide()
        self._build()

    def _build(self) -> None:
        self.zoom_label = label("", "small")
        smaller = button("缩小", lambda: self._zoom(1 / STEP), kind="link", shortcut="Ctrl+Shift+-")
        larger = button("放大", lambda: self._zoom(STEP), kind="link", shortcut="Ctrl+Shift+=")
        fit = button("适合宽度", self._fit, kind="link")
        self.zoom_box = boxed(row(smaller, self.zoom_label, larger, fit, gap=2))
        head = row(self.tabs, self.zoom_box, gap=8)
        head.setStretch(0, 1)
        self.stack = QStackedWidget()
        source_area = TableArea(self.sources, EmptyState("这张报表没有要说明来源的数字", ""))
        for each in (self.paper, source_area, self.empty):
            self.stack.addWidget(each)
        body = column(head, self.wait, self.cut_notice, self.stack, gap=6)
        body.setStretch(3, 1)
        self.setLayout(body)
        self.show_nothing("从左边选一张报表", "预览会显示在这里，和导出的表格一样。")

    # what is shown

    def show_waiting(self, waiting: bool) -> None:
        """Say that a preview is being made; the old one stays until then."""
        self.wait.setVisible(waiting)

    def show_nothing(self, what: str, why: str) -> None:
        """Say why there is no preview."""
        self.preview = None
        self._set_tabs(())
        self.empty.set_words(what, why)
        self.stack.setCurrentWidget(self.empty)
        self.cut_notice.set_notice("")
        self.zoom_box.hide()

    def show_preview(self, preview: Preview) -> None:
        """Show a report; the tab looked at stays when the new one has it too."""
        before = self.tabs.tabText(self.tabs.currentIndex()) if self.tabs.count() else ""
        self.preview = preview
        names = [sheet.name for sheet in preview.sheets]
        self._set_tabs((*names, SOURCES) if preview.sources else names)
        self.model.set_rows(_source_row(at, note) for at, note in enumerate(preview.sources))
        there = [self.tabs.tabText(i) for i in range(self.tabs.count())]
        self.tabs.setCurrentIndex(there.index(before) if before in there else 0)
        self._show_tab()

    def _set_tabs(self, names: tuple[str, ...] | list[str]) -> None:
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for name in names:
            self.tabs.addTab(name)
        self.tabs.blockSignals(False)
        self.tabs.setVisible(bool(names))

    @property
    def current_sheet(self) -> LaidSheet | None:
        """The sheet looked at, None for the sources."""
        at = self.tabs.currentIndex()
        return self.preview.sheets[at] if self.preview and 0 <= at < len(self.preview.sheets) else None

    def _show_tab(self) -> None:
        sheet = self.current_sheet
        self.zoom_box.setVisible(sheet is not None)
        if self.preview is None:
            return
        if sheet is None:
            opens = any(note.ids for note in self.preview.sources)
            self.cut_notice.set_notice("双击一行，打开这个数字所计入的记录。" if opens else "", "primary")
            self.stack.setCurrentIndex(1)
            return
        rows = self.preview.cut.get(sheet.name)
        words = f"共 {rows:,} 行，预览只显示前 {ROWS_SHOWN} 行，导出时是全部。" if rows else ""
        self.cut_notice.set_notice(words, "primary")
        self.stack.setCurrentWidget(self.paper)
        self.paper.show_sheet(sheet, self.preview.mark_line)
        self._show_zoom()

    # zooming

    def _zoom(self, factor: float) -> None:
        self.paper.zoom_by(factor)
        self._show_zoom()

    def _fit(self) -> None:
        self.paper.fit_width()
        self._show_zoom()

    def _show_zoom(self) -> None:
        self.zoom_label.setText(f"{self.paper.zoom:.0%}")
        self.zoom_label.setMinimumWidth(tokens().px(38))
        self.zoom_label.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def _open_source(self, row_id: str) -> None:
        note = self.preview.sources[int(row_id)] if self.preview else None
        if note is not None and note.ids:
            self.source_opened.emit(note)


def _source_row(at: int, note: SourceNote) -> PlainRow:
    opens = Cell(f"打开 {len(note.ids)} 条", "primary") if note.ids else Cell("—", "muted")
    return PlainRow(str(at), (note.label, shown(note.value), Cell(note.definition, tip=note.definition), opens))
