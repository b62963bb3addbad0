"""谈话记录 — who talked about whom, when, and the text both sides agreed; raw notes and names stay sealed."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Table
from sqlalchemy.orm import Mapped, mapped_column

from cadre_desktop.errors import Problem
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.kind import RecordKind, Section
from cadre_desktop.records.stored import changed_names, stored
from cadre_desktop.records.unit import Unit
from cadre_desktop.records.vocab import Secrecy
from cadre_desktop.storage.base import Base, Record
from cadre_desktop.storage.fields import Choice, field, link, links


class Purpose(Choice):
    """谈话类型."""

    REVIEW = "review", "考察谈话（五必谈）"
    HEART = "heart", "谈心谈话"
    INTEGRITY = "integrity", "任前廉政谈话"
    REMINDER = "reminder", "提醒谈话"
    INQUIRY = "inquiry", "函询"
    ADMONITION = "admonition", "诫勉谈话"
    SUMMONS = "summons", "约谈"
    REVISIT = "revisit", "回访谈话"
    APPOINTMENT = "appointment", "任职谈话"
    DAILY = "daily", "日常谈话"


class Category(Choice):
    """五必谈受访者类别."""

    STAFF = "staff", "干部职工"
    MEMBER = "member", "班子成员"
    HEAD = "head", "一把手"
    SUPERIOR = "superior", "上级分管（联系）领导"
    GRASSROOTS = "grassroots", "村（社区）干部和基层群众"


class InterviewState(Choice):
    """谈话记录状态 — 草稿、核对、定稿; a final one is locked."""

    DRAFT = "draft", "草稿"
    CHECKING = "checking", "核对"
    FINAL = "final", "定稿"


class Stance(Choice):
    """评价倾向 — how the interviewee spoke of the person, as the talkers sum it up."""

    POSITIVE = "positive", "肯定为主"
    MIXED = "mixed", "有肯定有不足"
    NEGATIVE = "negative", "反映问题为主"


interview_subject = Table(
    "interview_subject",
    Base.metadata,
    Column("interview_id", sa.String(32), ForeignKey("interview.id"), primary_key=True),
    Column("cadre_id", sa.String(32), ForeignKey("cadre.id"), primary_key=True, index=True),
)


class Interview(Record):
    """谈话记录 — one talk."""

    __tablename__ = "interview"

    purpose: Mapped[Purpose] = field("谈话类型", default=Purpose.REVIEW, width=18, index=True)
    subjects: Mapped[list[Cadre]] = links(
        "谈话对象",
        interview_subject,
        width=18,
        help="考察谈话填被考察人，可多人；其他谈话填本人",
        aliases=("被考察人", "对象"),
    )
    year: Mapped[int] = field("考察年度", width=9, index=True, help="这次谈话计入哪一年度的五必谈")
    category: Mapped[Category | None] = field("受访者类别", width=20, help="考察谈话必填：与哪一类人谈的")
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    unit: Mapped[Unit | None] = link("所在单位", width=20)
    interviewee: Mapped[bytes | None] = field(
        "受访者姓名", sealed=True, sensitive=True, help="可不填；填了也加密保存，不导出、不检索"
    )
    talked_on: Mapped[date] = field("谈话日期", index=True)
    talked_at: Mapped[str | None] = field("谈话时间", length=20, help="如 09:30")
    place: Mapped[str | None] = field("谈话地点", length=80, width=18)
    talkers: Mapped[str] = field("谈话人", length=120, width=18, help="考察谈话两人以上，用顿号隔开")
    recorder: Mapped[str | None] = field("记录人", length=40)
    outline: Mapped[str | None] = field("谈话提纲", multiline=True, width=30)
    raw_notes: Mapped[bytes | None] = field(
        "原始记录", sealed=True, sensitive=True, multiline=True, help="加密保存，只有谈话管理人员能看，不导出、不检索"
    )
    agreed_text: Mapped[str | None] = field(
        "核对后文本", multiline=True, width=50, searchable=True, help="经本人核对的谈话内容"
    )
    stance: Mapped[Stance | None] = field("评价倾向")
    opinion: Mapped[str | None] = field("谈话对象意见", multiline=True, width=30)
    secrecy: Mapped[Secrecy] = field("密级", default=Secrecy.INTERNAL)
    signed: Mapped[bool] = field("已签字", default=False)
    state: Mapped[InterviewState] = field("状态", default=InterviewState.DRAFT, read_only=True, index=True)
    finalised_on: Mapped[date | None] = field("定稿日期", read_only=True)

    def __str__(self) -> str:
        return f"{self.talked_on:%Y.%m.%d} {self.purpose.label}"


class InterviewSupplement(Record):
    """补充说明 — how a final record is corrected: by adding, never by changing."""

    __tablename__ = "interview_supplement"

    interview_id: Mapped[str] = mapped_column(ForeignKey("interview.id"), index=True)
    interview: Mapped[Interview] = link("谈话记录", width=24)
    added_on: Mapped[date] = field("补充日期")
    added_by: Mapped[str] = field("补充人", length=40)
    reason: Mapped[str] = field("补充原因", length=200, width=24)
    text: Mapped[str] = field("补充内容", multiline=True, width=44, searchable=True)

    def __str__(self) -> str:
        return f"{self.added_on:%Y.%m.%d} {self.reason}"


class TalkProblem(Record):
    """谈话反映的问题 — something raised in a talk that somebody has to see to."""

    __tablename__ = "talk_problem"

    interview_id: Mapped[str] = mapped_column(ForeignKey("interview.id"), index=True)
    interview: Mapped[Interview] = link("谈话记录", width=24)
    text: Mapped[str] = field("反映的问题", length=300, width=44, searchable=True, help="只写问题，不写是谁反映的")
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"))
    unit: Mapped[Unit | None] = link("责任单位", width=20)
    due_on: Mapped[date | None] = field("办理时限")
    closed_on: Mapped[date | None] = field("办结日期")
    outcome: Mapped[str | None] = field("办理结果", multiline=True, width=30, searchable=True)

    def __str__(self) -> str:
        return self.text


def talker_names(interview: Interview) -> list[str]:
    """Split the talkers as clerks write them: 张三、李四."""
    text = interview.talkers or ""
    for mark in "，,;； \u3000":
        text = text.replace(mark, "、")
    return [name for name in dict.fromkeys(text.split("、")) if name]


# What the person signs for: a signature under other words is none.
_SIGNED_FOR = frozenset({"agreed_text", "opinion", "subjects", "category", "purpose", "talkers", "talked_on"})


def check(interview: Interview, today: date) -> Iterator[Problem]:
    """A review talk has subjects, a category and two talkers; a final record is locked."""
    if interview.talked_on > today:
        yield Problem("talked_on", "谈话日期不能晚于今天")
    if not 2000 <= interview.year <= today.year:
        yield Problem("year", f"考察年度应在 2000 到 {today.year} 之间")
    if not interview.subjects:
        yield Problem("subjects", "请至少选择一名谈话对象")
    if interview.purpose is Purpose.REVIEW:
        if interview.category is None:
            yield Problem("category", "考察谈话请选择受访者类别")
        if len(talker_names(interview)) < 2:
            yield Problem("talkers", "考察谈话的谈话人应在两人以上，用顿号隔开，如 张三、李四")
    if interview.state is InterviewState.FINAL and interview.deleted_at is not None:
        yield Problem("", "已定稿的谈话记录不能删除")
    if stored(interview, "state") is InterviewState.FINAL and changed_names(interview):
        yield Problem("", "谈话记录已定稿，不能再修改；需要更正的，请添加补充说明")
    elif interview.signed and changed_names(interview) & _SIGNED_FOR:
        yield Problem("", "谈话记录已经签字，内容不能再改；确需改动的，请先退回草稿（签字作废），改后重新签字")


def check_supplement(supplement: InterviewSupplement, today: date) -> Iterator[Problem]:
    """Supplements belong to final records; a draft is simply edited."""
    if supplement.added_on > today:
        yield Problem("added_on", "补充日期不能晚于今天")
    if supplement.interview and supplement.interview.state is not InterviewState.FINAL:
        yield Problem("", "谈话记录还没有定稿，请直接修改记录")
    if supplement.deleted_at is not None:
        yield Problem("", "补充说明不能删除，可再补充一条")
    if changed_names(supplement):
        yield Problem("", "补充说明不能修改，可再补充一条")


def check_problem(problem: TalkProblem, today: date) -> Iterator[Problem]:
    """A closed problem says how it ended."""
    if problem.closed_on and problem.closed_on > today:
        yield Problem("closed_on", "办结日期不能晚于今天")
    if problem.closed_on and not problem.outcome:
        yield Problem("outcome", "填了办结日期，请写明办理结果")


V = Interview

KIND = RecordKind(
    key="interview",
    title="谈话记录",
    model=V,
    moments=(V.talked_on,),
    form=(
        Section(
            "谈话",
            V.purpose,
            V.subjects,
            V.year,
            V.category,
            V.unit,
            V.interviewee,
            V.talked_on,
            V.talked_at,
            V.place,
            V.talkers,
            V.recorder,
        ),
        Section("内容", V.outline, V.raw_notes, V.agreed_text, V.stance, V.opinion),
        Section("办理", V.secrecy, V.signed, V.state, V.finalised_on),
    ),
    table=(V.talked_on, V.purpose, V.subjects, V.category, V.unit, V.talkers, V.signed, V.state),
    sheet=(
        V.purpose,
        V.subjects,
        V.year,
        V.category,
        V.unit,
        V.talked_on,
        V.talked_at,
        V.place,
        V.talkers,
        V.recorder,
        V.outline,
        V.agreed_text,
        V.stance,
        V.opinion,
        V.secrecy,
        V.signed,
    ),
    filters=(V.purpose, V.category, V.unit, V.state),
    spare=(V.signed, V.unit),
    check=check,
)

S = InterviewSupplement

SUPPLEMENT = RecordKind(
    key="interview_supplement",
    title="补充说明",
    model=S,
    form=(Section("补充", S.interview, S.added_on, S.added_by, S.reason, S.text),),
    table=(S.interview, S.added_on, S.added_by, S.reason, S.text),
    part_of=S.interview,
    check=check_supplement,
)

P = TalkProblem

PROBLEM = RecordKind(
    key="talk_problem",
    title="谈话反映问题",
    model=P,
    form=(Section("问题", P.interview, P.text, P.unit, P.due_on, P.closed_on, P.outcome),),
    table=(P.interview, P.text, P.unit, P.due_on, P.closed_on),
    part_of=P.interview,
    check=check_problem,
)
