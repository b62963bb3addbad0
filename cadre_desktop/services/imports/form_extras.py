"""What a 任免审批表 file tells beside its line of the roster: photo, family, assessments, and the file itself."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.errors import InvalidInput
from cadre_desktop.formats.appointment_form import AppointmentForm, FamilyLine
from cadre_desktop.records.annual_assessment import AnnualAssessment
from cadre_desktop.records.attachment import APPOINTMENT_FORM, Attachment
from cadre_desktop.records.cadre import FAMILY, Cadre, FamilyMember
from cadre_desktop.records.vocab import AssessmentGrade, PoliticalStatus
from cadre_desktop.rules.assessment_prose import told_grades
from cadre_desktop.rules.cell_text import squeezed
from cadre_desktop.rules.clerk_dates import parse_date
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services.attachments import check_photo
from cadre_desktop.services.imports.comparing import difference, same
from cadre_desktop.services.imports.roster_writes import graded
from cadre_desktop.services.imports.shape import Difference, PlannedRow
from cadre_desktop.services.records import field_problems
from cadre_desktop.storage import blobs
from cadre_desktop.storage.base import new_id

_BASE = re.compile(r"(\d{2})岁?$")
_STATUSES = {s.label: s for s in PoliticalStatus} | {"党员": PoliticalStatus.PARTY_MEMBER}
_GRADES = {g.label: g for g in AssessmentGrade}


@dataclass(slots=True)
class _Extras:
    """What one form adds to one person."""

    person: dict[str, Any] = field(default_factory=dict)
    photo: bytes = b""
    family: list[tuple[FamilyMember | None, dict[str, Any]]] = field(default_factory=list)
    grades: dict[int, AssessmentGrade] = field(default_factory=dict)
    original: bytes = b""
    differences: list[Difference] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def told(
    session: Session, rows: Sequence[PlannedRow], forms: Mapping[int, AppointmentForm], today: date, *, update: bool
) -> list[PlannedRow]:
    """Say of every row what its form adds; a row that was the same becomes an update where it adds something."""
    return [
        _with_extras(row, _extras(session, row.record_id, forms[row.row_number], today), update=update)
        if row.state in ("new", "update", "same")
        else row
        for row in rows
    ]


def file(session: Session, rows: Sequence[PlannedRow], forms: Mapping[int, AppointmentForm], today: date) -> None:
    """File what the forms add to the people already written, inside the same piece of work."""
    session.flush()
    for row in rows:
        person = session.get_one(Cadre, row.record_id or _new_person(row))
        session.refresh(person)
        _file(session, person, forms[row.row_number], _extras(session, person.id, forms[row.row_number], today))
    session.flush()


def _with_extras(row: PlannedRow, extras: _Extras, *, update: bool) -> PlannedRow:
    warned = replace(row, warnings=(*row.warnings, *extras.warnings))
    if row.state == "new" or not extras.differences or not update:
        return warned
    return replace(warned, state="update", differences=(*row.differences, *extras.differences))


def _new_person(row: PlannedRow) -> str:
    return next(str(write.values["id"]) for write in row.writes if write.model is Cadre)


def _extras(session: Session, cadre_id: str, form: AppointmentForm, today: date) -> _Extras:
    extras = _Extras()
    person = session.get(Cadre, cadre_id) if cadre_id else None
    _tell_photo(extras, person, form)
    _tell_base(extras, person, form)
    _tell_family(extras, session, cadre_id, form)
    _tell_grades(extras, session, cadre_id, form, today)
    _tell_original(extras, session, cadre_id, form)
    return extras


def _tell_photo(extras: _Extras, person: Cadre | None, form: AppointmentForm) -> None:
    if not form.photo:
        return
    try:
        check_photo(form.photo)
    except InvalidInput as error:
        extras.warnings.append(f"照片没有导入：{error.problems[0].message}")
        return
    filed = person.photo_sha256 if person else None
    if filed != hashlib.sha256(form.photo).hexdigest():
        extras.photo = form.photo
        extras.differences.append(Difference("照片", "原照片" if filed else "（空）", "文件里的照片"))


def _tell_base(extras: _Extras, person: Cadre | None, form: AppointmentForm) -> None:
    match = _BASE.search(squeezed(form["GaiGeQianRenZhiNianLingJieXian"]))
    filed = person.retirement_base if person else None
    if match and int(match.group(1)) != filed:
        extras.person["retirement_base"] = int(match.group(1))
        extras.differences.append(difference("改革前任职年龄界限", filed, int(match.group(1))))


def _tell_family(extras: _Extras, session: Session, cadre_id: str, form: AppointmentForm) -> None:
    query = sa.select(FamilyMember).where(FamilyMember.cadre_id == cadre_id, FamilyMember.deleted_at.is_(None))
    filed = {(m.relation, m.name): m for m in session.scalars(query)} if cadre_id else {}
    for line in form.family:
        values, problem = member_values(line)
        if problem:
            extras.warnings.append(f"家庭成员“{line.relation}{line.name}”没有导入：{problem}")
            continue
        member = filed.get((values["relation"], values["name"]))
        changed = {n: v for n, v in values.items() if v is not None and not (member and same(getattr(member, n), v))}
        if member is None or changed:
            extras.family.append((member, values if member is None else changed))
            old = None if member is None else "、".join(str(getattr(member, n) or "（空）") for n in changed)
            new = _in_words(line) if member is None else "、".join(map(str, changed.values()))
            extras.differences.append(difference(f"家庭成员（{line.relation}）", old, new))


def member_values(line: FamilyLine) -> tuple[dict[str, Any], str]:
    """Return the values of a family line, or what keeps it out."""
    values: dict[str, Any] = {
        "relation": line.relation,
        "name": "".join(line.name.split()),
        "birth_on": _birth(line.birth),
        "political_status": _STATUSES.get(squeezed(line.political_status)),
        "work": line.work or None,
    }
    for one in FAMILY.form_fields:
        if one.name in values and (wrong := field_problems(one, values[one.name])):
            return values, wrong[0].message
    if line.birth and values["birth_on"] is None:
        return values, f"出生年月“{line.birth}”看不明白，应如 1965.03"
    return values, ""


def _birth(text: str) -> PartialDate | None:
    try:
        return parse_date(text) if text else None
    except ValueError:
        return None


def _in_words(line: FamilyLine) -> str:
    return "，".join(part for part in (line.name, line.birth, line.work) if part)


def _tell_grades(extras: _Extras, session: Session, cadre_id: str, form: AppointmentForm, today: date) -> None:
    query = sa.select(AnnualAssessment.year, AnnualAssessment.grade).where(
        AnnualAssessment.cadre_id == cadre_id, AnnualAssessment.deleted_at.is_(None)
    )
    filed: dict[int, AssessmentGrade | None] = {row.year: row.grade for row in session.execute(query)}
    for year, label in told_grades(form["NianDuKaoHeJieGuo"]).items():
        grade = _GRADES[label]
        if year not in filed and year < today.year:
            extras.grades[year] = grade
            extras.differences.append(difference(f"年度考核（{year}年）", None, label))
        elif year in filed and filed[year] is not grade:
            held = filed[year]
            said = held.label if held else "未定等次"
            extras.warnings.append(f"系统中{year}年度考核为“{said}”，文件里是“{label}”，没有改动，请核对")


def _tell_original(extras: _Extras, session: Session, cadre_id: str, form: AppointmentForm) -> None:
    if not form.content:
        return
    digest = hashlib.sha256(form.content).hexdigest()
    if digest not in (one.sha256 for one in _originals(session, cadre_id)):
        extras.original = form.content
        extras.differences.append(Difference(APPOINTMENT_FORM, "（空）", f"{form.file_name}，存入附件"))


def _originals(session: Session, cadre_id: str) -> Iterator[Attachment]:
    query = sa.select(Attachment).where(
        Attachment.owner_table == Cadre.__tablename__,
        Attachment.owner_id == cadre_id,
        Attachment.note == APPOINTMENT_FORM,
        Attachment.deleted_at.is_(None),
    )
    yield from session.scalars(query.order_by(Attachment.created_at))


def original_of(session: Session, cadre_id: str) -> Attachment | None:
    """Return the last file of 任免审批表 that came in for a person."""
    return next(reversed([*_originals(session, cadre_id)]), None)


def _file(session: Session, person: Cadre, form: AppointmentForm, extras: _Extras) -> None:
    for name, value in extras.person.items():
        setattr(person, name, value)
    if extras.photo:
        person.photo_sha256 = blobs.put(session, extras.photo)
    for member, values in extras.family:
        if member is None:
            session.add(FamilyMember(id=new_id(), cadre=person, **values))
        else:
            for name, value in values.items():
                setattr(member, name, value)
    for year, grade in extras.grades.items():
        said = graded(grade, person.identity)
        session.add(AnnualAssessment(id=new_id(), cadre=person, year=year, **said))
    if extras.original:
        session.add(
            Attachment(
                id=new_id(),
                owner_table=Cadre.__tablename__,
                owner_id=person.id,
                name=form.file_name,
                size=len(extras.original),
                note=APPOINTMENT_FORM,
                sha256=blobs.put(session, extras.original),
            )
        )
        session.info["trail"].touched.add((Cadre.__tablename__, person.id))
