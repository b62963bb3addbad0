"""年度答卷 — each year the term's tasks are answered line by line: 晒答卷、比排名、听口碑."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cadre_desktop.errors import Problem
from cadre_desktop.records.kind import RecordKind, Section
from cadre_desktop.records.performance_term import PerformanceTerm, TermState, TermTask
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import Choice, field, link


class Standing(Choice):
    """完成情况."""

    DONE = "done", "完成"
    NEARLY = "nearly", "基本完成"
    UNDER_WAY = "under_way", "推进中"
    NOT_DONE = "not_done", "未完成"


class AnnualAnswer(Record):
    """年度答卷 — one term, one year, with its rank and reputation."""

    __tablename__ = "annual_answer"

    term_id: Mapped[str] = mapped_column(ForeignKey("performance_term.id"), index=True)
    term: Mapped[PerformanceTerm] = link("实绩档案", width=26)
    year: Mapped[int] = field("年度", width=8, index=True)
    presented_on: Mapped[date | None] = field("晒答卷日期")
    summary: Mapped[str | None] = field("年度总结", multiline=True, width=40, searchable=True)
    rank_place: Mapped[int | None] = field("排名名次", help="如 3")
    rank_total: Mapped[int | None] = field("参加排名数", help="如 17")
    rank_scope: Mapped[str | None] = field("排名范围", length=60, width=18, help="如 全县乡镇党政正职")
    reputation_percent: Mapped[float | None] = field("口碑满意率（%）", width=14)
    reputation_ballots: Mapped[int | None] = field("口碑测评有效票")

    def __str__(self) -> str:
        return f"{self.term.cadre} {self.year}年度答卷（{self.term.post_title}）"


class AnswerLine(Record):
    """答卷明细 — what became of one task this year."""

    __tablename__ = "answer_line"

    answer_id: Mapped[str] = mapped_column(ForeignKey("annual_answer.id"), index=True)
    answer: Mapped[AnnualAnswer] = link("年度答卷", width=28)
    task_id: Mapped[str] = mapped_column(ForeignKey("term_task.id"), index=True)
    task: Mapped[TermTask] = link("任务", width=34)
    standing: Mapped[Standing] = field("完成情况", default=Standing.UNDER_WAY)
    result: Mapped[str | None] = field("进展与成效", multiline=True, width=40, searchable=True)
    figures: Mapped[str | None] = field("关键数据", length=200, width=24)
    own_role: Mapped[str | None] = field("本人作用", length=200, width=24)

    def __str__(self) -> str:
        return f"{self.answer} {self.task}"


def check(answer: AnnualAnswer, today: date) -> Iterator[Problem]:
    """Keep rank and reputation within bounds, and the year within the term."""
    if not 2000 <= answer.year <= today.year:
        yield Problem("year", f"年度应在 2000 到 {today.year} 之间")
    elif answer.term and answer.year < answer.term.started_on.year:
        yield Problem("year", "年度不能早于任职的年份")
    if (answer.rank_place is None) != (answer.rank_total is None):
        yield Problem("rank_total", "名次和参加排名数要同时填写")
    elif answer.rank_place is not None and not 1 <= answer.rank_place <= (answer.rank_total or 0):
        yield Problem("rank_place", "名次应在 1 到参加排名数之间")
    if answer.reputation_percent is not None and not 0 <= answer.reputation_percent <= 100:
        yield Problem("reputation_percent", "满意率应在 0 到 100 之间")
    if answer.term and answer.term.state is TermState.SEALED:
        yield Problem("", "实绩档案已封存，不能再改答卷")


def check_line(line: AnswerLine, _today: date) -> Iterator[Problem]:
    """A line answers a task of its own term."""
    if line.task and line.answer and line.task.term_id != line.answer.term_id:
        yield Problem("task", "所选任务不属于这份实绩档案")
    if line.answer and line.answer.term.state is TermState.SEALED:
        yield Problem("", "实绩档案已封存，不能再改答卷")


A = AnnualAnswer

KIND = RecordKind(
    key="annual_answer",
    title="年度答卷",
    model=A,
    moments=(
        A.presented_on,
        A.year,
    ),
    form=(
        Section("晒答卷", A.term, A.year, A.presented_on, A.summary),
        Section("比排名", A.rank_place, A.rank_total, A.rank_scope),
        Section("听口碑", A.reputation_percent, A.reputation_ballots),
    ),
    table=(A.term, A.year, A.rank_place, A.rank_total, A.reputation_percent, A.presented_on),
    part_of=A.term,
    check=check,
)

L = AnswerLine

LINE = RecordKind(
    key="answer_line",
    title="答卷明细",
    model=L,
    form=(Section("答卷明细", L.answer, L.task, L.standing, L.result, L.figures, L.own_role),),
    table=(L.answer, L.task, L.standing, L.result, L.figures, L.own_role),
    part_of=L.answer,
    check=check_line,
)
