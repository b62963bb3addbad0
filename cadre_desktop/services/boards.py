"""红黑榜: entries drafted, approved, published, perhaps withdrawn; what a unit's entries of a year come to.

Two black entries for one item warn, three are a hint that the head of that day give way: people decide, and what they
decided, and what the unit says to it, is written beside it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.figures.contests import board_entries
from cadre_desktop.figures.ground import Ground
from cadre_desktop.records import board_entry as kinds
from cadre_desktop.records.board_entry import BoardEntry, BoardState
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.headships import headships
from cadre_desktop.records.rows import Link
from cadre_desktop.rules import boards as rules
from cadre_desktop.services import figures
from cadre_desktop.services.steps import (
    dated_line,
    fetch,
    keep_rules,
    missing,
    not_later_than,
    refuse_if,
    require_state,
)
from cadre_desktop.storage.database import Database

KIND = kinds.KIND
_S = BoardState


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One unit, item and year: the entries that count, what they come to, and what was done about it.

    `entry` is the one that filled the number, else the last black one, else the last red one; it takes the handling.
    """

    key: str
    unit: Link
    item: str
    year: int
    red: tuple[str, ...]
    black: tuple[str, ...]
    state: rules.BoardState
    heads: tuple[Link, ...]
    sentence: str
    source: str
    entry: str
    handling: str
    reply: str


def lines(db: Database, years: Iterable[int]) -> list[BoardLine]:
    """Return every unit and item with an entry published in one of the years; what is most pressing first."""
    with db.read() as session:
        found = [line for year in years for line in _of_year(session, db, year)]
    pressing = list(rules.BoardState)
    return sorted(
        found,
        key=lambda one: (
            -one.year,
            -pressing.index(one.state),
            -len(one.black),
            -len(one.red),
            one.item,
            one.unit.text,
        ),
    )


def finding_of(db: Database, entry_id: str) -> BoardLine | None:
    """Return the line an entry counts in; None for one that was not published or was withdrawn."""
    with db.read() as session:
        entry: BoardEntry = fetch(session, KIND, entry_id)
        found = _of_year(session, db, entry.published_on.year)
    return next((one for one in found if entry_id in (*one.red, *one.black)), None)


def _of_year(session: Session, db: Database, year: int) -> list[BoardLine]:
    ground = Ground(session, figures.context_in(session, db.now(), year=year))
    entries = board_entries(ground)
    found = rules.board_findings(entries, headships(session, {one.unit for one in entries}), ground.book)
    people = {person for one in found for person in one.value.heads}
    names = {row.id: row.name for row in session.execute(sa.select(Cadre.id, Cadre.name).where(Cadre.id.in_(people)))}
    b = BoardEntry
    texts = {
        row.id: row
        for row in session.execute(
            sa.select(b.id, b.handling, b.reply).where(b.id.in_([one.record for one in entries if not one.withdrawn]))
        )
    }
    return [
        _line(ground, one.value, one.sentence, one.source, names, texts)
        for one in found
        if one.value.count.unit in ground.units
    ]


def _line(
    ground: Ground, found: rules.BoardFinding, sentence: str, source: str, names: dict[str, str], texts: dict[str, Any]
) -> BoardLine:
    count = found.count
    filled = next((one.record for one in count.black if one.published_on == found.filled_on), "")
    entry = filled or (count.black or count.red)[-1].record
    said = [texts[one.record] for one in (*count.red, *count.black)]
    return BoardLine(
        f"{count.year}/{count.unit}/{count.item}",
        Link(count.unit, ground.units[count.unit].name),
        count.item,
        count.year,
        tuple(one.record for one in count.red),
        tuple(one.record for one in count.black),
        found.state,
        tuple(Link(person, names.get(person, "")) for person in found.heads),
        sentence,
        source,
        entry,
        "；".join(row.handling for row in said if row.handling),
        "；".join(row.reply for row in said if row.reply),
    )


# the steps of an entry


def approve(db: Database, entry_id: str) -> None:
    """Note that a drafted entry was approved."""
    _step(db, entry_id, "审定", (_S.DRAFTED,), _S.APPROVED)


def publish(db: Database, entry_id: str, *, published_on: date) -> None:
    """Publish an approved entry; who headed the unit that day is filled in where nobody was named."""
    refuse_if(not_later_than("published_on", published_on, db.now().date(), "发布日期"))
    _step(db, entry_id, "发布", (_S.APPROVED,), _S.PUBLISHED, published_on=published_on)


def withdraw(db: Database, entry_id: str, *, withdrawn_on: date, reason: str) -> None:
    """Take a published entry back; from then on it counts nowhere, and stays on file."""
    refuse_if(missing("reason", reason.strip(), "请写明撤销原因"))
    values = {"withdrawn_on": withdrawn_on, "withdrawn_reason": reason.strip()}
    _step(db, entry_id, "撤销", (_S.PUBLISHED,), _S.WITHDRAWN, **values)


def handle(db: Database, entry_id: str, *, handled_on: date, handling: str = "", reply: str = "") -> None:
    """Write down what was done about an entry, below what was done before, and what the unit says to it."""
    refuse_if(
        missing("handling", handling.strip() or reply.strip(), "请填写处理情况或单位说明"),
        not_later_than("handled_on", handled_on, db.now().date(), "处理日期"),
    )
    with db.work("红黑榜处理") as session:
        entry: BoardEntry = fetch(session, KIND, entry_id)
        require_state(KIND, entry.state, (_S.PUBLISHED, _S.WITHDRAWN), "登记处理")
        if handling.strip():
            entry.handling = dated_line(entry.handling, handled_on, handling.strip())
        entry.reply = reply.strip() or entry.reply
        keep_rules(db, KIND, entry)


def _step(
    db: Database, entry_id: str, step: str, allowed: tuple[BoardState, ...], target: BoardState, **values: Any
) -> None:
    with db.work(f"红黑榜{step}") as session:
        entry: BoardEntry = fetch(session, KIND, entry_id)
        require_state(KIND, entry.state, allowed, step)
        for name, value in values.items():
            setattr(entry, name, value)
        entry.state = target
        KIND.complete(session, entry)
        keep_rules(db, KIND, entry)
