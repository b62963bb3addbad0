"""Planning the import of a roster: whom each row means, what it would file or change, what keeps it out."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from cadre_desktop.progress import Progress
from cadre_desktop.records.cadre import Cadre, CadreState
from cadre_desktop.records.post import Post
from cadre_desktop.rules.cell_text import quoted
from cadre_desktop.rules.id_number import mask
from cadre_desktop.services.imports import comparing, roster_row, summing_up
from cadre_desktop.services.imports.known_people import KnownPeople, KnownPerson
from cadre_desktop.services.imports.roster_cells import CellReader, ReadRow
from cadre_desktop.services.imports.roster_columns import ROSTER_COLUMNS, UNIT_AND_POST
from cadre_desktop.services.imports.roster_row import ToldRow
from cadre_desktop.services.imports.roster_writes import COLUMN_OF, KIND_OF, Reading, Steps, file_person, update_person
from cadre_desktop.services.imports.shape import (
    CellProblem,
    ImportOptions,
    ImportSource,
    NewUnit,
    PlannedRow,
    State,
    Suggestion,
    Write,
)
from cadre_desktop.services.imports.source_rows import SourceRow, source_rows
from cadre_desktop.services.imports.unit_finder import UnitFinder
from cadre_desktop.services.imports.year_titles import year_told

_AT_ONCE = 200


class RosterPlanner:
    """Plans one roster against the store; lives as long as its session."""

    def __init__(
        self, session: Session, source: ImportSource, options: ImportOptions, today: date, progress: Progress
    ) -> None:
        self._session, self._source, self._options = session, source, options
        self._today, self._progress = today, progress
        self._reader = CellReader(source.columns, today)
        self._units = UnitFinder(session, options.units, create=options.create_units)
        self.year = year_told(source) or (source.as_of.year if source.as_of else today.year) - 1
        self._first_by_id: dict[str, ToldRow] = {}
        self._first_by_name: dict[tuple[str, int], ToldRow] = {}
        self._taken: dict[str, int] = {}
        self._stand_ins = comparing.StandIns()

    @property
    def new_units(self) -> tuple[NewUnit, ...]:
        """The units the import would make."""
        return self._units.new

    @property
    def own_writes(self) -> list[Write]:
        """What the import files beside its rows: new units, aliases matched by hand."""
        return self._units.writes(self._source.path.name)

    @property
    def missing_columns(self) -> tuple[str, ...]:
        """The required columns the sheet does not have; headings stand in for units, ranks for posts."""
        there = {column.name for column in self._source.columns}
        if UNIT_AND_POST.name in there:
            there |= {"unit", "post_title"}
        if any(row.section for row in self._source.table.rows):
            there.add("unit")
        if "rank" in there:
            there.add("post_title")
        return tuple(f.label for f in ROSTER_COLUMNS if f.required and f.name not in there)

    def rows(self) -> list[PlannedRow]:
        """Plan every row of the sheet."""
        told = self._told()
        ids = {row.values["id_number"] for row in told if "id_number" in row.values}
        names = {row.values["name"] for row in told if "name" in row.values}
        known = KnownPeople(self._session, ids, names, self.year)
        planned = []
        for at, row in enumerate(told):
            if at % _AT_ONCE == 0:
                self._progress(at, len(told), "正在核对")
            planned.append(self._planned(row, known))
        return planned

    def warnings(self, rows: list[PlannedRow]) -> list[str]:
        """Say for the whole import what was told and not written."""
        return summing_up.roster_warnings(rows, self._source, self.year)

    def _told(self) -> list[ToldRow]:
        sheet_rows = source_rows(self._source, self._options)
        read = []
        for at, row in enumerate(sheet_rows):
            if at % _AT_ONCE == 0:
                self._progress(at, len(sheet_rows), "正在读取各行")
            found = self._reader.row(row.number, row.cells)
            self._split_unit_and_post(found, row)
            read.append((found, roster_row.unit_text(found, row.section, row.cells)))
        self._units.prepare(text for _, text in read)
        told = []
        for found, text in read:
            row_told = roster_row.tell(found, text, self._units, self._reader, self._today)
            self._notice_first(row_told)
            told.append(row_told)
        return told

    def _split_unit_and_post(self, found: ReadRow, row: SourceRow) -> None:
        """Split 青石镇党委书记 after the heading the row stands under, or after a unit known for certain.

        The usual roster form has no column for the unit: there 现任职务 names it first, and is split
        where that is certain.
        """
        text = "".join(str(row.cells.get(UNIT_AND_POST.name) or "").split())
        told_by_title = not text and "unit" not in row.cells
        if told_by_title:
            text = "".join(str(found.values.get("post_title") or "").split())
        if not text or "unit" in found.values:
            return
        unit = row.section if row.section and text.startswith(row.section) else self._units.longest_start(text)
        title = text.removeprefix(unit)
        if unit and title:
            found.values["unit"], found.values["post_title"] = unit, title
        elif not told_by_title:
            message = f"{quoted(text)}分不清单位和职务，请分别填写工作单位和现任职务"
            found.problems.append(self._reader.problem(UNIT_AND_POST.name, message))

    def _notice_first(self, row: ToldRow) -> None:
        number = row.values.get("id_number")
        if number:
            self._first_by_id.setdefault(number, row)
        if "name" in row.values and "birth_on" in row.values:
            key = (row.values["name"], row.values["birth_on"].month_index)
            self._first_by_name.setdefault(key, row)

    def _planned(self, row: ToldRow, known: KnownPeople) -> PlannedRow:
        problems = list(row.read.problems)
        repeated = list(self._repeated(row))
        person, undecided = (None, repeated) if repeated else self._person(row, known)
        problems += undecided
        steps = Steps()
        if not problems:
            steps, problems = self._steps(row, person)
        state: State = "new"
        if problems:
            state = "problem"
        elif person is not None and self._options.on_match != "add":
            state = "skip" if self._options.on_match == "skip" else "update" if steps.writes else "same"
        return PlannedRow(
            row.number,
            row.values,
            state,
            tuple(problems),
            (*row.read.warnings, *steps.warnings),
            tuple(steps.differences) if state == "update" else (),
            tuple(row.read.inferred),
            person.id if person and state != "new" else "",
            tuple(steps.writes) if state in ("new", "update") else (),
        )

    def _repeated(self, row: ToldRow) -> Iterator[CellProblem]:
        """Find the same person in an earlier row: by identity number, or by name and birth month without one."""
        number = row.values.get("id_number")
        if number:
            first = self._first_by_id[number]
            if first is not row:
                whose = first.values.get("name", "")
                yield self._reader.problem(
                    "id_number", f"身份证号与第{first.number}行“{whose}”重复，请核对是否同一人，只保留一行"
                )
                return
        if "name" not in row.values or "birth_on" not in row.values or row.number in self._options.people:
            return
        first = self._first_by_name[row.values["name"], row.values["birth_on"].month_index]
        if first is not row and not (number and "id_number" in first.values):
            yield self._reader.problem(
                "name",
                f"与第{first.number}行姓名、出生年月相同，又没有身份证号可以区分，请补填身份证号或确认是另一人",
                about="person",
                suggestions=(Suggestion("是另一人，单独建档", ""),),
            )

    def _person(self, row: ToldRow, known: KnownPeople) -> tuple[KnownPerson | None, list[CellProblem]]:
        """Decide whom the row means; where it cannot be told, ask instead of guessing."""
        chosen = self._options.people.get(row.number)
        number = row.values.get("id_number")
        person = known.by_id_number(number)
        if chosen is not None:
            if person is not None and person.id != chosen:
                return None, [self._same_number(person)]
            return self._once(known.by_key(chosen), row)
        if person is None and "name" in row.values and "birth_on" in row.values:
            alike = known.by_name(row.values["name"], row.values["birth_on"])
            if len(alike) > 1:
                return None, [self._ask(alike, f"系统中有{len(alike)}名同名同出生年月的干部，请选择是哪一人")]
            person = alike[0] if alike else None
            stored = person.record["id_number"] if person else None
            if person and stored and number and stored != number:
                other = mask(stored)
                return None, [self._ask(alike, f"系统中同名同出生年月的干部身份证号为 {other}，请确认是否同一人")]
        return self._once(person, row)

    def _once(self, person: KnownPerson | None, row: ToldRow) -> tuple[KnownPerson | None, list[CellProblem]]:
        if person is None:
            return None, []
        first = self._taken.setdefault(person.id, row.number)
        if first != row.number:
            return None, [self._reader.problem("name", f"与第{first}行是系统中的同一名干部，请只保留一行")]
        if person.record["state"] is not CadreState.SERVING:
            row.read.warnings.append(f"系统中的管理状态为“{person.record['state'].label}”，如已回到岗位请另行修改")
        name = row.values.get("name")
        if name and person.record["name"] != name:
            row.read.warnings.append(f"身份证号与系统中的“{person.record['name']}”相同，姓名将改为“{name}”，请核对")
        return person, []

    def _same_number(self, person: KnownPerson) -> CellProblem:
        return self._reader.problem("id_number", f"身份证号与系统中的“{person.record['name']}”重复，不能再新增一人")

    def _ask(self, alike: list[KnownPerson], message: str) -> CellProblem:
        offers = [Suggestion(self._described(person), person.id) for person in alike]
        offers.append(Suggestion("都不是，单独建档", ""))
        return self._reader.problem("name", message, about="person", suggestions=tuple(offers))

    def _described(self, person: KnownPerson) -> str:
        posts = person.held_posts(self._today)
        where = f"{self._units.name_of(posts[0]['unit_id'])}{posts[0]['title']}" if posts else "无现任职务"
        return f"{person.record['name']}（{person.record['birth_on']}，{where}）"

    def _steps(self, row: ToldRow, person: KnownPerson | None) -> tuple[Steps, list[CellProblem]]:
        reading = Reading(row.leading, row.level_told, self.year, self._today, self._units.name_of)
        if person is not None and self._options.on_match == "skip":
            return Steps(), []
        if person is None or self._options.on_match == "add":
            steps = file_person(row.values, reading)
            taken = person is not None and person.record["id_number"] and row.values.get("id_number")
            if person is not None and taken:
                return Steps(), [self._same_number(person)]
        else:
            steps = update_person(person, row.told_values, reading)
        problems = [self._reader.problem(name, message) for name, message in steps.problems]
        return steps, problems or list(self._rule_problems(row, steps, person))

    def _rule_problems(self, row: ToldRow, steps: Steps, person: KnownPerson | None) -> Iterator[CellProblem]:
        """Ask the rules of every kind about the records as they would be."""
        whose = self._stand_ins.of(Cadre, person.record if person else {}, _values_of(steps, Cadre))
        for write in steps.writes:
            kind = KIND_OF[write.model]
            record = whose
            if write.model is not Cadre:
                record = self._stand_ins.of(write.model, write.now, write.values)
                if write.model is Post:
                    record.__dict__["cadre"] = whose
            for problem in comparing.broken_rules(kind, record, self._today):
                yield self._reader.problem(COLUMN_OF.get((write.model, problem.field), problem.field), problem.message)


def _values_of(steps: Steps, model: type) -> Mapping[str, Any]:
    return next((write.values for write in steps.writes if write.model is model), {})
