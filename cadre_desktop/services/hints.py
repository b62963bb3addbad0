"""Hints about a record as it is being filled in: shown with their reasons, asked about when saved, never in the way.

A kind has hints when it is named in `SOURCES`.  A hint that `asks` wants a word of reason from whoever saves against
it; the reason goes into the trail with the hint.  Saving goes on with or without one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cadre_desktop.records.kind import RecordKind
from cadre_desktop.services import assessment_hints, influence_hints, vetting_hints
from cadre_desktop.services.hint import Hint
from cadre_desktop.storage import audit
from cadre_desktop.storage.database import Database

Values = Mapping[str, Any]
NO_REASON = "（未写理由）"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a kind's hints come from, and the fields whose change calls for looking again."""

    fields: tuple[str, ...]
    look: Callable[[Database, Values, str | None], list[Hint]]


SOURCES: Mapping[str, Source] = {
    "annual_assessment": Source(("cadre", "unit", "year", "participation", "grade"), influence_hints.on_annual),
    "unit_assessment": Source(("unit", "year", "grade", "team_grade", "team_reason"), assessment_hints.unit),
    "quota_setting": Source(("year", "pool", "unit_kind", "unit", "percent", "document"), assessment_hints.quota),
    "regular_assessment": Source(("cadre", "unit", "year", "period", "grade"), assessment_hints.regular),
    "post": Source(("cadre", "appointed_on"), influence_hints.on_post),
    "rank": Source(("cadre", "approved_on"), influence_hints.on_rank),
    "honour": Source(("cadre", "awarded_on"), influence_hints.on_honour),
    "pool_member": Source(("cadre", "entered_on"), influence_hints.on_pool_member),
    "vetting": Source(("cadre", "started_on"), vetting_hints.on_vetting),
}
"""By the key of the kind."""


def watched(kind: RecordKind) -> tuple[str, ...]:
    """Name the fields whose values decide about a kind's hints; none for kinds without hints."""
    source = SOURCES.get(kind.key)
    return source.fields if source is not None else ()


def hints(db: Database, kind: RecordKind, values: Values, record_id: str | None = None) -> list[Hint]:
    """Say what is to be minded about the values as they stand, the hints that ask for a reason first."""
    source = SOURCES.get(kind.key)
    found = source.look(db, values, record_id) if source is not None else []
    return sorted(found, key=lambda hint: not hint.asks)


def note_reason(db: Database, kind: RecordKind, record_id: str, against: Sequence[Hint], reason: str) -> None:
    """Put in the trail that a record was saved against hints, and why."""
    told = {f"hint_{number}": hint.sentence for number, hint in enumerate(against, 1)}
    with db.work(f"{kind.title}：提示后保存") as session:
        audit.note(
            session, "hint", kind.model.__tablename__, record=record_id, reason=reason.strip() or NO_REASON, **told
        )
