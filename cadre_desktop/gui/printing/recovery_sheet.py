"""The sheet with the recovery key that goes into the safe."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPagedPaintDevice, QPainter

from cadre_desktop.gui.style.fonts import font

_INCH_MM = 25.4
_PER_LINE = 4
_ADVICE = (
    "忘记口令时，用它可以打开数据并设置新口令。",
    "谁拿到它都能打开全部数据：请装入信封密封，锁在保险柜里，不要拍照，不要和电脑放在一起。",
    "在“设置与备份”里生成新的恢复密钥后，这张纸即作废，请销毁。",
)


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """The key with whose it is, who made it and when; `made_at` is the local time."""

    unit: str
    user: str
    key: str
    made_at: datetime

    @property
    def lines(self) -> tuple[str, ...]:
        """The key in two lines of four groups."""
        groups = self.key.split("-")
        return tuple("  ".join(groups[i : i + _PER_LINE]) for i in range(0, len(groups), _PER_LINE))

    @property
    def facts(self) -> str:
        """Whose key it is, in a line."""
        return f"单位：{self.unit}　　经办人：{self.user}　　生成时间：{self.made_at:%Y.%m.%d %H:%M}"

    def as_text(self) -> str:
        """Return the sheet as a text file."""
        numbered = [f"第 {i} 组：{group}" for i, group in enumerate(self.key.split("-"), start=1)]
        parts = ["干部纪实档案 恢复密钥", self.facts, "", *self.lines, "", *numbered, "", *_ADVICE]
        return "\r\n".join(parts) + "\r\n"

    def print_on(self, device: QPagedPaintDevice) -> None:
        """Draw the sheet on a page of any size."""
        painter = QPainter(device)
        try:
            dot = device.logicalDpiX() / _INCH_MM
            room = QRectF(0, 0, device.width(), device.height())
            y = _draw(painter, room, 12 * dot, "干部纪实档案　恢复密钥", 7 * dot, bold=True)
            y = _draw(painter, room, y + 6 * dot, self.facts, 3.6 * dot)
            for line in self.lines:
                y = _draw(painter, room, y + 9 * dot, line, 8 * dot, bold=True)
            y += 8 * dot
            for words in _ADVICE:
                y = _draw(painter, room, y + 4 * dot, words, 3.8 * dot, wrap=True)
        finally:
            painter.end()


def _draw(
    painter: QPainter, room: QRectF, top: float, words: str, size: float, *, bold: bool = False, wrap: bool = False
) -> float:
    """Write a paragraph at `top`; return where the next may begin."""
    painter.setFont(font(size, bold=bold))
    side = Qt.AlignmentFlag.AlignLeft if wrap else Qt.AlignmentFlag.AlignHCenter
    flags = int(side | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
    used = painter.boundingRect(QRectF(room.left(), top, room.width(), room.height()), flags, words)
    painter.drawText(QRectF(room.left(), top, room.width(), used.height()), flags, words)
    return top + used.height()
