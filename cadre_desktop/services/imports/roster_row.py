"""From the cells of a roster's row to the values it files: unit, level, party and identity told, doubts said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cadre_desktop import chinese
from cadre_desktop.records.annual_assessment import GRADES, Scheme
from cadre_desktop.records.cadre import Identity
from cadre_desktop.records.rows import Link
from cadre_desktop.records.vocab import AssessmentGrade, PoliticalStatus, PostLevel, RankName
from cadre_desktop.rules import ethnic_groups
from cadre_desktop.rules.doubtful_dates import Dates, doubts
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.post_levels import LeadingPost, leading_post
from cadre_desktop.services.imports.roster_cells import CellReader, Party, ReadRow
from cadre_desktop.services.imports.roster_columns import ROSTER_COLUMNS, UNIT_AND_POST
from cadre_desktop.services.imports.unit_finder import UnitFinder

_LEVELS = {level.label: level for level in PostLevel}
_INSTITUTIONAL_GRADES = frozenset(GRADES[Scheme.INSTITUTION]) - frozenset(GRADES[Scheme.CIVIL])
_REQUIRED = tuple(column for column in ROSTER_COLUMNS if column.required)
_ANSWERED_BY = {UNIT_AND_POST.name: ("unit", "post_title")}
_PROBATION_MONTHS = 12
_PARTY_STATUSES = (PoliticalStatus.PARTY_MEMBER, PoliticalStatus.PROBATIONARY)


@dataclass(frozen=True, slots=True)
class ToldRow:
    """A read row with everything told from it: the leading post, and whether the sheet itself gave the level.

    `values` are the row's own, by column name.
    """

    read: ReadRow
    values: dict[str, Any]
    leading: LeadingPost | None
    level_told: bool

    @property
    def number(self) -> int:
        """The row's number on the sheet."""
        return self.read.number

    @property
    def told_values(self) -> dict[str, Any]:
        """The values that may change a known person's file: not those that were only inferred."""
        inferred = set(self.read.inferred) - {"unit", "post_title", "level"}
        return {name: value for name, value in self.read.values.items() if name not in inferred}


def unit_text(row: ReadRow, section: str, cells: Mapping[str, Any]) -> str:
    """Return what a row calls its unit: the cell, or the heading it stands under where there is no such column."""
    if "unit" in row.values:
        return str(row.values["unit"])
    return "" if "unit" in cells else section


def tell(row: ReadRow, unit_text: str, units: UnitFinder, reader: CellReader, today: date) -> ToldRow:
    """Complete a row: what is missing is a problem, what was told and not written is named in `inferred`."""
    wrong = {problem.field for problem in row.problems}
    if unit_text and "unit" not in wrong:
        _place(row, unit_text, units, reader)
    _tell_title(row)
    level_told = "level" in row.values
    leading = _tell_level(row, units.find(unit_text).kind if unit_text else "")
    _tell_party(row, reader, today)
    _tell_identity(row)
    told = row.values.keys() | {name for p in row.problems for name in _ANSWERED_BY.get(p.field, (p.field,))}
    for column in _REQUIRED:
        if column.name not in told:
            row.problems.append(reader.problem(column.name, f"“{column.label}”不能为空"))
    _doubt(row, today)
    return ToldRow(row, row.values, leading, level_told)


def _place(row: ReadRow, text: str, units: UnitFinder, reader: CellReader) -> None:
    found = units.find(text)
    if found.problem:
        row.values.pop("unit", None)
        row.problems.append(reader.problem("unit", found.problem, about="unit", suggestions=found.suggestions))
        return
    if "unit" not in row.values:
        row.inferred.append("unit")
    row.values["unit"] = Link(found.id, found.name)
    if found.warning:
        row.warnings.append(found.warning)


def _tell_title(row: ReadRow) -> None:
    """People with a rank and no post have their rank where others have a title."""
    rank: RankName | None = row.values.get("rank")
    if "post_title" not in row.values and rank is not None and not any(p.field == "post_title" for p in row.problems):
        row.values["post_title"] = rank.label
        row.inferred.append("post_title")


def _tell_level(row: ReadRow, unit_kind: str) -> LeadingPost | None:
    unit = row.values.get("unit")
    leading = leading_post(row.values.get("post_title", ""), unit_kind, unit.text if isinstance(unit, Link) else "")
    if leading is not None and "level" not in row.values:
        row.values["level"] = _LEVELS[leading.level]
        row.inferred.append("level")
    return leading


def _tell_party(row: ReadRow, reader: CellReader, today: date) -> None:
    """Spread 入党时间 over its three fields; a date a year old makes a member, a newer one is asked about."""
    party = row.values.pop("party_joined_on", None)
    if not isinstance(party, Party):
        return
    told: PoliticalStatus | None = row.values.get("political_status")
    if party.joined_on is not None:
        row.values["party_joined_on"] = party.joined_on
        _tell_membership(row, party.joined_on, told, reader, today)
    if party.other_party:
        row.values["other_party"] = party.other_party
    if party.status is None:
        return
    if told is None:
        row.values["political_status"] = party.status
    elif told in _PARTY_STATUSES and party.status not in _PARTY_STATUSES:
        row.values["other_party"] = party.status.label
    elif told is not party.status:
        row.problems.append(
            reader.problem("political_status", f"政治面貌“{told.label}”与入党时间“{party.status.label}”不一致，请核对")
        )


def _tell_membership(
    row: ReadRow, joined: PartialDate, told: PoliticalStatus | None, reader: CellReader, today: date
) -> None:
    if told is not None and told not in _PARTY_STATUSES:
        row.problems.append(
            reader.problem("political_status", f"政治面貌为“{told.label}”，却填了入党时间 {joined}，请核对")
        )
    elif told is None and PartialDate.of(today).month_index - joined.month_index >= _PROBATION_MONTHS:
        row.values["political_status"] = PoliticalStatus.PARTY_MEMBER
        row.inferred.append("political_status")
    elif told is None:
        row.warnings.append(f"入党时间 {joined} 未满一年，分不清中共党员和预备党员，政治面貌请补填")


def _tell_identity(row: ReadRow) -> None:
    """Words that only public institutions use make 事业人员; nothing else tells one kind of staff from another."""
    grade: AssessmentGrade | None = row.values.get("last_grade")
    rank: RankName | None = row.values.get("rank")
    if "identity" in row.values or any(p.field == "identity" for p in row.problems):
        return
    institutional = grade in _INSTITUTIONAL_GRADES or (rank is not None and rank.name.startswith("STAFF"))
    row.values["identity"] = Identity.INSTITUTION if institutional else Identity.CIVIL_SERVANT
    row.inferred.append("identity")


def _doubt(row: ReadRow, today: date) -> None:
    values = row.values
    name = values.get("name", "")
    if name and not chinese.looks_like_name(name):
        row.warnings.append(f"姓名“{name}”看起来不像姓名，请核对")
    ethnic = values.get("ethnic")
    if ethnic and not ethnic_groups.is_known(ethnic):
        row.warnings.append(f"民族“{ethnic}”不在56个民族之列，请核对")
    if "birth_on" not in values:
        return
    dates = Dates(
        values["birth_on"],
        row.id_number,
        *(values.get(name) for name in ("work_start_on", "party_joined_on", "post_since", "rank_since")),
    )
    row.warnings += [doubt.message for doubt in doubts(dates, today)]
