"""Doing an import: one piece of work, filed set-wise, kept as a batch that can be taken back whole."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from cadre_desktop.errors import EditConflict, NotAllowed
from cadre_desktop.progress import Progress, silent
from cadre_desktop.records.annual_assessment import AnnualAssessment
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.import_batch import ImportBatch
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.records.post import Post
from cadre_desktop.records.rank import Rank
from cadre_desktop.records.rows import Link
from cadre_desktop.records.unit import Unit, UnitAlias
from cadre_desktop.services import undo
from cadre_desktop.services.imports import column_maps, form_extras, kind_writes
from cadre_desktop.services.imports.planning import last_line, planned
from cadre_desktop.services.imports.shape import ImportPlan, ImportResult, PlannedRow, Write
from cadre_desktop.services.imports.source import header_titles
from cadre_desktop.services.pace import nothing_collected
from cadre_desktop.storage import bulk
from cadre_desktop.storage.base import Record, new_id
from cadre_desktop.storage.database import Database

_ORDER: tuple[type[Record], ...] = (Unit, UnitAlias, Cadre, Post, Rank, AnnualAssessment)
_AT_ONCE = 1000
_TITLE_LENGTH = 80


def apply(
    db: Database,
    kind: RecordKind,
    plan: ImportPlan,
    *,
    good_rows: bool = False,
    before: Callable[[], None] | None = None,
    progress: Progress = silent,
) -> ImportResult:
    """File what the plan says, all of it or nothing; `before` makes the checked copy of the store.

    Raises NotAllowed while rows have problems, unless only the `good_rows` are wanted; EditConflict when
    somebody has changed what the plan rests on; Cancelled from `progress`.
    """
    if plan.count("problem") and not good_rows:
        raise NotAllowed(
            f"有 {plan.count('problem')} 行存在问题，没有导入任何内容。",
            hint="请改正后再导入，或选择“只导入没有问题的行”。",
        )
    if before is not None:
        before()
    with nothing_collected(), db.work(f"导入{kind.title}：{plan.source.path.name}"[:_TITLE_LENGTH]) as session:
        current = _still_true(session, db, kind, plan)
        rows = [row for row in current.rows if row.state in ("new", "update")]
        batch_id = ""
        if rows or current.own_writes:
            batch_id = _file(db, session, kind, current, rows, progress)
    n_updated = current.count("update")
    return ImportResult(current.count("new"), n_updated, current.count("same") + current.count("skip"), batch_id)


def take_back(db: Database, batch_id: str, progress: Progress = silent) -> undo.TakenBack:
    """Take a whole import back, also after other edits; what was edited since stays and is named.

    Raises NotAllowed when there is no such import, or it was taken back already.
    """
    with db.read() as session:
        batch = session.get(ImportBatch, batch_id)
        if batch is None:
            raise NotAllowed("没有找到这次导入。", hint="请在导入记录中重新选择。")
        if batch.undone_at is not None:
            raise NotAllowed(f"这次导入已于 {batch.undone_at:%Y.%m.%d %H:%M} 撤回。")
        name, work_id = batch.file_name, batch.work_id
    with db.work(f"撤回导入：{name}"[:_TITLE_LENGTH]) as session:
        result = undo.take_back(db, session, work_id, progress)
        session.get_one(ImportBatch, batch_id).undone_at = db.now()
    return result


def _still_true(session: Session, db: Database, kind: RecordKind, plan: ImportPlan) -> ImportPlan:
    """Plan again when anything was saved since; refuse when that comes out otherwise."""
    if last_line(session) == plan.seen:
        return plan
    anew = planned(session, kind, plan.source, plan.options, db.now().date(), silent)
    if [_outcome(row) for row in anew.rows] != [_outcome(row) for row in plan.rows]:
        raise EditConflict("核对之后，有相关记录被修改过，没有导入任何内容。", hint="请重新核对后再导入。")
    return anew


def _outcome(row: PlannedRow) -> tuple[Any, ...]:
    return row.row_number, row.state, row.record_id if row.state != "new" else "", row.differences


def _file(
    db: Database,
    session: Session,
    kind: RecordKind,
    plan: ImportPlan,
    rows: Sequence[PlannedRow],
    progress: Progress,
) -> str:
    """Write units, rows, the remembered mapping and the batch; return the batch's id."""
    own = _needed(plan, rows)
    if plan.set_wise:
        _write_sets(session, [*own, *(write for row in rows for write in row.writes)], progress)
    else:
        _write_sets(session, own, progress)
        kind_writes.write_rows(db, session, kind, rows, progress)
    if plan.source.forms:
        form_extras.file(session, rows, plan.source.forms, db.now().date())
    if plan.options.mapping:
        titles = header_titles(plan.source.sheet, plan.source.table)
        column_maps.remember(session, kind.key, titles, plan.options.mapping)
    batch = ImportBatch(
        id=new_id(),
        kind_key=kind.key,
        kind_title=kind.title,
        file_name=plan.source.path.name,
        made_at=db.now(),
        made_by=db.actor,
        n_created=plan.count("new"),
        n_updated=plan.count("update"),
        n_skipped=plan.count("same") + plan.count("skip"),
        work_id=session.info["trail"].work_id,
    )
    session.add(batch)
    session.flush()
    progress(1, 1, "正在保存")
    return batch.id


def _needed(plan: ImportPlan, rows: Iterable[PlannedRow]) -> list[Write]:
    """Leave out new units that only rows with problems would have used, and their aliases."""
    if not plan.count("problem"):
        return list(plan.own_writes)
    used = {link.id for row in rows for link in row.values.values() if isinstance(link, Link)}
    unused = {unit.id for unit in plan.new_units} - used
    return [write for write in plan.own_writes if write.values.get("unit_id", write.values.get("id")) not in unused]


def _write_sets(session: Session, writes: Sequence[Write], progress: Progress) -> None:
    """File new records and changes set by set, owners first."""
    inserts: dict[type[Record], list[Mapping[str, Any]]] = {}
    updates: dict[type[Record], list[bulk.Update]] = {}
    for write in writes:
        if write.id:
            updates.setdefault(write.model, []).append(bulk.Update(write.id, write.version, write.now, write.values))
        else:
            inserts.setdefault(write.model, []).append(write.values)
    done, total = 0, len(writes)
    for model in _ORDER:
        for start in range(0, len(inserts.get(model, ())), _AT_ONCE):
            progress(done, total, "正在写入")
            part = inserts[model][start : start + _AT_ONCE]
            bulk.insert(session, model, part)
            done += len(part)
        for start in range(0, len(updates.get(model, ())), _AT_ONCE):
            progress(done, total, "正在更新")
            changed = updates[model][start : start + _AT_ONCE]
            bulk.update(session, model, changed)
            done += len(changed)
