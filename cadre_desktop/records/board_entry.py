"""红黑榜 — what was published of which unit for which work, and who headed it on that day."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, Session, mapped_column

from cadre_desktop.errors import Problem
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.headships import head_on
from cadre_desktop.records.kind import RecordKind, Section
from cadre_desktop.records.unit import Unit
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import Choice, field, link


class BoardColour(Choice):
    """红榜、黑榜."""

    RED = "red", "红榜"
    BLACK = "black", "黑榜"


class BoardState(Choice):
    """状态."""

    DRAFTED = "drafted", "拟定"
    APPROVED = "approved", "审定"
    PUBLISHED = "published", "已发布"
    WITHDRAWN = "withdrawn", "已撤销"


class BoardEntry(Record):
    """上榜记录 — one unit, one item of work, one issue of the board."""

    __tablename__ = "board_entry"

    issue: Mapped[str | None] = field("期次", length=40, width=12)
    published_on: Mapped[date] = field("发布日期", index=True)
    item: Mapped[str] = field("单项工作", length=60, width=20, index=True, help="如环境污染治理、优化发展环境")
    colour: Mapped[BoardColour] = field("红黑榜", width=8)
    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), index=True)
    unit: Mapped[Unit] = link("单位", width=20)
    matter: Mapped[str] = field("事由", multiline=True, width=36, searchable=True)
    head_id: Mapped[str | None] = mapped_column(ForeignKey("cadre.id"), index=True)
    head: Mapped[Cadre | None] = link("当时主要负责人", width=13, help="留空由程序按发布日的任职经历找出")
    state: Mapped[BoardState] = field("状态", default=BoardState.PUBLISHED, width=9)
    withdrawn_on: Mapped[date | None] = field("撤销日期")
    withdrawn_reason: Mapped[str | None] = field("撤销原因", length=200, width=24)
    handling: Mapped[str | None] = field("处理情况", multiline=True, width=30, help="预警、让位建议和处理结果")
    reply: Mapped[str | None] = field("单位说明", multiline=True, width=30)

    def __str__(self) -> str:
        return f"{self.unit}{self.colour.label} {self.item}（{self.published_on:%Y.%m.%d}）"


def check(entry: BoardEntry, today: date) -> Iterator[Problem]:
    """A published entry lies behind us; a withdrawn one says when and why."""
    if entry.state is BoardState.PUBLISHED and entry.published_on > today:
        yield Problem("published_on", "发布日期不能晚于今天；还没有发布的，状态请选“拟定”或“审定”")
    if entry.state is BoardState.WITHDRAWN and not (entry.withdrawn_on and entry.withdrawn_reason):
        yield Problem("withdrawn_reason", "撤销的请填写撤销日期和原因")
    if entry.withdrawn_on and not entry.published_on <= entry.withdrawn_on <= today:
        yield Problem("withdrawn_on", "撤销日期应在发布日期和今天之间")


def name_head(session: Session, entry: BoardEntry) -> None:
    """Fill in who headed the unit on the day of publishing, by the posts on file; what was typed stays."""
    if entry.head is None and entry.unit is not None:
        entry.head = head_on(session, entry.unit.id, entry.published_on)


B = BoardEntry

KIND = RecordKind(
    key="board_entry",
    title="红黑榜",
    model=B,
    moments=(B.published_on,),
    form=(
        Section("上榜", B.issue, B.published_on, B.item, B.colour, B.unit, B.matter, B.head, B.state),
        Section("撤销和处理", B.withdrawn_on, B.withdrawn_reason, B.handling, B.reply),
    ),
    table=(B.published_on, B.issue, B.unit, B.item, B.colour, B.head, B.state),
    filters=(B.unit, B.item, B.colour, B.state),
    check=check,
    complete=name_head,
)
