"""能上能下: facts held that may belong to one of the listed situations, each with its evidence, for people to judge.

The situations are a dictionary by version (ten in 2015, fifteen from 2022); which kind of fact may belong to which,
and when grades or sick leave amount to one, is the county's own settings file.  A hit is a proposal to look, never
a decision.  Facts cleared as untrue are not looked at; facts exempted by a ToleranceCase are told apart as spared.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cadre_desktop.rules.eligibility_facts import Absence, AbsenceKind, GradeOfYear, Tolerated
from cadre_desktop.rules.explained import Explained, Input
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.settings import Constant, RuleBook

WEAK_GRADES, LONG_SICKNESS = "weak_grades", "long_sickness"


@dataclass(frozen=True, slots=True)
class Situation:
    """One situation of the text in force on a day."""

    number: int
    name: str
    text: Constant


@dataclass(frozen=True, slots=True)
class Finding:
    """A fact established about a person: its kind (a case of `stepping_down.finding`), day, words and record."""

    record: str
    kind: str
    on: date
    words: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A situation that may be met: the facts for it, and the last day they are shown on."""

    situation: Situation
    findings: tuple[Finding, ...]
    shown_until: date
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SteppingDownFacts:
    """What is held about one person; `findings` are those the services read off other records."""

    person: str
    grades: tuple[GradeOfYear, ...] = ()
    absences: tuple[Absence, ...] = ()
    findings: tuple[Finding, ...] = ()
    tolerated: tuple[Tolerated, ...] = ()
    cleared: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SteppingDownHints:
    """The situations that may be met, by their number, and the facts spared by a granted ToleranceCase."""

    hits: tuple[Explained[Hit], ...]
    spared: tuple[Explained[Finding], ...]


def situations(book: RuleBook, on: date) -> tuple[Situation, ...]:
    """Return the situations of the text in force on a day; NoTextInForce before the first."""
    n_situations = book.number("stepping_down.n_situations", on=on)
    found = []
    for number in range(1, n_situations + 1):
        text = book.constant("stepping_down.situation", on=on, applies_to=str(number))
        found.append(Situation(number, str(text.value), text))
    return tuple(found)


def finding_kinds(book: RuleBook) -> tuple[str, ...]:
    """Return the kinds of facts the settings know, in their order."""
    return book.cases("stepping_down.finding")


def stepping_down_hints(facts: SteppingDownFacts, book: RuleBook, on: date) -> SteppingDownHints:
    """Propose the situations that facts not older than the settings say may belong to, by the text of the day.

    Raises KeyError for a finding of a kind the settings do not have.
    """
    dictionary = {one.number: one for one in situations(book, on)}
    months = book.number("stepping_down.months_shown", on=on)
    found: dict[int, list[Finding]] = {}
    spared: list[Explained[Finding]] = []
    every = (*facts.findings, *_weak_grades(facts.grades, book, on), *_sickness(facts.absences, book, on))
    for finding in every:
        if finding.on > on or on > _last_day(finding, months) or finding.record in facts.cleared:
            continue
        case = next((one for one in facts.tolerated if one.exempts and finding.record in one.about), None)
        if case is not None:
            spared.append(_spared(finding, case))
        else:
            number = book.number("stepping_down.finding", on=on, applies_to=finding.kind)
            # A county's number beyond the list of the day belongs to its last situation, 其他.
            found.setdefault(min(number, max(dictionary)), []).append(finding)
    hits = tuple(_hit(dictionary[number], found[number], months, book, on) for number in sorted(found))
    return SteppingDownHints(hits, tuple(spared))


def _weak_grades(grades: Iterable[GradeOfYear], book: RuleBook, on: date) -> Iterator[Finding]:
    """Return one finding for every grade of an unbroken run of weak years long enough, or failing by itself."""
    weak, failing = book.texts("stepping_down.weak_grades", on=on), book.texts("stepping_down.failing_grades", on=on)
    n_years = book.number("stepping_down.weak_years", on=on)
    by_year = {one.year: one for one in grades}
    weak_years = {one.year for one in by_year.values() if one.grade in weak}
    for year in sorted(by_year):
        one = by_year[year]
        if one.grade in failing or (year in weak_years and _run(year, weak_years) >= n_years):
            yield Finding(one.record, WEAK_GRADES, date(year, 12, 31), f"{year}年度考核“{one.grade}”")


def _run(year: int, years: Collection[int]) -> int:
    """Return how long the unbroken run of years is in which a year stands."""
    first = last = year
    while first - 1 in years:
        first -= 1
    while last + 1 in years:
        last += 1
    return last - first + 1


def _sickness(absences: Iterable[Absence], book: RuleBook, on: date) -> Iterator[Finding]:
    """Return a finding for every unbroken stretch of sick leave of so many months or more, up to the day."""
    months = book.number("stepping_down.sick_months", on=on)
    dated = sorted(
        (one.start, one.end, one.record)
        for one in absences
        if one.kind is AbsenceKind.SICK and one.start is not None and one.end is not None and one.start <= on
    )
    stretches: list[list[tuple[date, date, str]]] = []
    for leave in dated:
        last = max((end for _, end, _ in stretches[-1]), default=date.min) if stretches else date.min
        if stretches and leave[0] <= last + timedelta(days=1):
            stretches[-1].append(leave)
        else:
            stretches.append([leave])
    for stretch in stretches:
        start, end = stretch[0][0], min(on, max(last for _, last, _ in stretch))
        full = PartialDate.of(start).plus_months(months).first_day() - timedelta(days=1)
        if end >= full:
            words = f"{start:%Y.%m.%d}起连续病假至{end:%Y.%m.%d}，满{months}个月"
            for _, _, record in stretch:
                yield Finding(record, LONG_SICKNESS, end, words)


def _last_day(finding: Finding, months: int) -> date:
    return PartialDate.of(finding.on).plus_months(months).first_day()


def _hit(situation: Situation, findings: Sequence[Finding], months: int, book: RuleBook, on: date) -> Explained[Hit]:
    ordered = tuple(sorted(dict.fromkeys(findings), key=lambda one: (one.on, one.record)))
    steps = book.texts("stepping_down.steps", on=on)
    hit = Hit(situation, ordered, max(_last_day(one, months) for one in ordered), steps)
    facts = "；".join(dict.fromkeys(one.words for one in ordered))
    sentence = (
        f"可能属于第{situation.number}种情形“{situation.name}”：{facts}。"
        f"请按程序{steps[0]}，由组织研究决定，程序不作结论。"
    )
    kinds = dict.fromkeys(one.kind for one in ordered)
    texts = tuple(book.constant("stepping_down.finding", on=on, applies_to=kind) for kind in kinds)
    inputs = tuple(Input(f"{one.on:%Y.%m.%d}", one.words, one.record) for one in ordered)
    return Explained(hit, "能上能下", inputs, sentence, (situation.text, *texts))


def _spared(finding: Finding, case: Tolerated) -> Explained[Finding]:
    number = f"（{case.document}）" if case.document else ""
    inputs = (Input("事实", finding.words, finding.record), Input("容错认定", case.document, case.record))
    return Explained(finding, "容错免责", inputs, f"{finding.words}：已容错免责{number}，不作为调整依据。")
