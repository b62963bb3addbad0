"""公开比选 — 六比六看: the posts offered, who entered, how they scored, who was taken."""

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


class ContestState(Choice):
    """状态."""

    NOTICE = "notice", "公告报名"
    COMPARING = "comparing", "比选中"
    DONE = "done", "已完成"


class EntryResult(Choice):
    """结果."""

    CHOSEN = "chosen", "入选"
    SHORTLISTED = "shortlisted", "入围"
    NOT_CHOSEN = "not_chosen", "未入选"


class Contest(Record):
    """公开比选 — one post or one batch of like posts."""

    __tablename__ = "contest"
    __found_by_name__ = True

    name: Mapped[str] = field("比选名称", length=120, width=28, searchable=True)
    post_name: Mapped[str] = field("岗位", length=80, width=18)
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    unit: Mapped[Unit | None] = link("用人单位", width=20)
    seats: Mapped[int] = field("职数", width=7)
    held_on: Mapped[date | None] = field("比选日期", index=True)
    state: Mapped[ContestState] = field("状态", default=ContestState.NOTICE, width=10)
    rules: Mapped[str | None] = field("比选办法", multiline=True, width=36, help="六比六看各项怎样比、各占多少")
    document: Mapped[str | None] = field("文号", length=60, width=18)

    def __str__(self) -> str:
        return self.name


class ContestEntry(Record):
    """比选人员 — one entrant with the six scores."""

    __tablename__ = "contest_entry"

    contest_id: Mapped[str] = mapped_column(ForeignKey("contest.id"), index=True)
    contest: Mapped[Contest] = link("公开比选", width=24)
    cadre_id: Mapped[str] = mapped_column(ForeignKey("cadre.id"), index=True)
    cadre: Mapped[Cadre] = link("干部姓名", width=10)
    politics: Mapped[float | None] = field("比政治", width=8)
    ability: Mapped[float | None] = field("比能力", width=8)
    deeds: Mapped[float | None] = field("比实绩", width=8)
    duty: Mapped[float | None] = field("比担当", width=8)
    style: Mapped[float | None] = field("比作风", width=8)
    integrity: Mapped[float | None] = field("比廉洁", width=8)
    total: Mapped[float | None] = field("总分", width=8)
    result: Mapped[EntryResult | None] = field("结果", width=9)
    remark: Mapped[str | None] = field("说明", length=200, width=24)

    def __str__(self) -> str:
        return f"{self.contest} {self.cadre}"


SIX = ("politics", "ability", "deeds", "duty", "style", "integrity")


def check(contest: Contest, today: date) -> Iterator[Problem]:
    """There is a seat to compete for; a finished contest is dated."""
    if contest.seats < 1:
        yield Problem("seats", "职数应为 1 以上")
    if contest.state is ContestState.DONE and contest.held_on is None:
        yield Problem("held_on", "已完成的请填写比选日期")
    if contest.held_on and contest.held_on > today and contest.state is ContestState.DONE:
        yield Problem("held_on", "已完成的比选日期不能晚于今天")


def check_entry(entry: ContestEntry, _today: date) -> Iterator[Problem]:
    """Scores are not negative; a total that is given is what the six give together, when all six are."""
    scores = [getattr(entry, name) for name in SIX]
    for name, score in zip(SIX, scores, strict=True):
        if (score or 0) < 0:
            yield Problem(name, "得分不能是负数")
    if entry.total is not None and all(score is not None for score in scores):
        expected = round(sum(scores), 2)
        if abs(expected - entry.total) > 0.01:
            yield Problem("total", f"六项合计 {expected:g}，与总分 {entry.total:g} 不符；有加权的只填总分")


C, E = Contest, ContestEntry

KIND = RecordKind(
    key="contest",
    title="公开比选",
    model=C,
    moments=(C.held_on,),
    form=(Section("比选", C.name, C.post_name, C.unit, C.seats, C.held_on, C.state, C.rules, C.document),),
    table=(C.name, C.post_name, C.unit, C.seats, C.held_on, C.state),
    filters=(C.unit, C.state),
    check=check,
)

ENTRY = RecordKind(
    key="contest_entry",
    title="比选人员",
    model=E,
    form=(
        Section("比选人员", E.contest, E.cadre),
        Section("六比六看", E.politics, E.ability, E.deeds, E.duty, E.style, E.integrity, E.total, E.result, E.remark),
    ),
    table=(E.contest, E.cadre, E.politics, E.ability, E.deeds, E.duty, E.style, E.integrity, E.total, E.result),
    filters=(E.result,),
    part_of=E.contest,
    check=check_entry,
)
