"""What the last proof of trail and seals found: a quiet line, or a red one that leads to what is wrong."""

from datetime import datetime

from PySide6.QtWidgets import QWidget

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.labels import ElidedLabel
from cadre_desktop.gui.widgets.layouts import column
from cadre_desktop.gui.widgets.notice import Notice
from cadre_desktop.services.integrity import Proved

NOT_YET = "档案完整性：还没有核对过，打开程序一分钟后会在后台核对"


class IntegrityLine(QWidget):
    """Stands on the home page and above the trail."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.look_button = button("去检查", lambda: desk.go("checks"))
        self.notice = Notice(action=self.look_button)
        self.quiet_label = ElidedLabel("", "small")
        self.setLayout(column(self.notice, self.quiet_label, gap=0))
        self.notice.hide()

    def show_proved(self, found: Proved | None, now: datetime) -> None:
        """Show a result, None when there is none yet."""
        sentence = found.sentence(now) if found is not None else NOT_YET
        loud = found is not None and (not found.ok or found.clock_was is not None)
        self.look_button.setVisible(found is not None and not found.ok)
        self.notice.set_notice(sentence if loud else "", "danger" if found and not found.ok else "warn")
        self.quiet_label.setText("" if loud else sentence)
        self.quiet_label.setVisible(not loud)
