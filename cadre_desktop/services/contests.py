"""公开比选: the score grid of 六比六看, the ranking by totals, and who was taken, which people decide."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.errors import InvalidInput, NotAllowed, Problem
from cadre_desktop.records import contest as kinds
from cadre_desktop.records.contest import SIX, Contest, ContestEntry, ContestState, EntryResult
from cadre_desktop.records.rows import Link, link_to
from cadre_desktop.services import records
from cadre_desktop.services.steps import fetch, keep_rules, require_state
from cadre_desktop.storage.database import Database

KIND, ENTRY = kinds.KIND, kinds.ENTRY
SIX_LABELS = tuple(ENTRY.field(name).label for name in SIX)


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One entrant's six scores, in the order of SIX, with total, place and result."""

    person: Link
    scores: tuple[float | None, ...] = (None,) * len(SIX)
    total: float | None = None
    result: EntryResult | None = None
    entry_id: str = ""
    place: int | None = field(default=None, compare=False)

    @property
    def reckoned(self) -> float | None:
        """The sum of the six when all are there, else the total that was given."""
        if any(score is None for score in self.scores):
            return self.total
        return round(sum(score for score in self.scores if score is not None), 2)


def grid(db: Database, contest_id: str) -> list[ScoreLine]:
    """Return the entrants with their scores, the best total first; equal totals share a place."""
    with db.read() as session:
        lines = [_line(entry) for entry in _entries(session, contest_id)]
    lines.sort(key=lambda line: (line.reckoned is None, -(line.reckoned or 0), line.person.text))
    totals = [line.reckoned for line in lines]
    return [
        ScoreLine(
            line.person,
            line.scores,
            line.total,
            line.result,
            line.entry_id,
            None if line.reckoned is None else totals.index(line.reckoned) + 1,
        )
        for line in lines
    ]


def save_grid(db: Database, contest_id: str, lines: Sequence[ScoreLine]) -> None:
    """Save the whole grid at once; totals are added up where all six are there.

    Raises InvalidInput for somebody entered twice, for scores that are wrong, and for more chosen than seats.
    """
    with db.work("录入比选成绩") as session:
        contest: Contest = fetch(session, KIND, contest_id)
        require_state(KIND, contest.state, (ContestState.NOTICE, ContestState.COMPARING), "录入成绩")
        if len({line.person.id for line in lines}) < len(lines):
            raise InvalidInput([Problem("cadre", "有人重复报名，每人只列一行")])
        _refuse_too_many(contest, lines)
        there = {entry.cadre_id: entry for entry in _entries(session, contest_id)}
        for line in lines:
            values = {**dict(zip(SIX, line.scores, strict=True)), "total": line.reckoned, "result": line.result}
            entry = there.get(line.person.id)
            if entry is None:
                records.add(db, session, ENTRY, {"contest": link_to(contest), "cadre": line.person, **values})
                continue
            for name, value in values.items():
                setattr(entry, name, value)
            keep_rules(db, ENTRY, entry)
        if contest.state is ContestState.NOTICE:
            contest.state = ContestState.COMPARING
        keep_rules(db, KIND, contest)


def finish(db: Database, contest_id: str) -> None:
    """Close a contest: it is dated, and somebody was chosen or nobody, which the entries say."""
    with db.work("比选完成") as session:
        contest: Contest = fetch(session, KIND, contest_id)
        require_state(KIND, contest.state, (ContestState.COMPARING,), "完成比选")
        open_ones = [entry for entry in _entries(session, contest_id) if entry.result is None]
        if open_ones:
            names = "、".join(entry.cadre.name for entry in open_ones[:5])
            raise NotAllowed(f"还有{len(open_ones)}人没有填写结果：{names}。", hint="请在成绩表中逐人选择结果。")
        contest.state = ContestState.DONE
        keep_rules(db, KIND, contest)


def _refuse_too_many(contest: Contest, lines: Sequence[ScoreLine]) -> None:
    n_chosen = sum(line.result is EntryResult.CHOSEN for line in lines)
    if n_chosen > contest.seats:
        raise InvalidInput([Problem("result", f"入选{n_chosen}人，多于职数{contest.seats}个")])


def _entries(session: Session, contest_id: str) -> list[ContestEntry]:
    e = ContestEntry
    query = sa.select(e).where(e.contest_id == contest_id, e.deleted_at.is_(None)).order_by(e.created_at, e.id)
    return list(session.scalars(query))


def _line(entry: ContestEntry) -> ScoreLine:
    scores = tuple(getattr(entry, name) for name in SIX)
    return ScoreLine(link_to(entry.cadre), scores, entry.total, entry.result, entry.id)
