"""附件 — a file kept inside the store, by the hash of its content, beside the record it belongs to."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from cadre_desktop.records.kind import RecordKind, Section
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import field

APPOINTMENT_FORM = "任免审批表原文件"
"""The note on the attachment that keeps an official's .lrmx as it came in; it is written again from there."""


class Attachment(Record):
    """附件 — its name and note; the bytes lie in the blob table."""

    __tablename__ = "attachment"

    owner_table: Mapped[str] = mapped_column(sa.String(60))
    owner_id: Mapped[str] = mapped_column(sa.String(32), index=True)
    name: Mapped[str] = field("文件名", length=200, width=34, read_only=True)
    size: Mapped[int] = field("大小（字节）", read_only=True)
    note: Mapped[str | None] = field("说明", length=200, width=34)
    sha256: Mapped[str] = mapped_column(sa.String(64), index=True)

    def __str__(self) -> str:
        return self.name


A = Attachment

KIND = RecordKind(
    key="attachment",
    title="附件",
    model=A,
    form=(Section("附件", A.name, A.size, A.note),),
    table=(A.name, A.size, A.note),
    kept_by_program=True,
)
