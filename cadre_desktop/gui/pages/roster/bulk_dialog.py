"""批量修改: one field of several people at once, with a preview of what will change."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.editor import Editor
from cadre_desktop.gui.forms.editors import make_editor
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.combo import Combo
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import clear, column, row
from cadre_desktop.records.cadre import KIND
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.services import records, roster
from cadre_desktop.storage.fields import Choice

# Fields that are the same for many people and safe to set for all of them at once.
FIELDS = ("managed_by", "identity", "state")
_EMPTY = "（空）"


class BulkDialog(QDialog):
    """Choose a field and a value, see “将修改 12 人：县委管理→其他”, change them all in one piece of work."""

    def __init__(self, desk: Desk, parent: QWidget | None, ids: Sequence[str]) -> None:
        super().__init__(parent)
        self._desk, self._ids = desk, tuple(ids)
        self._fields = [KIND.field(name) for name in FIELDS]
        found = records.all_rows(desk.db, KIND, tuple(self._fields), ListQuery(ids=self._ids))
        self._held = {name: [r.values[i] for r in found] for i, name in enumerate(FIELDS)}
        self.n_changed = 0
        self.setWindowTitle("批量修改")
        self.setMinimumWidth(tokens().px(460))
        self.field_combo = Combo(name="要修改的项目")
        self.field_combo.addItems([f.label for f in self._fields])
        self.field_combo.activated.connect(lambda _i: self._change_field())
        self._place: QVBoxLayout = column()
        self.editor: Editor
        self.preview_label = label("", wrap=True)
        self.ok_button = button("修改", self.apply, kind="primary", shortcut="Ctrl+Return")
        foot = row(None, button("取消", self.reject, tip="Esc"), self.ok_button)
        lines = (
            label(f"已选 {len(self._ids)} 人", "strong"),
            label("项目", "field"),
            self.field_combo,
            label("改为", "field"),
            self._place,
            self.preview_label,
            foot,
        )
        self.setLayout(column(*lines, gap=8, margins=(20, 16, 20, 14)))
        self._change_field()

    @property
    def field_name(self) -> str:
        """The field that is to change."""
        return FIELDS[self.field_combo.currentIndex()]

    def _change_field(self) -> None:
        clear(self._place)
        self.editor = make_editor(self._fields[self.field_combo.currentIndex()])
        self.editor.changed.connect(self._show_preview)
        self._place.addWidget(self.editor)
        self.preview_label.setText("请选择要改成的内容。")  # to leave it unchosen is not to choose “不填”
        self.ok_button.setEnabled(False)

    def _show_preview(self) -> None:
        n, words = preview(self._held[self.field_name], self.editor.value())
        self.preview_label.setText(words)
        self.ok_button.setEnabled(n > 0)

    def apply(self) -> None:
        """Change them all, or none."""
        with errors_shown(self):
            self.n_changed = roster.change_many(self._desk.db, self._ids, self.field_name, self.editor.value())
            self.accept()


def preview(held: Sequence[Choice | None], wanted: Choice | None) -> tuple[int, str]:
    """Count who will change, and say it by old value: 将修改 12 人：县委管理→其他 9 人、（空）→其他 3 人。"""
    moving = Counter(_label(v) for v in held if v != wanted)
    n, same = sum(moving.values()), len(held) - sum(moving.values())
    tail = f"另有 {same} 人已是“{_label(wanted)}”。" if same else ""
    if not n:
        return 0, f"所选的人已都是“{_label(wanted)}”，不需要修改。"
    parts = "、".join(f"{old}→{_label(wanted)} {k} 人" for old, k in moving.most_common())
    return n, f"将修改 {n} 人：{parts}。{tail}"


def _label(value: Choice | None) -> str:
    return value.label if value is not None else _EMPTY
