"""时间线 of a person or a unit: one line of life across all archives and ledgers, the newest first."""

from collections import Counter
from typing import ClassVar

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.gui.pages.person.tab import PersonTab
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.chips import Chip, ChipRow
from cadre_desktop.gui.widgets.empty_state import EmptyState
from cadre_desktop.gui.widgets.short_table import ShortTable
from cadre_desktop.gui.widgets.table_model import PlainRow, PlainTableModel, TableColumn
from cadre_desktop.records import BY_KEY, KINDS
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.rows import Link
from cadre_desktop.services import life
from cadre_desktop.services.life import LifeEvent

_COLUMNS = (
    TableColumn("when", "时间", 110),
    TableColumn("kind", "类别", 130),
    TableColumn("text", "内容", 360, stretch=1),
    TableColumn("part", "在其中", 120),
)
_ALL = ""
_MOST_ROWS = 400


class LifeTab(PersonTab):
    """Chips narrow the line to one kind; a double click opens the record."""

    title = "时间线"
    tables = ("cadre", *(kind.model.__tablename__ for kind in KINDS if life.ways_to(kind, Cadre)))
    nothing: ClassVar[str] = "登记的任职、考核、谈话和各类台账都会排到这里。"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.events: list[LifeEvent] = []
        self.chips = ChipRow("只看：", can_save=False)
        self.chips.chosen.connect(self.show_kind)
        self.model = PlainTableModel(_COLUMNS)
        self.table = ShortTable(self.model, name="时间线", most_rows=_MOST_ROWS)
        self.table.opened.connect(self.open)
        self.none = EmptyState("还没有记录", self.nothing, icon="clock")
        self.body.addWidget(self.chips)
        self.body.addWidget(self.none)
        self.body.addWidget(self.table)
        self.body.addStretch(1)

    def reload(self, person: Link) -> None:
        self.events = self.read(person)
        counts = Counter(event.kind_key for event in self.events)
        chosen = self.chips.chosen_key() if self.chips.chosen_key() in counts else _ALL
        kinds = [Chip(kind.key, kind.title, counts[kind.key]) for kind in KINDS if counts[kind.key]]
        self.chips.set_chips([Chip(_ALL, "全部", len(self.events)), *kinds], chosen)
        self.show_kind(chosen)

    def read(self, person: Link) -> list[LifeEvent]:
        """Read the life of whose page this is."""
        return life.life_of_person(self.desk.db, person.id)

    def show_kind(self, kind_key: str) -> None:
        """Show the events of one kind, or with "" all of them."""
        shown = [(at, event) for at, event in enumerate(self.events) if kind_key in (_ALL, event.kind_key)]
        self.model.set_rows([PlainRow(str(at), _cells(event)) for at, event in shown])
        self.none.setVisible(not self.events)
        self.table.setVisible(bool(self.events))

    def open(self, row_id: str) -> None:
        """Open the record behind a line."""
        event = self.events[int(row_id)]
        open_record(self.desk, self, BY_KEY[event.kind_key], event.record_id)


class UnitLifeTab(LifeTab):
    """The unit's own line of life; what is about its officials is in theirs."""

    tables = ("unit", *(kind.model.__tablename__ for kind in life.OF_UNITS))
    nothing = "登记的单位考核、红黑榜、作风评议、问题和曾用名都会排到这里。"

    def read(self, person: Link) -> list[LifeEvent]:
        return life.life_of_unit(self.desk.db, person.id, with_people=False)


def _cells(event: LifeEvent) -> tuple[Cell | str, ...]:
    when = str(event.when) if event.when is not None else "未填时间"
    return (when, event.title, event.text, event.part)
