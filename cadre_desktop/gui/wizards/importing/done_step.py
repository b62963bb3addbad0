"""Step 4: what was imported, and the way back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.card import Card, IconLabel
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import column, row
from cadre_desktop.gui.widgets.notice import Notice
from cadre_desktop.gui.widgets.section_box import SectionBox
from cadre_desktop.gui.wizards.importing.batches import ask_and_take_back
from cadre_desktop.gui.wizards.importing.run import ImportRun
from cadre_desktop.records import cadre
from cadre_desktop.services.imports import ImportResult


class DoneStep(QWidget):
    """Emits `again` to begin another import."""

    again = Signal()
    marked_asked = Signal()

    def __init__(self, desk: Desk, run: ImportRun) -> None:
        super().__init__()
        self.desk, self._run = desk, run
        self._batch = ""
        self.cards = {
            "created": Card("新增", clickable=False),
            "updated": Card("更新", clickable=False),
            "skipped": Card("没有变动", clickable=False),
            "left": Card("有问题，没有导入", clickable=False),
        }
        self.words = label("", "section", wrap=True)
        self.hint = label("", "soft", wrap=True)
        self.left_notice = Notice("", "warn", button("另存问题表", self.marked_asked.emit))
        self.look_button = button("去看看", self.look, kind="primary", icon="arrow-right")
        self.back_button = button("撤回这次导入", self.take_back, icon="undo")
        again = button("再导入一份", self.again.emit, icon="import")
        picture = IconLabel("check", tokens().ok, 40)
        head = row(picture, column(self.words, self.hint, gap=4), gap=16)
        head.setStretch(1, 1)
        box = SectionBox("导入完成", head, row(*self.cards.values(), gap=12), self.left_notice)
        box.body.setSpacing(16)
        box.add(row(self.look_button, again, self.back_button, None, gap=10))
        self.setLayout(column(box, None))

    def show_result(self, result: ImportResult) -> None:
        """Tell what an import did."""
        plan, kind = self._run.current, self._run.kind
        left = plan.count("problem")
        self._batch = result.batch_id
        measure = "名" if kind is cadre.KIND else "条"
        self.words.setText(f"已从“{plan.source.path.name}”导入 {result.created + result.updated} {measure}{kind.title}")
        kept = "导入前已自动备份；" if self.desk.keep_copy is not None else ""
        self.hint.setText(f"{kept}如发现导错了，可以整批撤回，以后也可以在“最近的导入”中撤回。")
        for key, number in (("created", result.created), ("updated", result.updated), ("skipped", result.skipped)):
            self.cards[key].set_figure(str(number), measure)
        self.cards["left"].set_figure(str(left), "行")
        self.left_notice.set_notice(f"还有 {left} 行有问题没有导入，改正后可以再导入同一张表。" if left else "")
        self.back_button.setEnabled(bool(result.batch_id))
        self.look_button.setText("去看干部名册" if kind is cadre.KIND else f"去看{kind.title}")

    def look(self) -> None:
        """Go to the list of the kind."""
        self.desk.go(self._run.kind.key)

    def take_back(self) -> None:
        """Take this import back after asking."""
        name = self._run.current.source.path.name
        ask_and_take_back(self.desk, self, self._batch, name, self._show_taken_back)

    def _show_taken_back(self) -> None:
        self.look_button.setFocus()  # before the button goes to sleep, or the navigation gets the focus
        self.back_button.setEnabled(False)
