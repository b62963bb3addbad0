"""The declarative base, and the columns every record carries."""

from datetime import datetime
from os import urandom
from time import time_ns
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.storage.fields import Choice
from cadre_desktop.storage.types import PartialDateType


def new_id() -> str:
    """Make an id where the record is made, so that a county roll-up never renumbers.

    It begins with the time in microseconds: neighbours in time are neighbours in every index, which
    makes writing many records several times cheaper than with ids that fall all over the file.
    """
    return f"{time_ns() // 1000:014x}{urandom(9).hex()}"


class Base(DeclarativeBase):
    """Every table of the program."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {
        Choice: sa.Enum(
            Choice, native_enum=False, length=30, values_callable=lambda members: [m.value for m in members]
        ),
        PartialDate: PartialDateType(),
    }


class Record(Base):
    """A thing the clerk files: it has an id, a version, a history and a recycle bin."""

    __abstract__ = True
    __found_by_name__ = False
    """Whether records that link here are found by this record's `name` as well (people, units)."""

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True, default=new_id)
    version: Mapped[int]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[sa.Index]:
        """Index what lies in the recycle bin only: it is little, and every other row then costs nothing."""
        in_bin = sa.text("deleted_at IS NOT NULL")
        return (sa.Index(f"ix_{cls.__tablename__}_in_bin", "deleted_at", sqlite_where=in_bin),)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}


def link_tables() -> None:
    """Work out the links between all tables now, rather than during the first reading that needs one."""
    Base.registry.configure()
