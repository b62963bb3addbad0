"""The roster as it leaves the program, on paper or as a file: the columns, order and people of the list."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cadre_desktop.formats.report_sheet import Align, Column
from cadre_desktop.formats.values import shown
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.dialogs.ask import file_name
from cadre_desktop.gui.dialogs.export_dialog import ask_export
from cadre_desktop.gui.forms.step_dialog import StepDialog, Values, step_field
from cadre_desktop.gui.printing.print_dialog import PrintPreview
from cadre_desktop.gui.printing.table_printer import PrintColumn, PrintTable
from cadre_desktop.gui.tables.roster_source import roster_cell
from cadre_desktop.gui.widgets.data_table import DataTable
from cadre_desktop.progress import Progress
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.records.roster import BY_NAME, RosterColumn
from cadre_desktop.records.rows import Row
from cadre_desktop.reports.disclosure import roster_column_leaves
from cadre_desktop.rules import export_levels
from cadre_desktop.rules.id_number import mask
from cadre_desktop.services import exports, roster, unit_profile
from cadre_desktop.services.exports import ExportResult
from cadre_desktop.storage.database import Database

TITLE = "干部名册"
MARK = "内部资料 注意保密"


_ALIGN: dict[str, Align] = {"left": "left", "right": "right", "center": "center"}
_NUMBERS = frozenset({"age", "n_achievements", "n_interviews"})
_ENDINGS = {"post_years": "年", "completeness": "%"}


@dataclass(frozen=True, slots=True)
class RosterSheet:
    """Some people in the columns shown; `facts` says whose list it is, what it is narrowed by, and of which day."""

    columns: tuple[RosterColumn, ...]
    rows: tuple[Row, ...]
    facts: str
    unit: str


def sheet_of(db: Database, table: DataTable, ids: Sequence[str], words: Sequence[str]) -> RosterSheet:
    """Read the people of `ids` in the columns the table shows, in its order."""
    state = table.layout_state()
    columns = tuple(BY_NAME[key] for key in state["order"] if key not in state["hidden"])
    rows = roster.rows(db, ids, tuple(c.name for c in columns))
    unit = unit_profile.load(db).name
    parts = [f"填报单位：{unit}" if unit else "", f"条件：{'，'.join(words)}" if words else "", f"共 {len(rows)} 人"]
    parts.append(f"{db.now():%Y.%m.%d}")
    return RosterSheet(columns, tuple(rows), "　".join(p for p in parts if p), unit)


def printed(sheet: RosterSheet) -> PrintTable:
    """Lay the sheet out for paper; what is covered on the screen is covered there too."""
    columns = tuple(PrintColumn(c.label, max(c.width, len(c.label) * 2), c.align) for c in sheet.columns)
    rows = [tuple(roster_cell(c, v).text for c, v in zip(sheet.columns, r.values, strict=True)) for r in sheet.rows]
    return PrintTable(TITLE, sheet.facts, columns, rows, MARK)


def print_sheet(desk: Desk, parent: QWidget, sheet: RosterSheet) -> PrintPreview:
    """Open the preview of the sheet."""
    name = f"{TITLE}_{desk.db.now():%Y%m%d}"

    def leaving(how: str) -> None:
        roster.note_left(desk.db, TITLE, how, len(sheet.rows))
        desk.tell(f"{TITLE}已{how}")

    preview = PrintPreview(desk.dialogs, parent, printed(sheet), name, leaving)
    preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    preview.open()
    return preview


def export_sheet(desk: Desk, parent: QWidget, sheet: RosterSheet) -> StepDialog:
    """Ask for level and recipient and write the sheet to an Excel file."""
    names = {c.name for c in sheet.columns}
    more = [step_field("id_numbers", bool, "身份证号写全号", required=False, help="仅“内部使用”有效")]

    def write(path: Path, given: Values, progress: Progress) -> ExportResult:
        level: ExportLevel = given["level"]
        whole = bool(given.get("id_numbers")) and level is ExportLevel.INTERNAL
        rows = excel_rows(sheet, level, whole_ids=whole)
        columns = [Column(c.label, max(c.width, 2 * len(c.label) + 2), _ALIGN[c.align]) for c in sheet.columns]
        recipient = given["recipient"]
        return exports.export_rows(
            desk.db, TITLE, columns, rows, path, level=level, recipient=recipient, progress=progress
        )

    return ask_export(
        desk,
        parent,
        TITLE,
        file_name(TITLE, sheet.unit, f"{desk.db.now():%Y%m%d}", suffix=".xlsx"),
        write,
        words=f"将导出 {len(sheet.rows)} 人，列、顺序和范围与列表一致。",
        more=more if "id_number" in names else (),
    )


def excel_rows(sheet: RosterSheet, level: ExportLevel, *, whole_ids: bool = False) -> list[tuple[Any, ...]]:
    """Return the values as the file shows them: counts as numbers, everything else in words, masked by the level."""
    return [
        tuple(_excel_value(c.name, v, level, whole_ids) for c, v in zip(sheet.columns, r.values, strict=True))
        for r in sheet.rows
    ]


def _excel_value(name: str, value: Any, level: ExportLevel, whole_ids: bool) -> Any:
    if value is None or not roster_column_leaves(name, level):
        return ""
    if name in _NUMBERS:
        return value
    if name == "name":
        return export_levels.shown(level.value, "name", value)
    if name == "id_number":
        return value if whole_ids else mask(value)
    ending = _ENDINGS.get(name, "")
    return f"{shown(value)}{ending}"
