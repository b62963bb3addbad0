"""The look in force: applies tokens to the application and switches large text on and off."""

from PySide6.QtCore import QDir, QObject, Signal
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from cadre_desktop.gui.style.fonts import app_font
from cadre_desktop.gui.style.stylesheet import palette, stylesheet
from cadre_desktop.gui.style.tokens import LARGE, NORMAL, Tokens
from cadre_desktop.paths import resource

# As QApplication keeps one palette and one font: delegates ask for every cell, so a look-up must cost nothing.
_in_force: list[Tokens] = [NORMAL]


class Theme(QObject):
    """Owned by the application, like its palette and font.

    Widgets that paint themselves ask `tokens()` when they paint; a switch reaches them as a
    StyleChange event, as any change of style does.
    """

    changed = Signal()

    def __init__(self, app: QApplication, *, large: bool = False) -> None:
        super().__init__(app)
        self._app = app
        self.tokens = LARGE if large else NORMAL
        app.setStyle(QStyleFactory.create("Fusion"))
        QDir.setSearchPaths("icons", [str(resource("icons"))])
        self._apply()

    @property
    def is_large(self) -> bool:
        """Tell whether the large text is on."""
        return self.tokens is LARGE

    def set_large(self, large: bool) -> None:
        """Switch between normal and large text; nothing happens when it is so already."""
        if large != self.is_large:
            self.tokens = LARGE if large else NORMAL
            self._apply()
            self.changed.emit()

    def _apply(self) -> None:
        _in_force[:] = [self.tokens]
        self._app.setPalette(palette(self.tokens))
        self._app.setFont(app_font(self.tokens))
        self._app.setStyleSheet(stylesheet(self.tokens))


def tokens() -> Tokens:
    """Return the tokens in force; the normal ones when no theme was applied."""
    return _in_force[-1]


def set_state(widget: QWidget, name: str, value: object) -> None:
    """Set a property the style sheet looks at, such as error="true", and have the widget drawn anew."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
