"""What an import would read in a 任免审批表 file: to know which of its elements still say what is on file."""

from datetime import date
from pathlib import Path
from typing import Any

from cadre_desktop.formats.appointment_form import AppointmentForm, FamilyLine
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.services.imports import form_extras, form_sheet
from cadre_desktop.services.imports.comparing import same
from cadre_desktop.services.imports.roster_cells import CellReader, Party
from cadre_desktop.services.imports.roster_columns import ROSTER_COLUMNS, UNIT_AND_POST
from cadre_desktop.services.imports.source import locate

MemberKey = tuple[Any, ...]


def changed_fields(person: Cadre, form: AppointmentForm, today: date) -> list[str]:
    """Return the fields of a person's record that say otherwise than the form does."""
    sheet = form_sheet.sheet_of([form], today)
    source = locate(Path(form.file_name), [sheet], "", (*ROSTER_COLUMNS, UNIT_AND_POST), {})
    told = CellReader(source.columns, today).row(form_sheet.FIRST_ROW, source.table.rows[0].cells).values
    changed = [name for name in form_sheet.FIELDS if not _still(getattr(person, name), told.get(name))]
    party = told.get("party_joined_on")
    return changed if _same_party(person, party) else [*changed, "party_joined_on"]


def members_told(form: AppointmentForm) -> set[MemberKey]:
    """Return the family a form tells, each as `member_key` has it."""
    return {member_key(line) for line in form.family}


def member_key(line: FamilyLine) -> MemberKey:
    """Return what a line of the family says, however its dates and blanks are written."""
    values, _ = form_extras.member_values(line)
    return tuple(values[name] for name in ("relation", "name", "birth_on", "political_status", "work"))


def _still(filed: Any, told: Any) -> bool:
    return (filed in (None, "") and told in (None, "")) or (told is not None and same(filed, told))


def _same_party(person: Cadre, told: Any) -> bool:
    if not isinstance(told, Party):
        return person.party_joined_on is None and person.other_party is None
    return (
        _still(person.party_joined_on, told.joined_on)
        and _still(person.other_party, told.other_party)
        and (told.status is None or told.status is person.political_status)
    )
