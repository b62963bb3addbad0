"""导出登记 — every file that left the program: what, to whom, at which level, under which number."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from cadre_desktop.records.kind import RecordKind, Section
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import Choice, field


class ExportLevel(Choice):
    """导出级别 — what is masked in the file."""

    INTERNAL = "internal", "内部使用"
    UPWARD = "upward", "报送上级"
    MASKED = "masked", "脱敏"


class ExportEntry(Record):
    """导出登记."""

    __tablename__ = "export_entry"

    number: Mapped[str] = field("编号", length=30, width=18, index=True)
    report: Mapped[str] = field("报表", length=80, width=26)
    made_at: Mapped[datetime] = field("导出时间", width=18)
    made_by: Mapped[str] = field("导出人", length=40)
    recipient: Mapped[str | None] = field("交给谁", length=80, width=20)
    level: Mapped[ExportLevel] = field("级别")
    file_name: Mapped[str] = field("文件名", length=200, width=34)
    n_records: Mapped[int] = field("记录数")
    sha256: Mapped[str] = mapped_column(sa.String(64))

    def __str__(self) -> str:
        return f"{self.number} {self.report}"


E = ExportEntry

KIND = RecordKind(
    key="export_entry",
    title="导出登记",
    model=E,
    form=(Section("导出", E.number, E.report, E.made_at, E.made_by, E.recipient, E.level, E.file_name, E.n_records),),
    table=(E.number, E.report, E.made_at, E.made_by, E.recipient, E.level, E.n_records, E.file_name),
    filters=(E.level,),
    kept_by_program=True,
)
