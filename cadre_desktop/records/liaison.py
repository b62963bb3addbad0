"""联系点 — who is in touch with which township, village or household, and each visit."""

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


class LiaisonKind(Choice):
    """类型."""

    TOWNSHIP = "township", "县领导联乡镇"
    VILLAGE = "village", "单位包村（社区）"
    HOUSEHOLD = "household", "干部联户"
    COMPANY = "company", "联系企业"
    STUDY = "study", "蹲点调研"


class MatterDone(Choice):
    """走访办成的事."""

    NONE = "none", "了解情况"
    REAL_THING = "real_thing", "兴办实事"
    HARD_PROBLEM = "hard_problem", "破解难题"


class Liaison(Record):
    """联系点 — one relation."""

    __tablename__ = "liaison"

    kind: Mapped[LiaisonKind] = field("类型", width=14)
    cadre_id: Mapped[str | None] = mapped_column(ForeignKey("cadre.id"), index=True)
    cadre: Mapped[Cadre | None] = link("干部姓名", width=10)
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    unit: Mapped[Unit | None] = link("联系单位", width=20, foreign_keys=[unit_id], help="由单位联系的填写")
    point_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    point: Mapped[Unit | None] = link("联系的乡镇或村", width=20, foreign_keys=[point_id])
    point_name: Mapped[str | None] = field("联系点名称", length=80, width=20, help="户、企业等不是单位的填写；户写户号")
    topic: Mapped[str | None] = field("调研课题", length=120, width=22, searchable=True)
    started_on: Mapped[date] = field("开始日期", index=True)
    ended_on: Mapped[date | None] = field("结束日期")
    result: Mapped[str | None] = field("成果", multiline=True, width=30)

    def __str__(self) -> str:
        return f"{self.cadre or self.unit or ''}联系{self.point or self.point_name or ''}"


class LiaisonVisit(Record):
    """走访记录 — one visit."""

    __tablename__ = "liaison_visit"

    liaison_id: Mapped[str] = mapped_column(ForeignKey("liaison.id"), index=True)
    liaison: Mapped[Liaison] = link("联系点", width=26)
    cadre_id: Mapped[str | None] = mapped_column(ForeignKey("cadre.id"), index=True)
    cadre: Mapped[Cadre | None] = link("走访干部", width=10)
    visited_on: Mapped[date] = field("日期", index=True)
    content: Mapped[str] = field("了解内容", multiline=True, width=36, searchable=True)
    done: Mapped[MatterDone] = field("办成的事", default=MatterDone.NONE, width=10)
    n_done: Mapped[int | None] = field("件数", width=7)
    supervision: Mapped[str | None] = field("督导记录", multiline=True, width=30)

    def __str__(self) -> str:
        return f"{self.liaison}（{self.visited_on:%Y.%m.%d}）"


def check(liaison: Liaison, _today: date) -> Iterator[Problem]:
    """Somebody is in touch with something."""
    if liaison.cadre is None and liaison.unit is None:
        yield Problem("cadre", "请填写干部或联系单位")
    if liaison.point is None and not liaison.point_name:
        yield Problem("point", "请填写联系的乡镇、村或联系点名称")
    if liaison.ended_on and liaison.ended_on < liaison.started_on:
        yield Problem("ended_on", "结束日期不能早于开始日期")


def check_visit(visit: LiaisonVisit, today: date) -> Iterator[Problem]:
    """A visit has happened; things done are counted."""
    if visit.visited_on > today:
        yield Problem("visited_on", "日期不能晚于今天")
    if (visit.n_done or 0) < 0:
        yield Problem("n_done", "件数不能是负数")
    if visit.done is MatterDone.NONE and (visit.n_done or 0) > 0:
        yield Problem("done", "填了件数，请选择办成的是实事还是难题")


L, V = Liaison, LiaisonVisit

KIND = RecordKind(
    key="liaison",
    title="联系点",
    model=L,
    moments=(L.started_on,),
    form=(
        Section("联系点", L.kind, L.cadre, L.unit, L.point, L.point_name, L.topic, L.started_on, L.ended_on, L.result),
    ),
    table=(L.kind, L.cadre, L.unit, L.point, L.point_name, L.started_on, L.ended_on),
    filters=(L.kind, L.unit),
    check=check,
)

VISIT = RecordKind(
    key="liaison_visit",
    title="走访记录",
    model=V,
    moments=(V.visited_on,),
    form=(Section("走访", V.liaison, V.cadre, V.visited_on, V.content, V.done, V.n_done, V.supervision),),
    table=(V.liaison, V.cadre, V.visited_on, V.content, V.done, V.n_done),
    filters=(V.done,),
    part_of=V.liaison,
    check=check_visit,
)
