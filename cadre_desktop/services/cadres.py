"""One official: the photo, and where each since-date comes from."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.records import cadre
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.post import Post
from cadre_desktop.records.rank import Rank
from cadre_desktop.records.summary import rule_post, rule_rank
from cadre_desktop.records.unit import Unit
from cadre_desktop.records.vocab import RankName
from cadre_desktop.rules import since_dates
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.since_dates import Since
from cadre_desktop.services.attachments import check_photo, read_file
from cadre_desktop.services.steps import fetch
from cadre_desktop.storage import blobs
from cadre_desktop.storage.database import Database

_AT_ONCE = 500
_NO_POST = "没有带任职时间的现任职务"
_NO_LEVEL = "现任职务没有职务层次"
_NO_RANK = "没有带批准时间的职级"


@dataclass(frozen=True, slots=True)
class SinceExplained:
    """One since-date: what it is called, the date if there is one, and what it is counted from."""

    caption: str
    date: PartialDate | None
    source: str


def names(db: Database, ids: Iterable[str]) -> dict[str, str]:
    """Return the names of people by id."""
    wanted = tuple(ids)
    found: dict[str, str] = {}
    with db.read() as session:
        for start in range(0, len(wanted), _AT_ONCE):
            query = sa.select(Cadre.id, Cadre.name).where(Cadre.id.in_(wanted[start : start + _AT_ONCE]))
            found |= {row.id: row.name for row in session.execute(query)}
    return found


def since_explained(db: Database, cadre_id: str) -> tuple[SinceExplained, ...]:
    """Work out the four since-dates of a person today, each with the post or rank it comes from."""
    today = db.now().date()
    with db.read() as session:
        posts = dated_rows(session, Post, Post.appointed_on, cadre_id)
        ranks = dated_rows(session, Rank, Rank.approved_on, cadre_id)
        names = {row["id"]: _post_name(session, row) for row in posts}
    held = [rule_post(row) for row in posts]
    dates = since_dates.since_dates(held, [rule_rank(row) for row in ranks], today)
    present = since_dates.present_post(held, today)
    carried = dates.post is not None and present is not None and dates.post.source_id != present.id
    tail = "起，其后的职务连续计算" if carried else "起"
    return (
        _explained("任现职", dates.post, names, tail, _NO_POST),
        _explained("任现职务层次", dates.level, names, "起，职务层次未变", _NO_LEVEL),
        _explained("任同级职务", dates.same_level, names, "起，同级职务未中断", _NO_LEVEL),
        _rank_explained(dates.rank),
    )


def dated_rows(session: Session, model: Any, start: Any, cadre_id: str) -> list[dict[str, Any]]:
    """Read a person's dated posts or ranks as the rules take them."""
    query = sa.select(model.__table__).where(model.cadre_id == cadre_id, model.deleted_at.is_(None), start.is_not(None))
    return [dict(row) for row in session.connection().execute(query).mappings()]


def _post_name(session: Session, row: dict[str, Any]) -> str:
    unit = session.get(Unit, row["unit_id"])
    return f"{unit.name if unit else ''}{row['title']}"


def _explained(caption: str, since: Since | None, names: dict[str, str], tail: str, nothing: str) -> SinceExplained:
    if since is None:
        return SinceExplained(caption, None, nothing)
    return SinceExplained(caption, since.date, f"从任{names[since.source_id]}{tail}")


def _rank_explained(since: Since | None) -> SinceExplained:
    if since is None:
        return SinceExplained("任现职级", None, _NO_RANK)
    name = next(rank.label for rank in RankName if rank.value == since.source_title)
    return SinceExplained("任现职级", since.date, f"从批准为{name}起")


def photo(db: Database, cadre_id: str) -> bytes | None:
    """Return the photo of a person, None when there is none; raise DamagedStore when it was altered."""
    with db.read() as session:
        person = session.get(Cadre, cadre_id)
        return blobs.get(session, person.photo_sha256) if person is not None and person.photo_sha256 else None


def set_photo(db: Database, cadre_id: str, path: Path) -> None:
    """Keep a copy of a picture file as the photo of a person.

    Raises InvalidInput unless it is a JPEG or PNG of at most 5 MB, BadFile when it cannot be read.
    """
    data = read_file(path)
    check_photo(data)
    with db.work("设置照片") as session:
        person: Cadre = fetch(session, cadre.KIND, cadre_id)
        person.photo_sha256 = blobs.put(session, data)


def remove_photo(db: Database, cadre_id: str) -> None:
    """Take the photo of a person away; undo brings it back as long as its bytes are kept."""
    with db.work("去掉照片") as session:
        person: Cadre = fetch(session, cadre.KIND, cadre_id)
        person.photo_sha256 = None
