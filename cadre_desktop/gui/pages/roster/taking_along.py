"""The roster as it leaves the program, on paper or as a file: the columns, order and people of the list."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.printing.print_dialog import PrintPreview
from cadre_desktop.gui.printing.table_printer import PrintColumn, PrintTable
from cadre_desktop.gui.tables.roster_source import roster_cell
from cadre_desktop.gui.widgets.data_table import DataTable
from cadre_desktop.records.roster import BY_NAME, RosterColumn
from cadre_desktop.records.rows import Row
from cadre_desktop.services import roster, unit_profile
from cadre_desktop.storage.database import Database

TITLE = "干部名册"
MARK = "内部资料 注意保密"


@dataclass(frozen=True, slots=True)
class RosterSheet:
    """Some people in the columns shown; `facts` says whose list it is, what it is narrowed by, and of which day."""

    columns: tuple[RosterColumn, ...]
    rows: tuple[Row, ...]
    facts: str


def sheet_of(db: Database, table: DataTable, ids: Sequence[str], words: Sequence[str]) -> RosterSheet:
    """Read the people of `ids` in the columns the table shows, in its order."""
    state = table.layout_state()
    columns = tuple(BY_NAME[key] for key in state["order"] if key not in state["hidden"])
    rows = roster.rows(db, ids, tuple(c.name for c in columns))
    unit = unit_profile.load(db).name
    parts = [f"填报单位：{unit}" if unit else "", f"条件：{'，'.join(words)}" if words else "", f"共 {len(rows)} 人"]
    parts.append(f"{db.now():%Y.%m.%d}")
    return RosterSheet(columns, tuple(rows), "　".join(p for p in parts if p))


def printed(sheet: RosterSheet) -> PrintTable:
    """Lay the sheet out for paper; sensitive values are masked as on the screen."""
    columns = tuple(PrintColumn(c.label, max(c.width, len(c.label) * 2), c.align) for c in sheet.columns)
    rows = [tuple(roster_cell(c, v).text for c, v in zip(sheet.columns, r.values, strict=True)) for r in sheet.rows]
    return PrintTable(TITLE, sheet.facts, columns, rows, MARK)


def print_sheet(desk: Desk, parent: QWidget, sheet: RosterSheet) -> PrintPreview:
    """Open the preview of the sheet."""
    preview = PrintPreview(desk.dialogs, parent, printed(sheet), f"{TITLE}_{desk.db.now():%Y%m%d}")
    preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    preview.open()
    return preview


def export_sheet(desk, parent, sheet):
    raise NotImplementedError
