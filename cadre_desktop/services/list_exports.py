"""A list as it stands on the screen, taken along as a file: its columns, its rows, its order."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.errors import NotAllowed
from cadre_desktop.formats.report_sheet import Column
from cadre_desktop.progress import Progress, silent
from cadre_desktop.records import listing
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.reports.disclosure import cell, may_leave, staying, withheld
from cadre_desktop.reports.kind_list import align_of
from cadre_desktop.reports.masking import Mask
from cadre_desktop.services import exports
from cadre_desktop.services.exports import ExportResult
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.fields import Field

_AT_ONCE = 500


def columns_leaving(kind: RecordKind, names: Sequence[str], level: ExportLevel) -> tuple[Field, ...]:
    """Return the columns that leave at a level, in the order of `names`; talk content stays inside the office."""
    return tuple(field for field in map(kind.field, names) if may_leave(kind, field, level))


def export_list(
    db: Database,
    kind: RecordKind,
    names: Sequence[str],
    query: ListQuery,
    path: Path,
    *,
    title: str = "",
    level: ExportLevel = ExportLevel.INTERNAL,
    recipient: str = "",
    whole_id_numbers: bool = False,
    progress: Progress = silent,
) -> ExportResult:
    """Write the records of `query` in the columns `names` to `path`, masked for the level, and register the file.

    Raises NotAllowed when no record or no column is left, StorageTrouble when the file cannot be written; Cancelled
    comes from `progress`.
    """
    fields = columns_leaving(kind, names, level)
    if not fields:
        raise NotAllowed("所选的列都不能按这个级别导出。", hint="请换一个级别，或在列设置里显示别的列。")
    with db.read() as session:
        mask = _mask(session, level, whole_id_numbers)
        rows = list(_rows(session, kind, fields, query, mask, progress))
    if not rows:
        raise NotAllowed("列表是空的，没有可以导出的内容。", hint="请换个筛选条件再导出。")
    columns = [Column(f.label, max(f.spec.width, len(f.label) * 2 + 2), align_of(f)) for f in fields]
    return exports.export_rows(
        db, title or f"{kind.title}一览表", columns, rows, path, level=level, recipient=recipient, progress=progress
    )


def _mask(session: Session, level: ExportLevel, whole_id_numbers: bool) -> Mask:
    hides = Mask(level).hides_names
    names = session.execute(sa.select(Cadre.name)).scalars() if hides else ()
    return Mask(level, names, id_numbers=whole_id_numbers)


def _rows(
    session: Session,
    kind: RecordKind,
    fields: tuple[Field, ...],
    query: ListQuery,
    mask: Mask,
    progress: Progress,
) -> Iterator[tuple[Any, ...]]:
    """Read the list a few hundred records at a time, in its order."""
    inside, secret = staying(session, kind, mask.level), withheld(session, kind, mask.level)
    ids = [i for i in listing.all_ids(session, kind, query) if i not in inside]
    for start in range(0, len(ids), _AT_ONCE):
        progress(start, len(ids), "正在读取列表")
        wanted = tuple(ids[start : start + _AT_ONCE])
        found = {row.id: row for row in listing.page(session, kind, fields, ListQuery(ids=wanted), limit=-1)}
        for record_id in wanted:
            pairs = zip(fields, found[record_id].values, strict=True)
            yield tuple(cell(mask, kind, f, v, withheld=record_id in secret) for f, v in pairs)
        session.expunge_all()
