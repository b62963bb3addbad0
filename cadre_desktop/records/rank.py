"""职级、等级经历 — every rank an official has held, dated; apart from the posts, and never confused with them."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cadre_desktop.errors import Problem
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.kind import RecordKind, Section
from cadre_desktop.records.promotion_ground import PromotionGround
from cadre_desktop.records.vocab import RankName
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import field, link


class Rank(Record):
    """职级、等级经历 — one rank from its approval to its end."""

    __tablename__ = "rank"

    cadre_id: Mapped[str] = mapped_column(ForeignKey("cadre.id"), index=True)
    cadre: Mapped[Cadre] = link("干部姓名", width=10)
    name: Mapped[RankName] = field("职级", width=16, aliases=("职级等级", "职务职级"))
    approved_on: Mapped[PartialDate | None] = field("批准时间", aliases=("任现职级时间",))
    document: Mapped[str | None] = field("批准文号", length=60, width=18)
    ended_on: Mapped[PartialDate | None] = field("终止时间")
    ground: Mapped[str | None] = field("晋升依据", length=200, width=30, help="如依据正面清单晋升，写明情形")
    ground_item_id: Mapped[str | None] = mapped_column(ForeignKey("promotion_ground.id"), index=True)
    ground_item: Mapped[PromotionGround | None] = link(
        "正面清单情形", width=26, help="依据正面清单晋升的，选择对应的情形；没有的留空"
    )

    def __str__(self) -> str:
        return self.name.label


def check(rank: Rank, today: date) -> Iterator[Problem]:
    """Keep a rank's dates in order."""
    if rank.approved_on and rank.approved_on.first_day() > today:
        yield Problem("approved_on", "批准时间不能晚于今天")
    if rank.ended_on and rank.approved_on and rank.ended_on < rank.approved_on:
        yield Problem("ended_on", "终止时间不能早于批准时间")


R = Rank

KIND = RecordKind(
    key="rank",
    title="职级经历",
    model=R,
    moments=(R.approved_on,),
    form=(Section("职级", R.cadre, R.name, R.approved_on, R.document, R.ended_on, R.ground, R.ground_item),),
    table=(R.cadre, R.name, R.approved_on, R.ended_on, R.document),
    filters=(R.name,),
    part_of=R.cadre,
    check=check,
)
