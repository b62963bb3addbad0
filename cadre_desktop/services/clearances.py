"""澄清正名: verified, drafted, approved with the person's consent, cleared where it did harm, and visited again.

Only what was found untrue or a false charge is cleared; what could not be established stays 无法认定.  From the day
of clearing, the records it is about count nowhere any more.  Nobody who complained is ever known here.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from cadre_desktop.figures.measures import clearance_file
from cadre_desktop.records import clearance as kinds
from cadre_desktop.records.clearance import Clearance, ClearanceState, ClearanceWay, Finding, Situation
from cadre_desktop.records.rows import Link
from cadre_desktop.records.rule_files import read_book
from cadre_desktop.records.unit import Unit
from cadre_desktop.rules.clearance import clearance_gaps, may_be_cleared, require_clearable
from cadre_desktop.rules.explained import Explained
from cadre_desktop.services.steps import (
    fetch,
    keep_rules,
    missing,
    not_later_than,
    optional_link,
    refuse_if,
    require_state,
)
from cadre_desktop.storage.database import Database

KIND = kinds.KIND
_S = ClearanceState


@dataclass(frozen=True, slots=True)
class ClearanceView:
    """A clearance for the screen: whether it may be cleared, what lacks, and what counts no more through it."""

    state: ClearanceState
    may: Explained[bool]
    gaps: Explained[tuple[str, ...]]
    takes_away: tuple[Link, ...]


def view(db: Database, clearance_id: str) -> ClearanceView:
    """Return how a clearance stands today."""
    with db.read() as session:
        case: Clearance = fetch(session, KIND, clearance_id)
        file, book = clearance_file(case), read_book(session)
        linked = (optional_link(one) for one in (case.sanction, case.reminder, case.supervision_item))
        about = tuple(one for one in linked if one is not None)
        return ClearanceView(case.state, may_be_cleared(file, book), clearance_gaps(file, book), about)


def conclude(
    db: Database, clearance_id: str, *, finding: Finding, found_on: date, verifier: Link | None = None
) -> None:
    """Note what was found, and by whom (谁核实谁澄清); 无法认定 ends the matter without clearing."""
    refuse_if(not_later_than("found_on", found_on, db.now().date(), "结论日期"))
    with db.work("澄清正名：登记核查结论") as session:
        case: Clearance = fetch(session, KIND, clearance_id)
        require_state(KIND, case.state, (_S.VERIFYING,), "登记核查结论")
        case.finding, case.found_on = finding, found_on
        if verifier is not None:
            case.verifier = session.get_one(Unit, verifier.id)
        clearable = may_be_cleared(clearance_file(case), read_book(session)).value
        case.state = _S.DRAFTED if clearable else _S.NOT_CLEARED
        keep_rules(db, KIND, case)


def propose(
    db: Database, clearance_id: str, *, situation: Situation, way: ClearanceWay, scope: str, consented: bool
) -> None:
    """Draft how and how widely to clear; raise InvalidInput without the person's consent."""
    refuse_if(
        missing("scope", scope.strip(), "请填写澄清范围，与造成影响的范围相称"),
        missing("consented", consented or None, "澄清前应征得本人同意"),
    )
    with db.work("澄清正名：拟定方案") as session:
        case = _clearable(session, clearance_id, (_S.DRAFTED,), "拟定方案")
        case.situation, case.way, case.scope, case.consented = situation, way, scope.strip(), consented
        keep_rules(db, KIND, case)


def approve(db: Database, clearance_id: str, *, approved_by: str, approved_on: date) -> None:
    """Note the approval; raise InvalidInput naming what the draft lacks."""
    refuse_if(
        missing("approved_by", approved_by.strip(), "请填写审批人"),
        not_later_than("approved_on", approved_on, db.now().date(), "审批日期"),
    )
    with db.work("澄清正名：审批") as session:
        case = _clearable(session, clearance_id, (_S.DRAFTED,), "审批")
        case.approved_by, case.approved_on, case.state = approved_by.strip(), approved_on, _S.APPROVED
        gaps = clearance_gaps(clearance_file(case), read_book(session))
        refuse_if(missing("", None if gaps.value else True, gaps.sentence))
        keep_rules(db, KIND, case)


def clear(
    db: Database, clearance_id: str, *, cleared_on: date, place: str = "", attendants: str = "", opinion: str = ""
) -> None:
    """Note that it was cleared; from that day what it is about counts nowhere."""
    with db.work("澄清正名：实施澄清") as session:
        case = _clearable(session, clearance_id, (_S.APPROVED,), "实施澄清")
        case.cleared_on, case.state = cleared_on, _S.DONE
        case.place = place.strip() or case.place
        case.attendants = attendants.strip() or case.attendants
        case.opinion = opinion.strip() or case.opinion
        keep_rules(db, KIND, case)


def revisit(db: Database, clearance_id: str, *, revisited_on: date, text: str) -> None:
    """Note how things are with the person after the clearing."""
    refuse_if(missing("revisit", text.strip(), "请写明回访情况"))
    _step(db, clearance_id, "回访", (_S.DONE,), _S.VISITED, revisited_on=revisited_on, revisit=text.strip())


def hand_on(db: Database, clearance_id: str, *, handed_on: date, handling: str = "") -> None:
    """Note that a false charge was handed on; what became of it, never who made it."""
    with db.work("澄清正名：诬告线索移交") as session:
        case: Clearance = fetch(session, KIND, clearance_id)
        require_state(KIND, case.state, (_S.DRAFTED, _S.APPROVED, _S.DONE, _S.VISITED), "移交诬告线索")
        case.charge_handed_on = handed_on
        case.charge_handling = handling.strip() or case.charge_handling
        keep_rules(db, KIND, case)


def not_clear(db: Database, clearance_id: str) -> None:
    """End the matter without clearing: the person does not want it, or the harm is past."""
    _step(db, clearance_id, "不予澄清", (_S.VERIFYING, _S.DRAFTED, _S.APPROVED), _S.NOT_CLEARED)


def _clearable(session: Any, clearance_id: str, allowed: tuple[ClearanceState, ...], step: str) -> Clearance:
    case: Clearance = fetch(session, KIND, clearance_id)
    require_state(KIND, case.state, allowed, step)
    require_clearable(clearance_file(case), read_book(session))
    return case


def _step(
    db: Database,
    clearance_id: str,
    step: str,
    allowed: tuple[ClearanceState, ...],
    target: ClearanceState,
    **values: Any,
) -> None:
    with db.work(f"澄清正名：{step}") as session:
        case: Clearance = fetch(session, KIND, clearance_id)
        require_state(KIND, case.state, allowed, step)
        for name, value in values.items():
            setattr(case, name, value)
        case.state = target
        keep_rules(db, KIND, case)
