"""Reading the live records of one person for his files: a link, an order, never what lies in the recycle bin."""

from collections.abc import Sequence
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.errors import NotAllowed
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.reports.report import ReportOptions
from cadre_desktop.storage.base import Record

Kept = TypeVar("Kept", bound=Record)


def live(session: Session, model: type[Kept], condition: Any, *order: Any) -> list[Kept]:
    """Read the live records of a model that meet a condition."""
    return list(session.scalars(sa.select(model).where(model.deleted_at.is_(None), condition).order_by(*order)))


def the_person(session: Session, options: ReportOptions) -> Cadre:
    """Return whom a report of one person is about; raise NotAllowed when nobody, or somebody deleted, was chosen."""
    cadre = session.get(Cadre, options.cadre_ids[0]) if options.cadre_ids else None
    if cadre is None or cadre.deleted_at is not None:
        raise NotAllowed("没有可以生成这份档案的人员。", hint="请先选择干部；已删除的干部请先从回收站恢复。")
    return cadre


def owners(session: Session, model: Any, *conditions: Any) -> set[str]:
    """Return everybody with a live record of the model."""
    query = sa.select(model.cadre_id).where(model.deleted_at.is_(None), *conditions).distinct()
    return set(session.execute(query).scalars())


def by_key(records: Sequence[Kept], name: str) -> dict[str, list[Kept]]:
    """Group records by one of their keys."""
    grouped: dict[str, list[Kept]] = {}
    for record in records:
        grouped.setdefault(getattr(record, name), []).append(record)
    return grouped
