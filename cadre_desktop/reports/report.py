"""What a report is: its name, what may be asked of it, and the function that collects it into a book."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from sqlalchemy.orm import Session

from cadre_desktop.figures.ground import FigureContext
from cadre_desktop.formats.report_sheet import ReportBook
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.rules.small_groups import SMALLEST

Parameter = Literal[
    "year", "as_of", "unit_id", "columns", "cadre_ids", "record_ids", "level", "id_numbers", "grouped", "roughly"
]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What the unit says of itself on every sheet."""

    unit_name: str = ""
    filler: str = ""
    reviewer: str = ""
    phone: str = ""

    @property
    def sign_line(self) -> str:
        """The last line of a table, with the names that are known."""
        return f"填报人：{self.filler}    审核人：{self.reviewer}    联系电话：{self.phone}"


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What somebody asks of a report.

    `cadre_ids` and `record_ids` narrow it to exactly these people or records, `columns` to these columns.
    `id_numbers` asks for whole identity numbers, which only the internal level gives; `roughly` for 2390余
    in a draft.  `due` and `small_group` are the unit's own settings: who is due for talks and files, and how few
    people a count may stand for.
    """

    year: int
    as_of: date
    made_on: date
    unit_id: str | None = None
    level: ExportLevel = ExportLevel.INTERNAL
    columns: tuple[str, ...] = ()
    cadre_ids: tuple[str, ...] = ()
    record_ids: tuple[str, ...] = ()
    id_numbers: bool = False
    grouped: bool = False
    roughly: bool = False
    letterhead: Letterhead = Letterhead()
    due: str = "leaders"
    small_group: int = SMALLEST
    number: str = ""

    @property
    def context(self) -> FigureContext:
        """The same question, as the figures understand it."""
        return FigureContext(self.as_of, self.year, self.unit_id, due=self.due)

    def about(self, cadre_id: str) -> "ReportOptions":
        """Return the same options for one person."""
        return replace(self, cadre_ids=(cadre_id,))


Collect = Callable[[Session, ReportOptions], ReportBook]


@dataclass(frozen=True, slots=True)
class Report:
    """One report of the program.

    With `people`, the report is a workbook a person: `people` finds whom it is made for when nobody is named,
    and several go out together as one zip.  With `word`, its book carries a draft for Word.
    """

    key: str
    title: str
    parameters: tuple[Parameter, ...]
    collect: Collect
    people: Callable[[Session, ReportOptions], tuple[str, ...]] | None = None
    word: bool = False

    @property
    def formats(self) -> tuple[str, ...]:
        """The endings of the files it can be written to."""
        if self.word:
            return ("xlsx", "docx")
        return ("xlsx",) if self.people is None else ("xlsx", "zip")
