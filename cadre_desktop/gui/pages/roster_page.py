"""干部名册: find people, narrow the list, change several at once, take the list along as file or on paper."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.dialogs.batch_dialog import BatchDialog
from cadre_desktop.gui.dialogs.columns_dialog import columns_button
from cadre_desktop.gui.dialogs.form_export import ask_form_export
from cadre_desktop.gui.dialogs.merge_dialog import MergeDialog
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.bin_hint import bin_hint
from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.gui.page import Page
from cadre_desktop.gui.pages.roster.filter_bar import FilterBar, Filters
from cadre_desktop.gui.pages.roster.filter_words import condition_words, query_words
from cadre_desktop.gui.pages.roster.pins import PinRow
from cadre_desktop.gui.pages.roster.taking_along import RosterSheet, export_sheet, print_sheet, sheet_of
from cadre_desktop.gui.tables.paged_model import PagedTableModel
from cadre_desktop.gui.tables.roster_source import RosterSource
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.chips import Chip, ChipRow
from cadre_desktop.gui.widgets.data_table import DataTable
from cadre_desktop.gui.widgets.empty_state import EmptyState
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import row
from cadre_desktop.gui.widgets.page_header import PageHeader
from cadre_desktop.gui.widgets.search_box import SearchBox
from cadre_desktop.gui.widgets.table_area import TableArea
from cadre_desktop.records import cadre, unit
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.records.rows import Link
from cadre_desktop.records.unit import UnitState
from cadre_desktop.services import cadres, history, records, roster, saved_filters, unit_profile
from cadre_desktop.storage.audit import Changes

PLACE = "list.roster"
_ALL = "all"
# Whatever the derived line of a person is made of.
_TABLES = (
    "cadre", "unit", "post", "rank", "annual_assessment", "political_review", "achievement", "performance_term",
    "observation", "interview",
)  # fmt: skip


class RosterPage(Page):
    """The list of people.

    What is shown is told by one query: the words and conditions of the bar, those that only a chip
    stands for (`_extras`), and the people a figure elsewhere led to (`_ids`, called `_pinned`).
    """

    title = "干部名册"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.source = RosterSource(desk.db)
        self.model = PagedTableModel(self.source, tickable=True, parent=self)
        self.table = DataTable(self.model, name="干部名册")
        self._extras: Filters = ()
        self._ids: tuple[str, ...] | None = None
        self._pinned = ""
        self._saved: list[saved_filters.Saved] = []
        self._n_all = 0
        self._stale = True
        self._build()
        self._connect()
        self.table.restore_layout(desk.layouts.load(PLACE))

    # building

    def _build(self) -> None:
        self.header = PageHeader(self.title)
        self.header.add_action(button("从 Excel 导入", lambda: self.desk.go("import"), icon="excel"))
        self.header.add_action(
            button("任意日期…", lambda: self.desk.go("day_roster"), icon="calendar", tip="看过去某天的名册")
        )
        self.export_button = button("导出", self.export_shown, icon="export", tip="导出列表当前的内容")
        self.header.add_action(self.export_button)
        self.add_button = button("新增干部", self.add_person, kind="primary", icon="add-user", shortcut="Ctrl+N")
        self.header.add_action(self.add_button)
        self.columns_button = columns_button(self.table)
        self.bar = FilterBar(self.columns_button)
        self.pins = PinRow()
        self.chips = ChipRow()
        self.clear_button = button("清除筛选", self.clear_filters, kind="primary")
        self.empty_add_button = button("新增干部", self.add_person)
        self.empty = EmptyState("没有符合条件的干部", "", self.clear_button, self.empty_add_button)
        page = self.page_layout()
        for part in (self.header, self.bar, self.chips, self.pins):
            page.addWidget(part)
        page.addWidget(TableArea(self.table, self.empty), 1)
        page.addLayout(self._foot())

    def _foot(self) -> Any:
        self.ticked_label, self.total_label = label("", "soft"), label("", "soft")
        self.tick_all_button = button("全选", self.tick_all, kind="link", tip="勾选列表中的所有人")
        self.bulk_button = button("批量修改", self.change_ticked, tip="把所选的人的同一项改成同一个值，先预览")
        self.export_ticked_button = button("导出所选", self.export_ticked, tip="只导出打勾的人")
        self.print_button = button("打印", self.print_shown, icon="print", shortcut="Ctrl+P", tip="打印列表当前的内容")
        self.forms_button = button("导出任免表", self.export_forms, tip="把所选的人的任免审批表存成 .lrmx 文件")
        self.merge_button = button("合并…", self.merge_ticked, tip="所选的两个人其实是同一人时，合并成一份档案")
        self.ticked_buttons = (self.bulk_button, self.merge_button, self.export_ticked_button, self.forms_button)
        return row(
            self.ticked_label, self.tick_all_button, *self.ticked_buttons, self.print_button, None, self.total_label
        )

    def _connect(self) -> None:
        self.bar.changed.connect(self._on_narrowed)
        self.pins.removed.connect(self._remove_pin)
        self.chips.chosen.connect(self._choose_chip)
        self.chips.save_asked.connect(self._save_filter)
        self.chips.remove_asked.connect(self._drop_filter)
        self.table.opened.connect(self.open_person)
        self.table.delete_asked.connect(self.discard)
        self.table.columns_changed.connect(lambda: self.desk.layouts.save(PLACE, self.table.layout_state()))
        self.model.ticks_changed.connect(self._show_ticks)
        self.model.reloaded.connect(self._show_counts)
        self.desk.bus.changed.connect(self._on_changed)

    # what is shown

    def arrive(
        self,
        *,
        ids: Sequence[str] | None = None,
        title: str = "",
        text: str = "",
        filter: Mapping[str, Any] | None = None,
        **conditions: Any,
    ) -> None:
        """Be shown; with `ids` or conditions show exactly those people, called `title`, and nobody else."""
        wanted = {**(filter or {}), **conditions}
        if ids is None and not wanted and not text:
            if self._stale:
                self.refresh()
            return
        self._ids = tuple(ids) if ids is not None else None
        self._pinned = title
        self._show_query(text, tuple(wanted.items()))

    def refresh(self) -> None:
        """Read people, units and saved filters again; the list stays where it was scrolled to."""
        with errors_shown(self):
            self._stale = False
            units = records.all_rows(
                self.desk.db,
                unit.KIND,
                (unit.KIND.field("name"),),
                ListQuery(sort="order_number", filters=(("state", UnitState.ACTIVE),)),
            )
            self.bar.set_units(Link(r.id, r.values[0]) for r in units)
            profile = unit_profile.load(self.desk.db)
            self.header.set_title(self.title, f"{profile.name} ・ {self.desk.db.now().year}年度")
            self._reload_in_place()
            self._count_chips()

    def main_input(self) -> SearchBox:
        return self.bar.search

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _on_changed(self, changes: Changes) -> None:
        if not changes.touches(*_TABLES):
            return
        self._stale = True
        if self.isVisible():
            self.refresh()

    def _reload_in_place(self) -> None:
        """Read the list again, as far down as it had been read, and go back to the same line."""
        at, depth, current = self.table.verticalScrollBar().value(), self.model.rowCount(), self.table.current_id()
        self.model.reload()
        while self.model.rowCount() < depth and self.model.canFetchMore():
            self.model.fetchMore()
        if current:
            self.table.select_id(current)
        self.table.verticalScrollBar().setValue(at)

    @property
    def query(self) -> ListQuery:
        """What is shown, without its order."""
        return ListQuery(self.bar.text, self.bar.filters() + self._extras, ids=self._ids)

    def _show_query(self, text: str, filters: Filters) -> None:
        """Show exactly these conditions: in the bar where it has a chooser, as chips where it has none."""
        self._extras = self.bar.show_filters(text, filters)
        self._on_narrowed()

    def _on_narrowed(self) -> None:
        with errors_shown(self):
            sort, descending = self.source.query.sort, self.source.query.descending
            self.source.query = replace(self.query, sort=sort, descending=descending)
            self.model.reload()
            self.table.scrollToTop()
            self._show_pins()
            self._show_chips()

    def clear_filters(self) -> None:
        """Show everybody again."""
        self._ids, self._pinned = None, ""
        self._show_query("", ())

    # pins and saved filters

    def _show_pins(self) -> None:
        words = [] if self._ids is None else [f"{self._pinned or '指定的人'}（{len(self._ids)}人）"]
        self.pins.set_pins(words + [condition_words(name, value) for name, value in self._extras])

    def _remove_pin(self, number: int) -> None:
        if self._ids is not None and number == 0:
            self._ids, self._pinned = None, ""
        else:
            at = number - (self._ids is not None)
            self._extras = self._extras[:at] + self._extras[at + 1 :]
        self._on_narrowed()

    def _count_chips(self) -> None:
        """Count behind every saved filter; what is typed or chosen here does not change that."""
        self._saved = saved_filters.listed_for_roster(self.desk.db)
        self._n_all = roster.count(self.desk.db, ListQuery())
        self._show_chips()

    def _show_chips(self) -> None:
        chips = [Chip(_ALL, "全部", self._n_all)]
        chips += [Chip(s.key, s.name, s.count, removable=not s.built_in) for s in self._saved]
        here = _comparable(self.query)
        same = [s.key for s in self._saved if _comparable(s.query) == here]
        self.chips.set_chips(chips, _ALL if here == _comparable(ListQuery()) else "".join(same[:1]))

    def _choose_chip(self, key: str) -> None:
        with errors_shown(self):
            saved = next((s for s in self._saved if s.key == key), None)
            query = saved.query if saved else ListQuery()
            self._ids, self._pinned = query.ids, saved.name if saved else ""
            self._show_query(query.text, query.filters)

    def _save_filter(self) -> None:
        with errors_shown(self):
            if _comparable(self.query) == _comparable(ListQuery()):
                self.desk.dialogs.info(self, "现在没有筛选条件。", "请先搜索或选择条件，再存为常用筛选。")
                return
            name = self.desk.dialogs.ask_text(self, "存为常用筛选", "名称（最多 20 字）")
            if name:
                saved_filters.save(self.desk.db, saved_filters.ROSTER, name, self.query)
                self._count_chips()

    def _drop_filter(self, key: str) -> None:
        with errors_shown(self):
            saved_filters.drop(self.desk.db, key)
            self._count_chips()

    # counts

    def _show_counts(self) -> None:
        self.total_label.setText(f"共 {self.model.total} 人")
        words = query_words(self.query, self._pinned)
        if words:
            self.empty.set_words("没有符合条件的干部", f"当前筛选：{'，'.join(words)}。换个条件，或清除筛选。")
        else:
            self.empty.set_words("名册还是空的", "可以从 Excel 导入花名册，也可以逐个新增。")
        self.clear_button.setVisible(bool(words))
        self.export_button.setEnabled(self.model.total > 0)
        self.print_button.setEnabled(self.model.total > 0)
        self._show_ticks()

    def _show_ticks(self) -> None:
        ticked = len(self.model.ticked)
        self.ticked_label.setText(f"已选 {ticked} 人")
        self.tick_all_button.setText("取消全选" if ticked else "全选")
        self.tick_all_button.setEnabled(bool(ticked or self.model.total))
        for each in self.ticked_buttons:
            each.setEnabled(ticked > 0)
        self.merge_button.setEnabled(ticked == 2)

    def tick_all(self) -> None:
        """Tick everybody in the list, shown or further down; or take all ticks away."""
        self.model.set_ticked(() if self.model.ticked else self.source.ids)

    # people

    def open_person(self, person_id: str) -> None:
        """Go to a person's page, which then steps through this list."""
        self.desk.go("person", cadre_id=person_id, ids=tuple(self.source.ids))

    def add_person(self) -> None:
        """Open the window of a new person."""
        with errors_shown(self):
            open_record(self.desk, self.window(), cadre.KIND)

    def discard(self, ids: list[str]) -> None:
        """Move people to the recycle bin after asking; a line offers to take it back."""
        with errors_shown(self):
            question = f"将 {len(ids)} 人移入回收站？"
            hint = bin_hint(self.desk.db, cadre.KIND, ids)
            if ids and self.desk.dialogs.confirm(self, question, hint, yes="移入回收站", danger=True):
                records.discard_many(self.desk.db, cadre.KIND, ids)
                self.model.set_ticked(i for i in self.model.ticked if i not in ids)
                self._tell_undoable(f"已将 {len(ids)} 人移入回收站")

    def change_ticked(self) -> None:
        """Change one field of the ticked people, after a look at old and new."""
        with errors_shown(self):
            dialog = BatchDialog(self.desk, self.window(), cadre.KIND, self.model.ticked)
            dialog.choose_field("managed_by")
            dialog.open()

    def merge_ticked(self) -> None:
        """Lay the two ticked files side by side, to make one person of them."""
        with errors_shown(self):
            MergeDialog(self.desk, self.window(), *self.model.ticked).open()

    def _tell_undoable(self, said: str) -> None:
        """Say what was done and offer to take back this very piece of work."""
        step = history.recent_steps(self.desk.db, limit=1)[0]
        self.desk.tell(said, partial(self._take_back, step.work_id))

    def _take_back(self, work_id: str) -> None:
        with errors_shown(self):
            self.desk.tell(history.undo_step(self.desk.db, work_id).sentence)

    # taking the list along

    def sheet(self, ids: Sequence[str]) -> RosterSheet:
        """Lay out some people as the list shows them: same columns, same order."""
        words = query_words(self.query, self._pinned)
        return sheet_of(self.desk.db, self.table, ids, words)

    def export_shown(self) -> None:
        """Write what is shown to a file: the ticked rows, if there are any."""
        with errors_shown(self):
            export_sheet(self.desk, self, self.sheet(self._ticked_in_order() or self.source.ids))

    def export_ticked(self) -> None:
        """Write the ticked rows to a file."""
        with errors_shown(self):
            export_sheet(self.desk, self, self.sheet(self._ticked_in_order()))

    def export_forms(self) -> None:
        """Write the ticked people's 任免审批表 as the official editor's files."""
        with errors_shown(self):
            people = self._ticked_in_order()
            ask_form_export(self.desk, self, people, cadres.names(self.desk.db, people)[people[0]])

    def print_shown(self) -> None:
        """Preview what is shown on paper: the ticked rows, if there are any."""
        with errors_shown(self):
            print_sheet(self.desk, self, self.sheet(self._ticked_in_order() or self.source.ids))

    def _ticked_in_order(self) -> list[str]:
        """Return the ticked people as the list orders them; those filtered out meanwhile come last."""
        ticked = self.model.ticked
        here = [i for i in self.source.ids if i in set(ticked)]
        return here + [i for i in ticked if i not in set(here)]


def _comparable(query: ListQuery) -> tuple[Any, ...]:
    """Return what makes two queries the same list: links count by their ids, the order of conditions not at all."""
    return query.text, frozenset((name, str(getattr(v, "id", v))) for name, v in query.filters), query.ids
