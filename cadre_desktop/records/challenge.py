"""揭榜挂帅和赛马 — who took on which project, month by month, and the quarter's 奔跑奖 and 蜗牛奖."""

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


class ChallengeState(Choice):
    """状态."""

    OPEN = "open", "张榜"
    TAKEN = "taken", "揭榜"
    RUNNING = "running", "实施"
    DONE = "done", "完成"
    FAILED = "failed", "未完成"


class RaceAwardKind(Choice):
    """奖项."""

    RUNNER = "runner", "奔跑奖"
    SNAIL = "snail", "蜗牛奖"


class Challenge(Record):
    """揭榜项目 — one project and who took it on."""

    __tablename__ = "challenge"
    __found_by_name__ = True

    name: Mapped[str] = field("项目", length=120, width=28, searchable=True)
    cadre_id: Mapped[str | None] = mapped_column(ForeignKey("cadre.id"), index=True)
    cadre: Mapped[Cadre | None] = link("揭榜人", width=10)
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    unit: Mapped[Unit | None] = link("单位", width=20)
    posted_on: Mapped[date] = field("张榜日期", index=True)
    taken_on: Mapped[date | None] = field("揭榜日期")
    due_on: Mapped[date | None] = field("完成时限")
    goal: Mapped[str | None] = field("目标", multiline=True, width=30)
    state: Mapped[ChallengeState] = field("状态", default=ChallengeState.OPEN, width=9)
    done_on: Mapped[date | None] = field("完成日期")
    result: Mapped[str | None] = field("结果", multiline=True, width=30)

    def __str__(self) -> str:
        return self.name


class MonthlyTask(Record):
    """月任务 — one task of one person in one month."""

    __tablename__ = "monthly_task"

    challenge_id: Mapped[str] = mapped_column(ForeignKey("challenge.id"), index=True)
    challenge: Mapped[Challenge] = link("揭榜项目", width=24)
    cadre_id: Mapped[str] = mapped_column(ForeignKey("cadre.id"), index=True)
    cadre: Mapped[Cadre] = link("干部姓名", width=10)
    year: Mapped[int] = field("年度", width=8)
    month: Mapped[int] = field("月份", width=7)
    task: Mapped[str] = field("任务", length=200, width=28, searchable=True)
    target: Mapped[str | None] = field("目标", length=120, width=18)
    percent: Mapped[float | None] = field("完成率（%）", width=10)
    remark: Mapped[str | None] = field("说明", length=200, width=22)

    def __str__(self) -> str:
        return f"{self.year}年{self.month}月 {self.task}"


class RaceAward(Record):
    """奔跑奖、蜗牛奖 — one award of one quarter."""

    __tablename__ = "race_award"

    year: Mapped[int] = field("年度", width=8, index=True)
    quarter: Mapped[int] = field("季度", width=7)
    kind: Mapped[RaceAwardKind] = field("奖项", width=9)
    cadre_id: Mapped[str | None] = mapped_column(ForeignKey("cadre.id"), index=True)
    cadre: Mapped[Cadre | None] = link("干部姓名", width=10)
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    unit: Mapped[Unit | None] = link("单位", width=20)
    challenge_id: Mapped[str | None] = mapped_column(ForeignKey("challenge.id"), index=True)
    challenge: Mapped[Challenge | None] = link("揭榜项目", width=24)
    matter: Mapped[str] = field("事由", multiline=True, width=30)
    consequence: Mapped[str | None] = field("奖惩", length=200, width=24)
    reply: Mapped[str | None] = field("本人说明", multiline=True, width=30)

    def __str__(self) -> str:
        return f"{self.year}年第{self.quarter}季度{self.kind.label} {self.cadre or self.unit or ''}"


def check(challenge: Challenge, today: date) -> Iterator[Problem]:
    """A project taken on names who; days run forward."""
    if challenge.state is not ChallengeState.OPEN and challenge.cadre is None and challenge.unit is None:
        yield Problem("cadre", "已揭榜的请填写揭榜人或单位")
    if challenge.state is ChallengeState.DONE and challenge.done_on is None:
        yield Problem("done_on", "已完成的请填写完成日期")
    for name in ("taken_on", "due_on", "done_on"):
        if (day := getattr(challenge, name)) and day < challenge.posted_on:
            yield Problem(name, "日期不能早于张榜日期")
    for name in ("posted_on", "taken_on", "done_on"):
        if (day := getattr(challenge, name)) and day > today:
            yield Problem(name, "日期不能晚于今天")


def check_task(task: MonthlyTask, today: date) -> Iterator[Problem]:
    """A month is one of twelve, a rate lies between nothing and double."""
    if not 2000 <= task.year <= today.year + 1:
        yield Problem("year", f"年度应在 2000 到 {today.year + 1} 之间")
    if not 1 <= task.month <= 12:
        yield Problem("month", "月份应在 1 到 12 之间")
    if task.percent is not None and not 0 <= task.percent <= 200:
        yield Problem("percent", "完成率应在 0 到 200 之间")


def check_award(award: RaceAward, today: date) -> Iterator[Problem]:
    """An award goes to somebody, in one of four quarters."""
    if award.cadre is None and award.unit is None:
        yield Problem("cadre", "请填写干部或单位")
    if not 2000 <= award.year <= today.year:
        yield Problem("year", f"年度应在 2000 到 {today.year} 之间")
    if not 1 <= award.quarter <= 4:
        yield Problem("quarter", "季度应在 1 到 4 之间")


C, T, A = Challenge, MonthlyTask, RaceAward

KIND = RecordKind(
    key="challenge",
    title="揭榜挂帅",
    model=C,
    moments=(
        C.taken_on,
        C.posted_on,
    ),
    form=(
        Section(
            "项目", C.name, C.cadre, C.unit, C.posted_on, C.taken_on, C.due_on, C.goal, C.state, C.done_on, C.result
        ),
    ),
    table=(C.name, C.cadre, C.unit, C.posted_on, C.due_on, C.state, C.done_on),
    filters=(C.unit, C.state),
    check=check,
)

TASK = RecordKind(
    key="monthly_task",
    title="月任务",
    model=T,
    moments=(T.year,),
    form=(Section("月任务", T.challenge, T.cadre, T.year, T.month, T.task, T.target, T.percent, T.remark),),
    table=(T.challenge, T.cadre, T.year, T.month, T.task, T.percent),
    part_of=T.challenge,
    check=check_task,
)

AWARD = RecordKind(
    key="race_award",
    title="奔跑奖蜗牛奖",
    model=A,
    moments=(A.year,),
    form=(Section("奖项", A.year, A.quarter, A.kind, A.cadre, A.unit, A.challenge, A.matter, A.consequence, A.reply),),
    table=(A.year, A.quarter, A.kind, A.cadre, A.unit, A.challenge, A.consequence),
    filters=(A.unit, A.kind),
    check=check_award,
)
