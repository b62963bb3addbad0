"""Search while typing: the list page of a ledger and the roster, against LIKE on the same store."""

import random
import statistics
from typing import Any

from benchmarks import county
from benchmarks.measure import Line, cpu_here, percentile
from cadre_desktop.records import BY_KEY, roster
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.records.listing import PAGE, ListQuery
from cadre_desktop.services import records
from cadre_desktop.services import roster as people
from cadre_desktop.storage.database import Database

KINDS = ("observation", "achievement")
PER_LENGTH = 6
_COLUMNS = tuple(column.name for column in roster.COLUMNS if column.shown)
_SEARCHED = {"observation": ("matter", "conduct", "observer"), "achievement": ("title", "result")}


def run() -> list[Line]:
    """Measure the p95 of what a person waits for after each letter, and how far LIKE is behind."""
    size = county.Size()
    dice = random.Random(3)
    with county.opened(county.home_of(size)) as db:
        words = [word for length in range(1, 5) for _ in range(PER_LENGTH) for word in _words(dice, length)]
        listed, liked = _lists(db, words)
        found = [cpu_here(_roster_page, db, word) for word in _roster_words(dice)]
    p95, like95, people95 = (percentile(times, 0.95) for times in (listed, liked, found))
    ratio = statistics.mean(liked) / statistics.mean(listed)
    return [
        Line(
            f"search-as-you-type in a ledger, {size.words}, 1–4 characters: rows and count",
            f"p95 {p95 * 1000:.0f} ms",
            "p95 ≤ 50 ms",
            p95 <= 0.05,
        ),
        Line("… the same by LIKE", f"p95 {like95 * 1000:.0f} ms; on average {ratio:.0f}x", "≥ 20x", ratio >= 20),
        Line(
            "search-as-you-type in the roster: name, pinyin, unit, post, ID tail",
            f"p95 {people95 * 1000:.0f} ms",
            "p95 ≤ 50 ms",
            people95 <= 0.05,
        ),
    ]


def _lists(db: Database, words: list[str]) -> tuple[list[float], list[float]]:
    listed, liked = [], []
    for key in KINDS:
        kind = BY_KEY[key]
        _ledger_page(db, kind, words[0])
        listed += [cpu_here(_ledger_page, db, kind, word) for word in words]
        liked += [cpu_here(_like, db, kind, word) for word in words]
    return listed, liked


def _ledger_page(db: Database, kind: RecordKind, word: str) -> None:
    """Do what a list does after a letter: read the first page, and count when there are more."""
    query = ListQuery(text=word)
    if len(records.page(db, kind, kind.table_fields, query)) == PAGE:
        records.count(db, kind, query)


def _like(db: Database, kind: RecordKind, word: str) -> None:
    """Read the same page, and count, with LIKE over the searchable columns and the names linked to."""
    table = kind.model.__tablename__
    texts = " OR ".join(f"t.{name} LIKE :word" for name in _SEARCHED[kind.key])
    source = f"FROM {table} t JOIN cadre c ON c.id = t.cadre_id LEFT JOIN unit u ON u.id = t.unit_id"
    where = f"WHERE t.deleted_at IS NULL AND (c.name LIKE :word OR u.name LIKE :word OR {texts})"
    with db.read() as session:
        connection: Any = session.connection().connection.driver_connection
        for what, tail in (("t.*, c.name, u.name", f"ORDER BY t.rowid DESC LIMIT {PAGE}"), ("count(*)", "")):
            connection.execute(f"SELECT {what} {source} {where} {tail}", {"word": f"%{word}%"}).fetchall()


def _roster_page(db: Database, word: str) -> None:
    ids = people.ids(db, ListQuery(text=word))
    people.rows(db, ids[:PAGE], _COLUMNS)


def _words(dice: random.Random, length: int) -> tuple[str, str]:
    """Make two words of so many characters: cut out of a sentence wherever it falls, and typed by mistake."""
    text = county.prose(dice, 3).replace("，", "").replace("。", "")
    start = dice.randrange(len(text) - length)
    return text[start : start + length], "".join(dice.choices(text, k=length))


def _roster_words(dice: random.Random) -> list[str]:
    """Make what clerks type: surnames, names, initials, units, posts and the ends of identity numbers."""
    names = [dice.choice(county.SURNAMES) + dice.choice(county.GIVEN) for _ in range(10)]
    letters = ["".join(dice.choices("bcdfghjlmqwxyz", k=length)) for length in (1, 2, 3) for _ in range(4)]
    return [
        "镇",
        "局",
        "局长",
        "第3镇",
        "县第9局",
        "副镇长",
        "12",
        "123X",
        "0018",
        *(n[0] for n in names),
        *names,
        *letters,
    ]
