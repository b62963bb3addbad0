"""任免审批表 out of the store as the official editor's files: what came in from a file goes out as it was."""

import hashlib
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.errors import BadFile, NotAllowed
from cadre_desktop.formats.appointment_form import AppointmentForm, FamilyLine
from cadre_desktop.formats.form_files import NEW, OLD, PICTURE
from cadre_desktop.formats.lrm import write_lrm
from cadre_desktop.formats.lrmx import read_lrmx, rewrite_lrmx, write_lrmx
from cadre_desktop.progress import Progress, silent
from cadre_desktop.records.annual_assessment import AnnualAssessment
from cadre_desktop.records.attachment import Attachment
from cadre_desktop.records.cadre import Cadre, CadreState, FamilyMember, place_in_list
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.records.post import Post
from cadre_desktop.records.summary import CadreSummary
from cadre_desktop.records.unit import Unit
from cadre_desktop.records.vocab import PoliticalStatus
from cadre_desktop.rules.assessment_prose import as_prose, told_grades
from cadre_desktop.rules.cell_text import squeezed
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import exports, unit_profile
from cadre_desktop.services.exports import ExportResult
from cadre_desktop.services.imports import form_extras, form_reading, form_sheet
from cadre_desktop.storage import blobs
from cadre_desktop.storage.database import Database

TITLE = "任免审批表文件"
_YEARS_SHOWN = 3
_PARTY_MEMBERS = (PoliticalStatus.PARTY_MEMBER, PoliticalStatus.PROBATIONARY)
_DEGREES = ("学士", "硕士", "博士")
_BETWEEN_PARTS = str.maketrans(dict.fromkeys("/／，,；; \n", "、"))


@dataclass(frozen=True, slots=True)
class _Leaving:
    """One person's form on its way out."""

    values: dict[str, str]
    family: tuple[FamilyLine, ...]
    photo: bytes
    content: bytes

    def as_lrmx(self) -> bytes:
        """Return the file: what came in, changed where it had to be, or a new one."""
        return self.content or write_lrmx(self.values, self.family, self.photo)


def export_forms(
    db: Database,
    cadre_ids: Sequence[str],
    path: Path,
    *,
    old_format: bool = False,
    level: ExportLevel = ExportLevel.INTERNAL,
    recipient: str = "",
    progress: Progress = silent,
) -> ExportResult:
    """Write one person's .lrmx, or a zip of many; `old_format` puts .lrm and .pic into the zip.

    Raises NotAllowed when nobody is chosen, when several people or old files are to go into one .lrmx, and at a level
    that names nobody; raises else as `exports.export` does.
    """
    if level is ExportLevel.MASKED:
        raise NotAllowed("任免审批表上有姓名和身份证号，不能按脱敏导出。", hint="请改选内部使用或报送上级。")
    if not cadre_ids:
        raise NotAllowed("没有可以导出任免审批表的人员。", hint="请先选择人员。")
    if path.suffix.lower() == NEW and (len(cadre_ids) > 1 or old_format):
        raise NotAllowed("几个人的任免审批表要存成一个 .zip 文件。", hint="请把文件名改为以 .zip 结尾。")

    def write(target: Path) -> None:
        if path.suffix.lower() == NEW:
            target.write_bytes(form_bytes(db, cadre_ids[0]))
        else:
            _write_zip(db, cadre_ids, target, progress, old_format=old_format)

    return exports.export_file(
        db,
        TITLE,
        path,
        write,
        lambda target: _check(target, path.suffix.lower()),
        n_records=len(cadre_ids),
        level=level,
        recipient=recipient,
        progress=progress,
    )


def people_in(db: Database, unit_id: str = "") -> list[str]:
    """Return the serving officials of a unit and of the units below it, or of all, in the order of the roster."""
    query = sa.select(Cadre.id).where(Cadre.deleted_at.is_(None), Cadre.state == CadreState.SERVING)
    if unit_id:
        units = sa.select(Unit.id).where(Unit.id == unit_id).cte(recursive=True)
        units = units.union(sa.select(Unit.id).where(Unit.parent_id == units.c.id))
        query = query.join(CadreSummary, CadreSummary.cadre_id == Cadre.id)
        query = query.where(CadreSummary.unit_id.in_(sa.select(units.c.id)))
    with db.read() as session:
        return list(session.scalars(query.order_by(place_in_list(), Cadre.name)))


def people_called(db: Database, told: str) -> list[str]:
    """Return who has this name or identity number."""
    number = squeezed(told).upper()
    query = sa.select(Cadre.id).where(
        Cadre.deleted_at.is_(None), sa.or_(Cadre.name == told.strip(), Cadre.id_number == number)
    )
    with db.read() as session:
        return list(session.scalars(query.order_by(Cadre.id)))


def form_bytes(db: Database, cadre_id: str) -> bytes:
    """Return a person's form as .lrmx: a new one, or the file that came in with only what changed written anew."""
    filler = unit_profile.load(db).filler
    with db.read() as session:
        leaving = _leaving(session, cadre_id, db.now().date(), filler)
    return leaving.as_lrmx()


def _write_zip(db: Database, cadre_ids: Sequence[str], target: Path, progress: Progress, *, old_format: bool) -> None:
    taken: set[str] = set()
    filler, today = unit_profile.load(db).filler, db.now().date()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for done, cadre_id in enumerate(cadre_ids):
            with db.read() as session:
                leaving = _leaving(session, cadre_id, today, filler)
            progress(done, len(cadre_ids), "正在写出任免审批表")
            name = exports.free_name(squeezed(leaving.values["XingMing"]), taken)
            if not old_format:
                archive.writestr(name + NEW, leaving.as_lrmx())
                continue
            archive.writestr(name + OLD, write_lrm(leaving.values, leaving.family))
            if leaving.photo:
                archive.writestr(name + PICTURE, leaving.photo)


def _check(target: Path, suffix: str) -> None:
    """Read the file back: what cannot be read does not leave."""
    if suffix == NEW:
        read_lrmx(target.read_bytes(), target.name)
        return
    with zipfile.ZipFile(target) as archive:
        if damaged := archive.testzip():
            raise BadFile(f"写出的文件不完整：{damaged}")


def _leaving(session: Session, cadre_id: str, today: date, filler: str) -> _Leaving:
    person = session.get_one(Cadre, cadre_id)
    family = tuple(_family(session, cadre_id))
    photo = blobs.get(session, person.photo_sha256) if person.photo_sha256 else b""
    kept = form_extras.original_of(session, cadre_id)
    if kept is not None:
        original = read_lrmx(blobs.get(session, kept.sha256), kept.name)
        return _as_it_came(session, person, original, kept, family, photo, today)
    day = today.strftime("%Y%m%d")
    values = {
        **_values(person),
        "XianRenZhiWu": _posts(session, cadre_id, today),
        "NianDuKaoHeJieGuo": as_prose(_grades(session, cadre_id, today)),
        "JiSuanNianLingShiJian": day,
        "TianBiaoShiJian": day,
        "TianBiaoRen": filler,
        **_base(person),
    }
    return _Leaving({name: text for name, text in values.items() if text}, family, photo, b"")


def _as_it_came(
    session: Session,
    person: Cadre,
    original: AppointmentForm,
    kept: Attachment,
    family: tuple[FamilyLine, ...],
    photo: bytes,
    today: date,
) -> _Leaving:
    """Change in the file that came in what is otherwise on file now; what it alone tells stays."""
    changed = _changed_fields(person, original, today)
    if _posts_changed_since(session, person.id, kept):
        changed["XianRenZhiWu"] = _posts(session, person.id, today)
    told = told_grades(original["NianDuKaoHeJieGuo"])
    grades = _grades(session, person.id, today)
    if not grades.items() <= told.items():
        changed["NianDuKaoHeJieGuo"] = as_prose({**told, **grades})
    base = _base(person)
    if base and str(person.retirement_base) not in original["GaiGeQianRenZhiNianLingJieXian"]:
        changed |= base
    same_family = form_reading.members_told(original) == {form_reading.member_key(line) for line in family}
    same_photo = not photo or hashlib.sha256(original.photo).hexdigest() == person.photo_sha256
    content = rewrite_lrmx(original.content, changed, None if same_family else family, None if same_photo else photo)
    values = {name: text for name, text in {**original.values, **changed}.items() if text}
    return _Leaving(values, original.family if same_family else family, photo or original.photo, content)


def _changed_fields(person: Cadre, original: AppointmentForm, today: date) -> dict[str, str]:
    """Return the elements whose field was changed since: read from the form as an import reads it, it differs."""
    changed: dict[str, str] = {}
    for name in form_reading.changed_fields(person, original, today):
        values = _values_of(person, name)
        changed |= {element: values.get(element, "") for element in form_sheet.elements_of(name)}
    return changed


def _values(person: Cadre) -> dict[str, str]:
    """Return the elements that stand on the person's own record."""
    names = [*form_sheet.FIELDS, "party_joined_on"]
    return {element: text for name in names for element, text in _values_of(person, name).items()}


def _values_of(person: Cadre, name: str) -> dict[str, str]:
    elements = form_sheet.elements_of(name)
    if name == "party_joined_on":
        return {elements[0]: _party(person)}
    if len(elements) > 1:
        return _education(getattr(person, name) or "", elements)
    return {elements[0]: _text(getattr(person, name))}


def _text(value: Any) -> str:
    if isinstance(value, PartialDate):
        return _run_on(value)
    return str(getattr(value, "label", value) or "")


def _run_on(day: PartialDate | None) -> str:
    return str(day).replace(".", "") if day else ""


def _party(person: Cadre) -> str:
    joined = _run_on(person.party_joined_on)
    status = person.political_status
    other = person.other_party or ""
    if not joined and not other and status is not None and status not in _PARTY_MEMBERS:
        other = status.label
    return "；".join(part for part in (joined, other) if part)


def _education(text: str, elements: Sequence[str]) -> dict[str, str]:
    """Put 大学、法学学士 back into its two elements; a school, which has no degree in its words, into the first."""
    parts = [part for part in text.translate(_BETWEEN_PARTS).split("、") if part]
    if not any("XueWei" in element and element.endswith("XueWei") for element in elements):
        return {elements[0]: text, elements[1]: ""}
    degrees = [part for part in parts if part.endswith(_DEGREES)]
    return {elements[0]: "、".join(p for p in parts if p not in degrees), elements[1]: "、".join(degrees)}


def _posts(session: Session, cadre_id: str, today: date) -> str:
    query = (
        sa.select(Unit.name, Post.title, Post.removed_on)
        .join(Unit, Unit.id == Post.unit_id)
        .where(Post.cadre_id == cadre_id, Post.deleted_at.is_(None))
        .order_by(Post.is_main.desc(), Post.appointed_on)
    )
    held = [row for row in session.execute(query) if row.removed_on is None or row.removed_on.first_day() > today]
    said: dict[str, list[str]] = {}
    for row in held:
        said.setdefault(row.name, []).append(row.title)
    return "，".join(f"{unit}{'、'.join(titles)}" for unit, titles in said.items())


def _posts_changed_since(session: Session, cadre_id: str, kept: Attachment) -> bool:
    query = sa.select(Post.id).where(
        Post.cadre_id == cadre_id, Post.updated_at > kept.created_at + timedelta(seconds=1)
    )
    return session.scalar(query.limit(1)) is not None


def _grades(session: Session, cadre_id: str, today: date) -> dict[int, str]:
    """Return the assessments of the last three years, as the form prints them."""
    query = sa.select(AnnualAssessment.year, AnnualAssessment.grade).where(
        AnnualAssessment.cadre_id == cadre_id,
        AnnualAssessment.deleted_at.is_(None),
        AnnualAssessment.grade.is_not(None),
        AnnualAssessment.year >= today.year - _YEARS_SHOWN,
    )
    return {row.year: row.grade.label for row in session.execute(query)}


def _base(person: Cadre) -> dict[str, str]:
    base = person.retirement_base
    return {"GaiGeQianRenZhiNianLingJieXian": f"改革前任职年龄界限为{base}岁"} if base else {}


def _family(session: Session, cadre_id: str) -> list[FamilyLine]:
    query = sa.select(FamilyMember).where(FamilyMember.cadre_id == cadre_id, FamilyMember.deleted_at.is_(None))
    return [
        FamilyLine(m.relation, m.name, _run_on(m.birth_on), _text(m.political_status), m.work or "")
        for m in session.scalars(query.order_by(FamilyMember.created_at, FamilyMember.id))
    ]
