"""交账单 — before leaving the post every line of the task list is closed: 看成效、比业绩、交账单."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cadre_desktop.errors import Problem
from cadre_desktop.records.kind import RecordKind, Section
from cadre_desktop.records.performance_term import PerformanceTerm, TermState, TermTask
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import Choice, field, link


class Outcome(Choice):
    """任务结果."""

    DONE = "done", "完成"
    NOT_DONE = "not_done", "未完成"
    CARRIED = "carried", "结转"


class TermSettlement(Record):
    """交账单 — the exit sheet of one term."""

    __tablename__ = "term_settlement"

    term_id: Mapped[str] = mapped_column(ForeignKey("performance_term.id"), index=True)
    term: Mapped[PerformanceTerm] = link("实绩档案", width=26)
    settled_on: Mapped[date] = field("交账日期")
    effect: Mapped[str | None] = field("看成效", multiline=True, width=40, searchable=True, help="任期总体成效")
    comparison: Mapped[str | None] = field(
        "比业绩", multiline=True, width=40, searchable=True, help="与接手时、与同类单位相比；历年排名由程序带出"
    )
    left_problems: Mapped[str | None] = field("遗留问题", multiline=True, width=30, searchable=True)
    audit_finding: Mapped[str | None] = field("审计、巡察结论", multiline=True, width=30)
    reply: Mapped[str | None] = field("本人说明", multiline=True, width=30)
    successor: Mapped[str | None] = field("接任人", length=40)
    successor_signed_on: Mapped[date | None] = field("接任人签收日期")

    def __str__(self) -> str:
        return f"{self.term.cadre} {self.term.post_title} 交账单（{self.settled_on:%Y.%m.%d}）"


class SettlementLine(Record):
    """交账明细 — the end of one task, with its evidence and who confirmed it."""

    __tablename__ = "settlement_line"

    settlement_id: Mapped[str] = mapped_column(ForeignKey("term_settlement.id"), index=True)
    settlement: Mapped[TermSettlement] = link("交账单", width=28)
    task_id: Mapped[str] = mapped_column(ForeignKey("term_task.id"), index=True)
    task: Mapped[TermTask] = link("任务", width=34)
    outcome: Mapped[Outcome] = field("结果", default=Outcome.CARRIED)
    result: Mapped[str | None] = field("成效", multiline=True, width=36)
    evidence: Mapped[str | None] = field("佐证", length=300, width=28)
    confirmed_by: Mapped[str | None] = field("确认人", length=40)
    confirmed_on: Mapped[date | None] = field("确认日期")

    def __str__(self) -> str:
        return f"{self.settlement} {self.task}"


def check(settlement: TermSettlement, today: date) -> Iterator[Problem]:
    """Settle only a signed list, once, and not in the future."""
    if settlement.settled_on > today:
        yield Problem("settled_on", "交账日期不能晚于今天")
    if settlement.term and settlement.term.state is TermState.OPEN:
        yield Problem("term", "任务清单还没有签收，不能交账")
    if settlement.term and settlement.term.state is TermState.SEALED:
        yield Problem("", "实绩档案已封存，不能再改交账单")
    if settlement.successor_signed_on and settlement.successor_signed_on < settlement.settled_on:
        yield Problem("successor_signed_on", "接任人签收日期不能早于交账日期")


def check_line(line: SettlementLine, _today: date) -> Iterator[Problem]:
    """A task counted as done needs a result and somebody who confirms it."""
    if line.settlement and line.settlement.term.state is TermState.SEALED:
        yield Problem("", "实绩档案已封存，不能再改交账单")
    if line.outcome is Outcome.DONE and not line.result:
        yield Problem("result", "结果为“完成”的，请写明成效")
    if line.confirmed_on and not line.confirmed_by:
        yield Problem("confirmed_by", "填了确认日期，请填确认人")


S = TermSettlement

KIND = RecordKind(
    key="term_settlement",
    title="交账单",
    model=S,
    moments=(S.settled_on,),
    form=(
        Section("交账单", S.term, S.settled_on, S.effect, S.comparison, S.left_problems, S.audit_finding, S.reply),
        Section("接任", S.successor, S.successor_signed_on),
    ),
    table=(S.term, S.settled_on, S.successor, S.successor_signed_on),
    part_of=S.term,
    check=check,
)

L = SettlementLine

LINE = RecordKind(
    key="settlement_line",
    title="交账明细",
    model=L,
    form=(Section("交账明细", L.settlement, L.task, L.outcome, L.result, L.evidence, L.confirmed_by, L.confirmed_on),),
    table=(L.settlement, L.task, L.outcome, L.result, L.evidence, L.confirmed_by, L.confirmed_on),
    part_of=L.settlement,
    check=check_line,
)
