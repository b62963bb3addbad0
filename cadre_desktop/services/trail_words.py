"""Lines of the trail in the words of the people who read them: labels for columns, names for ids, words for codes."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapper, Session

from cadre_desktop.formats.values import shown
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services.old_values import column_named, fetch_many, from_plain, kind_of, link_over
from cadre_desktop.storage.audit import MASK
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.canonical import many_links
from cadre_desktop.storage.fields import SPEC, describe

ACTIONS = {
    "create": "新增",
    "update": "修改",
    "discard": "删除",
    "restore": "恢复",
    "erase": "彻底删除",
    "open": "查看密封内容",
    "export": "导出",
    "undo": "撤销",
    "join": "合并人员",
    "account": "用户管理",
    "settings": "设置",
    "put_back": "退回旧版本",
    "clock": "电脑时间调早",
    "hint": "提示后保存",
    "check": "核对",
    "return": "退回重办",
}
_WITHOUT_SPEC = {"photo_sha256": "照片", "deleted_at": "删除时间"}
_GONE = "（已彻底删除）"


def field_words(kind: RecordKind, name: str) -> str:
    """Return the label of a column or link; empty for what the program keeps for itself."""
    mapper: Mapper[Any] = sa.inspect(kind.model)
    several = next((r for r in many_links(mapper) if r.key == name), None)
    if several is not None:
        return describe(getattr(kind.model, name)).label
    link = link_over(mapper, name)
    if link is not None:
        spec = link.info.get(SPEC)
        return spec.label if spec else ""
    column = column_named(mapper, name)
    spec = column.info.get(SPEC) if column is not None else None
    return spec.label if spec else _WITHOUT_SPEC.get(name, "")


class Namer:
    """Turns the values of the trail into words; looks each linked record up once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._names: dict[str, str] = {}

    def words(self, kind: RecordKind, name: str, value: Any) -> str:
        """Say one value; a masked one stays masked."""
        if value is None or value == []:
            return ""
        if value == MASK:
            return MASK
        mapper: Mapper[Any] = sa.inspect(kind.model)
        if isinstance(value, list):
            several = next(r for r in many_links(mapper) if r.key == name)
            return "、".join(self._name(several.mapper.class_, i) for i in value)
        link = link_over(mapper, name)
        if link is not None:
            return self._name(link.mapper.class_, value)
        if name == "photo_sha256":
            return "有"
        column = column_named(mapper, name)
        return shown(from_plain(column, value)) if column is not None else str(value)

    def _name(self, model: type[Record], record_id: str) -> str:
        if record_id not in self._names:
            found = fetch_many(self._session, kind_of(model.__tablename__), [record_id])
            self._names |= {i: str(record) for i, record in found.items()}
        return self._names.get(record_id, _GONE)


def said(values: Iterable[Any]) -> str:
    """Join the facts of a note (an export, an opened note) for one line."""
    return "，".join(shown(_typed(value)) for value in values if value not in (None, ""))


def _typed(value: Any) -> Any:
    """Give a date written in ISO form its type again, so that it is shown as dates are."""
    if not isinstance(value, str):
        return value
    for read in (PartialDate.parse_stored, date.fromisoformat, datetime.fromisoformat):
        try:
            return read(value)
        except ValueError:
            continue
    return value
