"""培训班和学习教育 — classes with who attended, and the meetings of the five 必学."""

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


class ClassKind(Choice):
    """培训类别 — ZB29."""

    FIRST = "1", "初任培训"
    POST = "2", "任职培训"
    SPECIAL = "3", "专门业务培训"
    IN_SERVICE = "4", "在职培训"
    OTHER = "9", "其他"


class ClassForm(Choice):
    """形式."""

    LECTURE = "lecture", "集中授课"
    VIDEO = "video", "视频教学"
    ON_SITE = "on_site", "现场教学"
    CHIEFS = "chiefs", "局长讲堂"


class ClassState(Choice):
    """状态."""

    PLANNED = "planned", "计划"
    RUNNING = "running", "开班"
    ENDED = "ended", "结业"


class TrainingClass(Record):
    """培训班 — one class."""

    __tablename__ = "training_class"
    __found_by_name__ = True

    name: Mapped[str] = field("班名", length=120, width=28, searchable=True)
    term_number: Mapped[int | None] = field("期数", width=7)
    kind: Mapped[ClassKind] = field("类别", width=13)
    form: Mapped[ClassForm] = field("形式", default=ClassForm.LECTURE, width=10)
    started_on: Mapped[date] = field("开始日期", index=True)
    ended_on: Mapped[date | None] = field("结束日期")
    host_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    host: Mapped[Unit | None] = link("主办单位", width=20)
    teacher: Mapped[str | None] = field("讲授人", length=120, width=16)
    on_achievement_view: Mapped[bool] = field("正确政绩观专题", default=False, width=13)
    hours: Mapped[float | None] = field("学时", width=7)
    n_people: Mapped[int | None] = field("参训人数", width=9, help="没有逐人登记时填写；有名单的按名单统计")
    state: Mapped[ClassState] = field("状态", default=ClassState.ENDED, width=8)
    content: Mapped[str | None] = field("内容", multiline=True, width=36)

    def __str__(self) -> str:
        return self.name


class Trainee(Record):
    """参训人员 — one official in one class."""

    __tablename__ = "trainee"

    training_class_id: Mapped[str] = mapped_column(ForeignKey("training_class.id"), index=True)
    training_class: Mapped[TrainingClass] = link("培训班", width=26)
    cadre_id: Mapped[str] = mapped_column(ForeignKey("cadre.id"), index=True)
    cadre: Mapped[Cadre] = link("干部姓名", width=10)
    attended: Mapped[bool] = field("到班", default=True, width=7)
    hours: Mapped[float | None] = field("学时", width=7)
    result: Mapped[str | None] = field("成绩或表现", length=120, width=18)
    absence: Mapped[str | None] = field("缺勤原因", length=120, width=18)

    def __str__(self) -> str:
        return f"{self.training_class} {self.cadre}"


class StudyForm(Choice):
    """形式."""

    CENTRE_GROUP = "centre_group", "中心组学习"
    BRANCH = "branch", "支部党员大会"
    COMMITTEE = "committee", "支委会"
    GROUP = "group", "党小组会"
    LECTURE = "lecture", "党课"
    PARTY_DAY = "party_day", "主题党日"
    MAIN_CLASS = "main_class", "主体班次"
    DEMOCRATIC_LIFE = "democratic_life", "民主生活会"


class FiveStudy(Choice):
    """五必学."""

    CENTRE_GROUP = "centre_group", "中心组必学"
    PARTY_DAY = "party_day", "主题党日必有"
    MAIN_CLASS = "main_class", "主体班次必讲"
    KEY_PEOPLE = "key_people", "重点对象必训"
    DEMOCRATIC_LIFE = "democratic_life", "民主生活会必查"


class StudyActivity(Record):
    """学习教育活动 — one meeting of one unit."""

    __tablename__ = "study_activity"

    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), index=True)
    unit: Mapped[Unit] = link("单位", width=20)
    held_on: Mapped[date] = field("日期", index=True)
    form: Mapped[StudyForm] = field("形式", width=12)
    five: Mapped[FiveStudy | None] = field("五必学", width=15)
    topic: Mapped[str] = field("主题", length=200, width=32, searchable=True)
    on_achievement_view: Mapped[bool] = field("正确政绩观专题", default=False, width=13)
    n_people: Mapped[int | None] = field("参加人数", width=9)
    speaker: Mapped[str | None] = field("主讲人", length=60, width=12)
    done: Mapped[bool] = field("已完成", default=True, width=8)
    content: Mapped[str | None] = field("内容", multiline=True, width=36)

    def __str__(self) -> str:
        return f"{self.unit}{self.held_on:%Y.%m.%d}{self.form.label}"


def check(training: TrainingClass, today: date) -> Iterator[Problem]:
    """Days run forward; numbers are not negative."""
    if training.ended_on and training.ended_on < training.started_on:
        yield Problem("ended_on", "结束日期不能早于开始日期")
    if training.state is ClassState.ENDED and (training.ended_on or training.started_on) > today:
        yield Problem("state", "还没有到结束日期，不能是“结业”")
    for name, words in (("n_people", "参训人数"), ("hours", "学时"), ("term_number", "期数")):
        if (getattr(training, name) or 0) < 0:
            yield Problem(name, f"{words}不能是负数")


def check_trainee(trainee: Trainee, _today: date) -> Iterator[Problem]:
    """Whoever was absent has a reason."""
    if not trainee.attended and not trainee.absence:
        yield Problem("absence", "没有到班的请写明原因")
    if (trainee.hours or 0) < 0:
        yield Problem("hours", "学时不能是负数")


def check_study(study: StudyActivity, today: date) -> Iterator[Problem]:
    """What is done lies behind us."""
    if study.done and study.held_on > today:
        yield Problem("held_on", "已完成的活动日期不能晚于今天；还没有开展的，请去掉“已完成”")
    if (study.n_people or 0) < 0:
        yield Problem("n_people", "参加人数不能是负数")


C, T, S = TrainingClass, Trainee, StudyActivity

CLASS = RecordKind(
    key="training_class",
    title="培训班",
    model=C,
    moments=(C.started_on,),
    form=(
        Section(
            "培训班",
            C.name,
            C.term_number,
            C.kind,
            C.form,
            C.started_on,
            C.ended_on,
            C.host,
            C.teacher,
            C.on_achievement_view,
            C.hours,
            C.n_people,
            C.state,
            C.content,
        ),
    ),
    table=(C.name, C.term_number, C.kind, C.form, C.started_on, C.ended_on, C.n_people, C.state),
    filters=(C.kind, C.form, C.state),
    check=check,
)

TRAINEE = RecordKind(
    key="trainee",
    title="参训人员",
    model=T,
    form=(Section("参训", T.training_class, T.cadre, T.attended, T.hours, T.result, T.absence),),
    table=(T.training_class, T.cadre, T.attended, T.hours, T.result),
    filters=(T.attended,),
    part_of=T.training_class,
    check=check_trainee,
)

STUDY = RecordKind(
    key="study_activity",
    title="学习教育",
    model=S,
    moments=(S.held_on,),
    form=(
        Section(
            "活动",
            S.unit,
            S.held_on,
            S.form,
            S.five,
            S.topic,
            S.on_achievement_view,
            S.n_people,
            S.speaker,
            S.done,
            S.content,
        ),
    ),
    table=(S.unit, S.held_on, S.form, S.five, S.topic, S.n_people, S.done),
    filters=(S.unit, S.form, S.five, S.on_achievement_view),
    check=check_study,
)
