"""Which header title means which field, where a clerk said so: kept in a file, and remembered by the unit.

A layout is known again by all the titles of its header, in whatever order.
"""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.errors import BadFile
from cadre_desktop.formats.foreign.reader import Sheet
from cadre_desktop.records.desk import UnitSetting
from cadre_desktop.services.imports.source import has_titles
from cadre_desktop.storage.atomic import write_bytes
from cadre_desktop.storage.fields import Field

Mapped = Mapping[str, str]


def load(path: Path, fields: Sequence[Field]) -> dict[str, str]:
    """Read a mapping file: header title -> field name or label, "" to leave a column out.  Raises BadFile."""
    try:
        said: Any = orjson.loads(path.read_bytes())
    except OSError as error:
        raise BadFile(f"打不开列对应文件“{path.name}”，请检查路径。") from error
    except orjson.JSONDecodeError as error:
        raise BadFile(f"列对应文件“{path.name}”不是有效的 JSON。") from error
    if not isinstance(said, dict) or not all(isinstance(v, str) for v in said.values()):
        raise BadFile(f'列对应文件“{path.name}”应写成 {{"表头": "字段"}} 的形式。')
    names = {f.label: f.name for f in fields} | {f.name: f.name for f in fields} | {"": ""}
    unknown = [name for name in said.values() if name not in names]
    if unknown:
        raise BadFile(f"列对应文件里有不认识的字段：{'、'.join(unknown)}。")
    return {str(title): names[name] for title, name in said.items()}


def save(path: Path, mapping: Mapped) -> None:
    """Write a mapping file."""
    write_bytes(path, orjson.dumps(dict(mapping), option=orjson.OPT_INDENT_2))


def remembered(session: Session, kind_key: str, sheets: Sequence[Sheet]) -> dict[str, str] | None:
    """Return the mapping used the last time a sheet with this header was imported."""
    query = sa.select(UnitSetting.body).where(UnitSetting.name.startswith(_prefix(kind_key), autoescape=True))
    for body in session.scalars(query.order_by(UnitSetting.name)):
        kept = orjson.loads(body)
        if has_titles(sheets, kept["titles"]):
            return dict(kept["mapping"])
    return None


def remember(session: Session, kind_key: str, titles: Sequence[str], mapping: Mapped) -> None:
    """Keep a mapping for the next sheet with this header."""
    digest = hashlib.sha256("\n".join(titles).encode()).hexdigest()[:16]
    body = orjson.dumps({"titles": list(titles), "mapping": dict(mapping)}).decode()
    session.merge(UnitSetting(name=_prefix(kind_key) + digest, body=body))


def _prefix(kind_key: str) -> str:
    return f"import_map:{kind_key}:"
