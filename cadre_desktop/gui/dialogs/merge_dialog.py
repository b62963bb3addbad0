"""合并人员: two files side by side, which entries stay, what moves along; then one person, undone as one step."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QDialog, QGridLayout, QRadioButton, QScrollArea, QWidget

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import column, row
from cadre_desktop.gui.widgets.notice import Notice
from cadre_desktop.services import person_merge, undo
from cadre_desktop.services.person_merge import Comparison, Entry
from cadre_desktop.storage.backup import Reason

_MOST_WARNINGS = 2
_WHAT = "逐项选择保留哪一份的内容。左边的档案保留，右边的并入后移入回收站，并注明并到谁名下。"


class MergeDialog(QDialog):
    """Starts with the fuller file on the left; 左右对调 turns them round.  Only entries that differ are shown."""

    def __init__(self, desk: Desk, parent: QWidget | None, first_id: str, second_id: str) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle("合并人员")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.comparison = person_merge.compare(desk.db, first_id, second_id)
        if sum(n for _, n in self.comparison.moves) + self.comparison.n_same > self.comparison.n_own:
            self.comparison = person_merge.compare(desk.db, second_id, first_id)
        self.choices: dict[str, QRadioButton] = {}
        self.entries_area = QScrollArea()
        self.entries_area.setWidgetResizable(True)
        self.moves_label, self.warning = label("", "strong", wrap=True), Notice("", "warn")
        self.swap_button = button("左右对调", self.swap, icon="updown")
        self.ok_button = button("合并为一人", self.accept, kind="primary", shortcut="Ctrl+Return")
        body = column(label(_WHAT, "soft", wrap=True), self.entries_area, self.moves_label, self.warning, gap=8,
                      margins=(20, 16, 20, 14))  # fmt: skip
        body.setStretch(1, 1)
        hint = label("合并前自动备份；可以整步撤销。", "small")
        body.addLayout(row(self.swap_button, hint, None, button("取消", self.reject, tip="Esc"), self.ok_button))
        self.setLayout(body)
        self.resize(tokens().px(760), tokens().px(500))
        self._show()

    def swap(self) -> None:
        """Keep the other file instead."""
        with errors_shown(self):
            self.comparison = person_merge.compare(self._desk.db, self.comparison.lose_id, self.comparison.keep_id)
            self._show()

    def _show(self) -> None:
        found = self.comparison
        grid, inner = QGridLayout(), QWidget()
        grid.setHorizontalSpacing(tokens().px(14))
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for place, words in enumerate(("项目", f"保留的档案：{found.names[0]}", f"并入的档案：{found.names[1]}")):
            grid.addWidget(label(words, "field"), 0, place)
        self.choices.clear()
        differing = [entry for entry in found.entries if entry.differs]
        for line, entry in enumerate(differing, 1):
            self._add(grid, line, entry, inner)
        if not differing:
            grid.addWidget(label("两份档案的内容完全相同。", "soft"), 1, 0, 1, 3)
        grid.setRowStretch(len(differing) + 2, 1)
        inner.setLayout(grid)
        self.entries_area.setWidget(inner)
        self.moves_label.setText(_moves_words(found))
        self.warning.set_notice(_warning_words(found.warnings), "warn")
        self.warning.setToolTip("\n".join(found.warnings))

    def _add(self, grid: QGridLayout, line: int, entry: Entry, owner: QWidget) -> None:
        group = QButtonGroup(owner)
        grid.addWidget(label(entry.label), line, 0)
        for place, words in enumerate((entry.ours, entry.theirs)):
            radio = QRadioButton(_short(words) or "（空）")
            radio.setToolTip(words)
            radio.setAccessibleName(f"{entry.label}：{words or '空'}")
            radio.setChecked(entry.theirs_first == bool(place))
            group.addButton(radio)
            grid.addWidget(radio, line, place + 1)
            if place:
                self.choices[entry.name] = radio

    def accept(self) -> None:
        """Make a copy of the data, then one person of two."""
        with errors_shown(self):
            db, keep_copy, comparison = self._desk.db, self._desk.keep_copy, self.comparison
            take = {name for name, radio in self.choices.items() if radio.isChecked()}

            def do() -> str:
                if keep_copy is not None:
                    keep_copy(Reason.BEFORE_JOINING)
                return person_merge.merge(db, comparison, take)

            self._desk.tasks.run(self.parentWidget() or self, "正在合并人员", lambda _p: do(), self._done)
            super().accept()

    def _done(self, work_id: str) -> None:
        desk, name = self._desk, self.comparison.names[0]
        desk.tell(f"已合并为一人：{name}", lambda: desk.tell(undo.undo(desk.db, work_id).sentence))


def _moves_words(found: Comparison) -> str:
    moves = "、".join(f"{title} {n} 条" for title, n in found.moves)
    words = [f"随同并入：{moves}" if moves else "没有需要并入的记录"]
    if found.n_same:
        words.append(f"两边相同的 {found.n_same} 条只留一份")
    return "；".join(words) + "。"


def _warning_words(warnings: Sequence[str]) -> str:
    if not warnings:
        return ""
    more = f"；等 {len(warnings)} 处" if len(warnings) > _MOST_WARNINGS else ""
    return f"合并后请核对：{'；'.join(warnings[:_MOST_WARNINGS])}{more}"


def _short(words: str, most: int = 20) -> str:
    line = " ".join(words.split())
    return line if len(line) <= most else line[: most - 1] + "…"
