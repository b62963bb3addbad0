"""激励措施 — the county's list of measures (正向激励20条, 五个优先), and each time one was used."""

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


class MeasureKind(Choice):
    """措施类别."""

    SELECTION = "selection", "优先选拔任用"
    RANK = "rank", "优先职级晋升"
    HONOUR = "honour", "优先评先评优"
    TRAINING = "training", "优先培训锻炼"
    CARE = "care", "优先关心关爱"
    OTHER = "other", "其他"


class IncentiveMeasure(Record):
    """激励措施 — one line of the county's list."""

    __tablename__ = "incentive_measure"
    __found_by_name__ = True

    number: Mapped[int] = field("序号", width=7)
    name: Mapped[str] = field("措施", length=120, width=34, searchable=True)
    kind: Mapped[MeasureKind] = field("类别", width=14)
    content: Mapped[str | None] = field("内容", multiline=True, width=36)
    document: Mapped[str | None] = field("依据文件", length=120, width=22)
    in_force: Mapped[bool] = field("有效", default=True, width=7)

    def __str__(self) -> str:
        return self.name


class IncentiveUse(Record):
    """激励运用 — a measure used for an official or a unit."""

    __tablename__ = "incentive_use"

    measure_id: Mapped[str] = mapped_column(ForeignKey("incentive_measure.id"), index=True)
    measure: Mapped[IncentiveMeasure] = link("激励措施", width=28)
    cadre_id: Mapped[str | None] = mapped_column(ForeignKey("cadre.id"), index=True)
    cadre: Mapped[Cadre | None] = link("干部姓名", width=10)
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    unit: Mapped[Unit | None] = link("单位", width=20)
    used_on: Mapped[date] = field("日期", index=True)
    grounds: Mapped[str] = field("依据", multiline=True, width=30, help="如年度考核、绩效考核结果或重要工作表现")
    result: Mapped[str | None] = field("落实情况", multiline=True, width=30)

    def __str__(self) -> str:
        return f"{self.cadre or self.unit or ''}{self.measure}"


def check_measure(measure: IncentiveMeasure, _today: date) -> Iterator[Problem]:
    """Numbers start at one."""
    if measure.number < 1:
        yield Problem("number", "序号从 1 开始")


def check_use(use: IncentiveUse, today: date) -> Iterator[Problem]:
    """Somebody was encouraged, by a measure in force."""
    if use.cadre is None and use.unit is None:
        yield Problem("cadre", "请填写干部或单位")
    if use.used_on > today:
        yield Problem("used_on", "日期不能晚于今天")


M, U = IncentiveMeasure, IncentiveUse

KIND = RecordKind(
    key="incentive_measure",
    title="激励措施",
    model=M,
    form=(Section("措施", M.number, M.name, M.kind, M.content, M.document, M.in_force),),
    table=(M.number, M.name, M.kind, M.document, M.in_force),
    filters=(M.kind, M.in_force),
    check=check_measure,
)

USE = RecordKind(
    key="incentive_use",
    title="激励运用",
    model=U,
    moments=(U.used_on,),
    form=(Section("运用", U.measure, U.cadre, U.unit, U.used_on, U.grounds, U.result),),
    table=(U.measure, U.cadre, U.unit, U.used_on, U.result),
    filters=(U.unit, U.measure),
    check=check_use,
)
