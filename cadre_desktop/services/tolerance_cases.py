"""容错纠错 in three phases: filed beforehand, found jointly on six conditions, followed up until it is put right.

Which conclusions the conditions allow is said by rules/tolerance; the deciding units decide.  A case in favour is
linked to what it excuses, and stands as the reason wherever that would have counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cadre_desktop.errors import InvalidInput, NotAllowed, Problem
from cadre_desktop.figures.measures import tolerance_file
from cadre_desktop.records import tolerance_case as kinds
from cadre_desktop.records.revisit import names_in
from cadre_desktop.records.rows import Link
from cadre_desktop.records.rule_files import read_book
from cadre_desktop.records.tolerance_case import (
    CONDITIONS,
    Procedure,
    ToleranceCase,
    TolerancePhase,
    ToleranceResult,
    ToleranceState,
    YesNo,
)
from cadre_desktop.rules.explained import Explained
from cadre_desktop.rules.tolerance import CONDITION_LABELS, Answer, PhaseGaps, allowed_results, phase_gaps
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

KIND = kinds.KIND
_S, _R = ToleranceState, ToleranceResult
_LONGEST_REASON = 200
_BEFORE = (TolerancePhase.FILED_BEFORE, TolerancePhase.PRE_EXAMINED)


@dataclass(frozen=True, slots=True)
class Condition:
    """One of the six: its name, whether it is met (None: not answered), and why."""

    code: str
    title: str
    met: bool | None
    reason: str


@dataclass(frozen=True, slots=True)
class ToleranceView:
    """A case for the screen: the grid of conditions, the conclusions they allow, what lacks, what it excuses."""

    state: ToleranceState
    conditions: tuple[Condition, ...]
    allowed: Explained[tuple[str, ...]]
    gaps: Explained[PhaseGaps]
    excuses: tuple[Link, ...]


def view(db: Database, case_id: str) -> ToleranceView:
    """Return the six conditions with their reasons, and what the three phases lack."""
    with db.read() as session:
        case: ToleranceCase = fetch(session, KIND, case_id)
        file, book = tolerance_file(case), read_book(session)
        answers = [(code, title, file.answers[code]) for code, title in CONDITION_LABELS.items()]
        linked = (optional_link(one) for one in (case.sanction, case.reminder, case.deviation))
        return ToleranceView(
            state=case.state,
            conditions=tuple(Condition(code, title, one.met, one.reason) for code, title, one in answers),
            allowed=allowed_results(file, book),
            gaps=phase_gaps(file, book),
            excuses=tuple(one for one in linked if one is not None),
        )


def accept(db: Database, case_id: str) -> None:
    """Take the case up."""
    _step(db, case_id, "受理", (_S.APPLIED,), _S.ACCEPTED)


def file_before(db: Database, case_id: str, *, filing_number: str, filed_on: date, guidance: str = "") -> None:
    """Give a matter filed beforehand its number; it needs basis, risks and the record of the collective decision."""
    refuse_if(
        missing("filing_number", filing_number.strip(), "请填写备案号"),
        not_later_than("filed_on", filed_on, db.now().date(), "备案日期"),
    )
    with db.work("容错：准予备案") as session:
        case = _require(session, case_id, (_S.ACCEPTED, _S.VERIFIED), "准予备案")
        if case.phase not in _BEFORE:
            raise NotAllowed("事后申请的事项不办备案，请办理核实和联合裁定。")
        case.filing_number, case.filed_on = filing_number.strip(), filed_on
        case.guidance = guidance.strip() or case.guidance
        case.result, case.state = _R.FILED, _S.TOLD
        case.decided_on, case.deciders = case.decided_on or filed_on, case.deciders or case.guidance or "备案部门"
        lacking = phase_gaps(tolerance_file(case), read_book(session)).value.before
        refuse_if(Problem("", f"备案材料还缺：{'、'.join(lacking)}") if lacking else None)
        keep_rules(db, KIND, case)


def verify(
    db: Database, case_id: str, *, answers: Mapping[str, Answer], verified_by: str, facts: str
) -> Explained[tuple[str, ...]]:
    """Put down the grid of six with reasons, who verified and what was found; return the conclusions it allows.

    Raises InvalidInput naming every condition without an answer or a reason.
    """
    lacking = [
        Problem(name, f"“{CONDITION_LABELS[name]}”请选择是或否，并写明理由")
        for name in CONDITIONS
        if (one := answers.get(name, Answer())).met is None or not one.reason.strip()
    ]
    too_long = [
        Problem(f"{name}_reason", f"依据不超过{_LONGEST_REASON}字")
        for name, one in answers.items()
        if len(one.reason) > _LONGEST_REASON
    ]
    refuse_if(
        *lacking,
        *too_long,
        missing("verified_by", verified_by.strip(), "请填写核实组"),
        missing("verified_facts", facts.strip(), "请填写核实情况"),
    )
    with db.work("容错：核实认定") as session:
        case = _require(session, case_id, (_S.ACCEPTED, _S.VERIFIED), "核实认定")
        for name in CONDITIONS:
            setattr(case, name, YesNo.YES if answers[name].met else YesNo.NO)
            setattr(case, f"{name}_reason", answers[name].reason.strip())
        case.verified_by, case.verified_facts, case.state = verified_by.strip(), facts.strip(), _S.VERIFIED
        keep_rules(db, KIND, case)
        return allowed_results(tolerance_file(case), read_book(session))


def decide(
    db: Database,
    case_id: str,
    *,
    result: ToleranceResult,
    deciders: str,
    decided_on: date,
    document: str = "",
    correction: str = "",
    correction_due_on: date | None = None,
) -> None:
    """Note the joint finding: by two units or more, and only a conclusion the six conditions allow."""
    with db.work("容错：联合裁定") as session:
        case = _require(session, case_id, (_S.VERIFIED,), "联合裁定")
        book = read_book(session)
        allowed, n_needed = (
            allowed_results(tolerance_file(case), book),
            book.number("tolerance.deciders", on=decided_on),
        )
        n_units = len(dict.fromkeys(names_in(deciders)))
        refuse_if(
            not_later_than("decided_on", decided_on, db.now().date(), "裁定日期"),
            Problem("result", allowed.sentence) if result.value not in allowed.value else None,
            Problem("deciders", f"联合裁定单位应有{n_needed}家以上，现在{n_units}家") if n_units < n_needed else None,
        )
        case.result, case.deciders, case.decided_on, case.state = result, deciders.strip(), decided_on, _S.DECIDED
        case.document = document.strip() or case.document
        case.correction = correction.strip() or case.correction
        case.follow_up_due_on = correction_due_on or case.follow_up_due_on
        keep_rules(db, KIND, case)


def tell(db: Database, case_id: str, *, told_on: date, statement: str = "") -> None:
    """Note that the person was told the finding, and what he said to it."""
    values: dict[str, Any] = {"told_on": told_on}
    if statement.strip():
        values["statement"] = statement.strip()
    _step(db, case_id, "反馈", (_S.DECIDED,), _S.TOLD, **values)


def follow(db: Database, case_id: str, *, followed_on: date, text: str) -> None:
    """Note how the mistake is being put right; it may be noted again and again."""
    refuse_if(
        missing("follow_up", text.strip(), "请写明纠错情况"),
        not_later_than("followed_on", followed_on, db.now().date(), "跟踪日期"),
    )
    with db.work("容错：跟踪纠错") as session:
        case = _require(session, case_id, (_S.TOLD, _S.FOLLOWED), "跟踪纠错")
        case.follow_up, case.followed_on = dated_line(case.follow_up, followed_on, text.strip()), followed_on
        case.state = _S.FOLLOWED
        keep_rules(db, KIND, case)


def close(db: Database, case_id: str) -> None:
    """File the case; one decided in favour is followed up first.  Raises InvalidInput naming what lacks."""
    with db.work("容错：归档") as session:
        case = _require(session, case_id, (_S.TOLD, _S.FOLLOWED), "归档")
        gaps = phase_gaps(tolerance_file(case), read_book(session)).value
        lacking = (*gaps.before, *gaps.finding, *gaps.after)
        if lacking:
            raise InvalidInput([Problem("", f"归档前还缺：{'、'.join(lacking)}")])
        case.state = _S.CLOSED
        keep_rules(db, KIND, case)


def use_simple_procedure(db: Database, case_id: str, *, reason: str) -> None:
    """Handle an urgent matter by the simple procedure, with the reason."""
    refuse_if(missing("simple_reason", reason.strip(), "适用简易程序的请写明理由"))
    with db.work("容错：适用简易程序") as session:
        case = _require(session, case_id, (_S.APPLIED, _S.ACCEPTED), "适用简易程序")
        case.procedure, case.simple_reason = Procedure.SIMPLE, reason.strip()
        keep_rules(db, KIND, case)


def _require(session: Any, case_id: str, allowed: tuple[ToleranceState, ...], step: str) -> ToleranceCase:
    case: ToleranceCase = fetch(session, KIND, case_id)
    require_state(KIND, case.state, allowed, step)
    return case


def _step(
    db: Database,
    case_id: str,
    step: str,
    allowed: tuple[ToleranceState, ...],
    target: ToleranceState,
    **values: Any,
) -> None:
    with db.work(f"容错：{step}") as session:
        case = _require(session, case_id, allowed, step)
        for name, value in values.items():
            setattr(case, name, value)
        case.state = target
        keep_rules(db, KIND, case)
