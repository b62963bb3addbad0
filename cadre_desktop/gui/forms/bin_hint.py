"""What is said below the question whether records may go into the recycle bin."""

from collections.abc import Sequence

from cadre_desktop.records.kind import RecordKind
from cadre_desktop.services import records
from cadre_desktop.services.recycle import KEPT_DAYS
from cadre_desktop.storage.database import Database


def bin_hint(db: Database, kind: RecordKind, record_ids: Sequence[str]) -> str:
    """Say what goes along, and for how long everything can be brought back."""
    along = records.goes_along(db, kind, record_ids)
    if not along:
        return f"{KEPT_DAYS} 天内可以恢复。"
    return f"所属的记录一并移入：{along}。{KEPT_DAYS} 天内可以一并恢复。"
