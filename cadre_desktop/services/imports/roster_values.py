"""The people of the store as a roster says them: the same columns an import reads, as plain text."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.formats.values import shown
from cadre_desktop.records import roster
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.records.summary import CadreSummary
from cadre_desktop.records.unit import Unit
from cadre_desktop.records.vocab import PoliticalStatus
from cadre_desktop.services.imports.roster_columns import PERSON_COLUMNS, ROSTER_COLUMNS
from cadre_desktop.storage.database import Database

_CHUNK = 500
_SAID_IN_PLACE_OF_A_DATE = frozenset(PoliticalStatus) - {
    PoliticalStatus.PARTY_MEMBER,
    PoliticalStatus.PROBATIONARY,
    PoliticalStatus.YOUTH_LEAGUE,
}
_OF_SUMMARY = ("post_title", "level", "rank", "post_since", "rank_since", "last_grade")


def roster_values(db: Database, ids: Sequence[str] | None = None) -> list[dict[str, str]]:
    """Read people as rows of a roster: "id" and every column by its name, empty text where nothing is known.

    Without `ids`, everybody in service, in the roster's order.
    """
    with db.read() as session:
        wanted = list(ids) if ids is not None else roster.ids(session, ListQuery(), db.now().date())
        found: dict[str, dict[str, str]] = {}
        for start in range(0, len(wanted), _CHUNK):
            found |= {row["id"]: row for row in _rows(session, wanted[start : start + _CHUNK])}
    return [found[key] for key in wanted if key in found]


def _rows(session: Session, ids: Sequence[str]) -> list[dict[str, str]]:
    people = Cadre.__table__.c
    line = CadreSummary.__table__.c
    query = (
        sa.select(
            *(people[name] for name in ("id", *PERSON_COLUMNS, "party_joined_on", "political_status", "other_party")),
            *(line[name] for name in _OF_SUMMARY),
            Unit.name.label("unit"),
        )
        .select_from(Cadre.__table__)
        .outerjoin(CadreSummary.__table__, line.cadre_id == people.id)
        .outerjoin(Unit.__table__, Unit.id == line.unit_id)
        .where(people.id.in_(ids))
    )
    return [_row(dict(row)) for row in session.connection().execute(query).mappings()]


def _row(stored: Mapping[str, Any]) -> dict[str, str]:
    values = {**stored, "party_joined_on": _party(stored)}
    return {"id": stored["id"], **{column.name: shown(values[column.name]) for column in ROSTER_COLUMNS}}


def _party(stored: Mapping[str, Any]) -> str:
    """Write 入党时间 as rosters do: the date, the other party, or both."""
    joined, status = stored["party_joined_on"], stored["political_status"]
    if joined is None:
        return status.label if status in _SAID_IN_PLACE_OF_A_DATE else shown(stored["other_party"])
    return "；".join(part for part in (str(joined), stored["other_party"]) if part)
