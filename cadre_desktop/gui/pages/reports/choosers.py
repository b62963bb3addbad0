"""Which columns a report prints, and of whom it is made."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.tables.paged_model import PagedTableModel
from cadre_desktop.gui.tables.roster_source import RosterSource
from cadre_desktop.gui.widgets.buttons import button, set_usable
from cadre_desktop.gui.widgets.data_table import DataTable
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import column, row
from cadre_desktop.gui.widgets.ordered_ticks import OFF, ON, OrderedTicks, TickLine
from cadre_desktop.gui.widgets.search_box import SearchBox
from cadre_desktop.records.listing import ListQuery

_SHOWN = ("name", "sex", "age", "unit", "post_title")


class ColumnsChooser(QDialog):
    """Ticks and order of a report's columns; `chosen` carries the keys."""

    chosen = Signal(tuple)

    def __init__(
        self, parent: QWidget | None, columns: Sequence[tuple[str, str]], ticked: Sequence[str], usual: Sequence[str]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("选择列")
        self._titles = dict(columns)
        self.ticks = OrderedTicks("报表的列和顺序", self._lines(ticked), self._lines(usual))
        self.ticks.changed.connect(self._count)
        self.ok_button = button("确定", self.accept, kind="primary", shortcut="Ctrl+Return")
        self.count_label = label("", "soft")
        foot = row(self.count_label, None, button("取消", self.reject, tip="Esc"), self.ok_button)
        body = column(self.ticks, foot, gap=12, margins=(20, 16, 20, 14))
        body.setStretch(0, 1)
        self.setLayout(body)
        self._count()
        self.resize(tokens().px(420), tokens().px(540))

    def _lines(self, ticked: Sequence[str]) -> list[TickLine]:
        others = [key for key in self._titles if key not in ticked]
        return [TickLine(k, self._titles[k], OFF if k in others else ON) for k in (*ticked, *others)]

    def keys(self) -> tuple[str, ...]:
        """Return the ticked columns in their order."""
        return tuple(self.ticks.keys())

    def _count(self) -> None:
        n = len(self.keys())
        self.count_label.setText(f"已选 {n} 列")
        set_usable(self.ok_button, "" if n else "请至少勾选一列")

    def accept(self) -> None:
        self.chosen.emit(self.keys())
        super().accept()


class PeopleChooser(QDialog):
    """The roster with ticks; `chosen` carries the ids, none of them meaning everybody."""

    chosen = Signal(tuple)

    def __init__(self, desk: Desk, parent: QWidget | None, ticked: Sequence[str]) -> None:
        super().__init__(parent)
        self.setWindowTitle("选择人员")
        self.source = RosterSource(desk.db)
        self.model = PagedTableModel(self.source, tickable=True, parent=self)
        self.table = DataTable(self.model, name="人员")
        self.search = SearchBox("搜姓名、拼音首字母、单位、职务")
        self.search.searched.connect(self._search)
        self.table.opened.connect(self.model.toggle)
        hidden = [c.key for c in self.model.columns if c.key not in _SHOWN]
        self.table.restore_layout({"order": list(_SHOWN), "hidden": hidden})
        self.count_label = label("", "soft")
        self.ok_button = button("确定", self.accept, kind="primary", shortcut="Ctrl+Return")
        self.all_button = button("不限人员", lambda: self.model.set_ticked(()), kind="link")
        self.shown_button = button("勾选列出的人", self._tick_shown, kind="link")
        foot = row(
            self.count_label, self.shown_button, self.all_button, None, button("取消", self.reject), self.ok_button
        )
        body = column(self.search, self.table, foot, gap=10, margins=(20, 16, 20, 14))
        body.setStretch(1, 1)
        self.setLayout(body)
        self.model.ticks_changed.connect(self._count)
        self.model.reload()
        self.model.set_ticked(ticked)
        self.resize(tokens().px(680), tokens().px(540))

    def _search(self, text: str) -> None:
        with errors_shown(self):
            self.source.query = ListQuery(text)
            self.model.reload()

    def _tick_shown(self) -> None:
        self.model.set_ticked((*self.model.ticked, *self.source.ids))

    def _count(self) -> None:
        n = len(self.model.ticked)
        self.count_label.setText(f"已选 {n} 人" if n else "不限人员")
        self.all_button.setVisible(n > 0)

    def accept(self) -> None:
        self.chosen.emit(self.model.ticked)
        super().accept()
