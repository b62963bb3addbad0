"""关心关爱 — visits, leave, check-ups, help in hardship, the small facilities of a township."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cadre_desktop.errors import Problem
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.kind import RecordKind, Section
from cadre_desktop.records.unit import Unit
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import Choice, field, link


class CareKind(Choice):
    """关爱类型."""

    VISIT = "visit", "走访慰问"
    LEAVE = "leave", "带薪休假"
    CHECK_UP = "check_up", "健康体检"
    HARDSHIP = "hardship", "困难帮扶"
    TALK = "talk", "谈心谈话"
    FACILITIES = "facilities", "五小设施建设"
    OTHER = "other", "其他"


class CareRecord(Record):
    """关爱记录 — one act of care for an official, or for a unit's staff."""

    __tablename__ = "care_record"

    kind: Mapped[CareKind] = field("类型", width=12)
    cadre_id: Mapped[str | None] = mapped_column(ForeignKey("cadre.id"), index=True)
    cadre: Mapped[Cadre | None] = link("干部姓名", width=10)
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    unit: Mapped[Unit | None] = link("单位", width=20)
    done_on: Mapped[date] = field("日期", index=True)
    n_people: Mapped[int | None] = field("涉及人数", width=9, help="为单位办的填写")
    amount: Mapped[float | None] = field("金额（元）", width=11)
    days: Mapped[float | None] = field("天数", width=7)
    content: Mapped[str | None] = field("内容", multiline=True, width=36, searchable=True)
    handler: Mapped[str | None] = field("经办人", length=30, width=10)

    def __str__(self) -> str:
        return f"{self.cadre or self.unit or ''}{self.kind.label}（{self.done_on:%Y.%m.%d}）"


def check(care: CareRecord, today: date) -> Iterator[Problem]:
    """Somebody was cared for, on a day that has come."""
    if care.cadre is None and care.unit is None:
        yield Problem("cadre", "请填写干部或单位")
    if care.done_on > today:
        yield Problem("done_on", "日期不能晚于今天")
    for name, words in (("n_people", "人数"), ("amount", "金额"), ("days", "天数")):
        if (getattr(care, name) or 0) < 0:
            yield Problem(name, f"{words}不能是负数")


C = CareRecord

KIND = RecordKind(
    key="care_record",
    title="关心关爱",
    model=C,
    moments=(C.done_on,),
    form=(Section("关爱", C.kind, C.cadre, C.unit, C.done_on, C.n_people, C.amount, C.days, C.content, C.handler),),
    table=(C.kind, C.cadre, C.unit, C.done_on, C.amount, C.days, C.content),
    filters=(C.unit, C.kind),
    check=check,
)
