"""Terms that run so many months from a day: 试用期, 挂职, 跟班, 墩苗, and looking again after a 诫勉.

The months come from `resources/rules/terms.toml`, by the text in force when the term began; a planned end that
the record itself gives goes before them.
"""

from dataclasses import dataclass
from datetime import date

from cadre_desktop.rules.clocks import Clock, clock
from cadre_desktop.rules.explained import Explained, Input
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.settings import RuleBook


@dataclass(frozen=True, slots=True)
class Term:
    """A term somebody is in: the record, since when, and the end its paper gives, if it does."""

    record: str
    start: PartialDate
    planned_end: PartialDate | None = None


def term_cases(book: RuleBook) -> tuple[str, ...]:
    """Return the kinds of term the settings know, in their order."""
    return book.cases("terms.months")


def term_clock(case: str, term: Term, book: RuleBook, today: date) -> Explained[Clock]:
    """Say when a term is full and how near that is: on the same day so many months later, or in that month.

    Raises KeyError for a kind the settings do not have, NoTextInForce for a start before every text, ValueError
    for a start known to the year only whose months are no whole years, or a planned end before the start.
    """
    warning = book.constant("terms.warn_months", on=today, applies_to=case)
    warn_months = book.number("terms.warn_months", on=today, applies_to=case)
    begun = Input("开始时间", str(term.start), term.record)
    if term.planned_end is not None:
        if term.planned_end.last_day() < term.start.first_day():
            raise ValueError(f"计划结束时间 {term.planned_end} 早于开始时间 {term.start}，请核对")
        label = book.constant("terms.months", on=today, applies_to=case).label
        found = clock(term.planned_end, today, warn_months=warn_months)
        inputs = (begun, Input("计划结束时间", str(term.planned_end), term.record))
        said = f"{label}：{term.start}开始，记录的结束时间为{term.planned_end}，{found.words}"
        return Explained(found, label, inputs, said, (warning,))
    on = term.start.last_day()
    length = book.constant("terms.months", on=on, applies_to=case)
    months = book.number("terms.months", on=on, applies_to=case)
    found = clock(term.start.plus_months(months), today, warn_months=warn_months)
    said = f"{length.label}{months}个月：{term.start}开始，{found.due_on}期满，{found.words}"
    return Explained(found, length.label, (begun,), said, (length, warning))


def revisit_window(effective_on: PartialDate, influence_ends: date, record: str = "") -> Explained[tuple[date, date]]:
    """Return the first and the last day for 回访: after the sanction takes effect and before its influence ends."""
    first, last = effective_on.first_day(), influence_ends
    if last < first:
        raise ValueError(f"影响期截止日 {last:%Y.%m.%d} 早于处分生效日 {effective_on}，请核对")
    inputs = (
        Input("处分生效", str(effective_on), record),
        Input("影响期截止", f"{influence_ends:%Y.%m.%d}", record),
    )
    said = f"回访应在处分生效后、影响期满前进行：{first:%Y.%m.%d}至{last:%Y.%m.%d}"
    return Explained((first, last), "回访教育", inputs, said)
