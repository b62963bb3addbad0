"""单位清单 — which units have drawn up which list (容错正面清单, 清亲清单), and since when."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cadre_desktop.errors import Problem
from cadre_desktop.records.kind import RecordKind, Section
from cadre_desktop.records.unit import Unit
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import Choice, field, link


class UnitListKind(Choice):
    """清单类型."""

    TOLERANCE = "tolerance", "容错正面清单"
    BUSINESS_TIES = "business_ties", "清亲正负面清单"
    POWERS = "powers", "权力责任清单"
    OTHER = "other", "其他"


class UnitChecklist(Record):
    """单位清单建立情况 — one unit, one list."""

    __tablename__ = "unit_checklist"

    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), index=True)
    unit: Mapped[Unit] = link("单位", width=20)
    kind: Mapped[UnitListKind] = field("清单类型", width=14)
    built: Mapped[bool] = field("已建立", default=True, width=8)
    built_on: Mapped[date | None] = field("建立日期")
    n_items: Mapped[int | None] = field("条目数", width=8)
    content: Mapped[str | None] = field("主要条目", multiline=True, width=36, searchable=True)
    reason: Mapped[str | None] = field("未建原因", length=200, width=24)

    def __str__(self) -> str:
        return f"{self.unit}{self.kind.label}"


def check(checklist: UnitChecklist, today: date) -> Iterator[Problem]:
    """A list that was built is dated."""
    if checklist.built and checklist.built_on is None:
        yield Problem("built_on", "已建立的请填写建立日期")
    if not checklist.built and checklist.built_on is not None:
        yield Problem("built", "填了建立日期，请勾选“已建立”")
    if checklist.built_on and checklist.built_on > today:
        yield Problem("built_on", "建立日期不能晚于今天")
    if checklist.n_items is not None and checklist.n_items < 0:
        yield Problem("n_items", "条目数不能是负数")


U = UnitChecklist

KIND = RecordKind(
    key="unit_checklist",
    title="单位清单",
    model=U,
    moments=(U.built_on,),
    form=(Section("清单", U.unit, U.kind, U.built, U.built_on, U.n_items, U.content, U.reason),),
    table=(U.unit, U.kind, U.built, U.built_on, U.n_items),
    filters=(U.unit, U.kind, U.built),
    check=check,
)
