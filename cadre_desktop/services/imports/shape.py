"""The shape of an import: what was read, what it would do row by row, and what it did."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from cadre_desktop.formats.appointment_form import AppointmentForm
from cadre_desktop.formats.foreign.reader import Sheet
from cadre_desktop.formats.table_finder import FoundTable
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.storage.base import Record

State = Literal["new", "update", "same", "skip", "problem"]
OnMatch = Literal["update", "skip", "add"]
About = Literal["value", "unit", "person", "choice"]


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the clerk chose: once for the whole file, and row by row where a row asked.

    `mapping` is header title -> field name ("" leaves the column out).  `units` is text of the sheet -> unit id,
    or "new:" and a name for a unit of that name which this import makes, "new/" and its kind before the colon where
    the clerk told it; under the text itself also without `create_units`.  `people` is row number -> cadre id ("" for
    a person of their own), `fixed` row number -> field -> new text, `refused` row number -> fields of the sheet that
    leave what is on file as it is.
    """

    sheet: str = ""
    create_units: bool = False
    on_match: OnMatch = "update"
    mapping: Mapping[str, str] | None = None
    units: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[int, str] = field(default_factory=dict)
    fixed: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    refused: Mapping[int, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One way to settle a problem: the words to offer, and the id or text to take."""

    text: str
    value: str


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong with one cell; `column` is the clerk's own title, `index` its place from 0 on the sheet.

    `about` says how to settle it: type another value, choose the unit, or choose the person.
    """

    column: str
    index: int | None
    field: str
    message: str
    about: About = "value"
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """One value an update would change, in words; `field` is the column it can be refused by, "" where it cannot."""

    label: str
    old: str
    new: str
    field: str = ""


class Write(NamedTuple):
    """One record to file, or to change when `id` says which; values are by column name.

    `now` is the whole record as it is.  An import makes several of these a row: tuples are made quickest.
    """

    model: type[Record]
    values: Mapping[str, Any]
    id: str = ""
    version: int = 0
    now: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row of the sheet and what the import would do with it.

    `values` are plain values by field name; `inferred` names those the sheet did not give itself.  `record_id` is the
    record on file, of a new row the id it will get where other rows link to it.
    """

    row_number: int
    values: Mapping[str, Any]
    state: State
    problems: tuple[CellProblem, ...] = ()
    warnings: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    inferred: tuple[str, ...] = ()
    record_id: str = ""
    writes: tuple[Write, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit the import would make; its kind was told from the name, or by the clerk."""

    id: str
    name: str
    kind: str
    kind_label: str
    rows: int


@dataclass(frozen=True, slots=True)
class ImportColumn:
    """A column of the sheet that carries a field: the field's name, the clerk's title and its place from 0."""

    name: str
    title: str
    index: int


@dataclass(frozen=True, slots=True)
class ImportSource:
    """What was read of the file: the sheet, the table found in it, and the 截止时间 of its heading.

    `sheet_names` are those of the whole file; `made` is a sheet that was never a workbook.  Where its rows were made
    of files of 任免审批表, `forms` has each by its row, and `faults` says which files could not be read.
    """

    path: Path
    sheet: Sheet = field(repr=False)
    table: FoundTable = field(repr=False)
    columns: tuple[ImportColumn, ...]
    as_of: PartialDate | None
    mapping: Mapping[str, str] | None = None
    sheet_names: tuple[str, ...] = ()
    made: bool = False
    forms: Mapping[int, AppointmentForm] = field(default_factory=dict, repr=False)
    faults: tuple[str, ...] = ()

    def title_of(self, name: str, otherwise: str) -> str:
        """Return the clerk's title of a field, or our own when the sheet has no such column."""
        return next((c.title for c in self.columns if c.name == name), otherwise)


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """An import before it is done: nothing has been written, everything can still be settled.

    `own_writes` are filed beside the rows (new units, aliases matched by hand); `seen` is the last line of the
    trail the plan knows of.  A `set_wise` plan's rows carry their writes; the others go through the form's door.
    """

    kind_key: str
    kind_title: str
    source: ImportSource
    options: ImportOptions
    rows: tuple[PlannedRow, ...]
    new_units: tuple[NewUnit, ...]
    unmatched_columns: tuple[str, ...]
    missing_columns: tuple[str, ...]
    warnings: tuple[str, ...]
    own_writes: tuple[Write, ...] = field(repr=False)
    seen: int
    set_wise: bool = False

    @property
    def problems(self) -> tuple[tuple[int, CellProblem], ...]:
        """Every problem with its row number, in the order of the sheet."""
        return tuple((row.row_number, problem) for row in self.rows for problem in row.problems)

    def count(self, state: State) -> int:
        """Count the rows in a state."""
        return sum(1 for row in self.rows if row.state == state)

    @property
    def clean(self) -> int:
        """How many rows have no problem."""
        return len(self.rows) - self.count("problem")


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did, in rows; `batch_id` takes it back, empty when there was nothing to write."""

    created: int
    updated: int
    skipped: int
    batch_id: str
