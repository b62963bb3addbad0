"""五必谈 and the other talks: how far the five kinds are heard, who is left, how many talks of each purpose.

The state of every person comes from `rules.talk_coverage` alone, here and on the screens.
"""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa

from cadre_desktop.figures.figure import Figure, FigureTable
from cadre_desktop.figures.ground import Ground, kept
from cadre_desktop.figures.people import unit_of
from cadre_desktop.records.interview import Category, Interview, InterviewState, Purpose, Stance, interview_subject
from cadre_desktop.rules.talk_coverage import Subject, SubjectCoverage, Talk, TalkState, UnitCoverage, talk_coverage
from cadre_desktop.storage.turns import breathing

DUE = "应谈"


@kept
def coverage(ground: Ground) -> tuple[SubjectCoverage, ...]:
    """Work out the five kinds of talk for everybody due, in the order of units and names."""
    order = {unit_id: at for at, unit_id in enumerate(ground.units)}
    people = sorted(ground.due, key=lambda p: (order.get(p.unit_id or "", len(order)), p.level or "", p.name, p.id))
    subjects = [Subject(p.id, unit_of(ground, p)) for p in breathing(people)]
    return talk_coverage(subjects, _review_talks(ground), [c.value for c in Category])


def _review_talks(ground: Ground) -> list[Talk]:
    """Read the year's review talks; one finalised after the cut-off was not final then."""
    v, pairs = Interview, interview_subject.c
    query = (
        sa.select(pairs.cadre_id, v.category, v.state, v.signed, v.finalised_on)
        .join(v, v.id == pairs.interview_id)
        .where(
            v.deleted_at.is_(None),
            v.purpose == Purpose.REVIEW,
            v.year == ground.year,
            v.talked_on <= ground.as_of,
            v.category.is_not(None),
        )
    )
    as_of = ground.as_of.isoformat()
    return [
        Talk(cadre_id, category, state == InterviewState.FINAL and (day is None or day <= as_of), bool(signed))
        for cadre_id, category, state, signed, day in ground.stored(query)
    ]


def five_talks(ground: Ground) -> Iterator[Figure]:
    """Give the rates of the five kinds, and the people left."""
    people = coverage(ground)
    due = [p.subject.id for p in people]
    rule = f"考察年度为{ground.year}年、已定稿并签字的考察谈话"
    whom = ground.due_words
    for category in Category:
        yield ground.rate(
            f"five_talks_{category.value}",
            f"五必谈：{category.label}",
            f"{whom}，已与{category.label}谈过（{rule}）的人数÷应谈人数。",
            [p.subject.id for p in people if p.states[category.value] is TalkState.DONE],
            due,
            population=whom,
        )
    yield ground.rate(
        "five_talks_complete",
        "五必谈五类谈全",
        f"{whom}，五类人员都已谈（{rule}）的人数÷应谈人数。",
        [p.subject.id for p in people if p.complete],
        due,
        population=whom,
    )
    whole = UnitCoverage("", people).talks
    yield Figure(
        "five_talks_rate",
        "五必谈完成率",
        whole.percent(),
        "%",
        f"{whom}，五类已谈（{rule}）人数之和÷（应谈人数×5）。",
        tuple(due),
        "cadre",
        whom,
        ground.as_of,
        whole.part,
        whole.whole,
    )
    yield ground.counted(
        "five_talks_left",
        "五必谈未完成",
        "人",
        f"{whom}，五类人员中至少一类还没有定稿签字的考察谈话的人数。",
        [p.subject.id for p in people if not p.complete],
        population=whom,
    )


def coverage_by_unit(ground: Ground) -> FigureTable:
    """Break the five kinds down by unit: due, and done of each kind."""
    places = []
    for person in coverage(ground):
        unit_id = person.subject.unit_id
        places.append((unit_id, DUE, person.subject.id))
        places += [(unit_id, c.label, person.subject.id) for c in Category if person.states[c.value] is TalkState.DONE]
    return ground.table(
        "five_talks_by_unit",
        "五必谈谈话情况",
        "人",
        f"应谈人数为{ground.due_words}的人数，按现任单位统计；已谈人数为考察年度{ground.year}年、"
        "已有定稿并签字的考察谈话的人数，同一类谈过几次只计1人。",
        "cadre",
        ground.unit_rows(place[0] for place in places),
        [DUE, *(c.label for c in Category)],
        places,
        population=ground.due_words,
    )


def stances(ground: Ground) -> FigureTable:
    """Break the review talks down by kind of interviewee and the drift of what was said.

    Always the whole year and the whole office, whatever cut-off and unit are asked for, and as it stood on the year's
    last day: two such tables that differ by a day, a unit or a late talk would, subtracted, give one speaker away.
    """
    v = Interview
    last = date(ground.year, 12, 31)
    query = sa.select(v.id, v.category, v.stance).where(
        v.deleted_at.is_(None),
        v.purpose == Purpose.REVIEW,
        v.year == ground.year,
        v.category.is_not(None),
        v.stance.is_not(None),
        v.talked_on <= last,
        v.finalised_on <= last,
        v.state == InterviewState.FINAL,
    )
    labels = {stance.value: stance.label for stance in Stance}
    places = [(category, labels[stance], talk_id) for talk_id, category, stance in ground.stored(query)]
    rows = ([c.value for c in Category], [c.label for c in Category])
    return ground.table(
        "talk_stances",
        "考察谈话评价倾向",
        "次",
        f"全部单位考察年度为{ground.year}年、当年12月31日前已定稿的考察谈话，按受访者类别和评价倾向计次；"
        "一次谈话计1次。",
        "interview",
        rows,
        [s.label for s in Stance],
        places,
    )


def purposes(ground: Ground) -> Iterator[Figure]:
    """Count the talks of each purpose: talks with a person (人次), and people (人)."""
    v, pairs = Interview, interview_subject.c
    query = (
        sa.select(v.id, v.purpose, pairs.cadre_id)
        .join(pairs.interview_id.table, pairs.interview_id == v.id)
        .where(v.deleted_at.is_(None), ground.day_in_year(v.talked_on))
    )
    found: dict[str, list[tuple[str, str]]] = {purpose.value: [] for purpose in Purpose}
    for talk_id, code, cadre_id in ground.stored(query):
        if ground.place(cadre_id, None) is not None:
            found[code].append((talk_id, cadre_id))
    for purpose in Purpose:
        rows = found[purpose.value]
        when = f"谈话日期在{ground.year_text}之间的{purpose.label}"
        yield ground.counted(
            f"talks_{purpose.value}_times",
            f"{purpose.label}人次",
            "人次",
            f"{when}，一次谈话涉及几名对象计几人次。",
            (talk_id for talk_id, _ in rows),
            "interview",
            value=len(rows),
        )
        yield ground.counted(
            f"talks_{purpose.value}_people",
            purpose.label,
            "人",
            f"{when}涉及的对象人数，同一人只计1人。",
            (cadre_id for _, cadre_id in rows),
        )
