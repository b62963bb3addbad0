"""结对覆盖, 五必学覆盖, 青年指标: how everybody and every unit stands today, for the pages; reckoned by the figures."""

from dataclasses import dataclass

from cadre_desktop.figures import learning, mentoring, young_officials
from cadre_desktop.figures.ground import Ground
from cadre_desktop.records.rows import Link
from cadre_desktop.rules.percent import Rate
from cadre_desktop.rules.study_coverage import STUDY_KIND_LABELS
from cadre_desktop.services import figures
from cadre_desktop.storage.database import Database


@dataclass(frozen=True, slots=True)
class MentorLine:
    """One person who should guide others: with whom, and how many are missing."""

    person: Link
    unit: Link
    post_title: str
    mentees: tuple[str, ...]
    short: int
    records: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class MentorView:
    """Everybody due, those who lack most first, with the share of those with enough and who is meant."""

    lines: tuple[MentorLine, ...]
    rate: Rate
    population: str


@dataclass(frozen=True, slots=True)
class StudyLine:
    """One unit: how often each of the five was held, by the names of the five, and the meetings behind it."""

    unit: Link
    times: tuple[int, ...]
    missing: tuple[str, ...]
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StudyView:
    """Every unit of a year, those that lack most first, and the share of those that lack nothing."""

    year: int
    kinds: tuple[str, ...]
    lines: tuple[StudyLine, ...]
    rate: Rate


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One indicator in one unit, or in all together (unit without id): who is counted, who is young, what is asked."""

    key: str
    label: str
    unit: Link
    people: tuple[str, ...]
    young: tuple[str, ...]
    asked: int
    short: int


def mentors(db: Database) -> MentorView:
    """Work out the coverage of mentoring today."""
    with db.read() as session:
        ground = Ground(session, figures.context_in(session, db.now()))
        names = {line.id: line.name for line in ground.histories.people}
        lines = []
        for found in mentoring.standings(ground):
            one, person = found.value, ground.by_id[found.value.mentor.person]
            mentees = tuple(names.get(mentee, "") for mentee in one.mentees)
            place = _unit(ground, one.mentor.unit)
            who = Link(person.id, person.name)
            lines.append(MentorLine(who, place, person.post_title, mentees, one.short, found.records, found.sentence))
        n_short = sum(1 for line in lines if line.short)
        lines.sort(key=lambda line: (-line.short, line.unit.text, line.person.text))
        return MentorView(tuple(lines), Rate(len(lines) - n_short, len(lines)), mentoring.population(ground))


def studies(db: Database, year: int) -> StudyView:
    """Work out the five 必学 of a year, unit by unit."""
    with db.read() as session:
        ground = Ground(session, figures.context_in(session, db.now(), year=year))
        lines: list[StudyLine] = []
        kinds: tuple[str, ...] = ()
        for unit_id, found in learning.five_by_unit(ground):
            kinds = tuple(found.value.times)
            missing = tuple(STUDY_KIND_LABELS.get(kind, kind) for kind in found.value.missing)
            times = tuple(found.value.times.values())
            lines.append(StudyLine(_unit(ground, unit_id), times, missing, found.records))
        whole = sum(1 for line in lines if not line.missing)
        lines.sort(key=lambda line: -len(line.missing))  # stable: units of one number keep their order
        names = tuple(STUDY_KIND_LABELS.get(kind, kind) for kind in kinds)
        return StudyView(year, names, tuple(lines), Rate(whole, len(lines)))


def indicators(db: Database) -> list[IndicatorLine]:
    """Measure the young officials' indicators today; one per unit has a line for each unit."""
    with db.read() as session:
        ground = Ground(session, figures.context_in(session, db.now()))
        return [
            IndicatorLine(
                one.value.indicator.key,
                one.value.indicator.label,
                _unit(ground, part.unit),
                part.people,
                part.young,
                part.asked,
                part.short,
            )
            for one in young_officials.results(ground)
            for part in one.value.parts
        ]


def _unit(ground: Ground, unit_id: str) -> Link:
    line = ground.units.get(unit_id)
    return Link(line.id, line.name) if line is not None else Link("", "全部")
