"""Values of forms and filters as JSON that tells what each was: choices, dates and links come back as themselves."""

from datetime import date, datetime
from typing import Any

import orjson

from cadre_desktop.records.rows import Link
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.storage.fields import Choice

_MARK = "$"


def dump(values: dict[str, Any]) -> str:
    """Write values by name; raise TypeError for one that has no plain form."""
    return orjson.dumps({name: _coded(value) for name, value in values.items()}, option=orjson.OPT_SORT_KEYS).decode()


def load(body: str) -> dict[str, Any]:
    """Read what `dump` wrote; a choice that no version knows any more comes back as None."""
    said: dict[str, Any] = orjson.loads(body)
    return {name: _decoded(value) for name, value in said.items()}


def _coded(value: Any) -> Any:
    if isinstance(value, Choice):
        return {_MARK: "choice", "of": type(value).__name__, "code": value.value}
    if isinstance(value, PartialDate):
        return {_MARK: "partial", "text": str(value)}
    if isinstance(value, datetime):
        return {_MARK: "moment", "text": value.isoformat()}
    if isinstance(value, date):
        return {_MARK: "day", "text": value.isoformat()}
    if isinstance(value, Link):
        return {_MARK: "link", "id": value.id, "text": value.text}
    if isinstance(value, tuple):
        return {_MARK: "several", "items": [_coded(one) for one in value]}
    if value is None or isinstance(value, str | bool | int | float):
        return value
    raise TypeError(f"no plain form for {type(value).__name__}")


def _decoded(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    kind = value[_MARK]
    if kind == "choice":
        members = {m.value: m for c in Choice.__subclasses__() if c.__name__ == value["of"] for m in c}
        return members.get(value["code"])
    if kind == "link":
        return Link(value["id"], value["text"])
    if kind == "several":
        return tuple(_decoded(one) for one in value["items"])
    return {"partial": PartialDate.parse_stored, "moment": datetime.fromisoformat, "day": date.fromisoformat}[kind](
        value["text"]
    )
