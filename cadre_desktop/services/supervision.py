"""监督事项 and 政绩观偏差问题 from the finding to the end, each state with its day."""

from datetime import date
from typing import Any

from cadre_desktop.records import deviation_problem as deviations
from cadre_desktop.records import supervision_item as items
from cadre_desktop.records.deviation_problem import DeviationProblem, DeviationState
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.records.supervision_item import SupervisionItem, SupervisionState
from cadre_desktop.services.steps import (
    dated_line,
    fetch,
    keep_rules,
    missing,
    not_later_than,
    refuse_if,
    require_state,
)
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.fields import Choice

_I, _D = SupervisionState, DeviationState


def weigh(db: Database, item_id: str, *, risk: str, due_on: date | None = None) -> None:
    """Note what the matter may lead to, and until when it is to be handled."""
    refuse_if(missing("risk", risk.strip(), "请写明风险提示"))
    values: dict[str, Any] = {"risk": risk.strip()}
    if due_on is not None:
        values["due_on"] = due_on
    _step(db, items.KIND, item_id, "研判", (_I.RECEIVED,), _I.WEIGHED, **values)


def handle(db: Database, item_id: str, *, text: str) -> None:
    """Note what was done; it may be noted again and again."""
    refuse_if(missing("handling", text.strip(), "请写明处置情况"))
    with db.work("监督事项：处置") as session:
        item: SupervisionItem = fetch(session, items.KIND, item_id)
        require_state(items.KIND, item.state, (_I.WEIGHED, _I.HANDLED), "处置")
        item.handling, item.state = dated_line(item.handling, db.now().date(), text.strip()), _I.HANDLED
        keep_rules(db, items.KIND, item)


def finish(db: Database, item_id: str, *, done_on: date) -> None:
    """Note that the matter is done."""
    _step(db, items.KIND, item_id, "办结", (_I.HANDLED,), _I.DONE, done_on=done_on)


def answer(db: Database, kind: RecordKind, record_id: str, *, text: str) -> None:
    """Put down what the person or unit says to a matter or a deviation; later words are added."""
    refuse_if(missing("reply", text.strip(), "请填写说明"))
    with db.work(f"{kind.title}：本人或单位说明") as session:
        record = fetch(session, kind, record_id)
        record.reply = dated_line(record.reply, db.now().date(), text.strip()) if record.reply else text.strip()
        keep_rules(db, kind, record)


def assign(db: Database, problem_id: str, *, assigned_on: date, due_on: date | None = None) -> None:
    """Hand a deviation to the unit that answers for it."""
    refuse_if(not_later_than("assigned_on", assigned_on, db.now().date(), "交办日期"))
    values: dict[str, Any] = {"assigned_on": assigned_on}
    if due_on is not None:
        values["due_on"] = due_on
    _step(db, deviations.KIND, problem_id, "交办", (_D.FOUND,), _D.ASSIGNED, **values)


def correct(db: Database, problem_id: str, *, measures: str) -> None:
    """Note the measures by which it is put right."""
    refuse_if(missing("measures", measures.strip(), "请写明整改措施"))
    _step(db, deviations.KIND, problem_id, "整改", (_D.ASSIGNED,), _D.CORRECTING, measures=measures.strip())


def resume(db: Database, problem_id: str, *, resumed_on: date) -> None:
    """Note that work on a stopped project goes on again."""
    with db.work("政绩观偏差问题：复工复产") as session:
        problem: DeviationProblem = fetch(session, deviations.KIND, problem_id)
        require_state(deviations.KIND, problem.state, (_D.ASSIGNED, _D.CORRECTING), "登记复工复产")
        problem.resumed_on = resumed_on
        keep_rules(db, deviations.KIND, problem)


def strike_off(db: Database, problem_id: str, *, closed_on: date, result: str) -> None:
    """Strike a deviation off the list: it was put right."""
    refuse_if(missing("result", result.strip(), "请写明整改结果"))
    values = {"closed_on": closed_on, "result": result.strip()}
    _step(db, deviations.KIND, problem_id, "销号", (_D.CORRECTING,), _D.CLOSED, **values)


def _step(
    db: Database,
    kind: RecordKind,
    record_id: str,
    step: str,
    allowed: tuple[Choice, ...],
    target: Choice,
    **values: Any,
) -> None:
    with db.work(f"{kind.title}：{step}") as session:
        record = fetch(session, kind, record_id)
        require_state(kind, record.state, allowed, step)
        for name, value in values.items():
            setattr(record, name, value)
        record.state = target
        keep_rules(db, kind, record)
