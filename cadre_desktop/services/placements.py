"""墩苗挂职: a whole batch sent out at once, then each placement begun, ended, appraised, or called back early."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from cadre_desktop.errors import InvalidInput, Problem
from cadre_desktop.records import placement as kinds
from cadre_desktop.records.placement import Placement, PlacementGrade, PlacementKind, PlacementState
from cadre_desktop.records.rows import Link
from cadre_desktop.records.summary import CadreSummary
from cadre_desktop.records.unit import Unit
from cadre_desktop.services import records
from cadre_desktop.services.steps import fetch, keep_rules, missing, not_later_than, refuse_if, require_state
from cadre_desktop.storage.database import Database

KIND = kinds.KIND
_S = PlacementState


def send(
    db: Database,
    people: Sequence[Link],
    *,
    kind: PlacementKind,
    batch: str,
    to_unit: Link,
    started_on: date,
    planned_end_on: date | None = None,
    tasks: str = "",
) -> list[str]:
    """Send several people to one unit as a batch; each comes from the unit he serves in.  Return the ids."""
    refuse_if(
        missing("people", tuple(people), "请至少选择一人"),
        missing("batch", batch.strip(), "请填写批次，如“2026年第一批”"),
    )
    if len({one.id for one in people}) < len(people):
        raise InvalidInput([Problem("people", "同一人重复选择")])
    s = CadreSummary
    with db.work("批量选派") as session:
        query = sa.select(s.cadre_id, s.unit_id).where(s.cadre_id.in_([person.id for person in people]))
        homes = {row.cadre_id: row.unit_id for row in session.execute(query)}
        made = []
        for person in people:
            home = session.get(Unit, homes.get(person.id) or "")
            away = home is not None and home.id != to_unit.id
            values: dict[str, Any] = {
                "cadre": person,
                "kind": kind,
                "batch": batch.strip(),
                "from_unit": Link(home.id, home.name) if home is not None and away else None,
                "to_unit": to_unit,
                "started_on": started_on,
                "planned_end_on": planned_end_on,
                "tasks": tasks.strip() or None,
                "state": _S.SERVING if started_on <= db.now().date() else _S.SELECTED,
            }
            made.append(records.add(db, session, KIND, values).id)
        return made


def begin(db: Database, placement_id: str) -> None:
    """Note that the person has taken up the placement."""
    with db.work("墩苗挂职到岗") as session:
        placement: Placement = fetch(session, KIND, placement_id)
        require_state(KIND, placement.state, (_S.SELECTED,), "登记到岗")
        refuse_if(not_later_than("started_on", placement.started_on, db.now().date(), "开始日期"))
        placement.state = _S.SERVING
        keep_rules(db, KIND, placement)


def end(db: Database, placement_id: str, *, ended_on: date, summary: str = "") -> None:
    """Note that the placement has run its time."""
    _close(db, placement_id, _S.ENDED, "登记期满", ended_on, {"summary": summary.strip()})


def recall(db: Database, placement_id: str, *, ended_on: date, reason: str) -> None:
    """Note that the person was called back early, and why."""
    refuse_if(missing("reason", reason.strip(), "请写明提前结束的原因"))
    _close(db, placement_id, _S.RECALLED, "提前结束", ended_on, {"office_opinion": f"提前结束：{reason.strip()}"})


def appraise(db: Database, placement_id: str, *, grade: PlacementGrade, appraisal: str, mentor_words: str = "") -> None:
    """Note the receiving unit's grade and words."""
    with db.work("墩苗挂职鉴定") as session:
        placement: Placement = fetch(session, KIND, placement_id)
        require_state(KIND, placement.state, (_S.ENDED, _S.RECALLED), "鉴定")
        refuse_if(missing("appraisal", appraisal.strip(), "请填写接收单位鉴定意见"))
        placement.grade, placement.appraisal, placement.state = grade, appraisal.strip(), _S.APPRAISED
        placement.mentor_words = mentor_words.strip() or placement.mentor_words
        keep_rules(db, KIND, placement)


def _close(
    db: Database, placement_id: str, state: PlacementState, step: str, ended_on: date, values: dict[str, str]
) -> None:
    with db.work(f"墩苗挂职{step}") as session:
        placement: Placement = fetch(session, KIND, placement_id)
        require_state(KIND, placement.state, (_S.SERVING,), step)
        for name, value in values.items():
            setattr(placement, name, value or getattr(placement, name))
        placement.ended_on, placement.state = ended_on, state
        keep_rules(db, KIND, placement)
