"""What of the records leaves the office at which level: columns, whole records, and the words of single ones.

Sealed fields leave at no level.  To the upper level goes everything else but what was said in talks; in public nobody
is judged: of records that judge a person only the columns named here leave, which tell how many there are and where.
A record that repeats what a talk brought up is told no further than that talk.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.formats.values import shown
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.contest import SIX
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.records.interview import Interview, InterviewSupplement, TalkProblem
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.records.unit import Unit
from cadre_desktop.records.vocab import Secrecy
from cadre_desktop.reports.masking import NAME_FIELDS, Mask
from cadre_desktop.storage.fields import Field

ON_FILE = "见存档材料"
"""Stands for words that are told no further than the talk they come from, a work secret."""

# What was said in talks, and what would tell who said it, by kind: inside the office only.  A link to a talk prints
# its day.
_INSIDE_ONLY: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "interview": frozenset(
            {
                "agreed_text",
                "opinion",
                "outline",
                "category",
                "stance",
                "talked_at",
                "place",
                "talkers",
                "recorder",
                "finalised_on",
            }
        ),
        "interview_supplement": frozenset({"interview", "added_on", "added_by", "text", "reason"}),
        "talk_problem": frozenset({"interview"}),
        "sign": frozenset({"interview"}),
        "vetting": frozenset({"discipline_words", "petitions_words", "statement"}),
        "adjustment": frozenset({"statement"}),
        "reminder": frozenset({"source", "talkers", "recorder", "place", "content", "reply", "interview"}),
        "sanction": frozenset({"statement"}),
        "revisit": frozenset({"understanding", "wishes"}),
        "supervision_item": frozenset({"reply"}),
        "deviation_problem": frozenset({"reply"}),
        "style_review": frozenset({"reply"}),
        "tolerance_case": frozenset({"statement"}),
        "clearance": frozenset(
            {
                "matter",
                "clue_number",
                "harm",
                "sanction",
                "reminder",
                "supervision_item",
                "attendants",
                "opinion",
                "revisit",
                "charge_handed_on",
                "charge_handling",
            }
        ),
        "care_record": frozenset({"content"}),
        "problem": frozenset({"talk_problem"}),
        "public_opinion": frozenset({"reply"}),
        "source_note": frozenset({"reply"}),
        "board_entry": frozenset({"reply"}),
        "race_award": frozenset({"reply"}),
    }
)
# What is thought of somebody or would tell a person without the name, by kind: to the upper level, not in public.
_NOT_PUBLIC: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "talk_problem": frozenset({"text", "outcome"}),
        "cadre": frozenset({"health", "resume", "rewards", "remark"}),
        "family_member": frozenset({"birth_on", "political_status", "work"}),
        "term_settlement": frozenset({"left_problems", "audit_finding", "reply"}),
        "achievement": frozenset({"reviewer", "opinion", "reply", "truth", "difficulty", "contribution"}),
        "vetting": frozenset(
            {
                "archive_result",
                "archive_notes",
                "matters_result",
                "matters_notes",
                "discipline_document",
                "discipline_result",
                "petitions_result",
                "integrity_words",
                "notice_result",
                "refused_reason",
            }
        ),
        "adjustment": frozenset({"situations", "facts", "unit_opinion", "office_opinion", "follow_up"}),
        "rotation": frozenset({"delay_reason"}),
        "contest_entry": frozenset({*SIX, "total", "remark"}),
        "placement": frozenset({"summary", "mentor_words", "grade", "appraisal", "office_opinion"}),
        "mentoring": frozenset({"record", "result"}),
        "pool_member": frozenset({"left_reason"}),
        "trainee": frozenset({"result", "absence"}),
        "unit_assessment": frozenset({"team_reason"}),
        "result_use": frozenset({"people", "reason"}),
        "problem": frozenset({"text", "place", "reported_by", "handler", "measures", "result", "rater_kind"}),
        "liaison": frozenset({"point_name", "topic", "result"}),
        "liaison_visit": frozenset({"liaison", "content", "supervision"}),
        "challenge": frozenset({"result"}),
        "monthly_task": frozenset({"percent", "remark"}),
        "maker_talent": frozenset({"name", "deeds"}),
    }
)
# Of records that judge a person: the columns that leave in public.
_PUBLIC_ONLY: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "political_review": frozenset({"unit", "year"}),
        "sign": frozenset({"dimension"}),
        "ballot": frozenset({"row"}),
        "observation": frozenset({"unit", "scene"}),
        "annual_assessment": frozenset({"unit", "year", "scheme", "document"}),
        "regular_assessment": frozenset({"unit", "year", "period", "scheme"}),
        "reminder": frozenset({"unit", "kind"}),
        "sanction": frozenset({"sanction_class"}),
        "revisit": frozenset({"way"}),
        "supervision_item": frozenset({"unit", "matter", "field_of_work", "state"}),
        "deviation_problem": frozenset({"unit", "project", "kind", "state"}),
        "style_review": frozenset({"unit", "activity", "subject"}),
        "tolerance_case": frozenset({"unit", "title", "matter_kind", "state", "deciders", "document"}),
        "clearance": frozenset({"situation", "state"}),
        "public_opinion": frozenset({"unit", "channel"}),
        "source_note": frozenset({"unit", "department"}),
        "consultation": frozenset({"unit"}),
        "care_record": frozenset({"unit", "kind"}),
        "board_entry": frozenset({"issue", "published_on", "item", "colour", "unit", "state"}),
        "race_award": frozenset({"year", "quarter", "kind", "unit"}),
    }
)

_ROSTER_NOT_PUBLIC = frozenset(
    {"last_grade", "political_grade", "n_interviews", "last_talk_on", "completeness", "missing", "remark"}
)


def roster_column_leaves(name: str, level: ExportLevel) -> bool:
    """Say whether a column of the roster may leave: what is thought of people, and talked with them, not in public."""
    return level is not ExportLevel.MASKED or name not in _ROSTER_NOT_PUBLIC


def may_leave(kind: RecordKind, field: Field, level: ExportLevel) -> bool:
    """Say whether a column may leave: a sealed one never, talk content inside only, judgements not in public."""
    if field.spec.sealed:
        return False
    if level is ExportLevel.INTERNAL:
        return True
    if field.name in _INSIDE_ONLY.get(kind.key, ()):
        return False
    if level is not ExportLevel.MASKED:
        return True
    only = _PUBLIC_ONLY.get(kind.key)
    return field.name in only if only is not None else field.name not in _NOT_PUBLIC.get(kind.key, ())


def staying(session: Session, kind: RecordKind, level: ExportLevel) -> frozenset[str]:
    """Return the ids of a kind that do not leave at the level: work secrets, and what hangs from them."""
    if level is ExportLevel.INTERNAL:
        return frozenset()
    if kind.model is Interview:
        return frozenset(session.scalars(_secret_talks()))
    if kind.model in (InterviewSupplement, TalkProblem):
        part: Any = kind.model
        return frozenset(session.scalars(sa.select(part.id).where(part.interview_id.in_(_secret_talks()))))
    return frozenset()


def withheld(session: Session, kind: RecordKind, level: ExportLevel) -> frozenset[str]:
    """Return the ids of the records of a kind that repeat a talk: any talk in public, else a secret one."""
    if level is ExportLevel.INTERNAL or kind.model in (Interview, InterviewSupplement, TalkProblem):
        return frozenset()
    problems = sa.select(TalkProblem.id)
    if level is not ExportLevel.MASKED:
        problems = problems.where(TalkProblem.interview_id.in_(_secret_talks()))
    found: set[str] = set()
    live = kind.model.deleted_at.is_(None)
    for relation in sa.inspect(kind.model).relationships:
        secret = {Interview: _secret_talks(), TalkProblem: problems}.get(relation.mapper.class_)
        if secret is not None and relation.secondary is None:
            column = next(iter(relation.local_columns))
            found |= set(session.scalars(sa.select(kind.model.id).where(column.in_(secret), live)))
    return frozenset(found)


def is_told(interview: Interview | None, level: ExportLevel) -> bool:
    """Say whether words that come from a talk may be told at the level; those that come from none may."""
    return interview is None or level is ExportLevel.INTERNAL or interview.secrecy is not Secrecy.WORK_SECRET


def _secret_talks() -> Any:
    return sa.select(Interview.id).where(Interview.secrecy == Secrecy.WORK_SECRET)


def cell(mask: Mask, kind: RecordKind, field: Field, value: Any, *, withheld: bool = False) -> Any:
    """Return what a cell shows of a value at the level; of a `withheld` record only what counts it."""
    if value is None or field.spec.sealed:
        return None
    if withheld and not _counts(kind, field):
        return ON_FILE if field.spec.multiline else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if kind.model is Interview and field.name == "talked_on" and mask.level is not ExportLevel.INTERNAL:
        return f"{value:%Y.%m}"  # the day would tell those who were there who spoke
    text = shown(value)
    if field.name == "id_number":
        return mask.id_number(text)
    if field.name == "phone":
        return mask.phone(text)
    if field.name in NAME_FIELDS or field.type is Cadre or (kind.model is Cadre and field.name == "name"):
        return mask.names(text)
    if field.spec.sensitive:
        return mask.name(text)
    return mask.text(text)


def _counts(kind: RecordKind, field: Field) -> bool:
    """Say whether a column only says of whom a record is, and of what sort."""
    owner = kind.part_of is not None and field.name == kind.part_of.key
    return bool(field.choices) or owner or (field.is_link and field.type in (Cadre, Unit))
