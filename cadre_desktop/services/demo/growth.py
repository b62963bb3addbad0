"""Bringing officials on in the sample county: placements, mentoring, pools, classes, and the five 必学."""

from collections.abc import Sequence
from datetime import date, timedelta

from cadre_desktop.records.mentoring import Mentoring
from cadre_desktop.records.placement import Placement, PlacementGrade, PlacementKind, PlacementState
from cadre_desktop.records.talent_pool import MemberState, PoolMember, TalentPool
from cadre_desktop.records.training import (
    ClassForm,
    ClassKind,
    ClassState,
    FiveStudy,
    StudyActivity,
    StudyForm,
    Trainee,
    TrainingClass,
)
from cadre_desktop.records.unit import UnitKind
from cadre_desktop.services.demo.book import Book
from cadre_desktop.services.demo.careers import Career
from cadre_desktop.services.demo.words import choice, words
from cadre_desktop.storage.base import Record

MODELS: tuple[type[Record], ...] = (
    Placement, Mentoring, TalentPool, PoolMember, TrainingClass, Trainee, StudyActivity,
)  # fmt: skip
"""What is written set-wise once it has been put down, owners first."""
_TOWNS = (UnitKind.TOWNSHIP, UnitKind.STREET)
_YOUNG = 36
_POOL_SIZES = (16, 11, 7)
_FORM_OF = {
    FiveStudy.CENTRE_GROUP: StudyForm.CENTRE_GROUP,
    FiveStudy.PARTY_DAY: StudyForm.PARTY_DAY,
    FiveStudy.MAIN_CLASS: StudyForm.MAIN_CLASS,
    FiveStudy.KEY_PEOPLE: StudyForm.LECTURE,
    FiveStudy.DEMOCRATIC_LIFE: StudyForm.DEMOCRATIC_LIFE,
}


def add_growth(book: Book, careers: Sequence[Career]) -> None:
    """Put down who was sent, guided, pooled and taught in the year."""
    young = [
        c
        for c in careers
        if c.person.age_in(book.today.year) < _YOUNG and not c.present.seat.is_leader and not c.person.is_known
    ]
    _placements(book, young, careers)
    _mentoring(book, young, careers)
    _pools(book, young, careers)
    _classes(book, careers)
    _studies(book, careers)


def _placements(book: Book, young: Sequence[Career], careers: Sequence[Career]) -> None:
    """Send two batches down to the townships and one up to the county's offices."""
    towns = [c for c in careers if c.present.seat.office.kind in _TOWNS and c.present.seat.is_head]
    offices = [c for c in careers if c.present.seat.office.kind not in _TOWNS and c.present.seat.is_head]
    up = [c for c in young if c.present.seat.office.kind in _TOWNS]
    down = [c for c in young if c.present.seat.office.kind not in _TOWNS]
    year = book.today.year
    spring = date(year, 1, 1)
    _batch(book, down[:6], towns, PlacementKind.ROOTING, f"{year}年第一批", spring, PlacementState.APPRAISED)
    _batch(book, down[6:10], towns, PlacementKind.ROOTING, f"{year}年第二批", spring, PlacementState.SERVING)
    _batch(book, up[:5], offices, PlacementKind.SHADOWING, f"{year}年第一批", spring, PlacementState.APPRAISED)
    _batch(book, up[5:8], offices, PlacementKind.SHADOWING, f"{year}年第二批", spring, PlacementState.ENDED)


def _batch(
    book: Book,
    people: Sequence[Career],
    hosts: Sequence[Career],
    kind: PlacementKind,
    batch: str,
    first: date,
    state: PlacementState,
) -> None:
    text, dice = words("vetting_and_growth")["placement"], book.dice
    over = state is not PlacementState.SERVING
    start = min(first + timedelta(days=12 if over else 190), book.today)
    planned = start + timedelta(days=180)
    ended = min(planned, book.today) if over else None
    for at, career in enumerate(people):
        host = hosts[at % len(hosts)]
        appraised = state is PlacementState.APPRAISED
        book.add(
            Placement,
            cadre_id=career.person.id,
            kind=kind,
            batch=batch,
            from_unit_id=career.present.seat.office.id,
            to_unit_id=host.present.seat.office.id,
            position="驻村工作队员" if kind is PlacementKind.ROOTING else "跟班学习",
            work_field=dice.choice(text["fields"]),
            mentor_id=host.person.id,
            started_on=start,
            planned_end_on=planned,
            ended_on=ended,
            state=state,
            tasks=dice.choice(text["tasks"]),
            summary=dice.choice(text["summary"]) if over else None,
            mentor_words=dice.choice(text["mentor"]) if appraised else None,
            grade=dice.weighted((PlacementGrade.EXCELLENT, PlacementGrade.GOOD), (3, 7)) if appraised else None,
            appraisal=dice.choice(text["appraisal"]) if appraised else None,
            office_opinion=text["office"] if appraised else None,
        )


def _mentoring(book: Book, young: Sequence[Career], careers: Sequence[Career]) -> None:
    """Let most leaders guide two younger people, some one, a few none yet."""
    text, dice = words("vetting_and_growth")["mentoring"], book.dice
    for career in careers:
        if not career.present.seat.is_leader:
            continue
        n_mentees = dice.weighted((2, 3, 1, 0), (62, 12, 18, 8))
        for mentee in dice.sample([c for c in young if c.person.id != career.person.id], n_mentees):
            start = dice.day_between(date(book.today.year - 1, 3, 1), book.today - timedelta(days=20))
            book.add(
                Mentoring,
                mentor_id=career.person.id,
                cadre_id=mentee.person.id,
                started_on=start,
                plan=text["plan"],
                record=f"{start:%Y.%m.%d} {dice.choice(text['record'])}",
                result=dice.choice(text["result"]) if dice.chance(50) else None,
            )


def _pools(book: Book, young: Sequence[Career], careers: Sequence[Career]) -> None:
    dice, opened = book.dice, date(book.today.year - 1, 3, 1)
    others = [c for c in careers if c.person.age_in(book.today.year) < 45 and not c.present.seat.is_head]
    for text, size in zip(words("vetting_and_growth")["pool"], _POOL_SIZES, strict=True):
        pool = book.add(
            TalentPool, name=text["name"], purpose=text["purpose"], target=text["target"], opened_on=opened, open=True
        )
        source = young if text is words("vetting_and_growth")["pool"][0] else others
        for career in dice.sample(list(source), min(size, len(source))):
            used = dice.chance(12)
            entered = dice.day_between(opened, date(book.today.year - 1, 12, 20))
            book.add(
                PoolMember,
                pool_id=pool,
                cadre_id=career.person.id,
                batch="首批",
                entered_on=entered,
                state=MemberState.USED if used else dice.choice((MemberState.ENTERED, MemberState.TRAINING)),
                measures="安排到项目一线和信访一线历练。",
                used_on=entered if used else None,
                used_as="进一步使用" if used else None,
            )


def _classes(book: Book, careers: Sequence[Career]) -> None:
    """Hold six classes; half of them have lists of names, the last one has none and no number either."""
    dice, texts = book.dice, words("vetting_and_growth")["class"]
    absences = words("vetting_and_growth")["study"]["absence"]
    for number, text in enumerate(texts, 1):
        start = dice.day_between(date(book.today.year, 1, 1), book.today - timedelta(days=4))
        start = min(max(start, date(book.today.year, 1, 1)), book.today)
        listed = number <= len(texts) // 2
        key = book.add(
            TrainingClass,
            name=text["name"],
            term_number=number,
            kind=choice(ClassKind, text["kind"]),
            form=choice(ClassForm, text["form"]),
            started_on=start,
            ended_on=min(start + timedelta(days=2), book.today),
            host_id=next(c.present.seat.office.id for c in careers if c.present.seat.office.name == "县委组织部"),
            teacher=text["teacher"],
            on_achievement_view=text["view"],
            hours=16.0,
            n_people=None if listed or number == len(texts) else dice.randint(40, 120),
            state=ClassState.ENDED,
        )
        for career in dice.sample(list(careers), 24) if listed else ():
            there = dice.chance(92)
            book.add(
                Trainee,
                training_class_id=key,
                cadre_id=career.person.id,
                attended=there,
                hours=16.0 if there else 0.0,
                absence=None if there else dice.choice(absences),
            )


def _studies(book: Book, careers: Sequence[Career]) -> None:
    """Let every office hold most of the five, and some more besides."""
    dice, topics = book.dice, words("vetting_and_growth")["study"]["topics"]
    offices = {c.present.seat.office.id: c for c in careers if c.present.seat.is_head}
    for office, head in offices.items():
        for five in FiveStudy:
            for _ in range(dice.weighted((0, 1, 2), (9, 66, 25))):
                day = dice.day_between(date(book.today.year, 1, 1), book.today)
                book.add(
                    StudyActivity,
                    unit_id=office,
                    held_on=max(day, date(book.today.year, 1, 1)),
                    form=_FORM_OF[five],
                    five=five,
                    topic=dice.choice(topics),
                    on_achievement_view=True,
                    n_people=dice.randint(8, 40),
                    speaker=head.person.name,
                    done=True,
                )
