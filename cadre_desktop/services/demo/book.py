"""The records of the sample county, gathered kind by kind and then written set-wise in one order."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from cadre_desktop.records.achievement import Achievement, Evidence
from cadre_desktop.records.annual_answer import AnnualAnswer, AnswerLine
from cadre_desktop.records.annual_assessment import AnnualAssessment
from cadre_desktop.records.attachment import Attachment
from cadre_desktop.records.cadre import Cadre, FamilyMember
from cadre_desktop.records.interview import InterviewSupplement, TalkProblem
from cadre_desktop.records.observation import Observation
from cadre_desktop.records.performance_term import PerformanceTerm, TermTask
from cadre_desktop.records.pledge import Pledge
from cadre_desktop.records.political_review import Ballot, PoliticalReview, Sign
from cadre_desktop.records.post import Post
from cadre_desktop.records.rank import Rank
from cadre_desktop.records.term_settlement import SettlementLine, TermSettlement
from cadre_desktop.records.unit import Unit, UnitAlias, UnitFormerName
from cadre_desktop.services.demo.dice import Dice
from cadre_desktop.storage import bulk
from cadre_desktop.storage.base import Record

# What others link to comes first.  Interviews are not here: their links to several people need the ORM.
BEFORE_TALKS: tuple[type[Record], ...] = (
    Unit, UnitFormerName, UnitAlias, Cadre, Post, Rank, FamilyMember, AnnualAssessment, PerformanceTerm, TermTask,
    AnnualAnswer, AnswerLine, TermSettlement, SettlementLine, Achievement, Evidence, Pledge, Observation,
)  # fmt: skip
AFTER_TALKS: tuple[type[Record], ...] = (
    PoliticalReview, Sign, Ballot, InterviewSupplement, TalkProblem, Attachment,
)  # fmt: skip


# Lists show the newest first: of these kinds the first unit's records are written last.
_NEWEST_FIRST = frozenset({Cadre, PerformanceTerm, Achievement, Pledge, AnnualAssessment, PoliticalReview})


class Book:
    """What has been made up so far, by model, with the day it is made for and the dice it is drawn with."""

    def __init__(self, dice: Dice, today: date) -> None:
        self.dice, self.today = dice, today
        self._rows: dict[type[Record], list[dict[str, Any]]] = {}

    @property
    def years(self) -> tuple[int, int]:
        """The two last full years."""
        return self.today.year - 2, self.today.year - 1

    def not_later(self, day: date) -> date:
        """Keep a day from lying in the future."""
        return min(day, self.today)

    def add(self, model: type[Record], **values: Any) -> str:
        """Put a record down, values by column name; return its id."""
        key = self.dice.record_id()
        self._rows.setdefault(model, []).append({"id": key, **values})
        return key

    def rows(self, model: type[Record]) -> list[dict[str, Any]]:
        """What has been put down of a kind."""
        return self._rows.get(model, [])

    def bring_first(self, model: type[Record], key: str) -> None:
        """Let one record stand first in its list."""
        self._rows[model].sort(key=lambda row: row["id"] != key)

    def write(self, session: Session, models: tuple[type[Record], ...], step: Callable[[str], None]) -> None:
        """File the records of some kinds."""
        for model in models:
            step(model.__tablename__)
            rows = self.rows(model)
            bulk.insert(session, model, rows[::-1] if model in _NEWEST_FIRST else rows)
