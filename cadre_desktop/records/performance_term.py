"""实绩档案 — one official, one term of office: the tasks given on taking up the post, frozen once signed."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cadre_desktop.errors import Problem
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.kind import RecordKind, Section
from cadre_desktop.records.stored import changed_names, stored
from cadre_desktop.records.unit import Unit
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import Choice, field, link


class TermState(Choice):
    """实绩档案状态 — 建立、签收、交账、封存, in this order only."""

    OPEN = "open", "建立"
    FROZEN = "frozen", "已签收"
    SETTLED = "settled", "已交账"
    SEALED = "sealed", "已封存"


class TaskKind(Choice):
    """上任三事 — 交任务、压担子、列清单."""

    TASK = "task", "交任务"
    BURDEN = "burden", "压担子"
    LIST = "list", "列清单"


class Responsibility(Choice):
    """责任程度."""

    CHIEF = "chief", "主要责任"
    SHARED = "shared", "共同责任"
    ASSISTING = "assisting", "协助"


class PerformanceTerm(Record):
    """实绩档案（卷） — the cover: whose, which post, when, and how far it has come."""

    __tablename__ = "performance_term"

    cadre_id: Mapped[str] = mapped_column(ForeignKey("cadre.id"), index=True)
    cadre: Mapped[Cadre] = link("干部姓名", width=10)
    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), index=True)
    unit: Mapped[Unit] = link("任职单位", width=20)
    post_title: Mapped[str] = field("职务", length=120, width=22, searchable=True)
    number: Mapped[str | None] = field("档案编号", length=30, width=16)
    started_on: Mapped[PartialDate] = field("任职时间")
    filed_on: Mapped[date] = field("建档日期")
    filed_by: Mapped[str | None] = field("建档单位", length=60, width=20)
    assigned_by: Mapped[str | None] = field("交办人", length=40, help="向本人交任务的领导")
    assigned_on: Mapped[date | None] = field("交任务日期")
    expectation: Mapped[str | None] = field(
        "组织要求", multiline=True, width=40, searchable=True, help="上任谈话时交的任务、压的担子"
    )
    signed_on: Mapped[date | None] = field("本人签收日期", read_only=True)
    state: Mapped[TermState] = field("状态", default=TermState.OPEN, read_only=True)
    ended_on: Mapped[PartialDate | None] = field("离任时间", read_only=True)

    def __str__(self) -> str:
        return f"{self.cadre} {self.post_title}（{self.started_on}起）"


class TermTask(Record):
    """任期任务 — one line of what was asked; every year and the exit answer it by this line."""

    __tablename__ = "term_task"

    term_id: Mapped[str] = mapped_column(ForeignKey("performance_term.id"), index=True)
    term: Mapped[PerformanceTerm] = link("实绩档案", width=26)
    number: Mapped[int] = field("序号", width=6)
    kind: Mapped[TaskKind] = field("类型", default=TaskKind.TASK)
    name: Mapped[str] = field("任务", length=200, width=34, searchable=True)
    target: Mapped[str | None] = field("目标值", length=200, width=24, help="写清数量、质量或节点")
    due_on: Mapped[PartialDate | None] = field("完成时限")
    responsibility: Mapped[Responsibility] = field("责任程度", default=Responsibility.CHIEF)

    def __str__(self) -> str:
        return f"{self.number}．{self.name}"


_ORDER = tuple(TermState)


def check(term: PerformanceTerm, today: date) -> Iterator[Problem]:
    """Keep the cover's dates in order, and the file on its one way from 建立 to 封存."""
    if term.filed_on > today:
        yield Problem("filed_on", "建档日期不能晚于今天")
    if term.assigned_on and PartialDate(term.assigned_on.year, term.assigned_on.month) < PartialDate(
        term.started_on.year, term.started_on.month
    ):
        yield Problem("assigned_on", "交任务日期不能早于任职时间")
    if term.deleted_at is not None and term.state is not TermState.OPEN:
        yield Problem("", "任务清单已经签收，实绩档案不能删除")
    before = stored(term, "state")
    if before is TermState.SEALED and changed_names(term):
        yield Problem("", "实绩档案已封存，不能再修改")
    elif before is not None and _ORDER.index(term.state) < _ORDER.index(before):
        yield Problem("", f"实绩档案{before.label}，不能退回“{term.state.label}”")


def check_task(task: TermTask, _today: date) -> Iterator[Problem]:
    """Refuse any change once the list is signed: the exit is measured against what was signed."""
    if task.term is not None and task.term.state is not TermState.OPEN:
        yield Problem("", "任务清单已由本人签收，不能再增加、修改或删除")
    if task.number is not None and task.number < 1:
        yield Problem("number", "序号从 1 开始")


T = PerformanceTerm

KIND = RecordKind(
    key="performance_term",
    title="实绩档案",
    model=T,
    moments=(T.started_on,),
    form=(
        Section("档案封面", T.cadre, T.unit, T.post_title, T.started_on, T.number, T.filed_on, T.filed_by),
        Section("上任：交任务、压担子、列清单", T.assigned_by, T.assigned_on, T.expectation, T.signed_on),
        Section("进度", T.state, T.ended_on),
    ),
    table=(T.cadre, T.unit, T.post_title, T.started_on, T.state, T.filed_on, T.number),
    filters=(T.unit, T.state),
    check=check,
)

K = TermTask

TASK = RecordKind(
    key="term_task",
    title="任期任务",
    model=K,
    form=(Section("任务", K.term, K.number, K.kind, K.name, K.target, K.due_on, K.responsibility),),
    table=(K.term, K.number, K.kind, K.name, K.target, K.due_on, K.responsibility),
    part_of=K.term,
    check=check_task,
)
