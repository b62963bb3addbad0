"""What the list is held to besides the choosers, as chips that can be taken off."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import clear, column, flow


class PinRow(QWidget):
    """Emits `removed` with the number of the chip that was clicked; hides itself when there is nothing to say."""

    removed = Signal(int)

    def __init__(self, caption: str = "正在查看：") -> None:
        super().__init__()
        self._caption = caption
        self.chips: list[QPushButton] = []
        self._box = column()
        self.setLayout(self._box)
        self.set_pins(())

    def set_pins(self, words: Sequence[str]) -> None:
        """Show one chip for each."""
        clear(self._box)
        self.chips = []
        for i, text in enumerate(words):
            chip = button(f"{text}　×", kind="chip", tip="点击去掉这个条件")
            chip.setAccessibleName(f"去掉条件：{text}")
            chip.clicked.connect(lambda _on=False, i=i: self.removed.emit(i))
            self.chips.append(chip)
        if self.chips:
            self._box.addWidget(flow(label(self._caption, "small"), *self.chips, gap=7))
        self.setVisible(bool(self.chips))
