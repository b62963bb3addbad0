"""五必谈: who is due, what is done, who is left."""

from datetime import date

import pytest
import sqlalchemy as sa

from cadre_desktop.records import BY_KEY
from cadre_desktop.records.cadre import Cadre, CadreState
from cadre_desktop.records.interview import Category, Purpose
from cadre_desktop.records.rows import Link
from cadre_desktop.records.vocab import PostLevel
from cadre_desktop.rules.talk_coverage import TalkState
from cadre_desktop.services import interviews, records, talk_coverage, unit_profile
from cadre_desktop.services.talk_coverage import CATEGORIES
from cadre_desktop.services.unit_profile import TalkPopulation, UnitProfile
from cadre_desktop.storage.database import Database
from tests.services.people import cadre, change, post, talk, unit

DONE, UNSIGNED, NONE = TalkState.DONE, TalkState.UNSIGNED, TalkState.NONE


def done_talk(db: Database, *subjects: Link, category: Category, **values: object) -> Link:
    record = talk(db, *subjects, category=category, agreed_text="已核对", **values)
    interviews.to_checking(db, record.id)
    interviews.sign(db, record.id)
    interviews.finalise(db, record.id)
    return record


def leader(db: Database, name: str, where: Link, **values: object) -> Link:
    who = cadre(db, name)
    post(db, who, where, **values)
    return who


def test_five_states_in_the_order_of_the_document(db: Database) -> None:
    assert [c.label for c in CATEGORIES] == [
        "干部职工",
        "班子成员",
        "一把手",
        "上级分管（联系）领导",
        "村（社区）干部和基层群众",
    ]
    who = leader(db, "周文静", unit(db))
    first = done_talk(db, who, category=Category.STAFF)
    second = talk(db, who, category=Category.HEAD)
    (line,) = talk_coverage.coverage(db).people
    assert line.states == (DONE, NONE, UNSIGNED, NONE, NONE)
    assert line.talks == ((first.id,), (), (second.id,), (), ())
    assert line.missing == (Category.MEMBER, Category.HEAD, Category.SUPERIOR, Category.GRASSROOTS)


def test_rates_carry_their_denominators(db: Database) -> None:
    here, there = unit(db, "青石镇", order_number=1), unit(db, "龙潭镇", order_number=2)
    first, second = leader(db, "周文静", here), leader(db, "刘大有", here)
    third = leader(db, "陈立", there)
    for category in CATEGORIES:
        done_talk(db, first, category=category)
    done_talk(db, second, third, category=Category.STAFF)
    found = talk_coverage.coverage(db)
    assert [(u.unit.text, u.complete.in_full(), u.talks.in_full()) for u in found.units] == [
        ("青石镇", "50.0%（1/2）", "60.0%（6/10）"),
        ("龙潭镇", "0.0%（0/1）", "20.0%（1/5）"),
    ]
    assert (found.complete.part, found.complete.whole) == (1, 3)
    assert [r.part for r in found.by_category] == [3, 1, 1, 1, 1]
    assert [r.part for r in found.units[0].by_category] == [2, 1, 1, 1, 1]
    assert {p.person.text for p in found.left} == {"刘大有", "陈立"}
    assert [u.unit.text for u in talk_coverage.coverage(db, unit_id=there.id).units] == ["龙潭镇"]


def test_other_years_purposes_and_deleted_talks_do_not_count(db: Database) -> None:
    who = leader(db, "周文静", unit(db))
    done_talk(db, who, category=Category.STAFF, year=2025, talked_on=date(2025, 5, 1))
    talk(db, who, purpose=Purpose.HEART, category=Category.HEAD)
    gone = talk(db, who, category=Category.MEMBER)
    records.discard(db, BY_KEY["interview"], gone.id)
    assert talk_coverage.coverage(db).people[0].states == (NONE,) * 5
    assert talk_coverage.coverage(db, 2025).people[0].states == (DONE, NONE, NONE, NONE, NONE)


def every_id(db: Database) -> list[str]:
    with db.read() as session:
        return list(session.scalars(sa.select(Cadre.id)))


@pytest.mark.parametrize(
    ("population", "names"),
    [
        (TalkPopulation.LEADERS, {"班子", "挂名"}),
        (TalkPopulation.SECTION, {"班子", "正科"}),
        (TalkPopulation.ALL, {"班子", "正科", "挂名", "股级", "无职"}),
    ],
)
def test_who_is_due_is_the_office_s_choice(db: Database, population: TalkPopulation, names: set[str]) -> None:
    where = unit(db)
    leader(db, "班子", where, level=PostLevel.SECTION_DEPUTY, is_leader=True)
    leader(db, "正科", where, level=PostLevel.SECTION_HEAD, is_leader=False)
    leader(db, "挂名", where, level=None, is_leader=True)
    leader(db, "股级", where, level=PostLevel.SUBSECTION, is_leader=False)
    cadre(db, "无职")
    retired = leader(db, "退休", where)
    change(db, "cadre", retired, state=CadreState.RETIRED)
    unit_profile.save(db, UnitProfile(name="青石镇", review_year=2026, talk_population=population))
    assert {p.person.text for p in talk_coverage.coverage(db).people} == names
    lines = [talk_coverage.of_person(db, who) for who in every_id(db)]
    assert {line.person.text for line in lines if not line.not_due} == names


def test_the_year_under_review_is_the_profile_s(db: Database) -> None:
    leader(db, "周文静", unit(db))
    unit_profile.save(db, UnitProfile(name="青石镇", review_year=2025))
    assert talk_coverage.coverage(db).year == 2025


def test_an_empty_store_has_no_rate(db: Database) -> None:
    found = talk_coverage.coverage(db)
    assert found.units == ()
    assert found.complete.text() == "—"


def test_somebody_without_a_unit_is_listed_all_the_same(db: Database) -> None:
    cadre(db, "无职")
    unit_profile.save(db, UnitProfile(name="青石镇", review_year=2026, talk_population=TalkPopulation.ALL))
    assert [u.unit.text for u in talk_coverage.coverage(db).units] == ["未填单位"]


def test_one_person_s_five_states_are_told_whether_due_or_not(db: Database) -> None:
    who = cadre(db, "无职")
    talk(db, who, category=Category.MEMBER)
    line = talk_coverage.of_person(db, who.id)
    assert line.states == (NONE, UNSIGNED, NONE, NONE, NONE)
    assert not line.complete


@pytest.mark.parametrize(
    ("population", "level", "words"),
    [
        (TalkPopulation.LEADERS, PostLevel.SECTION_HEAD, "现任职务“主任”未登记为班子成员"),
        (TalkPopulation.SECTION, PostLevel.SUBSECTION, "现任职务“主任”的层次为“股级”，不属于乡科级及以上"),
        (TalkPopulation.SECTION, None, "现任职务“主任”未填职务层次，不属于乡科级及以上"),
        (TalkPopulation.SECTION, PostLevel.SECTION_DEPUTY, ""),
        (TalkPopulation.ALL, None, ""),
    ],
)
def test_why_somebody_is_not_due_is_said_in_the_words_of_the_definition(
    db: Database, population: TalkPopulation, level: PostLevel | None, words: str
) -> None:
    who = leader(db, "林晓", unit(db), title="主任", level=level, is_leader=False)
    unit_profile.save(db, UnitProfile(name="青石镇", review_year=2026, talk_population=population))
    assert talk_coverage.of_person(db, who.id).not_due == words


def test_the_retired_and_those_without_a_post_are_told_apart(db: Database) -> None:
    retired, idle = leader(db, "退休", unit(db)), cadre(db, "无职")
    change(db, "cadre", retired, state=CadreState.RETIRED)
    assert talk_coverage.of_person(db, retired.id).not_due == "管理状态为“离退休”，应谈的是在职干部"
    assert talk_coverage.of_person(db, idle.id).not_due == "没有登记现任职务，未登记为班子成员"
