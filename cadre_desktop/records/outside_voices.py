"""群众评价、部门信息、联动会商 — what people and departments say of an official's work, and what was made of it.

Channels and offices are named, never the people who spoke.
"""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cadre_desktop.errors import Problem
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.kind import RecordKind, Section
from cadre_desktop.records.unit import Unit
from cadre_desktop.records.vocab import Polarity, Satisfaction
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import Choice, field, link


class Channel(Choice):
    """渠道."""

    EVENING_TALK = "evening_talk", "夜话活动"
    HOTLINE = "hotline", "政务服务便民热线"
    SURVEY = "survey", "问卷调查"
    MEETING = "meeting", "座谈会"
    LETTER = "letter", "来信来访"
    OTHER = "other", "其他"


class Department(Choice):
    """提供部门."""

    DISCIPLINE = "discipline", "纪检监察"
    AUDIT = "audit", "审计"
    PETITIONS = "petitions", "信访"
    STATISTICS = "statistics", "统计"
    HOTLINE = "hotline", "热线"
    COURTS = "courts", "政法"
    ENVIRONMENT = "environment", "生态环境"
    SAFETY = "safety", "应急安全"
    OTHER = "other", "其他"


class NoteState(Choice):
    """状态."""

    RECEIVED = "received", "收到"
    VERIFIED = "verified", "核实"
    ACCEPTED = "accepted", "采信"
    REJECTED = "rejected", "不采信"


class PublicOpinion(Record):
    """群众评价 — one piece."""

    __tablename__ = "public_opinion"

    channel: Mapped[Channel] = field("渠道", width=16)
    heard_on: Mapped[date] = field("日期", index=True)
    cadre_id: Mapped[str | None] = mapped_column(ForeignKey("cadre.id"), index=True)
    cadre: Mapped[Cadre | None] = link("干部姓名", width=10)
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    unit: Mapped[Unit | None] = link("单位", width=20)
    satisfaction: Mapped[Satisfaction | None] = field("评价", width=10)
    n_people: Mapped[int | None] = field("参加评价人数", width=12)
    content: Mapped[str] = field("内容", multiline=True, width=40, searchable=True, help="只写评价内容，不写评价人")
    reply: Mapped[str | None] = field("本人或单位说明", multiline=True, width=30)

    def __str__(self) -> str:
        return f"{self.channel.label}（{self.heard_on:%Y.%m.%d}）"


class SourceNote(Record):
    """部门信息 — one piece of information from one department."""

    __tablename__ = "source_note"

    department: Mapped[Department] = field("提供部门", width=11)
    received_on: Mapped[date] = field("日期", index=True)
    cadre_id: Mapped[str | None] = mapped_column(ForeignKey("cadre.id"), index=True)
    cadre: Mapped[Cadre | None] = link("干部姓名", width=10)
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    unit: Mapped[Unit | None] = link("单位", width=20)
    category: Mapped[str | None] = field("类别", length=60, width=14)
    polarity: Mapped[Polarity | None] = field("正负面", width=8)
    content: Mapped[str] = field("内容", multiline=True, width=40, searchable=True)
    document: Mapped[str | None] = field("来文文号", length=60, width=18)
    state: Mapped[NoteState] = field("状态", default=NoteState.RECEIVED, width=8)
    verified: Mapped[str | None] = field("核实情况", multiline=True, width=30)
    reply: Mapped[str | None] = field("本人或单位说明", multiline=True, width=30)

    def __str__(self) -> str:
        state = "" if self.state is NoteState.ACCEPTED else f"，{self.state.label}"
        return f"{self.department.label}信息（{self.received_on:%Y.%m.%d}{state}）"


class Consultation(Record):
    """联动会商 — one meeting of departments, and its conclusion."""

    __tablename__ = "consultation"

    held_on: Mapped[date] = field("会商日期", index=True)
    topic: Mapped[str] = field("议题", length=200, width=30, searchable=True)
    departments: Mapped[str] = field("参加部门", length=200, width=26, help="两个以上，用顿号分开")
    cadre_id: Mapped[str | None] = mapped_column(ForeignKey("cadre.id"), index=True)
    cadre: Mapped[Cadre | None] = link("涉及干部", width=10)
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    unit: Mapped[Unit | None] = link("涉及单位", width=20)
    note_id: Mapped[str | None] = mapped_column(ForeignKey("source_note.id"), index=True)
    note: Mapped[SourceNote | None] = link("部门信息", width=22)
    conclusion: Mapped[str | None] = field("结论", multiline=True, width=36)
    follow_up: Mapped[str | None] = field("落实情况", multiline=True, width=30)

    def __str__(self) -> str:
        return self.topic


def check_opinion(opinion: PublicOpinion, today: date) -> Iterator[Problem]:
    """An opinion is about somebody or some office."""
    if opinion.cadre is None and opinion.unit is None:
        yield Problem("cadre", "请填写干部或单位")
    if opinion.heard_on > today:
        yield Problem("heard_on", "日期不能晚于今天")
    if (opinion.n_people or 0) < 0:
        yield Problem("n_people", "人数不能是负数")


def check_note(note: SourceNote, today: date) -> Iterator[Problem]:
    """What is accepted or not has been verified."""
    if note.cadre is None and note.unit is None:
        yield Problem("cadre", "请填写干部或单位")
    if note.received_on > today:
        yield Problem("received_on", "日期不能晚于今天")
    if note.state in (NoteState.ACCEPTED, NoteState.REJECTED) and not note.verified:
        yield Problem("verified", "采信或不采信前请填写核实情况")


def check_consultation(consultation: Consultation, today: date) -> Iterator[Problem]:
    """A consultation joins two offices or more."""
    if consultation.held_on > today:
        yield Problem("held_on", "会商日期不能晚于今天")
    if len([name for name in (consultation.departments or "").replace("，", "、").split("、") if name.strip()]) < 2:
        yield Problem("departments", "参加部门应为两个以上，用顿号分开")


V, N, C = PublicOpinion, SourceNote, Consultation

OPINION = RecordKind(
    key="public_opinion",
    title="群众评价",
    model=V,
    moments=(V.heard_on,),
    form=(Section("评价", V.channel, V.heard_on, V.cadre, V.unit, V.satisfaction, V.n_people, V.content, V.reply),),
    table=(V.channel, V.heard_on, V.cadre, V.unit, V.satisfaction, V.content),
    filters=(V.unit, V.channel, V.satisfaction),
    check=check_opinion,
)

NOTE = RecordKind(
    key="source_note",
    title="部门信息",
    model=N,
    moments=(N.received_on,),
    form=(
        Section("信息", N.department, N.received_on, N.cadre, N.unit, N.category, N.polarity, N.content, N.document),
        Section("核实", N.state, N.verified, N.reply),
    ),
    table=(N.department, N.received_on, N.cadre, N.unit, N.polarity, N.content, N.state),
    filters=(N.unit, N.department, N.polarity, N.state),
    check=check_note,
)

CONSULTATION = RecordKind(
    key="consultation",
    title="联动会商",
    model=C,
    moments=(C.held_on,),
    form=(Section("会商", C.held_on, C.topic, C.departments, C.cadre, C.unit, C.note, C.conclusion, C.follow_up),),
    table=(C.held_on, C.topic, C.departments, C.cadre, C.unit, C.conclusion),
    filters=(C.unit,),
    check=check_consultation,
)
