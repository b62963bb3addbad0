"""考核 of a unit: its own result and the grades of its people, year by year."""

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.gui.pages.person.kind_ledger import KindLedger
from cadre_desktop.gui.pages.person.tab import PersonTab
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.section_box import SectionBox
from cadre_desktop.gui.widgets.short_table import ShortTable
from cadre_desktop.gui.widgets.table_model import PlainRow, PlainTableModel, TableColumn
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.rows import Link
from cadre_desktop.services import unit_views
from cadre_desktop.services.unit_views import YearOfResults

LEDGERS = ("unit_assessment", "quota_setting")
_COLUMNS = (
    TableColumn("year", "年度", 60),
    TableColumn("grade", "单位绩效", 84),
    TableColumn("place", "名次", 74, spare=2),
    TableColumn("team", "班子等次", 90, stretch=1),
    TableColumn("assessed", "人员考核", 84, "right", spare=1),
    TableColumn("excellent", "优秀", 132, "right"),
    TableColumn("second", "称职（合格）", 110, "right"),
    TableColumn("third", "基本称职（合格）", 136, "right"),
    TableColumn("fourth", "不称职（合格）", 120, "right"),
    TableColumn("none", "未定等次", 84, "right", spare=3),
)


class ResultsTab(PersonTab):
    """A double click on a year opens the people's results of that year."""

    title = "考核"
    tables = ("annual_assessment", *LEDGERS, "unit")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.years: tuple[YearOfResults, ...] = ()
        self.model = PlainTableModel(_COLUMNS)
        self.table = ShortTable(self.model, name="历年考核", most_rows=unit_views.MOST_YEARS)
        self.table.opened.connect(self.open)
        self.none = label("还没有考核结果。", "soft")
        self.body.addWidget(SectionBox("历年考核", self.none, self.table, framed=False))
        self.ledgers = [KindLedger(desk, BY_KEY[key], "unit") for key in LEDGERS]
        for ledger in self.ledgers:
            self.body.addWidget(ledger)
        self.body.addStretch(1)

    def reload(self, person: Link) -> None:
        self.years = unit_views.results(self.desk.db, person.id)
        self.model.set_rows(map(_row, self.years))
        self.table.setVisible(bool(self.years))
        self.none.setVisible(not self.years)
        for ledger in self.ledgers:
            ledger.show_person(person)

    def open(self, row_id: str) -> None:
        """List what the people of the unit got in a year, or open the unit's own result where they have none."""
        year = next(one for one in self.years if str(one.year) == row_id)
        if year.assessed and self.person is not None:
            ids = unit_views.result_ids(self.desk.db, self.person.id, year.year)
            self.desk.go("annual_assessment", ids=ids, title=f"{self.person.text}{year.year}年度考核")
        elif year.result is not None:
            open_record(self.desk, self.window(), BY_KEY["unit_assessment"], year.result.id)


def _row(one: YearOfResults) -> PlainRow:
    own = one.result
    place = f"{own.rank_place}/{own.rank_total or '—'}" if own is not None and own.rank_place else ""
    cells = (
        str(one.year), own.grade.label if own else "", place, own.team_grade.label if own and own.team_grade else "",
        str(one.assessed), Cell(one.excellent.in_full() if one.assessed else "—"), str(one.count(2)),
        str(one.count(3)), str(one.count(4)), str(one.count(0)),
    )  # fmt: skip
    return PlainRow(str(one.year), cells)
