"""回收站: what was removed, taking it out again, and letting it go for good."""

from typing import Any

from cadre_desktop.formats.values import shown
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.page import Page
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.combo import Combo
from cadre_desktop.gui.widgets.data_table import DataTable
from cadre_desktop.gui.widgets.empty_state import EmptyState
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import flow, row
from cadre_desktop.gui.widgets.page_header import PageHeader
from cadre_desktop.gui.widgets.search_box import SearchBox
from cadre_desktop.gui.widgets.table_area import TableArea
from cadre_desktop.gui.widgets.table_model import PlainRow, PlainTableModel, TableColumn
from cadre_desktop.progress import Progress
from cadre_desktop.records import KINDS
from cadre_desktop.services import recycle
from cadre_desktop.services.recycle import KEPT_DAYS, BinLine, Emptied
from cadre_desktop.services.undo import REGISTERS
from cadre_desktop.storage.audit import Changes
from cadre_desktop.storage.backup import Reason

_COLUMNS = (
    TableColumn("kind", "类型", 110),
    TableColumn("text", "内容", 240, stretch=1),
    TableColumn("deleted_at", "删除时间", 140),
    TableColumn("deleted_by", "删除人", 90),
    TableColumn("days_left", "还保留", 80, "right"),
)
_EVERY_KIND = "全部类型"


class BinPage(Page):
    """Erasing is for good: it asks, and emptying first makes a backup."""

    title = "回收站"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._lines: dict[str, BinLine] = {}
        self.header = PageHeader(self.title, f"删除的记录保留 {KEPT_DAYS} 天，期满后由您清空，不会自己消失")
        self.empty_button = button(f"清空超过 {KEPT_DAYS} 天的…", self.empty_old, icon="recycle")
        self.header.add_action(self.empty_button)
        self.search = SearchBox("搜姓名或内容")
        self.search.searched.connect(lambda _text: self.refresh())
        self.kinds = Combo(name="按类型筛选")
        listed = [kind for kind in KINDS if kind.model.__tablename__ not in REGISTERS]
        self._kind_keys = ["", *(kind.key for kind in listed)]
        self.kinds.addItems([_EVERY_KIND, *(kind.title for kind in listed)])
        self.kinds.activated.connect(lambda _i: self.refresh())
        self.model = PlainTableModel(_COLUMNS, tickable=True)
        self.model.ticks_changed.connect(self._wake)
        self.table = DataTable(self.model, name=self.title)
        self.restore_button = button("恢复", self.restore, kind="primary", icon="restore")
        self.erase_button = button("彻底删除…", self.erase, kind="danger")
        self.ticked_label, self.total_label = label("", "soft"), label("", "soft")
        self._build()
        desk.bus.changed.connect(self._on_changed)
        self.refresh()

    def _build(self) -> None:
        box = self.page_layout()
        box.addWidget(self.header)
        box.addWidget(flow(self.search, self.kinds))
        box.addWidget(TableArea(self.table, EmptyState("回收站是空的", "删除的记录会先放在这里。", icon="recycle")), 1)
        box.addLayout(row(self.ticked_label, self.restore_button, self.erase_button, None, self.total_label))
        self.table.opened.connect(self._toggle)

    def refresh(self) -> None:
        with errors_shown(self):
            key = self._kind_keys[max(0, self.kinds.currentIndex())]
            found = recycle.listed(self.desk.db, kind_key=key, text=self.search.text().strip())
            self._lines = {line.id: line for line in found}
            now = self.desk.db.now()
            self.model.set_rows(_row(line, line.days_left(now)) for line in found)
            self.total_label.setText(f"共 {len(found)} 条")
            self._wake()

    def arrive(self, **_hints: Any) -> None:
        self.refresh()

    def main_input(self) -> SearchBox:
        return self.search

    def _on_changed(self, _changes: Changes) -> None:
        if self.isVisible():
            self.refresh()

    def _toggle(self, row_id: str) -> None:
        self.model.toggle(row_id)

    def _wake(self) -> None:
        n = len(self.model.ticked)
        self.ticked_label.setText(f"已选 {n} 条")
        self.ticked_label.setVisible(bool(n))
        for each in (self.restore_button, self.erase_button):
            each.setEnabled(bool(n))

    def _ticked(self) -> list[BinLine]:
        return [self._lines[i] for i in self.model.ticked]

    def restore(self) -> None:
        """Take the ticked records out; those that cannot come back are named."""
        with errors_shown(self):
            lines = self._ticked()
            refused = recycle.restore_many(self.desk.db, lines)
            n_back = len(lines) - len(refused)
            if n_back:
                self.desk.tell(f"已恢复 {n_back} 条记录")
            self._tell_refused("不能恢复", refused)
            self.refresh()

    def erase(self) -> None:
        """Let the ticked records go for good, after asking; those others need stay and are named."""
        with errors_shown(self):
            lines = self._ticked()
            question, hint = f"彻底删除 {len(lines)} 条记录？", "删除后不能恢复，只能从以前的备份里找回。"
            if not lines or not self.desk.dialogs.confirm(self, question, hint, yes="彻底删除", danger=True):
                return
            for line in lines:
                recycle.erase(self.desk.db, line.kind_key, line.id)
            self.desk.tell(f"已彻底删除 {len(lines)} 条记录")
            self.refresh()

    def empty_old(self) -> None:
        """Let go what has lain long enough, after asking and after a backup."""
        with errors_shown(self):
            question = f"清空删除已超过 {KEPT_DAYS} 天的记录？"
            hint = "清空前自动备份一次。清空后不能恢复，只能从备份里找回。"
            if not self.desk.dialogs.confirm(self, question, hint, yes="清空", danger=True):
                return
            db, keep_copy = self.desk.db, self.desk.keep_copy

            def job(progress: Progress) -> Emptied:
                if keep_copy is not None:
                    keep_copy(Reason.BEFORE_ERASING)
                return recycle.empty(db, progress=progress)

            self.desk.tasks.run(self.window(), "正在清空回收站", job, self._on_emptied)

    def _on_emptied(self, emptied: Emptied) -> None:
        self.refresh()
        self.desk.tell(f"已清空 {emptied.n_erased} 条" if emptied.n_erased else "没有超过期限的记录")
        self._tell_refused("还有其他记录用到，没有清空", list(emptied.stays))

    def _tell_refused(self, what: str, refused: list[tuple[BinLine, str]], most: int = 5) -> None:
        if refused:
            lines = [f"· {line.kind_title} {line.text}：{why}" for line, why in refused[:most]]
            more = [f"……还有 {len(refused) - most} 条"] if len(refused) > most else []
            self.desk.dialogs.info(self, f"{len(refused)} 条{what}", "\n".join([*lines, *more]))


def _row(line: BinLine, days_left: int) -> PlainRow:
    left = Cell(f"{days_left} 天") if days_left else Cell("已期满", "muted")
    words = f"{line.text}（连同{line.along}）" if line.along else line.text
    text = Cell(" ".join(words.split()), tip=words)
    return PlainRow(line.id, (line.kind_title, text, shown(line.deleted_at), line.deleted_by, left))
