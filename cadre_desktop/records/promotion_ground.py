"""职级晋升正面清单 — the situations in which an official is put first for a higher rank; the county's own wording."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from cadre_desktop.errors import Problem
from cadre_desktop.records.kind import RecordKind, Section
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import field


class PromotionGround(Record):
    """正面清单情形 — one item of a text."""

    __tablename__ = "promotion_ground"

    edition: Mapped[str] = field("依据版本", length=40, width=16, help="如 正面清单（参考）、本县2026年办法")
    number: Mapped[int] = field("序号", width=7)
    name: Mapped[str] = field("情形", length=120, width=36, searchable=True)
    whom: Mapped[str | None] = field("适用对象", length=120, width=22)
    in_force: Mapped[bool] = field("有效", default=True, width=7)

    def __str__(self) -> str:
        return f"第{self.number}项 {self.name}"


def check(ground: PromotionGround, _today: date) -> Iterator[Problem]:
    """Numbers start at one."""
    if ground.number < 1:
        yield Problem("number", "序号从 1 开始")


G = PromotionGround

KIND = RecordKind(
    key="promotion_ground",
    title="正面清单",
    model=G,
    form=(Section("情形", G.edition, G.number, G.name, G.whom, G.in_force),),
    table=(G.edition, G.number, G.name, G.whom, G.in_force),
    filters=(G.edition, G.in_force),
    order=(sa.case((G.in_force.is_(True), 0), else_=1), G.edition, G.number),
    check=check,
)
