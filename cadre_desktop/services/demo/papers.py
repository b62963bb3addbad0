"""Portraits and attachments of the sample data; their bytes go into the store like anybody's."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from cadre_desktop.records.achievement import Achievement, AchievementState
from cadre_desktop.records.attachment import Attachment
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.interview import Interview, InterviewState
from cadre_desktop.services.demo import pictures
from cadre_desktop.services.demo.book import Book
from cadre_desktop.services.demo.people import KNOWN
from cadre_desktop.storage import blobs

_N_WITHOUT_PORTRAIT = 18
_N_SCANS, _N_TEXTS = 16, 14


def add_portraits(book: Book, session: Session) -> None:
    """Give most people a portrait that shows nobody; call before the people are written."""
    people = book.rows(Cadre)
    free = [row for row in people if row["name"] != KNOWN and row["id_number"]]
    without = {row["id"] for row in book.dice.sample(free, _N_WITHOUT_PORTRAIT)}
    hashes = [blobs.put(session, pictures.portrait(number)) for number in range(5)]
    for number, row in enumerate(people):
        row["photo_sha256"] = None if row["id"] in without else hashes[number % len(hashes)]


def add_attachments(book: Book, session: Session, talks: Sequence[Interview]) -> None:
    """Attach scans of signature pages to final talks, and summaries to confirmed achievements."""
    final = [talk for talk in talks if talk.state is InterviewState.FINAL]
    for number, talk in enumerate(book.dice.sample(final, _N_SCANS)):
        name = f"谈话记录签字页{talk.talked_on:%Y%m%d}.png"
        _attach(book, session, "interview", talk.id, name, pictures.scan(number), "核对签字页扫描件（示例图）")
    kept = [row for row in book.rows(Achievement) if row["state"] is AchievementState.FILED]
    for row in book.dice.sample(kept, _N_TEXTS):
        text = f"{row['title']}\n\n起点：{row['baseline']}\n过程：{row['process']}\n成效：{row['result']}\n"
        _attach(book, session, "achievement", row["id"], "实绩佐证说明.txt", text.encode(), "佐证材料摘要")


def _attach(book: Book, session: Session, table: str, owner: str, name: str, data: bytes, note: str) -> None:
    digest = blobs.put(session, data)
    book.add(Attachment, owner_table=table, owner_id=owner, name=name, size=len(data), note=note, sha256=digest)
