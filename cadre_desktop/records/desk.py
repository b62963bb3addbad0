"""What the desk keeps beside the records: unsaved drafts, saved filters, the unit's own settings.

These are conveniences of the person at the screen, not records: no trail, no recycle bin.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from cadre_desktop.storage.base import Base


class Draft(Base):
    """What was typed into a form and not saved; sealed fields are left out."""

    __tablename__ = "draft"

    kind_key: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    record_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    saved_at: Mapped[datetime]
    version: Mapped[int]
    body: Mapped[str] = mapped_column(sa.Text)


class SavedFilter(Base):
    """A filter of a list that somebody named."""

    __tablename__ = "saved_filter"

    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[str] = mapped_column(sa.String(40), index=True)
    name: Mapped[str] = mapped_column(sa.String(40))
    body: Mapped[str] = mapped_column(sa.Text)


class UnitSetting(Base):
    """One setting of the unit that owns the store, as JSON: it travels with the data."""

    __tablename__ = "unit_setting"

    name: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    body: Mapped[str] = mapped_column(sa.Text)
