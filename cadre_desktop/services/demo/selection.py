"""Choosing and moving officials in the sample county: vetting, stepping down, rotation, contests, recruits."""

from collections.abc import Sequence
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.records.adjustment import Adjustment, AdjustmentSituation, AdjustmentState, AdjustmentWay
from cadre_desktop.records.contest import SIX, Contest, ContestEntry, ContestState, EntryResult
from cadre_desktop.records.recruit import Degree, PlatformLevel, Recruit, RecruitKind
from cadre_desktop.records.rotation import Rotation, RotationReason, RotationState, RotationWay
from cadre_desktop.records.vetting import Conclusion, PrivateMatters, Vetting, VettingState
from cadre_desktop.records.vocab import PostLevel
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services.demo.book import Book
from cadre_desktop.services.demo.careers import Career
from cadre_desktop.services.demo.words import choice, words
from cadre_desktop.storage.base import Record

MODELS: tuple[type[Record], ...] = (Vetting, Rotation, Contest, ContestEntry, Recruit)
"""What is written set-wise once it has been put down, owners first."""
_N_VETTED = 8
_EDITION = "2022规定"


def add_selection(book: Book, session: Session, careers: Sequence[Career]) -> None:
    """Put down the year's choosing and moving; adjustments at once, for their situations need the ORM."""
    known = [c for c in careers if not c.person.is_known]
    _vettings(book, known)
    _rotations(book, known)
    _contests(book, known)
    _recruits(book, known)
    _adjustments(book, session, known)


def _vettings(book: Book, careers: Sequence[Career]) -> None:
    """Vet the leaders last appointed, then one of each other state: ready, refused, and two that lack something."""
    leaders = [c for c in careers if c.present.seat.is_leader]
    latest = sorted(leaders, key=lambda c: (str(c.present.since), c.person.id))[-_N_VETTED:]
    for career in latest:
        appointed = career.present.since.first_day()
        day = max(min(appointed, book.today) - timedelta(days=40), date(book.today.year - 1, 1, 10))
        _vetting(book, career, day, VettingState.DECIDED, career.present.seat.title)
    younger = [c for c in careers if c.present.seat.level is PostLevel.SUBSECTION]
    states = (VettingState.COMPLETE, VettingState.REFUSED, VettingState.OPEN, VettingState.OPEN)
    for career, state in zip(book.dice.sample(younger, len(states)), states, strict=True):
        _vetting(book, career, book.today - timedelta(days=30), state, "党委委员、副镇长")


def _vetting(book: Book, career: Career, day: date, state: VettingState, post: str) -> None:
    text, dice = words("vetting_and_growth")["vetting"], book.dice
    after = [min(day + timedelta(days=n), book.today) for n in (3, 6, 9, 10, 14, 15, 18)]
    lacking = state is VettingState.OPEN
    decided = state is VettingState.DECIDED
    book.add(
        Vetting,
        cadre_id=career.person.id,
        unit_id=career.present.seat.office.id,
        proposed_post=post,
        started_on=day,
        state=state,
        archive_on=after[0],
        archive_by=text["makers"][0],
        archive_result=Conclusion.PASSED,
        archive_notes=dice.choice(text["archive"]),
        matters_on=after[1],
        matters_by=dice.choice(text["makers"][1:]),
        matters_result=dice.weighted((PrivateMatters.CONSISTENT, PrivateMatters.NEARLY), (9, 1)),
        discipline_asked_on=after[1],
        discipline_on=None if lacking else after[3],
        discipline_document=None if lacking else f"清纪函〔{day.year}〕{dice.randint(5, 80)}号",
        discipline_result=None if lacking else Conclusion.PASSED,
        discipline_words=None if lacking else dice.choice(text["discipline"]),
        petitions_on=after[2],
        petitions_by=dice.choice(text["makers"][1:]),
        petitions_result=Conclusion.PASSED,
        petitions_words="无。",
        integrity_words=None if lacking else text["integrity"],
        secretary=None if lacking else text["secretary"],
        secretary_on=None if lacking else after[4],
        discipline_secretary=None if lacking else text["discipline_secretary"],
        discipline_secretary_on=None if lacking else after[4],
        talk_on=after[6] if decided else None,
        notice_from=after[5] if decided else None,
        notice_to=min(after[5] + timedelta(days=9), book.today) if decided else None,
        notice_result="公示期间无反映。" if decided else None,
        decided_on=after[4] if decided else None,
        refused_reason=text["refused"] if state is VettingState.REFUSED else None,
    )


def _rotations(book: Book, careers: Sequence[Career]) -> None:
    """Put off one long-seated leader, plan the move of another, and note the moves of the year."""
    text = words("vetting_and_growth")["rotation"]
    full = PartialDate(book.today.year - 10, book.today.month)
    long = [c for c in careers if c.present.seat.is_leader and c.present.since <= full]
    for number, career in enumerate(long[:2]):
        delayed = number == 0
        book.add(
            Rotation,
            cadre_id=career.person.id,
            state=RotationState.DELAYED if delayed else RotationState.DUE,
            reason=RotationReason.TEN_YEARS,
            due_on=career.present.since.plus_months(120),
            delay_reason=text["delay"] if delayed else None,
            delay_until=PartialDate(book.today.year + 1, 6) if delayed else None,
            approved_by=text["approved"] if delayed else None,
        )
    for career in careers:
        before = career.posts[-2].seat if len(career.posts) > 1 else None
        here = career.present.seat
        moved = before is not None and before.level is here.level and before.office.id != here.office.id
        if moved and here.is_leader and career.present.since.year == book.today.year:
            book.add(
                Rotation,
                cadre_id=career.person.id,
                state=RotationState.MOVED,
                reason=book.dice.choice((RotationReason.TRAINING, RotationReason.STRUCTURE)),
                way=RotationWay.TRANSFER,
                moved_on=career.present.since,
                to_unit_id=here.office.id,
                to_post=here.title,
                document=f"清组干〔{book.today.year}〕{book.dice.randint(3, 60)}号",
            )


def _contests(book: Book, careers: Sequence[Career]) -> None:
    """Hold one contest and let another run."""
    text = words("vetting_and_growth")["contest"]
    deputies = [c for c in careers if c.present.seat.level is PostLevel.SECTION_DEPUTY]
    staff = [c for c in careers if c.present.seat.level is PostLevel.SUBSECTION]
    _contest(book, text["towns"], text["rules"], book.dice.sample(deputies, 6), 2, done=True)
    _contest(book, text["zone"], text["rules"], book.dice.sample(staff, 5), 3, done=False)


def _contest(book: Book, named: list[str], rules: str, people: Sequence[Career], seats: int, *, done: bool) -> None:
    contest = book.add(
        Contest,
        name=named[0],
        post_name=named[1],
        seats=seats,
        held_on=book.today - timedelta(days=90 if done else 5),
        state=ContestState.DONE if done else ContestState.COMPARING,
        rules=rules,
        document=f"清组发〔{book.today.year}〕{book.dice.randint(4, 40)}号",
    )
    scored = [(career, [float(book.dice.randint(82, 95)) for _ in SIX]) for career in people]
    scored.sort(key=lambda pair: -sum(pair[1]))
    for place, (career, scores) in enumerate(scored):
        chosen = EntryResult.CHOSEN if place < seats else EntryResult.NOT_CHOSEN
        known = dict(zip(SIX, scores, strict=True)) if done else dict(zip(SIX[:3], scores, strict=False))
        blank = dict.fromkeys(name for name in SIX if name not in known)
        book.add(
            ContestEntry,
            contest_id=contest,
            cadre_id=career.person.id,
            **known,
            **blank,
            total=sum(scores) if done else None,
            result=chosen if done else None,
        )


def _recruits(book: Book, careers: Sequence[Career]) -> None:
    text, dice = words("vetting_and_growth")["recruit"], book.dice
    offices = list(dict.fromkeys(c.present.seat.office.id for c in careers))
    for name, degree, subject in text["people"]:
        book.add(
            Recruit,
            kind=RecruitKind.PERSON,
            name=name,
            degree=choice(Degree, degree),
            unit_id=dice.choice(offices),
            came_on=PartialDate(book.today.year, dice.randint(1, book.today.month)),
            channel=dice.choice(text["channel"]),
            speciality=subject,
        )
    for name, level in text["platforms"]:
        book.add(
            Recruit,
            kind=RecruitKind.PLATFORM,
            name=name,
            platform_level=choice(PlatformLevel, level),
            unit_id=dice.choice(offices),
            came_on=PartialDate(book.today.year - dice.randint(1, 4), 6),
        )


def _adjustments(book: Book, session: Session, careers: Sequence[Career]) -> None:
    """Move three people down in the year: one followed up, one carried out, one just talked with."""
    items = {
        one.number: one
        for one in session.scalars(sa.select(AdjustmentSituation).where(AdjustmentSituation.edition == _EDITION))
    }
    deputies = [c for c in careers if c.present.seat.level is PostLevel.SECTION_DEPUTY]
    states = (AdjustmentState.FOLLOWED, AdjustmentState.DONE, AdjustmentState.TALKED)
    texts = words("vetting_and_growth")["adjustment"]
    for number, (career, text, state) in enumerate(zip(book.dice.sample(deputies, 3), texts, states, strict=True)):
        decided = max(book.today - timedelta(days=160 - 50 * number), date(book.today.year, 1, 1))
        decided = min(decided, book.today)
        seat = career.present.seat
        done = state is not AdjustmentState.TALKED
        session.add(
            Adjustment(
                id=book.dice.record_id(),
                cadre_id=career.person.id,
                unit_id=seat.office.id,
                old_post=seat.title,
                situations=[items[text["number"]]] if text["number"] in items else [],
                facts=text["facts"],
                state=state,
                found_on=decided - timedelta(days=35),
                office_opinion=text["opinion"],
                way=choice(AdjustmentWay, text["way"]),
                decided_on=decided,
                document=f"清委干〔{decided.year}〕{book.dice.randint(3, 60)}号",
                talked_on=decided,
                destination_id=seat.office.id if done else None,
                new_post=text["post"] if done else None,
                statement="服从组织决定。",
                followed_on=book.today if text["follow"] else None,
                follow_up=f"{book.today:%Y.%m.%d} {text['follow']}" if text["follow"] else None,
            )
        )
    session.flush()
