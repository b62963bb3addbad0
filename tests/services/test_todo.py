"""What waits to be done."""

from datetime import date

from cadre_desktop.records import BY_KEY
from cadre_desktop.records.achievement import Ledger, Paper, Strength
from cadre_desktop.records.performance_term import TaskKind
from cadre_desktop.records.rows import Link
from cadre_desktop.records.vocab import FourGrade, Level
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import (
    achievements,
    backups,
    drafts,
    interviews,
    performance_terms,
    political_reviews,
    records,
    todo,
)
from cadre_desktop.services.achievements import Marks
from cadre_desktop.services.todo import TodoLine, Urgency
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.store import OpenedStore
from tests.conftest import FrozenClock
from tests.services.people import cadre, filed, post, talk, unit


def lines(db: Database) -> dict[str, TodoLine]:
    return {line.key: line for line in todo.todo(db)}


def item(db: Database, who: Link, **values: object) -> Link:
    given = {"year": 2025, "paper": Paper.DEVELOPMENT, "title": "污水管网通水", **values}
    return filed(db, "achievement", cadre=who, **given)


def a_term(db: Database, who: Link, started: int = 2024) -> Link:
    term = filed(
        db,
        "performance_term",
        cadre=who,
        unit=unit(db, "石桥镇"),
        post_title="镇长",
        started_on=PartialDate(started, 5),
        filed_on=date(started, 6, 1),
    )
    filed(db, "term_task", term=term, number=1, kind=TaskKind.TASK, name="任务")
    return term


def test_an_empty_store_asks_for_nothing(db: Database) -> None:
    assert todo.todo(db) == []


def test_every_line_has_a_verb_a_page_and_the_records_behind_it(db: Database) -> None:
    who = cadre(db)
    post(db, who, unit(db))
    talk(db, who)
    latent = item(db, who, ledger=Ledger.LATENT, look_back_on=date(2026, 1, 10))
    a_term(db, who)
    filed(db, "political_review", cadre=who, year=2026, started_on=date(2026, 6, 1))
    found = lines(db)
    assert set(found) == {
        "look_backs",
        "talks_missing",
        "talks_unsigned",
        "terms_unsigned",
        "reviews_ungraded",
        "incomplete",
        "young_short",
    }
    for line in found.values():
        assert line.verb
        assert line.page
        assert line.ids
        assert line.text.count(str(len(line.ids))) >= 1
    assert found["look_backs"].ids == (latent.id,)
    assert found["talks_missing"].hints == {"year": 2026}
    assert found["incomplete"].hints == {"filters": (("incomplete", True),)}


def test_the_overdue_come_first(db: Database) -> None:
    who = cadre(db)
    post(db, who, unit(db))
    record = talk(db, who)
    interviews.raise_problem(db, record.id, "过期", due_on=date(2026, 11, 20))
    interviews.raise_problem(db, record.id, "未到期", due_on=date(2026, 11, 21))
    order = [line.urgency for line in todo.todo(db)]
    assert order == sorted(order, key=list(Urgency).index)
    assert order[0] is Urgency.OVERDUE
    assert lines(db)["problems_overdue"].text == "1 个谈话反映的问题已过办理时限"
    assert lines(db)["problems_open"].urgency is Urgency.LATER


def test_talks_move_from_unsigned_to_final(db: Database) -> None:
    record = talk(db, cadre(db), agreed_text="已核对")
    assert lines(db)["talks_unsigned"].ids == (record.id,)
    interviews.to_checking(db, record.id)
    interviews.sign(db, record.id)
    assert "talks_unsigned" not in lines(db)
    assert lines(db)["talks_signed"].text == "1 份考察谈话已签字，等待定稿"
    interviews.finalise(db, record.id)
    assert "talks_signed" not in lines(db)


def test_achievements_wait_where_they_stand(db: Database) -> None:
    record = item(db, cadre(db))
    assert not {key for key in lines(db) if key.startswith("achievements")}
    achievements.declare(db, record.id)
    assert lines(db)["achievements_waiting"].ids == (record.id,)
    achievements.start_review(db, record.id)
    achievements.send_back(db, record.id, Marks(opinion="缺佐证"))
    assert lines(db)["achievements_returned"].verb == "补充"
    filed(db, "evidence", achievement=record, strength=Strength.SITE, title="现场照片")
    achievements.declare(db, record.id)
    achievements.start_review(db, record.id)
    achievements.confirm(db, record.id, Marks(Level.HIGH, Level.HIGH, Level.HIGH, Level.HIGH, "李主任"))
    assert lines(db)["achievements_confirmed"].urgency is Urgency.LATER
    achievements.file(db, record.id)
    assert not {key for key in lines(db) if key.startswith("achievements")}


def test_terms_wait_for_signature_answers_and_confirmation(db: Database) -> None:
    term = a_term(db, cadre(db))
    assert lines(db)["terms_unsigned"].ids == (term.id,)
    performance_terms.sign(db, term.id, date(2024, 6, 10))
    assert "terms_unsigned" not in lines(db)
    assert lines(db)["answers_missing"].ids == (term.id,)
    performance_terms.answer_year(db, term.id, 2024)
    assert "answers_missing" in lines(db)
    performance_terms.answer_year(db, term.id, 2025)
    assert "answers_missing" not in lines(db)
    performance_terms.settle(db, term.id, date(2026, 3, 1))
    assert lines(db)["terms_unconfirmed"].ids == (term.id,)


def test_reviews_wait_for_the_grade_then_for_the_file(db: Database) -> None:
    record = filed(db, "political_review", cadre=cadre(db), year=2026, started_on=date(2026, 6, 1))
    political_reviews.start(db, record.id)
    assert lines(db)["reviews_ungraded"].ids == (record.id,)
    political_reviews.decide(db, record.id, FourGrade.GOOD, decided_by="县委常委会")
    assert "reviews_ungraded" not in lines(db)
    assert lines(db)["reviews_decided"].ids == (record.id,)
    political_reviews.file(db, record.id)
    assert "reviews_decided" not in lines(db)


def test_possible_doubles_and_drafts_are_told(db: Database) -> None:
    first, second = cadre(db), cadre(db)
    key = drafts.save(db, BY_KEY["cadre"], {"name": "刘"})
    found = lines(db)
    assert set(found["doubles"].ids) == {first.id, second.id}
    assert found["drafts"].text == "1 份填了没保存的内容，最近一份是“新增干部（刘）”"
    assert found["drafts"].hints == {"kind": "cadre", "key": key}
    drafts.save(db, BY_KEY["cadre"], {"name": "周"})
    (line,) = (line for line in todo.todo(db) if line.key == "drafts")
    assert line.text.startswith("2 份填了没保存的内容")
    assert line.hints == {}


def test_what_lies_in_the_bin_asks_for_nothing(db: Database) -> None:
    who = cadre(db)
    record = item(db, who)
    achievements.declare(db, record.id)
    records.discard(db, BY_KEY["achievement"], record.id)
    assert "achievements_waiting" not in lines(db)


def test_a_backup_is_asked_for_when_there_is_none_or_it_is_a_week_old(
    filed_db: Database, store: OpenedStore, clock: FrozenClock
) -> None:
    (line,) = todo.todo(filed_db, store)
    assert (line.text, line.page) == ("还没有备份过", "backups")
    backups.back_up(filed_db, store)
    clock.forward(days=6, hours=23)
    assert todo.todo(filed_db, store) == []
    clock.forward(hours=1)
    (line,) = todo.todo(filed_db, store)
    assert (line.text, line.urgency) == ("已有 7 天没有备份", Urgency.OVERDUE)
