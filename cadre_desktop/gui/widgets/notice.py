"""A coloured line above the content, the steps of a wizard, and the bar of one running file."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QProgressBar, QPushButton, QWidget

from cadre_desktop.gui.style.theme import set_state
from cadre_desktop.gui.widgets.labels import SIGNS, Badge, ElidedLabel, Tone, label
from cadre_desktop.gui.widgets.layouts import boxed, clear, column, flow, row


class Notice(QFrame):
    """Says in a sentence what is missing or wrong, with at most one button that mends it."""

    def __init__(
        self, text: str = "", tone: Tone = "warn", action: QPushButton | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("panel", "notice")
        self.text_label = label(wrap=True)
        line = row(self.text_label, gap=12, margins=(12, 6, 8, 6))
        line.setStretch(0, 1)
        if action:
            line.addWidget(action)
        self.setLayout(line)
        self.set_notice(text, tone)

    def set_notice(self, text: str, tone: Tone = "warn") -> None:
        """Say something else; without words the line hides."""
        sign = SIGNS.get(tone, "")
        self.text_label.setText(f"{sign} {text}" if sign and text else text)
        self.setVisible(bool(text))
        set_state(self, "tone", tone)


class StepStrip(QWidget):
    """Where we are in a wizard: ✓ done, the current step marked, the rest to come."""

    def __init__(self, steps: Sequence[str], current: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = tuple(steps)
        self._box = column()
        self.setLayout(self._box)
        self.set_current(current)

    def set_current(self, current: int) -> None:
        """Mark the step with this index, counting from 0."""
        clear(self._box)
        parts: list[QWidget] = []
        for i, step in enumerate(self._steps):
            if i:
                parts.append(label("—", "soft"))
            parts.append(self._step(i, step, current))
        self._box.addWidget(flow(*parts, gap=6))
        self.setAccessibleName(f"第 {current + 1} 步，共 {len(self._steps)} 步：{self._steps[current]}")

    @staticmethod
    def _step(i: int, step: str, current: int) -> Badge:
        if i < current:
            return Badge(step, "ok")
        return Badge(f"{i + 1} {step}", "primary" if i == current else "neutral")


class ProgressRow(QWidget):
    """One running piece of work: its name, what it is at, and a bar."""

    def __init__(self, name: str, state: str = "等待", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state_label = label(state, "small")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 100)
        self.bar.setAccessibleName(name)
        head = row(ElidedLabel(name), self.state_label)
        head.setStretch(0, 1)
        self.setLayout(column(boxed(head), self.bar, gap=4))

    def set_progress(self, done: int, total: int, state: str) -> None:
        """Move the bar; a total of 0 means nobody knows how much there is."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.state_label.setText(state)
