"""人员 of a unit: who serves in it, the highest posts first; a double click opens the person's page."""

from typing import Any

from cadre_desktop.formats.values import shown
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.pages.person.tab import PersonTab
from cadre_desktop.gui.tables.tones import tone_of
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.empty_state import EmptyState
from cadre_desktop.gui.widgets.short_table import ShortTable
from cadre_desktop.gui.widgets.table_model import PlainRow, PlainTableModel, TableColumn
from cadre_desktop.records.rows import Link
from cadre_desktop.services import roster, unit_views

_COLUMNS = (
    TableColumn("name", "姓名", 84),
    TableColumn("post_title", "职务", 200, stretch=2, least=120),
    TableColumn("level", "职务层次", 110, least=96),
    TableColumn("rank", "职级", 130, stretch=1, least=96),
    TableColumn("post_since", "任现职", 84),
    TableColumn("birth_on", "出生年月", 88),
    TableColumn("age", "年龄", 60, "right"),
    TableColumn("last_grade", "上年考核", 96),
    TableColumn("completeness", "资料完整", 84, "right", spare=1),
)
_NAMES = tuple(column.key for column in _COLUMNS)
_MOST_ROWS = 400


class PeopleTab(PersonTab):
    """The unit's own people, not those of the units below."""

    title = "人员"
    tables = ("cadre", "post", "rank", "annual_assessment", "unit")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.ids: list[str] = []
        self.model = PlainTableModel(_COLUMNS)
        self.table = ShortTable(self.model, name="单位人员", most_rows=_MOST_ROWS)
        self.table.opened.connect(self.open)
        self.none = EmptyState("没有在职人员", "给干部登记在本单位的任职经历后，会列在这里。", icon="roster")
        self.body.addWidget(self.none)
        self.body.addWidget(self.table)
        self.body.addStretch(1)

    def reload(self, person: Link) -> None:
        self.ids = unit_views.people_ids(self.desk.db, person.id)
        rows = roster.rows(self.desk.db, self.ids, _NAMES)
        self.model.set_rows(PlainRow(row.id, tuple(map(_cell, _NAMES, row.values))) for row in rows)
        self.none.setVisible(not self.ids)
        self.table.setVisible(bool(self.ids))

    def open(self, cadre_id: str) -> None:
        """Go to the page of a person; the others of the unit are a step away there."""
        self.desk.go("person", cadre_id=cadre_id, ids=tuple(self.ids))


def _cell(name: str, value: Any) -> Cell | str:
    if name == "last_grade" and value is not None:
        return Cell(value.label, tone_of(value) or "neutral", badge=True, sign=False)
    return f"{value}%" if name == "completeness" and value is not None else shown(value)
