"""What a table cell says and how it is painted; one Python call per cell, because tables repaint often."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QToolTip

from cadre_desktop.gui.style.fonts import font
from cadre_desktop.gui.style.icons import paint_icon
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.style.tokens import Tokens
from cadre_desktop.gui.widgets.labels import signed

Index = QModelIndex | QPersistentModelIndex

# Roles as plain numbers: comparing enum members made every repaint three times slower.
DISPLAY = int(Qt.ItemDataRole.DisplayRole)
TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
CHECK_STATE = int(Qt.ItemDataRole.CheckStateRole)
ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
ROW_ID = int(Qt.ItemDataRole.UserRole)
CELL = ROW_ID + 1

_SELECTED = QStyle.StateFlag.State_Selected
_FOCUSED = QStyle.StateFlag.State_HasFocus
_VCENTER = int(Qt.AlignmentFlag.AlignVCenter)
_WRAP = int(Qt.TextFlag.TextWordWrap)
_ALIGN = {
    "left": int(Qt.AlignmentFlag.AlignLeft) | _VCENTER,
    "right": int(Qt.AlignmentFlag.AlignRight) | _VCENTER,
    "center": int(Qt.AlignmentFlag.AlignHCenter) | _VCENTER,
}
PADDING = 12  # left and right of a cell, at 14 px text
_TICK = 16


@dataclass(frozen=True, slots=True)
class Cell:
    """The words of a cell.  `tone` colours words or badge; a badge brings the tone's sign unless told not to."""

    text: str
    tone: str = ""  # "" | neutral | primary | ok | warn | danger | muted
    badge: bool = False
    sign: bool = True
    align: str = "left"
    wrap: bool = False
    ticked: bool | None = None  # None: no tick box
    marked: bool = False  # the row is ticked: paint it like a selected one
    tip: str = ""

    @property
    def shown(self) -> str:
        """The words with their sign."""
        return signed(self.text, self.tone, sign=self.sign) if self.badge else self.text


@dataclass(frozen=True, slots=True)
class _Look:
    """The colours and fonts of one size of the look, made once."""

    tokens: Tokens
    font: QFont
    small: QFont
    metrics: QFontMetrics
    small_metrics: QFontMetrics
    text: dict[str, QColor]
    ground: dict[str, QColor]
    line: dict[str, QColor]


@lru_cache(maxsize=4)
def _look(t: Tokens) -> _Look:
    body, small = font(t.fs), font(t.small)
    text = {"": t.text, "neutral": t.text2, "primary": t.primary, "ok": t.ok, "warn": t.warn, "danger": t.danger}
    text["muted"] = t.text2
    ground = {"neutral": t.header, "primary": t.primary_soft, "ok": t.ok_soft, "warn": t.warn_soft}
    ground["danger"] = t.danger_soft
    line = {"neutral": t.strong, "primary": t.primary_line, "ok": t.ok_line, "warn": t.warn_line}
    line["danger"] = t.danger_line
    made = [{k: QColor(c) for k, c in colours.items()} for colours in (text, ground, line)]
    return _Look(t, body, small, QFontMetrics(body), QFontMetrics(small), *made)


class CellDelegate(QStyledItemDelegate):
    """Paints `Cell`s handed out under the CELL role, and plain display text where there is none."""

    # PySide's stubs leave out the attributes of style options, hence Any

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        cell: Cell | None = index.data(CELL)
        if cell is None:
            cell = Cell(str(index.data(DISPLAY) or ""))
        t = tokens()
        look = _look(t)
        rect: QRect = option.rect
        state = option.state
        if cell.marked or state & _SELECTED:
            painter.fillRect(rect, look.ground["primary"])
        elif index.row() & 1:
            painter.fillRect(rect, t.surface2)
        left = rect.left() + t.px(PADDING)
        if cell.ticked is not None:
            left = _paint_tick(painter, rect, left, cell.ticked, t)
        room = QRect(left, rect.top(), rect.right() - t.px(PADDING) - left + 1, rect.height())
        if cell.badge and cell.text:
            _paint_badge(painter, room, cell, look)
        elif cell.text:
            _paint_text(painter, room, cell, look)
        if state & _FOCUSED:
            painter.setPen(QPen(QColor(t.primary), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def sizeHint(self, option: Any, index: Index) -> QSize:
        t = tokens()
        look = _look(t)
        cell = index.data(CELL) or Cell(str(index.data(DISPLAY) or ""))
        extra = 2 * t.px(PADDING) + (t.px(_TICK) + t.px(6) if cell.ticked is not None else 0)
        if cell.wrap and option.rect.width() > extra:
            room = QRect(0, 0, option.rect.width() - extra, 10_000)
            needed = look.metrics.boundingRect(room, _WRAP, cell.text).height() + t.px(8)
            return QSize(option.rect.width(), max(t.row, needed))
        metrics = look.small_metrics if cell.badge else look.metrics
        return QSize(metrics.horizontalAdvance(cell.shown) + extra + (t.px(16) if cell.badge else 0), t.row)

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: Any, index: Index) -> bool:
        """Tell the whole of a cell that is cut, unless it has a tip of its own."""
        cut = self.sizeHint(option, index).width() > option.rect.width() and not index.data(TOOL_TIP)
        if cut and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), str(index.data(DISPLAY) or ""), view)
            return True
        return super().helpEvent(event, view, option, index)


def _paint_tick(painter: QPainter, rect: QRect, left: int, ticked: bool, t: Tokens) -> int:
    side = t.px(_TICK)
    name = "ui-box-checked" if ticked else "ui-box"
    paint_icon(painter, name, "", QRectF(left, rect.top() + (rect.height() - side) / 2, side, side))
    return left + side + t.px(6)


def _paint_text(painter: QPainter, room: QRect, cell: Cell, look: _Look) -> None:
    painter.setFont(look.font)
    painter.setPen(look.text.get(cell.tone, look.text[""]))
    if cell.wrap:
        painter.drawText(room, _ALIGN[cell.align] | _WRAP, cell.text)
        return
    text = look.metrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, _ALIGN[cell.align], text)


def _paint_badge(painter: QPainter, room: QRect, cell: Cell, look: _Look) -> None:
    t = look.tokens
    pad = t.px(7)
    text = look.small_metrics.elidedText(
        cell.shown, Qt.TextElideMode.ElideRight, room.width() - 2 * pad + t.px(PADDING)
    )
    width, height = look.small_metrics.horizontalAdvance(text) + 2 * pad, t.px(20)
    # The badge's line stands where text would start, so its words are indented; pull it a little to the left.
    left = {"right": room.right() - width, "center": room.center().x() - width // 2}.get(
        cell.align, room.left() - t.px(3)
    )
    box = QRectF(left + 0.5, room.top() + (room.height() - height) / 2 + 0.5, width - 1, height - 1)
    tone = cell.tone if cell.tone in look.ground else "neutral"
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(look.line[tone])
    painter.setBrush(look.ground[tone])
    painter.drawRoundedRect(box, 3, 3)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setFont(look.small)
    painter.setPen(look.text[tone])
    painter.drawText(box, _ALIGN["center"], text)
