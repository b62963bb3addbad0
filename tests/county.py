"""A small made-up county for tests of figures and reports: rows are collected by hand, then filed set-wise."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa

from cadre_desktop.records import KINDS
from cadre_desktop.records.achievement import Achievement, AchievementState, Evidence, Group, Ledger, Paper, Strength
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.interview import Category, Interview, InterviewState, Purpose, interview_subject
from cadre_desktop.records.observation import Observation, Scene
from cadre_desktop.records.political_review import PoliticalReview
from cadre_desktop.records.post import Post
from cadre_desktop.records.unit import Unit
from cadre_desktop.records.vocab import PoliticalStatus, PostLevel, Sex
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.storage import bulk
from cadre_desktop.storage.base import Base, new_id
from cadre_desktop.storage.database import Database

# Owners before what hangs from them: every table of records, in the order of their links.
_MODELS = {kind.model.__tablename__: kind.model for kind in KINDS}
_ORDER = tuple(_MODELS[table.name] for table in Base.metadata.sorted_tables if table.name in _MODELS)


def month(text: str | None) -> PartialDate | None:
    """Read 2024.03 as the tests write it."""
    return PartialDate.parse_stored(text) if text else None


class County:
    """Collects rows and files them in one work; ids count up, the same every time unless asked otherwise."""

    def __init__(self, *, random_ids: bool = True) -> None:
        self.rows: dict[Any, list[dict[str, Any]]] = {model: [] for model in _ORDER}
        self.subjects: list[dict[str, str]] = []
        self._tag = new_id()[-8:] if random_ids else "0" * 8
        self._count = 0

    def add(self, model: Any, **values: Any) -> str:
        """Note one row; return its id."""
        self._count += 1
        row = {"id": f"{self._tag}{self._count:024x}", **values}
        self.rows[model].append(row)
        return row["id"]

    def unit(self, name: str, order: int | None = None, **values: Any) -> str:
        return self.add(Unit, name=name, order_number=order, **values)

    def person(
        self,
        name: str,
        unit_id: str | None = None,
        *,
        birth: str = "1980.01",
        level: PostLevel | None = PostLevel.SECTION_DEPUTY,
        title: str = "副镇长",
        since: str | None = "2020.05",
        until: str | None = None,
        post: dict[str, Any] | None = None,
        **values: Any,
    ) -> str:
        """Note a person and, when a unit is given, one post."""
        values.setdefault("sex", Sex.MALE)
        values.setdefault("political_status", PoliticalStatus.PARTY_MEMBER)
        cadre_id = self.add(Cadre, name=name, birth_on=month(birth), **values)
        if unit_id:
            self.post(cadre_id, unit_id, title, level=level, since=since, until=until, **(post or {}))
        return cadre_id

    def post(
        self,
        cadre_id: str,
        unit_id: str,
        title: str = "副镇长",
        *,
        level: PostLevel | None = PostLevel.SECTION_DEPUTY,
        since: str | None = "2020.05",
        until: str | None = None,
        **values: Any,
    ) -> str:
        dates = {"appointed_on": month(since), "removed_on": month(until)}
        return self.add(Post, cadre_id=cadre_id, unit_id=unit_id, title=title, level=level, **dates, **values)

    def talk(
        self,
        subjects: Iterable[str],
        category: Category | None = Category.STAFF,
        *,
        day: date = date(2026, 5, 6),
        purpose: Purpose = Purpose.REVIEW,
        done: bool = True,
        **values: Any,
    ) -> str:
        """Note a talk, finalised and signed unless `done` is False."""
        values = {"year": day.year, "talkers": "陈立、许静", "signed": done, **values}
        if done:
            values = {"state": InterviewState.FINAL, "finalised_on": day, **values}
        talk_id = self.add(Interview, purpose=purpose, category=category, talked_on=day, **values)
        self.subjects += [{"interview_id": talk_id, "cadre_id": cadre_id} for cadre_id in subjects]
        return talk_id

    def observation(self, cadre_id: str, day: date = date(2026, 6, 1), **values: Any) -> str:
        values = {"matter": "防汛抢险", "conduct": "连续三天在堤上值守", "observer": "周敏", **values}
        return self.add(Observation, cadre_id=cadre_id, scene=Scene.EMERGENCY, observed_on=day, **values)

    def review(self, cadre_id: str, day: date = date(2026, 4, 1), **values: Any) -> str:
        return self.add(PoliticalReview, cadre_id=cadre_id, year=day.year, started_on=day, **values)

    def achievement(
        self,
        cadre_id: str,
        title: str = "建成冷链仓库",
        ledger: Ledger = Ledger.VISIBLE,
        *,
        evidence: Iterable[Strength] = (Strength.DOCUMENT,),
        **values: Any,
    ) -> str:
        values = {
            "year": 2026,
            "state": AchievementState.CONFIRMED,
            "paper": Paper.DEVELOPMENT,
            "group": Group.DUTIES,
            **values,
        }
        item_id = self.add(Achievement, cadre_id=cadre_id, title=title, ledger=ledger, **values)
        for strength in evidence:
            self.add(Evidence, achievement_id=item_id, strength=strength, title=f"{strength.label}材料")
        return item_id

    def file(self, db: Database) -> None:
        """Put everything noted so far into the store."""
        with db.work("录入测试数据") as session:
            for model in _ORDER:
                bulk.insert(session, model, self.rows[model])
            if self.subjects:
                session.connection().execute(sa.insert(interview_subject), self.subjects)
                session.info["trail"].touched |= {("cadre", pair["cadre_id"]) for pair in self.subjects}
        self.rows = {model: [] for model in _ORDER}
        self.subjects = []
