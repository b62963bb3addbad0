"""The sample county: 148 made-up people and everything that would be on file about them, the same every time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import orjson
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.errors import NotAllowed
from cadre_desktop.progress import Progress, silent
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.checklist import Checklist, ChecklistItem, ChecklistState
from cadre_desktop.records.desk import UnitSetting
from cadre_desktop.services import checklists, dictionaries, unit_profile
from cadre_desktop.services.demo import care, deeds, frontline, growth, papers, reviews, selection
from cadre_desktop.services.demo.achievements import AchievementWriter
from cadre_desktop.services.demo.book import AFTER_TALKS, BEFORE_TALKS, Book
from cadre_desktop.services.demo.careers import Career, add_careers
from cadre_desktop.services.demo.county import add_units
from cadre_desktop.services.demo.dice import Dice
from cadre_desktop.services.demo.people import add_people
from cadre_desktop.services.demo.political import Items, ReviewWriter, Sources
from cadre_desktop.services.demo.talks import Talk, TalkWriter, review_year
from cadre_desktop.services.demo.terms import Term, TermWriter
from cadre_desktop.services.unit_profile import OfficeLevel
from cadre_desktop.storage.database import Database

SAMPLE = "sample"
"""The setting that marks a store of sample data; its body names the piece of work that made it."""
_SEED = 20_260_101
_OFFICE, _UNIT = "县委组织部", "清源县委组织部（示例数据）"


def build_demo(db: Database, today: date, progress: Progress = silent) -> None:
    """Fill an empty store with the sample county as of a day; raise NotAllowed when it already holds people.

    All of it is one piece of work.  The unit's name says 示例数据, and so does every report.
    """
    with db.read() as session:
        if session.scalar(sa.select(sa.func.count()).select_from(Cadre)):
            raise NotAllowed("这里已有人员数据，不能生成示例数据。", hint="请另选一个空文件夹。")
    checklists.seed(db)
    dictionaries.seed(db)
    ledgers = (*selection.MODELS, *growth.MODELS, *reviews.MODELS, *care.MODELS, *frontline.MODELS)
    steps = len((*BEFORE_TALKS, *AFTER_TALKS, *ledgers)) + 2
    done = iter(range(steps + 1))
    with db.work("生成示例数据") as session:
        _fill(db, session, Book(Dice(_SEED), today), lambda _what: progress(next(done), steps, "正在生成示例数据"))
        mark = orjson.dumps({"work": session.info["trail"].work_id}).decode()
        session.merge(UnitSetting(name=SAMPLE, body=mark))
    profile = replace(
        unit_profile.load(db),
        name=_UNIT,
        level=OfficeLevel.COUNTY,
        filler="陈海燕",
        reviewer="杨立新",
        phone="0000-1234567",
        review_year=review_year(today),
        export_prefix="清组",
    )
    unit_profile.save(db, profile)
    progress(steps, steps, "示例数据已生成")


def is_demo(db: Database) -> bool:
    """Tell whether the store holds the sample county."""
    with db.read() as session:
        return session.get(UnitSetting, SAMPLE) is not None


def _fill(db: Database, session: Session, book: Book, step: Callable[[str], None]) -> None:
    careers = add_careers(book, add_people(book, add_units(book)))
    officers = [c.person.name for c in careers if c.present.seat.office.name == _OFFICE]
    terms = TermWriter(book, careers)
    filed = terms.write(careers)
    AchievementWriter(book, terms, officers[1:4]).write(careers, filed)
    seen = deeds.add_observations(book, careers, officers[2:8])
    deeds.add_pledges(book, careers, filed, terms.answers)
    graded = deeds.Assessments(book, seen).write(careers)
    reviews.keep_to_seats(book, careers, seen)
    papers.add_portraits(book, session)
    book.bring_first(Cadre, next(c.person.id for c in careers if c.person.is_known))
    book.write(session, BEFORE_TALKS, step)
    step("interview")
    talks = TalkWriter(book, session, db.vault, officers[1:8], seen)
    final = talks.write(careers)
    sources = Sources(_by_day(final), seen, graded)
    ReviewWriter(book, _items_in_force(session), sources, terms.heads, _work_of(filed)).write(_in_order(careers))
    papers.add_attachments(book, session, talks.made)
    book.write(session, AFTER_TALKS, step)
    selection.add_selection(book, session, careers)
    book.write(session, selection.MODELS, step)
    growth.add_growth(book, careers)
    book.write(session, growth.MODELS, step)
    reviews.add_reviews(book, careers, seen)
    book.write(session, reviews.MODELS, step)
    care.add_ledgers(book, session, careers)
    book.write(session, care.MODELS, step)
    frontline.add_frontline(book, session, careers)
    book.write(session, frontline.MODELS, step)


def _work_of(terms: tuple[Term, ...]) -> dict[str, str]:
    """Name the first task of everybody's present term."""
    present = [term for term in terms if term.tasks and not term.held.until]
    return {term.person.id: term.tasks[0].matter.text("task", term.held.since.year) for term in present}


def _by_day(talks: tuple[Talk, ...]) -> tuple[Talk, ...]:
    return tuple(sorted(talks, key=lambda talk: (talk.day, talk.id)))


def _in_order(careers: tuple[Career, ...]) -> list[Career]:
    return sorted(careers, key=lambda career: (not career.present.seat.is_leader, career.present.seat.number))


def _items_in_force(session: Session) -> Items:
    """Read the newest checklist in force; without one, signs name no item."""
    query = sa.select(Checklist.id).where(Checklist.state == ChecklistState.IN_FORCE, Checklist.deleted_at.is_(None))
    newest = session.scalar(query.order_by(Checklist.year.desc(), Checklist.id).limit(1))
    items = sa.select(ChecklistItem.number, ChecklistItem.id)
    items = items.where(ChecklistItem.checklist_id == newest, ChecklistItem.deleted_at.is_(None))
    return Items(newest, {number: key for number, key in session.execute(items)})
