"""Says which due dates a saved record moved, so that nobody has to find out by looking."""

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.forms.record_form import RecordForm
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.rows import Link
from cadre_desktop.services import clock_moves
from cadre_desktop.services.clock_moves import Standing


class MovedClocks:
    """Notes how the clocks stand before the first change, and compares after each saving.

    Only the clocks of the people the form names, and of the record itself, are read.
    """

    def __init__(self, desk: Desk, form: RecordForm) -> None:
        self._desk, self._form = desk, form
        self._feeds = form.kind.key in clock_moves.FEEDING
        self._links = [f.name for f in form.kind.form_fields if f.is_link and f.type is Cadre]
        self._before: dict[tuple[str, str], Standing] = {}

    def note(self) -> None:
        """Remember how the clocks stand, of whoever was not noted yet; to be called before anything is saved."""
        if self._feeds:
            for who in self._concerned():
                if who not in self._before:
                    self._before[who] = self._read(who)

    def tell(self) -> None:
        """Say what has moved since it was noted."""
        if not self._feeds:
            return
        noted, self._before = self._before, {}
        before = {key: due for standing in noted.values() for key, due in standing.items()}
        after = {
            key: due for who in {**noted, **dict.fromkeys(self._concerned())} for key, due in self._read(who).items()
        }
        if said := clock_moves.in_words(clock_moves.moves(before, after)):
            self._desk.tell(said)

    def _concerned(self) -> list[tuple[str, str]]:
        """Name the people of the form, and the record: ("cadre", id) and ("record", id)."""
        found = [] if self._form.record_id is None else [("record", self._form.record_id)]
        if self._form.kind.model is Cadre and self._form.record_id is not None:
            found = [("cadre", self._form.record_id)]
        values = (self._form.quiet_value(name) for name in self._links)
        return found + [("cadre", value.id) for value in values if isinstance(value, Link)]

    def _read(self, who: tuple[str, str]) -> Standing:
        what, its_id = who
        db = self._desk.db
        return clock_moves.standing(db, [its_id]) if what == "cadre" else clock_moves.standing(db, (), its_id)
