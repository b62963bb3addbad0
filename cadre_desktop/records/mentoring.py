"""结对帮带 — a leading official and a young one, from when to when, with what came of it."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cadre_desktop.errors import Problem
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.kind import RecordKind, Section
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import field, link


class Mentoring(Record):
    """结对帮带 — one pair."""

    __tablename__ = "mentoring"

    mentor_id: Mapped[str] = mapped_column(ForeignKey("cadre.id"), index=True)
    mentor: Mapped[Cadre] = link("帮带人", width=10, foreign_keys=[mentor_id])
    cadre_id: Mapped[str] = mapped_column(ForeignKey("cadre.id"), index=True)
    cadre: Mapped[Cadre] = link("年轻干部", width=10, foreign_keys=[cadre_id])
    started_on: Mapped[date] = field("结对日期", index=True)
    ended_on: Mapped[date | None] = field("结束日期")
    plan: Mapped[str | None] = field("帮带计划", multiline=True, width=30)
    record: Mapped[str | None] = field("帮带记录", multiline=True, width=36, searchable=True)
    result: Mapped[str | None] = field("成长情况", multiline=True, width=30)

    def __str__(self) -> str:
        return f"{self.mentor}帮带{self.cadre}"


def check(pair: Mentoring, today: date) -> Iterator[Problem]:
    """Two different people, days in order."""
    if pair.mentor is not None and pair.mentor is pair.cadre:
        yield Problem("cadre", "帮带人和年轻干部不能是同一人")
    if pair.started_on > today:
        yield Problem("started_on", "结对日期不能晚于今天")
    if pair.ended_on and pair.ended_on < pair.started_on:
        yield Problem("ended_on", "结束日期不能早于结对日期")


M = Mentoring

KIND = RecordKind(
    key="mentoring",
    title="结对帮带",
    model=M,
    moments=(M.started_on,),
    form=(Section("结对", M.mentor, M.cadre, M.started_on, M.ended_on, M.plan, M.record, M.result),),
    table=(M.mentor, M.cadre, M.started_on, M.ended_on, M.result),
    check=check,
)
