"""One 实绩档案 at a glance: three moments by three actions, and every task from the list to the exit sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cadre_desktop.records.annual_answer import AnnualAnswer, AnswerLine, Standing
from cadre_desktop.records.performance_term import PerformanceTerm, TaskKind, TermState, TermTask
from cadre_desktop.records.rows import Link, link_to
from cadre_desktop.records.term_settlement import Outcome, SettlementLine, TermSettlement
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import performance_terms as terms
from cadre_desktop.services.steps import fetch
from cadre_desktop.storage.database import Database


@dataclass(frozen=True, slots=True)
class Cell:
    """One of the nine: is it done, when, and what there is to say."""

    title: str
    done: bool
    on: date | None
    text: str


@dataclass(frozen=True, slots=True)
class Moment:
    """上任, 每年度 or 调任前, with its three actions."""

    title: str
    cells: tuple[Cell, Cell, Cell]


@dataclass(frozen=True, slots=True)
class YearOfTask:
    """What one year's answer said of a task."""

    year: int
    standing: Standing
    result: str
    figures: str


@dataclass(frozen=True, slots=True)
class TaskTrack:
    """One task all the way: what was asked, each year's answer, and how it ended."""

    id: str
    number: int
    kind: TaskKind
    name: str
    target: str
    due_on: PartialDate | None
    years: tuple[YearOfTask, ...]
    outcome: Outcome | None
    result: str
    evidence: str
    confirmed_by: str


@dataclass(frozen=True, slots=True)
class TermOverview:
    """Everything the page and the printed sheet say of one term."""

    id: str
    person: Link
    unit: Link
    post_title: str
    number: str
    state: TermState
    started_on: PartialDate
    ended_on: PartialDate | None
    moments: tuple[Moment, Moment, Moment]
    tasks: tuple[TaskTrack, ...]
    settlement_id: str | None

    @property
    def n_done(self) -> int:
        """How many of the nine are done."""
        return sum(cell.done for moment in self.moments for cell in moment.cells)


def overview(db: Database, term_id: str) -> TermOverview:
    """Put one term together from its records."""
    with db.read() as session:
        term: PerformanceTerm = fetch(session, terms.KIND, term_id)
        tasks, answers = terms.tasks_of(session, term_id), terms.answers_of(session, term_id)
        lines, sheet = terms.answer_lines_of(session, term_id), terms.settlement_of(session, term_id)
        closed = terms.settlement_lines_of(session, term_id)
        years = due_years(term, db.now().date())
        return TermOverview(
            id=term.id,
            person=link_to(term.cadre),
            unit=link_to(term.unit),
            post_title=term.post_title,
            number=term.number or "",
            state=term.state,
            started_on=term.started_on,
            ended_on=term.ended_on,
            moments=(_entry(term, tasks), _yearly(years, answers), _exit(term, sheet, closed)),
            tasks=tuple(_track(task, lines, closed) for task in tasks),
            settlement_id=sheet.id if sheet else None,
        )


def due_years(term: PerformanceTerm, today: date) -> range:
    """Return the years an answer is due for: each full calendar year's end that has come within the term."""
    last = min(today.year - 1, term.ended_on.year if term.ended_on else today.year - 1)
    return range(term.started_on.year, last + 1)


def _entry(term: PerformanceTerm, tasks: Sequence[TermTask]) -> Moment:
    by_kind = {kind: sum(task.kind is kind for task in tasks) for kind in TaskKind}
    given, burdens = by_kind[TaskKind.TASK], by_kind[TaskKind.BURDEN]
    by = f"{term.assigned_by}交办，" if term.assigned_by else ""
    weight = f"压担子{burdens}项" if burdens else ""
    asked = "；".join(text for text in (weight, term.expectation or "") if text)
    signed = f"清单共{len(tasks)}项，" + ("本人已签收" if term.signed_on else "本人未签收")
    return Moment(
        "上任",
        (
            Cell("交任务", given > 0, term.assigned_on, f"{by}任务{given}项" if given else "还没有交任务"),
            Cell("压担子", bool(asked), term.assigned_on if asked else None, asked or "还没有填写组织要求"),
            Cell("列清单", term.signed_on is not None, term.signed_on, signed),
        ),
    )


def _yearly(years: range, answers: Sequence[AnnualAnswer]) -> Moment:
    shown = {a.year: a.presented_on for a in answers if a.presented_on}
    ranks = {a.year: terms.rank_text(a) for a in answers if a.rank_place is not None}
    voices = {a.year: terms.reputation_text(a) for a in answers if a.reputation_percent is not None}
    days = {a.year: a.presented_on for a in answers}
    return Moment(
        "每年度",
        (
            _year_cell("晒答卷", years, {y: "" for y in shown}, days),
            _year_cell("比排名", years, ranks, days),
            _year_cell("听口碑", years, voices, days),
        ),
    )


def _year_cell(title: str, years: range, there: dict[int, str], days: dict[int, date | None]) -> Cell:
    absent = [year for year in years if year not in there]
    said = "；".join(f"{year}年{there[year]}" for year in sorted(there))
    lacks = f"缺{'、'.join(str(year) for year in absent)}年" if absent else ""
    text = "；".join(part for part in (said, lacks) if part) or "还没有到年度答卷的时候"
    return Cell(title, bool(there) and not absent, days[max(there)] if there else None, text)


def _exit(term: PerformanceTerm, sheet: TermSettlement | None, lines: Sequence[SettlementLine]) -> Moment:
    on = sheet.settled_on if sheet else None
    effect = (sheet.effect if sheet else None) or ""
    comparison = (sheet.comparison if sheet else None) or ""
    counts = "、".join(f"{o.label}{n}项" for o in Outcome if (n := sum(line.outcome is o for line in lines)))
    open_lines = sum(not line.confirmed_by for line in lines)
    waiting = f"，待确认{open_lines}项" if open_lines else "，已全部确认"
    return Moment(
        "调任前",
        (
            Cell("看成效", bool(effect), on if effect else None, effect or "还没有填写任期成效"),
            Cell("比业绩", bool(comparison), on if comparison else None, comparison or "还没有比业绩"),
            Cell(
                "交账单",
                term.state in (TermState.SETTLED, TermState.SEALED) and not open_lines,
                on,
                f"{counts}{waiting}" if sheet else "还没有交账",
            ),
        ),
    )


def _track(task: TermTask, lines: Sequence[AnswerLine], closed: Sequence[SettlementLine]) -> TaskTrack:
    years = tuple(
        YearOfTask(line.answer.year, line.standing, line.result or "", line.figures or "")
        for line in lines
        if line.task_id == task.id
    )
    end = next((line for line in closed if line.task_id == task.id), None)
    return TaskTrack(
        id=task.id,
        number=task.number,
        kind=task.kind,
        name=task.name,
        target=task.target or "",
        due_on=task.due_on,
        years=years,
        outcome=end.outcome if end else None,
        result=(end.result or "") if end else "",
        evidence=(end.evidence or "") if end else "",
        confirmed_by=(end.confirmed_by or "") if end else "",
    )
