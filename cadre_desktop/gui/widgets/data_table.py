"""The table every list uses: rows to read, tick, open and copy."""

import csv
import html
import io
from collections.abc import Sequence
from typing import Any, cast

from PySide6.QtCore import QAbstractItemModel, QEvent, QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from cadre_desktop.gui.clipboard import brief
from cadre_desktop.gui.style.fonts import font
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.cells import CELL, DISPLAY, PADDING, ROW_ID, Cell, CellDelegate, Index
from cadre_desktop.gui.widgets.table_model import TableColumn, TableSource

NO_ROOM = "（窗口窄，已收起）"
_TICK_ZONE = 30  # from the left edge of the first column, at 14 px text


class DataTable(QTableView):
    """Shows a model that has `columns` and answers the CELL and ROW_ID roles.

    Columns keep their widths, and the table scrolls sideways rather than showing "…", unless its columns say that
    they may shrink or be left out where there is no room; a column the person ticked is always shown.
    """

    opened = Signal(str)  # Enter or double click, with the row's id
    delete_asked = Signal(list)  # Del, with the ids of the selected rows
    chosen = Signal()  # the selection changed
    columns_changed = Signal()  # shown, moved or resized by the person: worth remembering
    folds_changed = Signal()  # columns went or came with the room

    def __init__(
        self, model: QAbstractItemModel | None = None, *, name: str = "列表", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._widths: dict[str, int] = {}
        self._hidden: set[str] = set()  # left out by design or by the person
        self._pinned: set[str] = set()  # asked for by the person, whether there is room or not
        self._folded: set[int] = set()  # left out for want of room
        self._placing = False
        self.setItemDelegate(CellDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(True)  # only then does fit_rows learn the widths; single cells wrap when they say so
        self.setTabKeyNavigation(False)
        self.setMinimumHeight(0)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setSectionsMovable(True)
        head.setHighlightSections(False)
        head.setMinimumSectionSize(24)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._show_columns_menu)
        head.sectionResized.connect(self._remember_width)
        head.sectionMoved.connect(lambda *_: self.columns_changed.emit())
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(ROW_ID) or ""))
        self._measure()
        if model is not None:
            self.setModel(model)

    # what it shows

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        self.setSortingEnabled(True)
        self._hidden = {c.key for c in self.columns if c.hidden}
        self.place_columns()
        if chooser := self.selectionModel():
            chooser.selectionChanged.connect(lambda *_: self.chosen.emit())

    @property
    def columns(self) -> Sequence[TableColumn]:
        """The columns of the model, in the model's order."""
        return cast(TableSource, self.model()).columns if self.model() else ()

    @property
    def folded(self) -> list[str]:
        """The keys of the columns left out for want of room."""
        return [self.columns[i].key for i in sorted(self._folded)]

    def place_columns(self) -> None:
        """Leave out what does not fit, give every column its width and hand out the room that is left."""
        if self._placing:
            return
        before, self._placing = self._folded, True
        try:
            room = self.viewport().width()
            self._place(room)
            if self.viewport().width() != room:  # a bar at the side came or went
                self._place(self.viewport().width())
        finally:
            self._placing = False
        if self._folded != before:
            self.folds_changed.emit()

    def _place(self, room: int) -> None:
        self._fold(room)
        shown = [i for i in range(len(self.columns)) if not self.isColumnHidden(i)]
        wanted = {i: self._widths.get(self.columns[i].key, self._width(self.columns[i])) for i in shown}
        spare = room - sum(wanted.values())
        free = [i for i in shown if self.columns[i].key not in self._widths]
        if spare >= 0:
            shares = {i: self.columns[i].stretch for i in free if self.columns[i].stretch}
        else:
            shares = {i: wanted[i] - self._width(self.columns[i], least=True) for i in free}
            spare = max(spare, -sum(shares.values()))
        whole = sum(shares.values())
        for i in shown:
            self.setColumnWidth(i, wanted[i] + (spare * shares[i] // whole if shares.get(i) else 0))

    def _fold(self, room: int) -> None:
        """Choose what is left out, and show and hide accordingly."""
        chosen = [i for i, c in enumerate(self.columns) if c.key not in self._hidden]
        widths = {i: self._widths.get(self.columns[i].key, self._width(self.columns[i], least=True)) for i in chosen}
        spare = [i for i in chosen if self.columns[i].spare and self.columns[i].key not in self._pinned]
        self._folded = set()
        for i in sorted(spare, key=lambda i: -self.columns[i].spare):
            if sum(w for j, w in widths.items() if j not in self._folded) <= room:
                break
            self._folded.add(i)
        for i, column in enumerate(self.columns):
            hidden = column.key in self._hidden or i in self._folded
            if hidden != self.isColumnHidden(i):
                self.setColumnHidden(i, hidden)

    @staticmethod
    def _width(column: TableColumn, *, least: bool = False) -> int:
        """Return the designed or the least width, or what the column's title needs if that is more."""
        t = tokens()
        title = QFontMetrics(font(t.fs, bold=True)).horizontalAdvance(column.title) + 2 * t.px(PADDING)
        return max(t.px((column.least if least else 0) or column.width), title)

    def fit_rows(self) -> None:
        """Make rows with wrapped cells as high as they need; for short tables only."""
        for i in range(self.model().rowCount()):
            self.setRowHeight(i, self.sizeHintForRow(i))

    # rows

    def current_id(self) -> str | None:
        """Return the id of the current row."""
        index = self.currentIndex()
        return index.data(ROW_ID) if index.isValid() else None

    def selected_ids(self) -> list[str]:
        """Return the ids of the selected rows, from top to bottom."""
        chooser = self.selectionModel()
        rows = sorted(i.row() for i in chooser.selectedRows()) if chooser else []
        return [self.model().index(r, 0).data(ROW_ID) for r in rows]

    def select_id(self, row_id: str) -> bool:
        """Go to a row; False when it is not in the list."""
        for r in range(self.model().rowCount()):
            index = self.model().index(r, self._first_shown())
            if index.data(ROW_ID) == row_id:
                self.setCurrentIndex(index)
                self.scrollTo(index)
                return True
        return False

    def _first_shown(self) -> int:
        head = self.horizontalHeader()
        order = (head.logicalIndex(v) for v in range(head.count()))
        return next((i for i in order if not self.isColumnHidden(i)), 0)

    # columns: shown, moved, resized

    def layout_state(self) -> dict[str, Any]:
        """Return widths, order, hidden and pinned columns as plain data, to be kept between runs.

        What is left out only for want of room is not hidden: it is printed and exported with the others.
        """
        head = self.horizontalHeader()
        keys = [self.columns[head.logicalIndex(v)].key for v in range(head.count())]
        hidden = [c.key for c in self.columns if c.key in self._hidden]
        return {"order": keys, "hidden": hidden, "widths": dict(self._widths), "pinned": sorted(self._pinned)}

    def restore_layout(self, state: dict[str, Any]) -> None:
        """Take back what `layout_state` returned; columns it does not know stay as they are."""
        places = {c.key: i for i, c in enumerate(self.columns)}
        head = self.horizontalHeader()
        head.blockSignals(True)
        for target, key in enumerate(k for k in state.get("order", []) if k in places):
            head.moveSection(head.visualIndex(places[key]), target)
        head.blockSignals(False)
        if "hidden" in state:
            self._hidden = {key for key in places if key in state["hidden"]}
        self._pinned = {key for key in places if key in state.get("pinned", ())} - self._hidden
        self._widths = {k: int(w) for k, w in state.get("widths", {}).items() if k in places}
        self.place_columns()

    def reset_layout(self) -> None:
        """Go back to the columns as they were designed."""
        keys = [c.key for c in self.columns]
        self.restore_layout({"order": keys, "hidden": [c.key for c in self.columns if c.hidden], "widths": {}})
        self.columns_changed.emit()

    def set_column_shown(self, key: str, shown: bool) -> None:
        """Show a column, whether there is room or not, or hide it; the last one stays."""
        others = [c.key for i, c in enumerate(self.columns) if c.key != key and not self.isColumnHidden(i)]
        if shown or others:
            self._hidden = self._hidden - {key} if shown else self._hidden | {key}
            self._pinned = self._pinned | {key} if shown else self._pinned - {key}
            self.place_columns()
            self.columns_changed.emit()

    def columns_menu(self) -> QMenu:
        """Make the menu that shows and hides columns; also for a 列设置 button."""
        menu = QMenu(self)
        for i, column in enumerate(self.columns):
            action = menu.addAction(column.title + (NO_ROOM if i in self._folded else ""))
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(i))
            action.toggled.connect(lambda shown, key=column.key: self.set_column_shown(key, shown))
        menu.addSeparator()
        menu.addAction("恢复默认列", self.reset_layout)
        return menu

    def _show_columns_menu(self, where: QPoint) -> None:
        menu = self.columns_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(where))

    def _remember_width(self, section: int, _old: int, new: int) -> None:
        if not self._placing and new > 0:
            self._widths[self.columns[section].key] = new
            self.columns_changed.emit()

    # copying

    def copy(self, *, with_header: bool = False) -> None:
        """Put the selected rows on the clipboard for Excel and WPS, as they are shown."""
        head = self.horizontalHeader()
        shown = [i for i in (head.logicalIndex(v) for v in range(head.count())) if not self.isColumnHidden(i)]
        rows = sorted(i.row() for i in self.selectionModel().selectedRows())
        if not rows:
            return
        lines = [[self._words(r, c) for c in shown] for r in rows]
        if with_header:
            lines.insert(0, [self.columns[c].title for c in shown])
        numbers = [self.columns[c].align == "right" for c in shown]
        data = QMimeData()
        data.setText(as_tsv(lines))
        data.setHtml(as_html(lines, numbers))
        brief().put(data)

    def _words(self, row: int, column: int) -> str:
        index = self.model().index(row, column)
        cell: Cell | None = index.data(CELL)
        return cell.text if cell else str(index.data(DISPLAY) or "")

    # Qt's side

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif (
            key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            if row_id := self.current_id():
                self.opened.emit(row_id)
        elif key == Qt.Key.Key_Delete and self.selected_ids():
            self.delete_asked.emit(self.selected_ids())
        elif key == Qt.Key.Key_Space and self._toggle(self.currentIndex()):
            pass
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton and index.column() == 0:
            offset = event.position().x() - self.columnViewportPosition(0)
            if offset < tokens().px(PADDING + _TICK_ZONE - 8) and self._toggle(index):
                self.setFocus(Qt.FocusReason.MouseFocusReason)
                return
        super().mousePressEvent(event)

    def _toggle(self, index: Index) -> bool:
        """Toggle the tick of a row, where rows have ticks."""
        toggle = getattr(self.model(), "toggle", None)
        first = self.model().index(index.row(), 0).data(CELL) if index.isValid() else None
        if toggle is None or first is None or first.ticked is None:
            return False
        toggle(index.data(ROW_ID))
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place_columns()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()
            self.place_columns()

    def _measure(self) -> None:
        t = tokens()
        if self.verticalHeader().defaultSectionSize() != t.row:
            self.verticalHeader().setMinimumSectionSize(t.row)
            self.verticalHeader().setDefaultSectionSize(t.row)


def as_tsv(lines: Sequence[Sequence[str]]) -> str:
    """Write lines as Excel's tab-separated text, quoting line breaks and quotes."""
    out = io.StringIO()
    csv.writer(out, dialect="excel-tab").writerows(lines)
    return out.getvalue().removesuffix("\r\n")


def as_html(lines: Sequence[Sequence[str]], numbers: Sequence[bool]) -> str:
    """Write lines as an HTML table whose words stay text in Excel, so that ID numbers keep all digits."""
    text = " style='mso-number-format:\"\\@\"'"
    body = "".join(
        "<tr>"
        + "".join(f"<td{'' if n else text}>{html.escape(w)}</td>" for w, n in zip(line, numbers, strict=True))
        + "</tr>"
        for line in lines
    )
    return f"<html><head><meta charset='utf-8'></head><body><table>{body}</table></body></html>"
