"""Everything the home page shows, read in one go: figures, breakdowns, the five talks, what waits to be done."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.figures import achievements, assessments, files, gaps, people, rotation, structure, talks
from cadre_desktop.figures.figure import Figure, FigureTable
from cadre_desktop.figures.ground import FigureContext, Ground
from cadre_desktop.records.annual_assessment import AnnualAssessment
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.reading import as_list
from cadre_desktop.records.summary import CadreSummary
from cadre_desktop.records.unit import Unit, UnitKind
from cadre_desktop.services import figures, talk_coverage, todo, unit_profile
from cadre_desktop.services.pace import nothing_collected
from cadre_desktop.services.talk_coverage import Coverage
from cadre_desktop.services.todo import TodoLine
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.store import OpenedStore

_GROUND = (UnitKind.TOWNSHIP, UnitKind.STREET)


@dataclass(frozen=True, slots=True)
class Home:
    """What the home page shows; every number is a figure and opens into its records.

    `graded_year` is the last year with results; `matrix_units` are the units of the matrix, the townships where the
    office has any; `lacking` says what is missing most, with the number of people.
    """

    unit_name: str
    today: date
    is_empty: bool
    figures: dict[str, Figure]
    graded_year: int
    ages: FigureTable
    grades: FigureTable
    coverage: Coverage
    matrix_units: tuple[str, ...]
    lacking: tuple[tuple[str, int], ...]
    todo: tuple[TodoLine, ...]


def home(db: Database, store: OpenedStore | None = None) -> Home:
    """Read the home page; with `store` the backup that is overdue is among what waits."""
    with nothing_collected():
        return _read(db, store)


def _read(db: Database, store: OpenedStore | None) -> Home:
    profile = unit_profile.load(db)
    context, today = figures.context_of(db), db.now().date()
    covered = talk_coverage.coverage(db)
    apart = todo.apart(db, covered)
    with db.read() as session:
        ground = Ground(session, context)
        last = _last_graded(session, today)
        review, graded = _of_year(ground, covered.year, today), _of_year(ground, last, today)
        named = {figure.key: figure for figure in _figures(ground)} | {f.key: f for f in talks.five_talks(review)}
        return Home(
            unit_name=profile.name,
            today=today,
            is_empty=session.scalar(sa.select(Cadre.id).where(Cadre.deleted_at.is_(None)).limit(1)) is None,
            figures=named,
            graded_year=last,
            ages=structure.age_bands(ground),
            grades=assessments.results_by_unit(graded),
            coverage=covered,
            matrix_units=_matrix_units(session, covered),
            lacking=_lacking(session, named["incomplete_people"].ids),
            todo=tuple(todo.arranged([*apart, *todo.within(session, db.now())], store, db.now())),
        )


def _of_year(ground: Ground, year: int, today: date) -> Ground:
    """Return the ground of another year, looked at from its last day; the careers are not read again."""
    context = ground.context
    if year == context.year:
        return ground
    other = Ground(ground.session, FigureContext.of(today, year=year, unit_id=context.unit_id, due=context.due))
    other.histories, other.units = ground.histories, ground.units
    return other


def _figures(ground: Ground) -> list[Figure]:
    computed = (people.serving, files.files, achievements.progress, gaps.incomplete, rotation.long_in_post)
    return [figure for compute in computed for figure in compute(ground)]


def _last_graded(session: Session, today: date) -> int:
    """Return the last year anybody has a result of, last year where nobody has any."""
    last = session.scalar(sa.select(sa.func.max(AnnualAssessment.year)))
    return min(last, today.year) if last else today.year - 1


def _matrix_units(session: Session, covered: Coverage) -> tuple[str, ...]:
    there = tuple(line.unit.id for line in covered.units)
    townships = set(session.scalars(sa.select(Unit.id).where(Unit.kind.in_(_GROUND))))
    return tuple(unit_id for unit_id in there if unit_id in townships) or there


def _lacking(session: Session, ids: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    """Count what the files of some people lack, the most frequent first; many lack the very same."""
    wanted = sa.func.json_each(as_list(ids)).table_valued("key", "value")
    line = CadreSummary.__table__.c
    alike = sa.select(line.missing, sa.func.count()).join_from(wanted, CadreSummary, line.cadre_id == wanted.c.value)
    words: Counter[str] = Counter()
    for missing, number in session.execute(alike.group_by(line.missing).order_by(sa.func.min(wanted.c.key))):
        words.update(dict.fromkeys(filter(None, missing.split("、")), number))
    return tuple(words.most_common())
