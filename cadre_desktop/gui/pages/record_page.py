"""The page every kind gets: search, filters, a table read page by page, and the window behind each line."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLabel, QPushButton

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.dialogs.batch_dialog import BatchDialog
from cadre_desktop.gui.dialogs.columns_dialog import columns_button
from cadre_desktop.gui.dialogs.export_dialog import export_list
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.bin_hint import bin_hint
from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.gui.page import Page
from cadre_desktop.gui.tables.kind_source import KindSource
from cadre_desktop.gui.tables.paged_model import PagedTableModel
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.chips import Chip, ChipRow
from cadre_desktop.gui.widgets.combo import Combo
from cadre_desktop.gui.widgets.data_table import DataTable
from cadre_desktop.gui.widgets.empty_state import EmptyState
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import flow, row
from cadre_desktop.gui.widgets.page_header import PageHeader
from cadre_desktop.gui.widgets.search_box import SearchBox
from cadre_desktop.gui.widgets.table_area import TableArea
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.records.rows import Link
from cadre_desktop.services import records, saved_filters
from cadre_desktop.storage.audit import Changes
from cadre_desktop.storage.fields import Field

_ALL = "all"


class RecordPage(Page):
    """One kind of record.  Subclass it only to add what the kind can do."""

    def __init__(self, desk: Desk, kind: RecordKind, title: str = "") -> None:
        super().__init__()
        self.desk, self.kind = desk, kind
        self.title = title or kind.title
        self.source = self.make_source()
        self.model = PagedTableModel(self.source, tickable=not kind.kept_by_program, parent=self)
        self.table = DataTable(self.model, name=self.title)
        self.combos: dict[str, Combo] = {}
        self._choices: dict[str, list[Any]] = {}
        self._build()
        self.table.opened.connect(self.open)
        self.table.delete_asked.connect(self.discard)
        self.table.columns_changed.connect(lambda: desk.layouts.save(self.place, self.table.layout_state()))
        self.table.restore_layout(desk.layouts.load(self.place))
        self.model.ticks_changed.connect(self._show_counts)
        self.model.reloaded.connect(self._show_counts)
        desk.bus.changed.connect(self.on_changed)
        self.refresh()

    @property
    def place(self) -> str:
        """The name under which layouts and filters of this list are kept."""
        return f"list.{self.kind.key}"

    # building

    def make_source(self) -> KindSource:
        """Make what the list reads from."""
        return KindSource(self.desk.db, self.kind)

    def _build(self) -> None:
        self.header = PageHeader(self.title)
        self.search = SearchBox(self.search_hint())
        self.search.searched.connect(self._search)
        filters = [self._combo(f) for f in self.kind.filter_fields]
        self.columns_button = columns_button(self.table)
        self.clear_button = button("清除筛选", self.clear_filters, kind="link")
        self.chips = ChipRow()
        self.chips.chosen.connect(self._choose_chip)
        self.chips.save_asked.connect(self._save_filter)
        self.chips.remove_asked.connect(self._drop_filter)
        self.empty_button = self._empty_button()
        self.empty = EmptyState(f"没有{self.kind.title}", "", self.empty_button)
        self.ticked_label, self.total_label = label("", "soft"), label("", "soft")
        self.discard_button = button("移入回收站", lambda: self.discard(list(self.model.ticked)))
        self.batch_button = button("批量修改…", self.change_ticked, tip="把所选记录的同一项改成同一个值，先预览")
        bar = flow(self.search, *filters, self.columns_button, self.clear_button)
        foot = row(self.ticked_label, *self.footer_buttons(), None, self.total_label)
        box = self.page_layout()
        for part in (self.header, bar, self.chips):
            box.addWidget(part)
        box.addWidget(TableArea(self.table, self.empty), 1)
        box.addLayout(foot)
        self.add_actions()

    def search_hint(self) -> str:
        """Say what the search looks at."""
        return "搜姓名、拼音首字母、单位或内容"

    def add_actions(self) -> None:
        """Put the page's buttons in the header; subclasses add theirs."""
        self.header.add_action(button("导出", self.export, icon="export", tip="导出当前列表"))
        if not self.kind.kept_by_program:
            add = button(f"新增{self.kind.title}", self.add, kind="primary", icon="add", shortcut="Ctrl+N")
            self.header.add_action(add)

    def footer_buttons(self) -> list[QPushButton | QLabel]:
        """List what can be done with the ticked rows."""
        return [] if self.kind.kept_by_program else [self.batch_button, self.discard_button]

    def _empty_button(self) -> QPushButton:
        if self.kind.kept_by_program:
            return button("清除筛选", self.clear_filters)
        return button(f"新增{self.kind.title}", self.add, kind="primary")

    def _combo(self, field: Field) -> Combo:
        combo = Combo(name=f"按{field.label}筛选")
        links = records.links(self.desk.db, field.type) if field.is_link else []
        values: list[Any] = [None, *(links if field.is_link else field.choices)]
        combo.addItem(f"全部{field.label}")
        combo.addItems([v.text if isinstance(v, Link) else v.label for v in values[1:]])
        combo.activated.connect(partial(self._filter, field.name))
        self.combos[field.name], self._choices[field.name] = combo, values
        return combo

    # what is shown

    def arrive(self, *, ids: tuple[str, ...] | None = None, title: str = "", text: str = "", **filters: Any) -> None:
        """Be shown, for instance the exact records behind a figure on the home page."""
        if ids is None and not text and not filters:
            return
        self.clear_filters()
        for name, value in filters.items():
            self.source.query = self.source.query.with_filter(name, value)
        self.search.set_quietly(text)
        self.source.query = ListQuery(text=text, filters=self.source.query.filters, ids=ids)
        self.header.set_title(self.title, title)
        self._show_filters()
        self.refresh()

    def refresh(self) -> None:
        with errors_shown(self):
            self.model.reload()
            self._show_chips()

    def main_input(self) -> SearchBox:
        return self.search

    def on_changed(self, changes: Changes) -> None:
        """Read again when a record of the kind, or a name shown in the list, changed."""
        if changes.touches(self.kind.model.__tablename__, "cadre", "unit"):
            self.refresh()

    def set_query(self, query: ListQuery) -> None:
        """Show another selection."""
        self.source.query = query
        self.refresh()

    def _search(self, text: str) -> None:
        query = self.source.query
        self.set_query(ListQuery(text, query.filters, query.sort, query.descending, query.ids))

    def _filter(self, name: str, index: int) -> None:
        self.set_query(self.source.query.with_filter(name, self._choices[name][index]))

    def clear_filters(self) -> None:
        """Show everything again."""
        self.search.set_quietly("")
        self.header.set_title(self.title)
        self.set_query(ListQuery())
        self._show_filters()

    def _show_filters(self) -> None:
        """Let the drop-down lists say what is filtered by."""
        chosen = dict(self.source.query.filters)
        for name, combo in self.combos.items():
            ids = [getattr(v, "id", v) for v in self._choices[name]]
            wanted = getattr(chosen.get(name), "id", chosen.get(name))
            combo.setCurrentIndex(ids.index(wanted) if wanted in ids else 0)

    def _show_counts(self) -> None:
        ticked = len(self.model.ticked)
        self.ticked_label.setText(f"已选 {ticked} 条" if ticked else "")
        self.ticked_label.setVisible(bool(ticked))
        for each in (self.batch_button, self.discard_button):
            each.setVisible(bool(ticked) and not self.kind.kept_by_program)
        self.total_label.setText(f"共 {self.model.total} 条")
        narrowed = self.source.query.text or self.source.query.filters or self.source.query.ids is not None
        self.clear_button.setVisible(bool(narrowed))
        why = f"当前筛选：{self.filter_words()}。可以清除筛选再看。" if narrowed else self.first_words()
        if self.kind.kept_by_program:
            self.empty_button.setVisible(bool(narrowed))
        self.empty.set_words(f"没有符合条件的{self.kind.title}" if narrowed else f"还没有{self.kind.title}", why)

    def first_words(self) -> str:
        """Say how a list without any record gets its first."""
        if self.kind.kept_by_program:
            return "由程序自动登记，不用录入。"
        return "点“新增”录入第一条，或从 Excel 导入。"

    def filter_words(self) -> str:
        """Say in words what the list is narrowed by."""
        query = self.source.query
        words = [f"搜索“{query.text}”"] if query.text else []
        for name, value in query.filters:
            words.append(f"{self.kind.field(name).label}为{getattr(value, 'label', value)}")
        if query.ids is not None:
            words.append(self.header.subtitle_label.text() or "指定的记录")
        return "、".join(words)

    # saved filters

    def _show_chips(self) -> None:
        saved = saved_filters.listed(self.desk.db, self.kind)
        chips = [Chip(_ALL, "全部"), *(Chip(s.key, s.name, s.count, removable=True) for s in saved)]
        current = next((s.key for s in saved if s.query == self.source.query), "")
        self.chips.set_chips(chips, current or ("" if self.source.query != ListQuery() else _ALL))

    def _choose_chip(self, key: str) -> None:
        with errors_shown(self):
            if key == _ALL:
                self.clear_filters()
                return
            query = next(s.query for s in saved_filters.listed(self.desk.db, self.kind) if s.key == key)
            self.search.set_quietly(query.text)
            self.set_query(query)
            self._show_filters()

    def _save_filter(self) -> None:
        with errors_shown(self):
            name = self.desk.dialogs.ask_text(self, "存为常用筛选", "名称")
            if name:
                saved_filters.save(self.desk.db, self.kind, name, self.source.query)
                self._show_chips()

    def _drop_filter(self, key: str) -> None:
        with errors_shown(self):
            saved_filters.drop(self.desk.db, key)
            self._show_chips()

    # what can be done

    def add(self) -> None:
        """Open the window of a new record."""
        with errors_shown(self):
            self.open(None)

    def open(self, record_id: str | None) -> None:
        """Open the window of a record."""
        with errors_shown(self):
            open_record(self.desk, self.window(), self.kind, record_id)

    def change_ticked(self) -> None:
        """Give one field of the ticked records one value, after a look at old and new."""
        with errors_shown(self):
            BatchDialog(self.desk, self.window(), self.kind, self.model.ticked).open()

    def discard(self, record_ids: list[str]) -> None:
        """Move records to the recycle bin after asking; a line offers to take it back."""
        with errors_shown(self):
            question = f"将 {len(record_ids)} 条{self.kind.title}移入回收站？"
            hint = bin_hint(self.desk.db, self.kind, record_ids)
            if not record_ids or not self.desk.dialogs.confirm(self, question, hint, yes="移入回收站"):
                return
            records.discard_many(self.desk.db, self.kind, record_ids)
            self.model.set_ticked(())
            self.desk.tell(
                f"已将 {len(record_ids)} 条{self.kind.title}移入回收站", partial(self._bring_back, record_ids)
            )

    def _bring_back(self, record_ids: list[str]) -> None:
        with errors_shown(self):
            for record_id in record_ids:
                records.restore(self.desk.db, self.kind, record_id)

    def act(self, step: Callable[..., Any], *args: Any, said: str = "", **kwargs: Any) -> None:
        """Do one step of a service with the store first, and say that it is done."""
        with errors_shown(self):
            step(self.desk.db, *args, **kwargs)
            if said:
                self.desk.tell(said)

    def export(self) -> None:
        """Write what is shown to an Excel file, only the ticked rows if there are any."""
        with errors_shown(self):
            state = self.table.layout_state()
            names = [name for name in state["order"] if name not in state["hidden"]]
            query, ticked = self.source.query, self.model.ticked
            if ticked:
                query = ListQuery(sort=query.sort, descending=query.descending, ids=ticked)
            export_list(self.desk, self, self.kind, names, query, len(ticked) or self.model.total)
