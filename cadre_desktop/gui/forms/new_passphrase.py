"""A new passphrase, typed twice, with a word on how strong it is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cadre_desktop.errors import InvalidInput, Problem
from cadre_desktop.gui.widgets.labels import Badge, Tone, label
from cadre_desktop.gui.widgets.layouts import column, row
from cadre_desktop.gui.widgets.passphrase import PassphraseBox
from cadre_desktop.storage.key_slots import MIN_PASSPHRASE, check_passphrase

ADVICE = (
    f"至少 {MIN_PASSPHRASE} 个字符，用英文字母、数字和符号。可以把一句好记的话写成拼音，再加上数字；"
    "不要用生日、电话和单位名称。"
)
_LONG, _VERY_LONG = 14, 18


def strength(text: str) -> tuple[str, Tone]:
    """Judge a passphrase in words: 还不能用, 可用, 较强 or 很强."""
    try:
        check_passphrase(text)
    except InvalidInput as error:
        return error.problems[0].message, "danger"
    sorts = sum((any(c.isalpha() for c in text), any(c.isdigit() for c in text), any(not c.isalnum() for c in text)))
    if len(text) >= _VERY_LONG or (len(text) >= _LONG and sorts >= 2):
        return "很强", "ok"
    if len(text) >= _LONG or sorts >= 2:
        return "较强", "ok"
    return "可用，再长一些更好", "warn"


class NewPassphrase(QWidget):
    """Two lines that must agree; `passphrase()` hands the words out only when they do."""

    changed = Signal()
    entered = Signal()

    def __init__(self, caption: str = "口令", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first, self.again = PassphraseBox(caption), PassphraseBox(f"再输一遍{caption}")
        self.badge = Badge("强度", "neutral")
        self.badge.hide()
        self.first.typed.connect(self._on_typed)
        self.again.typed.connect(self._on_typed)
        self.first.entered.connect(self.again.setFocus)
        self.again.entered.connect(self.entered)
        self.setFocusProxy(self.first)
        judged = row(self.badge, None)
        self.setLayout(column(label(ADVICE, "soft", wrap=True), self.first, judged, self.again, gap=8))

    @property
    def is_ready(self) -> bool:
        """Whether both lines hold the same words, and these will do."""
        return strength(self.first.text())[1] != "danger" and self.first.text() == self.again.text()

    def passphrase(self) -> str:
        """Return the new passphrase; raise InvalidInput when the lines differ or the words are too plain."""
        check_passphrase(self.first.text())
        if self.first.text() != self.again.text():
            self.again.set_error("两次输入的不一样")
            raise InvalidInput([Problem("passphrase", "两次输入的口令不一样，请重新输入。")])
        return self.first.text()

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.clear()
        self.again.clear()

    def _on_typed(self) -> None:
        words, tone = strength(self.first.text())
        self.badge.setVisible(bool(self.first.text()))
        self.badge.set_badge(words, tone)
        differ = bool(self.again.text()) and not self.first.text().startswith(self.again.text())
        self.again.set_error("两次输入的不一样" if differ else "")
        self.changed.emit()
