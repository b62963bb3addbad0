"""The preview: one tab a sheet, each drawn as it will be printed, and the sources of every figure."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QTabBar, QWidget

from cadre_desktop.formats.laid_sheet import LaidSheet
from cadre_desktop.formats.report_sheet import SourceNote
from cadre_desktop.formats.values import shown
from cadre_desktop.gui.printing.paper_view import LARGEST, SMALLEST, STEP, Fit, PaperView
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button, set_usable
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.combo import Combo
from cadre_desktop.gui.widgets.data_table import DataTable
from cadre_desktop.gui.widgets.empty_state import EmptyState
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import boxed, column, row
from cadre_desktop.gui.widgets.notice import Notice
from cadre_desktop.gui.widgets.table_area import TableArea
from cadre_desktop.gui.widgets.table_model import PlainRow, PlainTableModel, TableColumn
from cadre_desktop.services.previews import ROWS_SHOWN, Preview

SOURCES = "数据来源"
_SIZES: Mapping[str, float | Fit] = {
    "自动": Fit.READABLE, "适合宽度": Fit.WIDTH, "整页": Fit.PAGE,
    "50%": 0.5, "75%": 0.75, "100%": 1.0, "125%": 1.25, "150%": 1.5, "200%": 2.0,
}  # fmt: skip
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
    tab_shown = Signal()  # another sheet is looked at, or none
    room_asked = Signal(bool)  # whether the preview shall have the room of what stands beside it

    def __init__(self) -> None:
        super().__init__()
        self.preview: Preview | None = None
        self.is_roomy = False
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
        self.zoom_label.setMinimumWidth(tokens().px(38))
        self.zoom_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.smaller_button = button("缩小", lambda: self.paper.zoom_by(1 / STEP), kind="link", shortcut="Ctrl+Shift+-")
        self.larger_button = button("放大", lambda: self.paper.zoom_by(STEP), kind="link", shortcut="Ctrl+Shift+=")
        self.sizes = Combo(name="预览大小")
        self.sizes.addItems(list(_SIZES))
        self.sizes.setPlaceholderText("其他大小")
        self.sizes.activated.connect(lambda at: self.paper.set_zoom(list(_SIZES.values())[at]))
        self.paper.zoomed.connect(self._show_zoom)
        self.room_button = button(
            "放宽预览", lambda: self._take_room(not self.is_roomy), kind="link", tip="收起左边的报表列表，宽表看得更全"
        )
        self.zoom_box = boxed(
            row(self.smaller_button, self.zoom_label, self.larger_button, self.sizes, self.room_button, gap=2)
        )
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
        self.tab_shown.emit()

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

    @property
    def is_cut(self) -> bool:
        """Whether the sheet looked at is shown only in part."""
        sheet = self.current_sheet
        return sheet is not None and self.preview is not None and sheet.name in self.preview.cut

    def _show_tab(self) -> None:
        self._fill_tab()
        self.tab_shown.emit()

    def _fill_tab(self) -> None:
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

    # zooming

    def _take_room(self, roomy: bool) -> None:
        self.is_roomy = roomy
        self.room_button.setText("显示报表列表" if roomy else "放宽预览")
        self.room_asked.emit(roomy)

    def _show_zoom(self) -> None:
        zoom, wanted = self.paper.zoom, self.paper.wanted
        self.zoom_label.setText(f"{zoom:.0%}")
        self.sizes.setCurrentIndex(list(_SIZES.values()).index(wanted) if wanted in _SIZES.values() else -1)
        set_usable(self.smaller_button, "" if zoom > SMALLEST else "已经最小")
        set_usable(self.larger_button, "" if zoom < LARGEST else "已经最大")

    def _open_source(self, row_id: str) -> None:
        note = self.preview.sources[int(row_id)] if self.preview else None
        if note is not None and note.ids:
            self.source_opened.emit(note)


def _source_row(at: int, note: SourceNote) -> PlainRow:
    opens = Cell(f"打开 {len(note.ids)} 条", "primary") if note.ids else Cell("—", "muted")
    return PlainRow(str(at), (note.label, shown(note.value), Cell(note.definition, tip=note.definition), opens))
