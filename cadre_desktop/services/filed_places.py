"""Where a record is filed: its kind and its name, found by the id alone, for whoever opens the evidence of a rule."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from cadre_desktop.records import BY_KEY, KINDS
from cadre_desktop.storage.database import Database


@dataclass(frozen=True, slots=True)
class FiledPlace:
    """A live record: the kind it is of, its id, and what a clerk calls it."""

    kind_key: str
    record_id: str
    text: str

    @property
    def kind_title(self) -> str:
        """What records of its kind are called."""
        return BY_KEY[self.kind_key].title


def filed_places(db: Database, record_ids: Iterable[str]) -> dict[str, FiledPlace]:
    """Find the records of these ids, whatever their kind; ids of nothing, or of the recycle bin, are left out."""
    wanted = list(dict.fromkeys(record_ids))
    if not wanted:
        return {}
    with db.read() as session:
        filed = session.execute(sa.union_all(*(_looked_for(kind.key, wanted) for kind in KINDS))).all()
        found = {
            record_id: FiledPlace(key, record_id, str(session.get_one(BY_KEY[key].model, record_id)))
            for key, record_id in filed
        }
    return {record_id: found[record_id] for record_id in wanted if record_id in found}


def _looked_for(kind_key: str, wanted: list[str]) -> Any:
    model = BY_KEY[kind_key].model
    return sa.select(sa.literal(kind_key), model.id).where(model.id.in_(wanted), model.deleted_at.is_(None))
