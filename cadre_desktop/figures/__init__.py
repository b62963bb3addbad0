"""Every number that is printed: a registry of figures, each with its definition and the records behind it."""

from collections.abc import Callable, Iterable

from sqlalchemy.orm import Session

from cadre_desktop.figures import (
    achievements,
    appointments,
    assessments,
    care,
    contests,
    eligibility,
    files,
    gaps,
    indicators,
    learning,
    mentoring,
    oversight,
    people,
    placements,
    pledges,
    political,
    pools,
    problems,
    quotas,
    regular,
    rotation,
    rotation_due,
    seats,
    stepping_down,
    structure,
    talks,
    unit_results,
    vettings,
    work_data,
    young_officials,
)
from cadre_desktop.figures.figure import Cell, Figure, FigureTable
from cadre_desktop.figures.ground import FigureContext, Ground

FIGURES: tuple[Callable[[Ground], Iterable[Figure]], ...] = (
    people.serving,
    people.mean_ages,
    structure.headcounts,
    files.files,
    achievements.ledgers,
    achievements.look_backs,
    achievements.progress,
    political.grades,
    political.signs,
    talks.five_talks,
    talks.purposes,
    assessments.excellent,
    assessments.grades,
    quotas.counts,
    eligibility.counts,
    regular.counts,
    indicators.counts,
    unit_results.counts,
    unit_results.uses,
    appointments.appointments,
    appointments.ranks,
    pledges.stages,
    gaps.incomplete,
    rotation.long_in_post,
    rotation_due.rotations,
    vettings.vettings,
    stepping_down.adjustments,
    placements.placements,
    mentoring.mentoring,
    pools.pools,
    pools.contests,
    pools.recruits,
    learning.trainings,
    learning.studies,
    young_officials.young,
    oversight.reminders,
    oversight.sanctions,
    oversight.visits,
    oversight.supervision,
    oversight.deviations,
    oversight.reviews,
    oversight.unit_lists,
    care.tolerance,
    care.clearances,
    care.honours,
    care.care,
    care.incentives,
    problems.problems,
    problems.visits,
    problems.voices,
    contests.boards,
    contests.awards,
    contests.makers,
    work_data.ranks,
    work_data.honours,
    work_data.on_the_ground,
    work_data.files,
    work_data.terms,
    work_data.township_ratios,
    work_data.township_pay,
    work_data.on_file,
)

TABLES: tuple[Callable[[Ground], FigureTable], ...] = (
    people.by_level,
    seats.seats,
    structure.age_bands,
    structure.educations,
    structure.parties,
    structure.sexes,
    files.files_by_unit,
    achievements.by_unit,
    political.grades_by_unit,
    political.signs_by_dimension,
    talks.coverage_by_unit,
    talks.stances,
    assessments.civil_by_unit,
    assessments.institution_by_unit,
    assessments.results_by_unit,
    regular.by_unit,
    unit_results.by_grade,
    appointments.by_unit,
    appointments.by_ground,
    stepping_down.by_situation,
    placements.by_kind,
    mentoring.by_unit,
    pools.by_pool,
    learning.studies_by_unit,
    oversight.reminders_by_unit,
    oversight.reviews_by_unit,
    care.tolerance_by_phase,
    care.honours_by_level,
    care.honours_by_kind,
    problems.problems_by_unit,
    problems.problems_by_class,
)


def all_figures(session: Session, context: FigureContext) -> tuple[Figure, ...]:
    """Compute every figure of the registry, in its order."""
    ground = Ground(session, context)
    return tuple(figure for compute in FIGURES for figure in compute(ground))


def all_tables(session: Session, context: FigureContext) -> tuple[FigureTable, ...]:
    """Compute every breakdown of the registry, in its order."""
    ground = Ground(session, context)
    return tuple(compute(ground) for compute in TABLES)


__all__ = ["FIGURES", "TABLES", "Cell", "Figure", "FigureContext", "FigureTable", "Ground", "all_figures", "all_tables"]
