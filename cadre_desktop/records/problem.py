"""问题集 — problems found on the ground, from the report to the satisfaction of whoever was affected.

报送 → 认领（转办、交办）→ 办理 → 已解决 → 评价: a problem judged 不满意 goes back to be handled again.
"""

from collections.abc import Iterator
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, Session, mapped_column

from cadre_desktop.errors import Problem as Fault
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.interview import TalkProblem
from cadre_desktop.records.kind import RecordKind, Section
from cadre_desktop.records.unit import Unit
from cadre_desktop.records.vocab import Satisfaction
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import Choice, field, link


class ProblemSource(Choice):
    """来源."""

    FIELD_STUDY = "field_study", "蹲点调研"
    SITE_MONDAY = "site_monday", "周一进工地"
    COMPANY = "company", "企业求助"
    VISIT = "visit", "联户走访"
    TALK = "talk", "谈话反映"
    HOTLINE = "hotline", "政务热线"
    OTHER = "other", "其他"


class Route(Choice):
    """承办方式."""

    CLAIMED = "claimed", "认领"
    PASSED_ON = "passed_on", "转办"
    ASSIGNED = "assigned", "交办"


class ProblemState(Choice):
    """状态."""

    REPORTED = "reported", "报送"
    TAKEN = "taken", "已认领"
    HANDLING = "handling", "办理中"
    SOLVED = "solved", "已解决"
    RATED = "rated", "已评价"
    RETURNED = "returned", "退回重办"


class ProblemClass(Record):
    """问题分类 — 方面 and 大类: two levels, the county's own list."""

    __tablename__ = "problem_class"
    __found_by_name__ = True

    aspect: Mapped[str] = field("方面", length=60, width=26)
    name: Mapped[str] = field("大类", length=60, width=24, searchable=True)
    number: Mapped[int | None] = field("序号", width=7)
    in_use: Mapped[bool] = field("在用", default=True, width=7)

    def __str__(self) -> str:
        return self.name


class Problem(Record):
    """问题 — one problem and what became of it."""

    __tablename__ = "problem"

    number: Mapped[str | None] = field("编号", length=30, width=12, help="留空由程序按年度编号")
    problem_class_id: Mapped[str | None] = mapped_column(ForeignKey("problem_class.id"), index=True)
    problem_class: Mapped[ProblemClass | None] = link("大类", width=22)
    text: Mapped[str] = field("问题", multiline=True, width=40, searchable=True, aliases=("问题描述", "问题内容"))
    source: Mapped[ProblemSource] = field("来源", width=11)
    place: Mapped[str | None] = field("地点", length=80, width=16)
    village_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    village: Mapped[Unit | None] = link("所在单位或村", width=20, foreign_keys=[village_id])
    reported_by_id: Mapped[str | None] = mapped_column(ForeignKey("cadre.id"), index=True)
    reported_by: Mapped[Cadre | None] = link(
        "报送干部", width=10, foreign_keys=[reported_by_id], help="调研报送的干部；群众和企业的姓名不登记"
    )
    reported_on: Mapped[date] = field("报送日期", index=True)
    reported_at: Mapped[datetime | None] = field("接报时间", width=15)
    first_answer_at: Mapped[datetime | None] = field("首次响应时间", width=15)
    talk_problem_id: Mapped[str | None] = mapped_column(ForeignKey("talk_problem.id"), index=True)
    talk_problem: Mapped[TalkProblem | None] = link("谈话中的问题", width=22)
    state: Mapped[ProblemState] = field("状态", default=ProblemState.REPORTED, width=9)
    route: Mapped[Route | None] = field("承办方式", width=9)
    taken_on: Mapped[date | None] = field("认领或交办日期", width=14)
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    unit: Mapped[Unit | None] = link("承办单位", width=20, foreign_keys=[unit_id])
    handler_id: Mapped[str | None] = mapped_column(ForeignKey("cadre.id"), index=True)
    handler: Mapped[Cadre | None] = link("承办人", width=10, foreign_keys=[handler_id])
    due_on: Mapped[date | None] = field("办理时限")
    measures: Mapped[str | None] = field("措施", multiline=True, width=36)
    n_measures: Mapped[int | None] = field("措施条数", width=9)
    solved_on: Mapped[date | None] = field("解决日期")
    result: Mapped[str | None] = field("办理结果", multiline=True, width=36)
    satisfaction: Mapped[Satisfaction | None] = field("满意度", width=10)
    rated_on: Mapped[date | None] = field("评价日期")
    rater_kind: Mapped[str | None] = field("评价主体", length=60, width=14, help="如群众代表、企业；不写姓名")
    times_returned: Mapped[int] = field("退回次数", default=0, width=9)

    def __str__(self) -> str:
        return self.text if len(self.text) <= 24 else f"{self.text[:23]}…"


_NUMBERS = "numbers of problems"


def give_number(session: Session, problem: Problem) -> None:
    """Give a problem without a number the next of its year, as 2026-001; numbers in the bin are not used again.

    The highest one is looked up once a piece of work.
    """
    year = problem.reported_on.year
    highest: dict[int, int] = session.info.setdefault(_NUMBERS, {})
    if year not in highest:
        n = Problem.number
        tail = sa.cast(sa.func.substr(n, 6), sa.Integer)
        highest[year] = session.scalar(sa.select(sa.func.max(tail)).where(n.like(f"{year}-%"))) or 0
    if problem.number:
        head, _, tail_text = problem.number.partition("-")
        if head == str(year) and tail_text.isdigit():
            highest[year] = max(highest[year], int(tail_text))
        return
    highest[year] += 1
    problem.number = f"{year}-{highest[year]:03d}"


_TAKEN = (ProblemState.TAKEN, ProblemState.HANDLING, ProblemState.SOLVED, ProblemState.RATED, ProblemState.RETURNED)


def check(problem: Problem, today: date) -> Iterator[Fault]:
    """Each state brings what it rests on; days run forward."""
    if problem.state in _TAKEN:
        for name, words in (("unit", "承办单位"), ("route", "承办方式"), ("taken_on", "认领或交办日期")):
            if getattr(problem, name) is None:
                yield Fault(name, f"已认领或交办的请填写{words}")
    if problem.state in (ProblemState.SOLVED, ProblemState.RATED):
        for name, words in (("solved_on", "解决日期"), ("result", "办理结果")):
            if not getattr(problem, name):
                yield Fault(name, f"已解决的请填写{words}")
    if problem.state is ProblemState.RATED and not (problem.satisfaction and problem.rated_on):
        yield Fault("satisfaction", "已评价的请填写满意度和评价日期")
    if problem.state is ProblemState.RATED and problem.satisfaction is Satisfaction.NOT:
        yield Fault("satisfaction", "不满意的应退回重办，不能归档")
    for name in ("reported_on", "taken_on", "solved_on", "rated_on"):
        if (day := getattr(problem, name)) and day > today:
            yield Fault(name, "日期不能晚于今天")
    order = (("reported_on", "taken_on"), ("taken_on", "solved_on"), ("solved_on", "rated_on"))
    for earlier, later in (*order, ("reported_on", "due_on")):
        first, second = getattr(problem, earlier), getattr(problem, later)
        if first and second and second < first:
            yield Fault(later, "日期先后不对，请核对")
    if problem.reported_at and problem.first_answer_at and problem.first_answer_at < problem.reported_at:
        yield Fault("first_answer_at", "首次响应时间不能早于接报时间")
    if problem.times_returned < 0 or (problem.n_measures or 0) < 0:
        yield Fault("times_returned", "次数和条数不能是负数")


def check_class(problem_class: ProblemClass, _today: date) -> Iterator[Fault]:
    """Numbers start at one."""
    if problem_class.number is not None and problem_class.number < 1:
        yield Fault("number", "序号从 1 开始")


P, C = Problem, ProblemClass

KIND = RecordKind(
    key="problem",
    title="问题集",
    model=P,
    moments=(P.reported_on,),
    form=(
        Section(
            "报送",
            P.number,
            P.problem_class,
            P.text,
            P.source,
            P.place,
            P.village,
            P.reported_by,
            P.reported_on,
            P.reported_at,
            P.first_answer_at,
            P.talk_problem,
        ),
        Section("承办", P.state, P.route, P.taken_on, P.unit, P.handler, P.due_on, P.measures, P.n_measures),
        Section("解决和评价", P.solved_on, P.result, P.satisfaction, P.rated_on, P.rater_kind, P.times_returned),
    ),
    table=(P.text, P.problem_class, P.source, P.reported_on, P.unit, P.due_on, P.state, P.satisfaction),
    filters=(P.unit, P.problem_class, P.source, P.state, P.satisfaction),
    check=check,
    complete=give_number,
)

CLASS = RecordKind(
    key="problem_class",
    title="问题分类",
    model=C,
    form=(Section("分类", C.aspect, C.name, C.number, C.in_use),),
    table=(C.aspect, C.name, C.number, C.in_use),
    filters=(C.in_use,),
    check=check_class,
)
