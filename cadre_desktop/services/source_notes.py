"""部门信息: received, verified, then believed or not; what is believed may go to a consultation of departments."""

from datetime import date

from cadre_desktop.records import outside_voices as kinds
from cadre_desktop.records.outside_voices import NoteState, SourceNote
from cadre_desktop.records.rows import Link, link_to
from cadre_desktop.services import records
from cadre_desktop.services.steps import (
    dated_line,
    fetch,
    keep_rules,
    missing,
    not_later_than,
    optional_link,
    refuse_if,
    require_state,
)
from cadre_desktop.storage.database import Database

KIND = kinds.NOTE
_S = NoteState


def verify(db: Database, note_id: str, *, verified: str) -> None:
    """Note what the verification found; it says nothing yet of whether the note is believed."""
    refuse_if(missing("verified", verified.strip(), "请写明核实情况"))
    with db.work("部门信息核实") as session:
        note: SourceNote = fetch(session, KIND, note_id)
        require_state(KIND, note.state, (_S.RECEIVED, _S.VERIFIED), "核实")
        note.verified, note.state = verified.strip(), _S.VERIFIED
        keep_rules(db, KIND, note)


def accept(db: Database, note_id: str) -> None:
    """Believe a verified note: it stands on the person's page with the department it came from."""
    _decide(db, note_id, _S.ACCEPTED, "采信")


def reject(db: Database, note_id: str, *, reason: str) -> None:
    """Do not believe a verified note, and say why; it stays on file as not believed."""
    refuse_if(missing("reason", reason.strip(), "请写明不采信的原因"))
    _decide(db, note_id, _S.REJECTED, "不采信", reason.strip())


def reopen(db: Database, note_id: str) -> None:
    """Take a decision back: the note is verified again."""
    with db.work("部门信息重新核实") as session:
        note: SourceNote = fetch(session, KIND, note_id)
        require_state(KIND, note.state, (_S.ACCEPTED, _S.REJECTED), "重新核实")
        note.state = _S.VERIFIED
        keep_rules(db, KIND, note)


def consult(db: Database, note_id: str, *, held_on: date, topic: str, departments: str, conclusion: str = "") -> str:
    """File the consultation of a note, about the same person and unit; return its id."""
    refuse_if(not_later_than("held_on", held_on, db.now().date(), "会商日期"))
    with db.work("部门信息会商") as session:
        note: SourceNote = fetch(session, KIND, note_id)
        about: dict[str, Link | None] = {"cadre": optional_link(note.cadre), "unit": optional_link(note.unit)}
        given = {"held_on": held_on, "topic": topic, "departments": departments, "conclusion": conclusion or None}
        return records.add(db, session, kinds.CONSULTATION, {**about, **given, "note": link_to(note)}).id


def _decide(db: Database, note_id: str, target: NoteState, step: str, reason: str = "") -> None:
    with db.work(f"部门信息{step}") as session:
        note: SourceNote = fetch(session, KIND, note_id)
        require_state(KIND, note.state, (_S.VERIFIED,), step)
        if reason:
            note.verified = dated_line(note.verified, db.now().date(), f"不采信：{reason}")
        note.state = target
        keep_rules(db, KIND, note)
