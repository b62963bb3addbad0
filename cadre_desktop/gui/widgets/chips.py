"""Saved filters as a row of chips, one of them chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from cadre_desktop.gui.widgets.buttons import button, make_menu
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import clear, column, flow


@dataclass(frozen=True, slots=True)
class Chip:
    """One saved filter and how many rows it leaves; None where nobody counted."""

    key: str
    text: str
    count: int | None = None
    removable: bool = False

    @property
    def words(self) -> str:
        """The text on the chip."""
        return self.text if self.count is None else f"{self.text}（{self.count}）"


class ChipRow(QWidget):
    """Emits `chosen` with the key, `save_asked` from its link and `remove_asked` from a chip's menu."""

    chosen = Signal(str)
    save_asked = Signal()
    remove_asked = Signal(str)

    def __init__(self, caption: str = "常用筛选：", *, can_save: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption, self._can_save = caption, can_save
        self._buttons: dict[str, QPushButton] = {}
        self._group: QButtonGroup | None = None
        self._box = column()
        self.setLayout(self._box)
        self.set_chips(())

    def set_chips(self, chips: Sequence[Chip], chosen: str = "") -> None:
        """Show these filters; the chosen one is pressed."""
        clear(self._box)
        if self._group:
            self._group.deleteLater()
        self._group = QButtonGroup(self)
        self._buttons = {}
        parts: list[QWidget] = [label(self._caption, "small")] if self._caption else []
        for chip in chips:
            made = button(chip.words, kind="chip")
            made.setCheckable(True)
            made.setChecked(chip.key == chosen)
            made.clicked.connect(partial(self._choose, chip.key))
            if chip.removable:
                made.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
                menu = make_menu(made, {"删除这个筛选": partial(self.remove_asked.emit, chip.key)})
                made.addActions(menu.actions())
            self._group.addButton(made)
            self._buttons[chip.key] = made
            parts.append(made)
        if self._can_save:
            parts.append(button("存为常用", self.save_asked.emit, kind="link"))
        self._box.addWidget(flow(*parts, gap=7))

    def choose(self, key: str) -> None:
        """Press a chip without saying so."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def _choose(self, key: str, _checked: bool = False) -> None:
        self.chosen.emit(key)

    def chosen_key(self) -> str:
        """Return the pressed chip's key, or ""."""
        return next((key for key, made in self._buttons.items() if made.isChecked()), "")
