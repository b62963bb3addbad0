"""Reading one row of a roster: each cell as the value it means, or a sentence why it means none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cadre_desktop import chinese
from cadre_desktop.formats.values import parsed, shown
from cadre_desktop.records.annual_assessment import GRADES, Scheme
from cadre_desktop.records.vocab import AssessmentGrade, PoliticalStatus
from cadre_desktop.rules import ethnic_groups
from cadre_desktop.rules import id_number as id_rules
from cadre_desktop.rules.cell_text import quoted, squeezed
from cadre_desktop.rules.clerk_dates import AmbiguousDate, parse_date
from cadre_desktop.rules.id_number import IdNumber
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services.imports.roster_columns import BY_NAME
from cadre_desktop.services.imports.shape import CellProblem, ImportColumn, Suggestion
from cadre_desktop.services.imports.unit_finder import unit_text
from cadre_desktop.services.records import field_problems
from cadre_desktop.storage.fields import Field

_PARTIES = {s.label: s for s in PoliticalStatus}
_ALSO_PARTIES = {"中国民主建国会": "民建", "中国民主同盟": "民盟", "农工民主党": "农工党", "无党派人士": "无党派"}
_DAYS_ARE_MONTHS = frozenset({"birth_on", "work_start_on", "post_since", "rank_since"})
# The cells of these columns differ from row to row: to remember them would only cost memory.
_EVER_NEW = frozenset({"name", "id_number", "phone", "resume", "rewards", "remark"})


@dataclass(frozen=True, slots=True)
class Party:
    """What 入党时间 says: the day of joining the Party, or the other party, or 无党派、群众."""

    joined_on: PartialDate | None = None
    status: PoliticalStatus | None = None
    other_party: str | None = None


@dataclass(slots=True)
class ReadRow:
    """One row as read: values by column, what is wrong, what is doubtful, what was told from other cells."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[CellProblem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    inferred: list[str] = field(default_factory=list)
    id_number: IdNumber | None = None


@dataclass(frozen=True, slots=True)
class _Outcome:
    value: Any = None
    message: str = ""
    suggestions: tuple[Suggestion, ...] = ()


class CellReader:
    """Reads the cells of the columns found on a sheet; equal cells of a column are read once."""

    def __init__(self, columns: tuple[ImportColumn, ...], today: date) -> None:
        self._columns = {c.name: c for c in columns}
        self._today = today
        self._read: dict[str, dict[tuple[type, Any], _Outcome] | None] = {
            name: None if name in _EVER_NEW else {} for name in BY_NAME
        }

    def row(self, number: int, cells: Mapping[str, Any]) -> ReadRow:
        """Read the cells of one row, given by field name."""
        row = ReadRow(number)
        for name, known in self._read.items():
            cell = cells.get(name)
            if cell is None:
                continue
            if known is None:
                outcome = self._fresh(name, cell)
            elif (found := known.get(key := (type(cell), cell))) is not None:
                outcome = found
            else:
                outcome = known[key] = self._fresh(name, cell)
            if outcome.message:
                row.problems.append(self.problem(name, outcome.message, suggestions=outcome.suggestions))
            elif isinstance(outcome.value, IdNumber):
                row.id_number, row.values[name] = outcome.value, outcome.value.text
            elif outcome.value is not None:
                row.values[name] = outcome.value
        return row

    def problem(self, name: str, message: str, **more: Any) -> CellProblem:
        """Say what is wrong with a field, at the clerk's own column."""
        column = self._columns.get(name)
        label = BY_NAME[name].label if name in BY_NAME else ""
        return CellProblem(column.title if column else label, column.index if column else None, name, message, **more)

    def _fresh(self, name: str, cell: Any) -> _Outcome:
        column = BY_NAME[name]
        try:
            value = self._id_number(cell) if name == "id_number" else _READERS.get(name, _plain)(column, cell)
        except AmbiguousDate as error:
            return _Outcome(message=str(error), suggestions=tuple(Suggestion(str(d), str(d)) for d in error.readings))
        except id_rules.OldIdNumber as error:
            return _Outcome(message=str(error), suggestions=(Suggestion(error.suggestion, error.suggestion),))
        except ValueError as error:
            return _Outcome(message=str(error))
        if isinstance(value, str):
            for problem in field_problems(column, value) if value else ():
                return _Outcome(message=problem.message)
        return _Outcome(value or None)

    def _id_number(self, cell: Any) -> IdNumber | None:
        return id_rules.parse_id(cell, today=self._today) if squeezed(shown(cell)) else None


def _plain(column: Field, cell: Any) -> Any:
    value = parsed(column, cell)
    if column.name in _DAYS_ARE_MONTHS and isinstance(value, PartialDate):
        return _without_made_up_day(value, cell)
    return value


def _without_made_up_day(value: PartialDate, cell: Any) -> PartialDate:
    """Excel keeps a month as the number of its first day; that day was never written."""
    return value.cut("month") if value.day == 1 and not isinstance(cell, str) else value


def _name(_column: Field, cell: Any) -> str:
    return chinese.clean_name(shown(cell))


def _ethnic(_column: Field, cell: Any) -> str:
    return ethnic_groups.full_name(shown(cell))


def _unit(_column: Field, cell: Any) -> str:
    return unit_text(shown(cell))


def _title(_column: Field, cell: Any) -> str:
    """A title broken over two lines is one title; a blank may stand between two posts and stays."""
    return " ".join("".join(line.strip() for line in shown(cell).splitlines()).split())


def _grade(_column: Field, cell: Any) -> AssessmentGrade | None:
    try:
        found: AssessmentGrade | None = parsed(BY_NAME["last_grade"], cell)
    except ValueError as error:
        words = "、".join(grade.label for grade in GRADES[Scheme.CIVIL])
        raise ValueError(f"{quoted(cell)}不是年度考核结果，应为：{words}（事业单位为合格等档次）") from error
    return found


def _party(_column: Field, cell: Any) -> Party | None:
    """Read 2003.01, 民建, 群众, or both as in 2001.08；民建; a party's name alone gives no date of the Party."""
    if not isinstance(cell, str):
        return Party(joined_on=_without_made_up_day(parse_date(cell), cell))
    text = squeezed(cell)
    if not text or text in ("-", "--", "—", "无", "/"):
        return None
    joined: PartialDate | None = None
    status: PoliticalStatus | None = None
    other: str | None = None
    for part in text.replace("；", ";").replace("，", ";").replace(",", ";").replace("、", ";").split(";"):
        word = _ALSO_PARTIES.get(part, part)
        if word in _PARTIES:
            status = _PARTIES[word]
        elif part:
            joined = parse_date(part)
    if joined is not None and status is not None and status.value not in ("01", "02"):
        other, status = status.label, None
    return Party(joined, status, other)


_READERS: dict[str, Callable[[Field, Any], Any]] = {
    "name": _name,
    "unit": _unit,
    "post_title": _title,
    "ethnic": _ethnic,
    "last_grade": _grade,
    "party_joined_on": _party,
}
