"""What stands against putting somebody forward (不得列为考察对象): weak grades of late, and influence that still runs.

党政领导干部选拔任用工作条例 second chapter; the 2014 text looks at three years, the 2019 text at the last one.
Hints only: a person they name may still be proposed with a reason.
"""

from collections.abc import Iterable
from datetime import date

from cadre_desktop.rules.eligibility_facts import GradeOfYear, Penalty, Tolerated
from cadre_desktop.rules.explained import Explained, Input
from cadre_desktop.rules.settings import RuleBook


def candidate_hints(
    grades: Iterable[GradeOfYear],
    penalties: Iterable[Penalty],
    book: RuleBook,
    on: date,
    *,
    tolerated: tuple[Tolerated, ...] = (),
    cleared: frozenset[str] = frozenset(),
) -> tuple[Explained[date | None], ...]:
    """Return a hint for each fact; the value is the last day it holds, None when no day is known.

    What was cleared does not count.  What was exempted does not either, and is left out.
    """
    exempt = {record for case in tolerated if case.exempts for record in case.about} | cleared
    weak, n_years = book.texts("vetting.barring_grades", on=on), book.number("vetting.barring_years", on=on)
    texts = (book.constant("vetting.barring_grades", on=on), book.constant("vetting.barring_years", on=on))
    hints: list[Explained[date | None]] = []
    for one in sorted(grades, key=lambda grade: grade.year):
        if one.grade in weak and on.year - n_years <= one.year < on.year and one.record not in exempt:
            last_day = date(one.year + n_years, 12, 31)
            told = f"{one.year}年度考核“{one.grade}”，{last_day:%Y.%m.%d}前不宜列为考察对象。"
            inputs = (Input(f"{one.year}年度考核", one.grade, one.record),)
            hints.append(Explained(last_day, "年度考核", inputs, told, texts))
    for penalty in penalties:
        if penalty.record in exempt or penalty.decided_on > on or penalty.last_day is None:
            continue
        inputs = (Input(penalty.label, f"{penalty.decided_on:%Y.%m.%d} {penalty.document}".strip(), penalty.record),)
        if on <= penalty.last_day:
            told = (
                f"{penalty.decided_on:%Y.%m.%d}受{penalty.label}，影响期至{penalty.last_day:%Y.%m.%d}，期内不得提拔。"
            )
            hints.append(Explained(penalty.last_day, "影响期", inputs, told))
    return tuple(hints)
