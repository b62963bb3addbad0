"""亮诺、亮效、亮绩 — the yearly loop: promise in spring, account at midyear, be judged at the end."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cadre_desktop.errors import Problem
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.kind import RecordKind, Section
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import Choice, field, link


class Stage(Choice):
    """阶段."""

    PROMISE = "promise", "亮诺"
    PROGRESS = "progress", "亮效"
    RESULT = "result", "亮绩"


class Pledge(Record):
    """亮绩记录 — one official, one year, one stage."""

    __tablename__ = "pledge"

    cadre_id: Mapped[str] = mapped_column(ForeignKey("cadre.id"), index=True)
    cadre: Mapped[Cadre] = link("干部姓名", width=10)
    year: Mapped[int] = field("年度", width=8, index=True)
    stage: Mapped[Stage] = field("阶段", width=8)
    content: Mapped[str] = field("内容", multiline=True, width=44, searchable=True)
    held_on: Mapped[date | None] = field("日期")
    held_at: Mapped[str | None] = field("会议或场合", length=120, width=24)
    n_good: Mapped[int | None] = field("好（票）", width=9)
    n_fair: Mapped[int | None] = field("较好（票）", width=9)
    n_average: Mapped[int | None] = field("一般（票）", width=9)
    n_poor: Mapped[int | None] = field("较差（票）", width=9)
    n_voters: Mapped[int | None] = field("评议人数", width=9)

    def __str__(self) -> str:
        return f"{self.year}年{self.stage.label}"


def check(pledge: Pledge, today: date) -> Iterator[Problem]:
    """Votes belong to the last stage and add up to the voters."""
    if not 2000 <= pledge.year <= today.year:
        yield Problem("year", f"年度应在 2000 到 {today.year} 之间")
    if pledge.held_on and pledge.held_on > today:
        yield Problem("held_on", "日期不能晚于今天")
    votes = [pledge.n_good, pledge.n_fair, pledge.n_average, pledge.n_poor]
    given = [v for v in votes if v is not None]
    if given and pledge.stage is not Stage.RESULT:
        yield Problem("n_good", "只有亮绩阶段填评议票数")
    if any(v < 0 for v in given):
        yield Problem("n_good", "票数不能是负数")
    elif given and pledge.n_voters is None:
        yield Problem("n_voters", "填了票数，请填评议人数")
    elif pledge.n_voters is not None and given and sum(given) != pledge.n_voters:
        yield Problem(
            "n_voters",
            f"各档票数合计 {sum(given)}，与评议人数 {pledge.n_voters} 相差 {abs(sum(given) - pledge.n_voters)}",
        )


P = Pledge

KIND = RecordKind(
    key="pledge",
    title="亮绩记录",
    model=P,
    moments=(
        P.held_on,
        P.year,
    ),
    form=(
        Section("亮诺、亮效、亮绩", P.cadre, P.year, P.stage, P.content, P.held_on, P.held_at),
        Section("评议（亮绩阶段）", P.n_voters, P.n_good, P.n_fair, P.n_average, P.n_poor),
    ),
    table=(P.cadre, P.year, P.stage, P.content, P.held_on),
    filters=(P.stage,),
    check=check,
)
