"""导入批次 — one import as one step, so that the whole of it can be taken back later."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from cadre_desktop.records.kind import RecordKind, Section
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import field


class ImportBatch(Record):
    """导入批次."""

    __tablename__ = "import_batch"

    kind_key: Mapped[str] = mapped_column(sa.String(40))
    kind_title: Mapped[str] = field("类型", length=40)
    file_name: Mapped[str] = field("文件", length=200, width=34)
    made_at: Mapped[datetime] = field("导入时间", width=18)
    made_by: Mapped[str] = field("导入人", length=40)
    n_created: Mapped[int] = field("新增")
    n_updated: Mapped[int] = field("更新")
    n_skipped: Mapped[int] = field("跳过")
    undone_at: Mapped[datetime | None] = field("撤回时间", width=18)
    work_id: Mapped[str] = mapped_column(sa.String(32), index=True)

    def __str__(self) -> str:
        return f"{self.made_at:%Y.%m.%d %H:%M} {self.file_name}"


B = ImportBatch

KIND = RecordKind(
    key="import_batch",
    title="导入批次",
    model=B,
    form=(
        Section(
            "导入", B.kind_title, B.file_name, B.made_at, B.made_by, B.n_created, B.n_updated, B.n_skipped, B.undone_at
        ),
    ),
    table=(B.made_at, B.kind_title, B.file_name, B.n_created, B.n_updated, B.n_skipped, B.made_by, B.undone_at),
    kept_by_program=True,
)
