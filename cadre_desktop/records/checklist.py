"""政治素质正负面清单 — versioned lists of what counts for and against; the county's own text."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cadre_desktop.errors import Problem
from cadre_desktop.records.kind import RecordKind, Section
from cadre_desktop.records.vocab import Dimension, Polarity
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import Choice, field, link

_SHIPPED_YEAR = 2026


class ChecklistState(Choice):
    """清单状态."""

    DRAFT = "draft", "草案"
    IN_FORCE = "in_force", "生效"
    ENDED = "ended", "废止"


class Checklist(Record):
    """清单（版本）."""

    __tablename__ = "checklist"

    name: Mapped[str] = field("清单名称", length=80, width=28, searchable=True)
    year: Mapped[int] = field("版本年度", width=10)
    issued_by: Mapped[str | None] = field("制定单位", length=60, width=20)
    document: Mapped[str | None] = field("文号", length=60, width=18)
    state: Mapped[ChecklistState] = field("状态", default=ChecklistState.DRAFT)
    remark: Mapped[str | None] = field("说明", multiline=True, width=30)

    def __str__(self) -> str:
        return f"{self.name}（{self.year}版）"


class ChecklistItem(Record):
    """清单条目."""

    __tablename__ = "checklist_item"

    checklist_id: Mapped[str] = mapped_column(ForeignKey("checklist.id"), index=True)
    checklist: Mapped[Checklist] = link("清单", width=26)
    number: Mapped[int] = field("序号", width=6)
    polarity: Mapped[Polarity] = field("正负面", width=8)
    dimension: Mapped[Dimension] = field("维度", width=10)
    text: Mapped[str] = field("条目内容", length=300, width=50, searchable=True)

    def __str__(self) -> str:
        return self.text


def check(checklist: Checklist, today: date) -> Iterator[Problem]:
    """Keep the version's year real; a clock that has lost its time must not refuse the list we ship."""
    last = max(today.year, _SHIPPED_YEAR) + 1
    if not 2000 <= checklist.year <= last:
        yield Problem("year", f"版本年度应在 2000 到 {last} 之间")


def check_item(item: ChecklistItem, _today: date) -> Iterator[Problem]:
    """A list in force stands as it was issued: make a new version to change it."""
    if item.checklist and item.checklist.state is not ChecklistState.DRAFT:
        yield Problem("", "清单已生效或废止，条目不能再改；请复制为新版本后修改")


L = Checklist

KIND = RecordKind(
    key="checklist",
    title="正负面清单",
    model=L,
    form=(Section("清单", L.name, L.year, L.issued_by, L.document, L.state, L.remark),),
    table=(L.name, L.year, L.issued_by, L.document, L.state),
    filters=(L.state,),
    check=check,
)

N = ChecklistItem

ITEM = RecordKind(
    key="checklist_item",
    title="清单条目",
    model=N,
    form=(Section("条目", N.checklist, N.number, N.polarity, N.dimension, N.text),),
    table=(N.checklist, N.number, N.polarity, N.dimension, N.text),
    filters=(N.polarity, N.dimension),
    part_of=N.checklist,
    check=check_item,
)
