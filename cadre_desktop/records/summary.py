"""What is derived of each official: present post and rank, the since dates, counts, completeness.

Never edited: rebuilt for the people touched, in the same transaction as the change.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.sql import visitors

from cadre_desktop import chinese
from cadre_desktop.records.achievement import Achievement
from cadre_desktop.records.annual_assessment import AnnualAssessment
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.interview import Interview, interview_subject
from cadre_desktop.records.observation import Observation
from cadre_desktop.records.performance_term import PerformanceTerm
from cadre_desktop.records.political_review import PoliticalReview
from cadre_desktop.records.post import Post
from cadre_desktop.records.rank import Rank
from cadre_desktop.records.reading import LISTED, as_list, listed
from cadre_desktop.records.vocab import AssessmentGrade, FourGrade, PostLevel, RankName
from cadre_desktop.rules import since_dates
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.storage.audit import AuditEntry
from cadre_desktop.storage.base import Base
from cadre_desktop.storage.row_insert import RowInsert

_CHUNK = 2000
# Higher levels have greater orders; 其他 says nothing of the level.
LEVEL_ORDER = {
    PostLevel.COUNTY_HEAD: 50,
    PostLevel.COUNTY_DEPUTY: 40,
    PostLevel.SECTION_HEAD: 30,
    PostLevel.SECTION_DEPUTY: 20,
    PostLevel.SUBSECTION: 10,
}
_OF_CADRE = (Post, Rank, AnnualAssessment, PoliticalReview, Achievement, PerformanceTerm, Observation)


class CadreSummary(Base):
    """One line an official, for lists, cards and filters."""

    __tablename__ = "cadre_summary"

    cadre_id: Mapped[str] = mapped_column(ForeignKey("cadre.id"), primary_key=True)
    name_keys: Mapped[str] = mapped_column(sa.String(200))
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    post_title: Mapped[str | None] = mapped_column(sa.String(300), index=True)
    is_leader: Mapped[bool]
    level: Mapped[PostLevel | None] = mapped_column(index=True)
    post_since: Mapped[PartialDate | None] = mapped_column(index=True)
    level_since: Mapped[PartialDate | None]
    same_level_since: Mapped[PartialDate | None]
    rank: Mapped[RankName | None] = mapped_column(index=True)
    rank_since: Mapped[PartialDate | None]
    last_grade: Mapped[AssessmentGrade | None] = mapped_column(index=True)
    last_grade_year: Mapped[int | None]
    political_grade: Mapped[FourGrade | None] = mapped_column(index=True)
    n_achievements: Mapped[int] = mapped_column(index=True)
    n_interviews: Mapped[int]
    n_terms: Mapped[int]
    n_observations: Mapped[int]
    last_talk_on: Mapped[date | None]
    completeness: Mapped[int] = mapped_column(index=True)
    missing: Mapped[str] = mapped_column(sa.String(300))


def refresh(session: Session, touched: Iterable[tuple[str, str]], today: date) -> None:
    """Rebuild the lines of everybody the touched records are about, unless nothing a line says was changed."""
    edited = session.info["trail"].edited
    told = {pair for pair in touched if pair not in edited or not _INPUTS[pair[0]].isdisjoint(edited[pair])}
    ids = sorted(_people_behind(session, told))
    for start in range(0, len(ids), _CHUNK):
        _rebuild(session, ids[start : start + _CHUNK], today)


def refresh_all(session: Session, today: date) -> None:
    """Rebuild every line: when the day has moved on, or after a restore."""
    ids = list(session.connection().execute(sa.select(Cadre.__table__.c.id)).scalars())
    for start in range(0, len(ids), _CHUNK):
        _rebuild(session, ids[start : start + _CHUNK], today)


def _people_behind(session: Session, touched: set[tuple[str, str]]) -> set[str]:
    by_table: dict[str, list[str]] = {}
    for table, record_id in touched:
        by_table.setdefault(table, []).append(record_id)
    people = set(by_table.get(Cadre.__tablename__, ()))
    for table, statement in _PEOPLE_OF.items():
        if ids := by_table.get(table):
            people |= {row[0] for row in _read(session, statement, ids)}
    if talks := by_table.get(Interview.__tablename__):
        # people taken off a talk are found through the lines that still count it
        people |= _people_dropped(session, talks)
    return people


def _people_dropped(session: Session, talks: list[str]) -> set[str]:
    """Find the former subjects of talks changed in this work, from its trail."""
    work_id = session.info["trail"].work_id
    query = sa.select(AuditEntry).where(AuditEntry.work_id == work_id, AuditEntry.record_id.in_(listed(talks)))
    dropped: set[str] = set()
    for entry in session.scalars(query):
        dropped |= set((entry.changes.get("subjects") or [None])[0] or ())
    return dropped


def _rebuild(session: Session, ids: list[str], today: date) -> None:
    connection = session.connection()
    posts, ranks = _grouped(session, _POSTS, ids), _grouped(session, _RANKS, ids)
    grades, political = _latest(session, _GRADES, ids), _latest(session, _POLITICAL_GRADES, ids)
    counts = {(what, key): n for what, key, n in _read(session, _COUNTS, ids)}
    talks = {key: (n, last) for key, n, last in _read(session, _TALKS, ids)}
    rows = []
    for cadre in _plain_rows(session, _CADRES, ids):
        key = cadre["id"]
        line = _held(posts.get(key, []), ranks.get(key, []), today)
        line |= {
            "cadre_id": key,
            "name_keys": "|".join(chinese.pinyin_keys(cadre["name"])),
            "last_grade": grades.get(key, (None, None))[1],
            "last_grade_year": grades.get(key, (None, None))[0],
            "political_grade": political.get(key, (None, None))[1],
            "n_interviews": talks.get(key, (0, None))[0],
            "last_talk_on": talks.get(key, (0, None))[1],
            **{name: counts.get((name, key), 0) for name in _COUNTED},
        }
        missing = missing_parts(cadre, line)
        line["missing"] = "、".join(missing)
        line["completeness"] = 100 - round(100 * len(missing) / len(_PARTS))
        rows.append(line)
    connection.execute(_REMOVE, {"ids": as_list(ids)})
    RowInsert(CadreSummary.__table__, connection).write(rows)


def _read(session: Session, statement: Any, ids: list[str]) -> Sequence[Any]:
    return session.connection().execute(statement, {"ids": as_list(ids)}).all()


def _plain_rows(session: Session, statement: Any, ids: list[str]) -> Iterator[dict[str, Any]]:
    """Read rows set-wise, each as a mapping of its columns."""
    names = statement.selected_columns.keys()
    for row in _read(session, statement, ids):
        yield dict(zip(names, row, strict=True))


def _grouped(session: Session, statement: Any, ids: list[str]) -> dict[str, list[Mapping[str, Any]]]:
    """Read the live records of some people, by person."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in _plain_rows(session, statement, ids):
        found.setdefault(row["cadre_id"], []).append(row)
    return found


def _latest(session: Session, statement: Any, ids: list[str]) -> dict[str, tuple[int, Any]]:
    """Return the newest year with a grade, and the grade, per person."""
    return {cadre_id: (year, value) for cadre_id, year, value in _read(session, statement, ids)}


def _held(posts: list[Mapping[str, Any]], ranks: list[Mapping[str, Any]], today: date) -> dict[str, Any]:
    """Work out what the person holds today, and since when."""
    present = [p for p in posts if _held_on(p, today)]
    if len(present) > 1:
        present.sort(key=lambda p: (not p["is_main"], str(p["appointed_on"])))
    dated = [rule_post(p) for p in posts if p["appointed_on"] is not None]
    since = since_dates.since_dates(dated, [rule_rank(r) for r in ranks if r["approved_on"] is not None], today)
    undated = [r for r in ranks if r["approved_on"] is None and r["ended_on"] is None]
    rank = next((r for r in ranks if since.rank and r["id"] == since.rank.source_id), None) or next(iter(undated), None)
    levels = [p["level"] for p in present if p["level"] is not None]
    return {
        "unit_id": present[0]["unit_id"] if present else None,
        "post_title": "、".join([p["title"] for p in present]) or None,
        "is_leader": any([p["is_leader"] for p in present]),
        "level": max(levels, key=lambda level: LEVEL_ORDER.get(level, 0)) if levels else None,
        "post_since": since.post.date if since.post else None,
        "level_since": since.level.date if since.level else None,
        "same_level_since": since.same_level.date if since.same_level else None,
        "rank": rank["name"] if rank else None,
        "rank_since": since.rank.date if since.rank else None,
    }


def _held_on(post: Mapping[str, Any], day: date) -> bool:
    start, end = post["appointed_on"], post["removed_on"]
    return (start is None or start.first_day() <= day) and (end is None or end.first_day() > day)


def rule_post(row: Mapping[str, Any]) -> since_dates.Post:
    """Hand a stored post to the rules."""
    return since_dates.Post(
        id=row["id"],
        unit_id=row["unit_id"],
        title=row["title"],
        start=row["appointed_on"],
        end=row["removed_on"],
        level_order=LEVEL_ORDER.get(row["level"]) if row["level"] else None,
        is_main=row["is_main"],
        counts_continuous=row["counts_continuous"],
    )


def rule_rank(row: Mapping[str, Any]) -> since_dates.Rank:
    """Hand a stored rank to the rules."""
    return since_dates.Rank(id=row["id"], code=row["name"].value, start=row["approved_on"], end=row["ended_on"])


# What a person's file should hold: the word shown when it is missing, and where to look for it.
_PARTS: tuple[tuple[str, str, str], ...] = (
    ("照片", "cadre", "photo_sha256"),
    ("身份证号", "cadre", "id_number"),
    ("民族", "cadre", "ethnic"),
    ("籍贯", "cadre", "native_place"),
    ("政治面貌", "cadre", "political_status"),
    ("参加工作时间", "cadre", "work_start_on"),
    ("学历", "cadre", "full_time_education"),
    ("简历", "cadre", "resume"),
    ("现任职务", "line", "post_title"),
    ("任现职时间", "line", "post_since"),
    ("年度考核", "line", "last_grade"),
    ("政治素质", "line", "political_grade"),
    ("实绩", "line", "n_achievements"),
)
_PARTS_OF = {
    place: tuple((name, word) for word, there, name in _PARTS if there == place) for place in ("cadre", "line")
}
_COUNTED = {"n_achievements": Achievement, "n_terms": PerformanceTerm, "n_observations": Observation}

# The statements of a refresh, made once: it runs after every save.


def _of_people(model: Any, *columns: Any) -> Any:
    return sa.select(*columns).where(model.cadre_id.in_(LISTED), model.deleted_at.is_(None))


def _graded(model: Any) -> Any:
    grades = _of_people(model, model.cadre_id, model.year, model.grade)
    return grades.where(model.grade.is_not(None)).order_by(model.year)


def _number_of(name: str, model: Any) -> Any:
    return _of_people(model, sa.literal(name), model.cadre_id, sa.func.count()).group_by(model.cadre_id)


_CADRES = sa.select(
    Cadre.id,
    Cadre.name,
    *(sa.type_coerce(getattr(Cadre, name), sa.String).label(name) for name, _ in _PARTS_OF["cadre"]),
).where(Cadre.id.in_(LISTED))  # only whether a part is there matters: as text it need not be turned into a value
_POSTS = _of_people(
    Post,
    *(Post.id, Post.cadre_id, Post.unit_id, Post.title, Post.level, Post.is_leader, Post.is_main),
    *(Post.counts_continuous, Post.appointed_on, Post.removed_on),
)
_RANKS = _of_people(Rank, Rank.id, Rank.cadre_id, Rank.name, Rank.approved_on, Rank.ended_on)
_GRADES, _POLITICAL_GRADES = _graded(AnnualAssessment), _graded(PoliticalReview)
_COUNTS = sa.union_all(*(_number_of(name, model) for name, model in _COUNTED.items()))
_SUBJECT = interview_subject.c
_TALKS = (
    sa.select(_SUBJECT.cadre_id, sa.func.count(), sa.func.max(Interview.talked_on))
    .join(Interview.__table__, Interview.id == _SUBJECT.interview_id)
    .where(_SUBJECT.cadre_id.in_(LISTED), Interview.deleted_at.is_(None))
    .group_by(_SUBJECT.cadre_id)
)


def _inputs() -> Mapping[str, set[str]]:
    """Read off the statements which columns of which table a line is made of; whom a talk was with is a list."""
    found: dict[str, set[str]] = defaultdict(set)
    for statement in (_CADRES, _POSTS, _RANKS, _GRADES, _POLITICAL_GRADES, _COUNTS, _TALKS):
        for element in visitors.iterate(statement):
            if isinstance(element, sa.Column):
                found[element.table.name].add(element.name)
    found[Interview.__tablename__].add(Interview.subjects.key)
    return found


_INPUTS = _inputs()
_REMOVE = sa.delete(CadreSummary.__table__).where(CadreSummary.cadre_id.in_(LISTED))  # type: ignore[arg-type]
_PEOPLE_OF = {model.__tablename__: sa.select(model.cadre_id).where(model.id.in_(LISTED)) for model in _OF_CADRE} | {
    Interview.__tablename__: sa.select(_SUBJECT.cadre_id).where(_SUBJECT.interview_id.in_(LISTED))
}


def missing_parts(cadre: Mapping[str, Any], line: Mapping[str, Any]) -> list[str]:
    """Name what a person's file still lacks."""
    return [
        *(word for name, word in _PARTS_OF["cadre"] if not cadre[name]),
        *(word for name, word in _PARTS_OF["line"] if not line[name]),
    ]
