"""处分和组织处理: how long one counts, with rule and inputs; what has run out stays on file, marked 已期满."""

from dataclasses import dataclass, replace
from datetime import date

from cadre_desktop.errors import NotAllowed
from cadre_desktop.figures.ground import Ground
from cadre_desktop.figures.influences import cleared, excused, influences
from cadre_desktop.figures.measures import measure_of
from cadre_desktop.records import sanction as kinds
from cadre_desktop.records.rows import Link
from cadre_desktop.records.rule_files import read_book
from cadre_desktop.records.sanction import Sanction
from cadre_desktop.records.tolerance_case import ToleranceCase
from cadre_desktop.rules.explained import Explained
from cadre_desktop.rules.influence import Period, influence
from cadre_desktop.rules.influence_standing import Standing
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import figures
from cadre_desktop.services.steps import fetch, keep_rules, missing, refuse_if
from cadre_desktop.storage.database import Database

KIND = kinds.KIND
RUNS, EXPIRED, NO_PERIOD = "影响期内", "已期满", "没有影响期"
WITHDRAWN, RELEASED, CLEARED, EXEMPTED = "已撤销", "已提前解除", "已澄清，不再计算", "容错免责，不再计算"


@dataclass(frozen=True, slots=True)
class SanctionView:
    """A sanction for the screen: its word of standing, the period with its reckoning, and the person altogether."""

    words: str
    period: Explained[Period | None]
    person: Explained[Standing] | None
    excused_by: Link | None


@dataclass(frozen=True, slots=True)
class InfluenceLine:
    """One sanction, admonition or move down that counts today: until when, and by which rule."""

    record: str
    person: Link
    unit: str
    label: str
    first_day: date
    last_day: date
    days_left: int
    sentence: str


def view(db: Database, sanction_id: str) -> SanctionView:
    """Return how a sanction counts today, by the text in force when it was decided."""
    with db.read() as session:
        sanction: Sanction = fetch(session, KIND, sanction_id)
        period = influence(measure_of(sanction), read_book(session))
        context = replace(figures.context_in(session, db.now()), cadre_id=sanction.cadre_id)
        ground = Ground(session, context)
        case_id = excused(ground).get(sanction.id)
        case = session.get(ToleranceCase, case_id) if case_id else None
        person = influences(ground).get(sanction.cadre_id)
        return SanctionView(
            words=_words(sanction, period.value, ground),
            period=period,
            person=person.standing if person is not None else None,
            excused_by=Link(case.id, str(case)) if case is not None else None,
        )


def _words(sanction: Sanction, period: Period | None, ground: Ground) -> str:
    if sanction.withdrawn_on is not None:
        return WITHDRAWN
    if sanction.id in cleared(ground):
        return CLEARED
    if sanction.id in excused(ground):
        return EXEMPTED
    if period is None:
        return NO_PERIOD
    if period.in_force(ground.as_of):
        return RUNS
    return RELEASED if period.released_early else EXPIRED


def standing_of(db: Database, cadre_id: str) -> Explained[Standing] | None:
    """Return everything that counts or counted against one person; None for somebody without any."""
    with db.read() as session:
        context = replace(figures.context_in(session, db.now()), cadre_id=cadre_id)
        found = influences(Ground(session, context)).get(cadre_id)
        return found.standing if found is not None else None


def release(db: Database, sanction_id: str, *, released_on: PartialDate) -> None:
    """Note that it was lifted early."""
    with db.work("处分提前解除") as session:
        sanction: Sanction = fetch(session, KIND, sanction_id)
        _require_standing(sanction)
        sanction.released_on = released_on
        keep_rules(db, KIND, sanction)


def withdraw(db: Database, sanction_id: str, *, withdrawn_on: PartialDate, withdrawn_document: str) -> None:
    """Note that the decision was taken back after a review; it stays on file and counts no more."""
    refuse_if(missing("withdrawn_document", withdrawn_document.strip(), "请填写撤销决定的文号"))
    with db.work("处分撤销") as session:
        sanction: Sanction = fetch(session, KIND, sanction_id)
        _require_standing(sanction)
        sanction.withdrawn_on, sanction.withdrawn_document = withdrawn_on, withdrawn_document.strip()
        keep_rules(db, KIND, sanction)


def state_statement(db: Database, sanction_id: str, *, text: str) -> None:
    """Put down what the person says to it, beside the decision; later words are added."""
    refuse_if(missing("statement", text.strip(), "请填写本人说明"))
    with db.work("处分：本人说明") as session:
        sanction: Sanction = fetch(session, KIND, sanction_id)
        before = sanction.statement
        sanction.statement = f"{before}\n{db.now():%Y.%m.%d} {text.strip()}" if before else text.strip()
        keep_rules(db, KIND, sanction)


def _require_standing(sanction: Sanction) -> None:
    if sanction.withdrawn_on is not None:
        raise NotAllowed(f"这项处理已于{sanction.withdrawn_on}撤销。")
    if sanction.released_on is not None:
        raise NotAllowed(f"这项处理已于{sanction.released_on}提前解除。")


def running(db: Database) -> list[InfluenceLine]:
    """List everything that counts against somebody today, what ends first at the top; hints, never verdicts."""
    with db.read() as session:
        ground = Ground(session, figures.context_in(session, db.now()))
        lines = []
        for cadre_id, found in influences(ground).items():
            person = ground.by_id.get(cadre_id)
            if person is None:
                continue
            labels = {one.measure.id: one.label for one in found.against}
            unit = ground.units.get(person.unit_id or "")
            lines += [
                InfluenceLine(
                    record=period.value.measure.id,
                    person=Link(person.id, person.name),
                    unit=unit.name if unit else "",
                    label=labels[period.value.measure.id],
                    first_day=period.value.first_day,
                    last_day=period.value.last_day,
                    days_left=(period.value.last_day - ground.as_of).days,
                    sentence=f"{period.sentence}。依据：{period.source}",
                )
                for period in found.standing.value.in_force
            ]
        return sorted(lines, key=lambda line: (line.last_day, line.record))
