"""The numbers of laws and local rules as they hold here: the shipped files, with the county's own laid over them.

The county's own are kept in the store, one row of `unit_setting` for each time they were changed: the newest row
holds, the older ones are its history.  They travel with the data and are never rewritten.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.errors import InvalidInput
from cadre_desktop.paths import resource
from cadre_desktop.records.desk import UnitSetting
from cadre_desktop.rules.settings import Constant, RuleBook, load

PREFIX = "county_rules/"


@dataclass(frozen=True, slots=True)
class CountyRules:
    """The county's own texts as last kept: the number of the keeping (0: never), and what still fits this program.

    `unfit` are texts of rules that this version of the program no longer has; they are shown and not used.
    """

    number: int = 0
    book: RuleBook = field(default_factory=lambda: RuleBook(()))
    unfit: tuple[Constant, ...] = ()


@cache
def shipped() -> RuleBook:
    """Read the files under resources/rules, once a run."""
    files = sorted(resource("rules").glob("*.toml"))
    return load({path.name: tomllib.loads(path.read_text(encoding="utf-8")) for path in files})


def read_book(session: Session) -> RuleBook:
    """Return the rules as they hold in this store."""
    return _laid_over(_newest(session))


def read_county(session: Session) -> CountyRules:
    """Return the county's own texts as last kept."""
    newest = _newest(session)
    if newest is None:
        return CountyRules()
    name, body = newest
    return replace(kept_in(body), number=int(name.removeprefix(PREFIX)))


@lru_cache(maxsize=64)
def kept_in(body: str) -> CountyRules:
    """Read what one row of the store holds."""
    said: dict[str, Any] = json.loads(body)
    own = load(_dated(said["files"]))
    fitting = tuple(text for text in own.constants if _fits(text))
    return CountyRules(0, RuleBook(fitting, own.titles), tuple(text for text in own.constants if text not in fitting))


def as_body(files: Mapping[str, Mapping[str, object]], **facts: str) -> str:
    """Write parsed files with what is to be known about their keeping; dates become texts."""
    return json.dumps({**facts, "files": files}, ensure_ascii=False, sort_keys=True, default=date.isoformat)


def _newest(session: Session) -> tuple[str, str] | None:
    query = sa.select(UnitSetting.name, UnitSetting.body).where(UnitSetting.name.startswith(PREFIX))
    row = session.execute(query.order_by(UnitSetting.name.desc()).limit(1)).first()
    return (row.name, row.body) if row is not None else None


@lru_cache(maxsize=8)
def _laid_over(newest: tuple[str, str] | None) -> RuleBook:
    return shipped() if newest is None else shipped().overlaid(kept_in(newest[1]).book)


def _fits(text: Constant) -> bool:
    try:
        shipped().overlaid(RuleBook((text,)))
    except InvalidInput:
        return False
    return True


def _dated(files: Mapping[str, Any]) -> dict[str, Any]:
    """Give the days back that JSON holds as texts."""
    return {
        name: {**content, "constant": [_with_day(entry) for entry in content.get("constant", ())]}
        for name, content in files.items()
    }


def _with_day(entry: dict[str, Any]) -> dict[str, Any]:
    return {**entry, "valid_from": date.fromisoformat(entry["valid_from"])}
