"""结对帮带: who should guide younger officials, who does, and the share of those with enough; of whom is said."""

from collections.abc import Iterator

import sqlalchemy as sa

from cadre_desktop.figures.figure import Figure, FigureTable
from cadre_desktop.figures.ground import Ground, kept
from cadre_desktop.figures.people import unit_of
from cadre_desktop.records.mentoring import Mentoring
from cadre_desktop.rules.explained import Explained
from cadre_desktop.rules.mentoring_coverage import Mentor, MentorStanding, Pair, mentoring_coverage

DUE, ENOUGH, SHORT = "应结对", "已达到", "未达到"


@kept
def standings(ground: Ground) -> tuple[Explained[MentorStanding], ...]:
    """Return how everybody in view who should guide others stands on the cut-off."""
    m = Mentoring
    query = sa.select(m.id, m.mentor_id, m.cadre_id, m.started_on, m.ended_on).where(
        m.deleted_at.is_(None), m.started_on <= ground.as_of
    )
    pairs = [Pair(*row) for row in ground.rows(query) if row.cadre_id in ground.filed_ids]
    mentors = [Mentor(p.id, unit_of(ground, p), p.level.value) for p in ground.people() if p.level is not None]
    return mentoring_coverage(mentors, pairs, ground.book, ground.as_of)


def population(ground: Ground) -> str:
    """The words for who should guide others."""
    least = ground.book.number("coverage.mentees", on=ground.as_of)
    return f"{ground.where}截至{ground.as_of:%Y.%m.%d}在册的副科级以上干部（应结对，每人{least}名以上）"


def mentoring(ground: Ground) -> Iterator[Figure]:
    """Give the coverage, those short, the pairs and the younger people in them."""
    found, whom = standings(ground), population(ground)
    due = [one.value.mentor.person for one in found]
    enough = [one.value.mentor.person for one in found if not one.value.short]
    least = ground.book.number("coverage.mentees", on=ground.as_of)
    yield ground.rate(
        "mentoring_coverage",
        "结对覆盖率",
        f"{whom}中，当日结对帮带年轻干部{least}名及以上的人数÷应结对人数。",
        enough,
        due,
        population=whom,
    )
    short = (one.value.mentor.person for one in found if one.value.short)
    yield ground.counted(
        "mentoring_short", "结对不足", "人", f"{whom}中，当日结对不足{least}名的人数。", short, population=whom
    )
    pairs = [one.record for standing in found for one in standing.inputs]
    yield ground.counted("mentoring_pairs", "在期结对", "个", f"{whom}当日在期的结对数。", pairs, "mentoring")
    young = (mentee for one in found for mentee in one.value.mentees)
    yield ground.counted("mentees", "结对年轻干部", "人", f"{whom}当日结对的年轻干部人数，同一人只计1人。", young)


def by_unit(ground: Ground) -> FigureTable:
    """Break the coverage down by the mentors' units."""
    places = []
    for one in standings(ground):
        mentor = one.value.mentor
        places.append((mentor.unit, DUE, mentor.person))
        places.append((mentor.unit, SHORT if one.value.short else ENOUGH, mentor.person))
    return ground.table(
        "mentoring_by_unit",
        "结对覆盖",
        "人",
        f"{population(ground)}的人数，按帮带人现任单位统计。",
        "cadre",
        ground.unit_rows(place[0] for place in places),
        (DUE, ENOUGH, SHORT),
        places,
        population=population(ground),
    )
