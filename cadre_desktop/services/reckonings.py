"""What the rules reckon of one person, each with its explanation: age, service, influence, retirement."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from cadre_desktop.figures.influences import influences
from cadre_desktop.records import cadre as kinds
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.post import Post
from cadre_desktop.records.rank import Rank
from cadre_desktop.records.rule_files import read_book
from cadre_desktop.records.summary import rule_post, rule_rank
from cadre_desktop.records.vocab import RankName
from cadre_desktop.rules.ages import explained_age
from cadre_desktop.rules.continuous_service import Service, service_at_level, service_in_post, service_in_rank
from cadre_desktop.rules.explained import Explained
from cadre_desktop.rules.influence_standing import Standing
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.retirement import Birth, Retirement, retirement
from cadre_desktop.rules.settings import RuleBook
from cadre_desktop.services.cadres import dated_rows
from cadre_desktop.services.clock_reading import Reach, Reading
from cadre_desktop.services.clocks import EMPLOYMENT
from cadre_desktop.services.steps import fetch
from cadre_desktop.storage.database import Database


@dataclass(frozen=True, slots=True)
class Reckoned:
    """One line: what it is called, what was found, why; `found` is None where `value` says what is missing."""

    caption: str
    value: str
    found: Explained[Any] | None


def reckonings(db: Database, cadre_id: str) -> tuple[Reckoned, ...]:
    """Reckon everything the person's page explains, as of today."""
    with db.read() as session:
        return tuple(_lines(session, db, cadre_id))


def _lines(session: Session, db: Database, cadre_id: str) -> Iterator[Reckoned]:
    today, person, book = db.now().date(), fetch(session, kinds.KIND, cadre_id), read_book(session)
    posts = [rule_post(row) for row in dated_rows(session, Post, Post.appointed_on, cadre_id)]
    ranks = [rule_rank(row) for row in dated_rows(session, Rank, Rank.approved_on, cadre_id)]
    yield _age(person, today)
    yield _service("现职连续任职", service_in_post(posts, today), "没有带任职时间的现任职务")
    yield _service("同层次连续任职", service_at_level(posts, today), "现任职务没有职务层次")
    yield _service("现职级时间", _named(service_in_rank(ranks, today)), "没有带批准时间的职级")
    yield _influence(Reading(session, db.now(), Reach(cadre_id=cadre_id)), cadre_id)
    yield _retirement(person, book)


def _age(person: Cadre, today: date) -> Reckoned:
    try:
        found = explained_age(person.birth_on, PartialDate.of(today, "month"), person.id)
    except ValueError as error:
        return Reckoned("周岁年龄", str(error), None)
    return Reckoned("周岁年龄", f"{found.value}岁", found)


def _service(caption: str, found: Explained[Service | None], nothing: str) -> Reckoned:
    if found.value is None:
        return Reckoned(caption, found.sentence if found.inputs else nothing, found if found.inputs else None)
    return Reckoned(caption, f"{found.value.words}（自{found.value.since}）", found)


def _named(found: Explained[Service | None]) -> Explained[Service | None]:
    """Put the names of ranks for their codes."""
    names = {rank.value: rank.label for rank in RankName}
    inputs = tuple(type(one)(names.get(one.label, one.label), one.text, one.record) for one in found.inputs)
    sentence = found.sentence
    for code in {one.label for one in found.inputs} & names.keys():
        sentence = sentence.replace(f"任{code}", f"任{names[code]}").replace(f"此前为{code}", f"此前为{names[code]}")
    return Explained(found.value, found.rule, inputs, sentence, found.texts)


def _influence(reading: Reading, cadre_id: str) -> Reckoned:
    influence = influences(reading.ground).get(cadre_id)
    if influence is None:
        return Reckoned("影响期", "没有处分、诫勉等处理记录", None)
    stands: Explained[Standing] = influence.standing
    last = stands.value.last_day
    return Reckoned("影响期", f"计至{PartialDate.of(last)}" if last else "不在影响期内", stands)


def _retirement(person: Cadre, book: RuleBook) -> Reckoned:
    caption = "法定退休时间"
    if person.retirement_base is None:
        return Reckoned(caption, "没有填“改革前任职年龄界限”，推算不出", None)
    try:
        found: Explained[Retirement] = retirement(
            Birth(person.birth_on, person.id), person.retirement_base, book,
            employment=EMPLOYMENT.get(person.identity, ""),
        )  # fmt: skip
    except ValueError as error:
        return Reckoned(caption, str(error), None)
    months = f"{found.value.age_months}个月" if found.value.age_months else ""
    return Reckoned(caption, f"{found.value.month}（{found.value.age_years}岁{months}）", found)
