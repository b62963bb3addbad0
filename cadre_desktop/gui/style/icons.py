"""Our own line icons, coloured from the tokens and drawn sharp at any size and scale."""

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from cadre_desktop.gui.style.tokens import NORMAL
from cadre_desktop.paths import resource

_CURRENT = b"currentColor"


@cache
def _source(name: str) -> bytes:
    return resource(f"icons/{name}.svg").read_bytes()


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace(_CURRENT, colour.encode())))


def paint_icon(painter: QPainter, name: str, colour: str, rect: QRectF) -> None:
    """Draw an icon into a rectangle of any painter: screen, picture or printer."""
    _renderer(name, colour).render(painter, rect)


class _Engine(QIconEngine):
    """Draws the SVG afresh for every size and scale, so that 125 % screens stay crisp."""

    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self._name, self._colour = name, colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        colour = NORMAL.off_text if mode == QIcon.Mode.Disabled else self._colour
        paint_icon(painter, self._name, colour, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(), size), mode, state)
        painter.end()
        return picture


def icon(name: str, colour: str = NORMAL.text2) -> QIcon:
    """Return an icon by its file name without ".svg"; disabled widgets show it grey.

    Raises FileNotFoundError for a name that has no file.
    """
    _source(name)
    return QIcon(_Engine(name, colour))


@cache
def app_icon() -> QIcon:
    """Return the picture of the program for windows and the task bar, in its own colours."""
    return icon("app")


def icon_names() -> tuple[str, ...]:
    """List the recolourable icons that ship with the program."""
    return tuple(sorted(p.stem for p in resource("icons").glob("*.svg") if _CURRENT in p.read_bytes()))
