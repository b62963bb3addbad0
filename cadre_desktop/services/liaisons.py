"""走访: many visits filed at once, as they stand in a clerk's notebook, all of them or none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cadre_desktop.errors import InvalidInput, Problem
from cadre_desktop.records import liaison as kinds
from cadre_desktop.records.liaison import Liaison, MatterDone
from cadre_desktop.records.rows import Link
from cadre_desktop.services import records
from cadre_desktop.services.steps import fetch, forget_unfinished, optional_link
from cadre_desktop.storage.database import Database

VISIT = kinds.VISIT


@dataclass(frozen=True, slots=True)
class VisitDraft:
    """One line of the notebook; point, official and day left empty are those of the line above."""

    liaison: Link | None = None
    cadre: Link | None = None
    visited_on: date | None = None
    content: str = ""
    done: MatterDone | None = None
    n_done: int | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing of it is a visit: without words and without a thing done, it is left out."""
        return not self.content.strip() and self.done is None and self.n_done is None


def add_visits(db: Database, drafts: Sequence[VisitDraft]) -> int:
    """File every line that is not blank; return how many.

    Who visited is the official of the point where nobody is named.  Raises InvalidInput with all problems; their
    fields are `row.field`, rows counted from 0.
    """
    problems: list[Problem] = []
    written = 0
    with db.work("批量登记走访") as session:
        above = VisitDraft()
        for at, given in enumerate(drafts):
            if given.is_blank:
                continue
            is_new_point = given.liaison is not None and given.liaison != above.liaison
            line = replace(
                given,
                liaison=given.liaison or above.liaison,
                cadre=given.cadre or (None if is_new_point else above.cadre),
                visited_on=given.visited_on or above.visited_on,
            )
            if line.cadre is None and line.liaison is not None:
                point: Liaison = fetch(session, kinds.KIND, line.liaison.id)
                line = replace(line, cadre=optional_link(point.cadre))
            above = line
            try:
                records.add(db, session, VISIT, _values(line))
                written += 1
            except InvalidInput as error:
                forget_unfinished(session)
                problems += [Problem(f"{at}.{p.field}", f"第{at + 1}行：{p.message}") for p in error.problems]
        if problems:
            raise InvalidInput(problems)
    return written


def _values(line: VisitDraft) -> dict[str, Any]:
    return {
        "liaison": line.liaison,
        "cadre": line.cadre,
        "visited_on": line.visited_on,
        "content": line.content.strip(),
        "done": line.done or MatterDone.NONE,
        "n_done": line.n_done,
    }
