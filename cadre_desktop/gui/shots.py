"""Pictures of widgets, for the manual and for looking at the look."""

from pathlib import Path

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from cadre_desktop.gui.style.theme import Theme, tokens

SCREEN = QSize(1366, 697)  # 1366x768 less task bar and title bar


def grab(widget: QWidget, path: Path, *, size: QSize = SCREEN, scale: float = 1.0, large: bool = False) -> QImage:
    """Show a widget at a size, save it as PNG and return the picture.

    `scale` is the screen's scaling, 1.25 for 125 %; `large` switches to large text for this picture.
    """
    app = QApplication.instance()
    theme = app.findChild(Theme) if app else None
    was_large = theme.is_large if theme else False
    if theme:
        theme.set_large(large)
    try:
        widget.resize(size)
        widget.show()
        QApplication.processEvents()
        picture = _paint(widget, scale)
    finally:
        if theme:
            theme.set_large(was_large)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not picture.save(str(path), "PNG"):  # type: ignore[call-overload]  # the stub wants bytes, Qt takes str
        raise OSError(f"cannot write {path}")
    return picture


def _paint(widget: QWidget, scale: float) -> QImage:
    picture = QImage(widget.size() * scale, QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(scale)
    picture.fill(QColor(tokens().bg))
    painter = QPainter(picture)
    widget.render(painter, QPoint())
    painter.end()
    return picture
