"""台账 of a person or a unit: every ledger that names it, those with records opened out, the rest a click away."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.gui.pages.person.kind_ledger import KindLedger
from cadre_desktop.gui.pages.person.tab import PersonTab
from cadre_desktop.gui.widgets.buttons import menu_button
from cadre_desktop.gui.widgets.empty_state import EmptyState
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import boxed, clear, column, row
from cadre_desktop.records import BY_KEY, KINDS
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.records.rows import Link
from cadre_desktop.records.unit import Unit
from cadre_desktop.services import life
from cadre_desktop.services.life import Shelf
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.database import Database

_ON_OTHER_TABS = frozenset(
    {
        "post", "rank", "family_member", "performance_term", "achievement", "pledge", "observation",
        "political_review", "interview", "annual_assessment",
    }
)  # fmt: skip
_UNIT_TABS = frozenset({"unit", "unit_assessment", "quota_setting"})
LEDGERS = tuple(kind for kind in KINDS if kind.key not in _ON_OTHER_TABS and life.ways_to(kind, Cadre))
UNIT_LEDGERS = tuple(kind for kind in life.OF_UNITS if kind.key not in _UNIT_TABS)


class LedgersTab(PersonTab):
    """One table a ledger; `新增` offers every ledger a record of this person can be filed in."""

    title = "台账"
    tables = tuple(kind.model.__tablename__ for kind in LEDGERS)
    owner: ClassVar[type[Record]] = Cadre
    link: ClassVar[str] = "cadre"
    kinds: ClassVar[tuple[RecordKind, ...]] = LEDGERS
    elsewhere: ClassVar[str] = "实绩、政治素质、谈话和年度考核见各自分页。"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.ledgers: dict[tuple[str, str], KindLedger] = {}
        self.words_label = label("", "soft", wrap=True)
        entries: dict[str, Callable[[], object]] = {
            kind.title: partial(self.add_record, kind.key) for kind in self.kinds
        }
        self.add_button = menu_button("新增台账记录", entries, icon="add")
        self.none = EmptyState("还没有台账记录", "点“新增台账记录”，选择要登记的台账。", icon="ledger")
        self._box = column(gap=14)
        head = row(self.words_label, self.add_button)
        head.setStretch(0, 1)
        self.body.addWidget(boxed(head))
        self.body.addWidget(self.none)
        self.body.addWidget(boxed(self._box))
        self.body.addStretch(1)

    def reload(self, person: Link) -> None:
        filled = [shelf for shelf in self.shelves(person) if shelf.count]
        self.words_label.setText(self._in_words(filled))
        self.none.setVisible(not filled)
        wanted = [(shelf.kind_key, shelf.link) for shelf in filled]
        if wanted != list(self.ledgers):
            clear(self._box)
            self.ledgers = {
                (s.kind_key, s.link): KindLedger(self.desk, BY_KEY[s.kind_key], s.link, s.part) for s in filled
            }
            for ledger in self.ledgers.values():
                self._box.addWidget(ledger)
        for ledger in self.ledgers.values():
            ledger.show_person(person)

    def shelves(self, person: Link) -> list[Shelf]:
        """Count what whose page this is has in each ledger."""
        return _shelves(self.desk.db, person.id)

    def _in_words(self, filled: list[Shelf]) -> str:
        total = sum(shelf.count for shelf in filled)
        return f"{len(filled)} 类台账，共 {total} 条。{self.elsewhere}" if filled else ""

    def add_record(self, kind_key: str) -> None:
        """Open the form of a new record about whose page this is."""
        kind = BY_KEY[kind_key]
        ways = life.ways_to(kind, self.owner)
        way = next((one for one in ways if one.name == self.link), ways[0])
        given = (self.person,) if way.is_links else self.person
        open_record(self.desk, self, kind, preset={way.name: given})


class UnitLedgersTab(LedgersTab):
    """The ledgers about the unit itself; what is about its officials is on their pages."""

    tables = tuple(kind.model.__tablename__ for kind in UNIT_LEDGERS)
    owner = Unit
    link = "unit"
    kinds = UNIT_LEDGERS
    elsewhere = "干部个人的台账见各人页面。"

    def shelves(self, person: Link) -> list[Shelf]:
        wanted = {kind.key for kind in UNIT_LEDGERS}
        return [shelf for shelf in life.shelves_of_unit(self.desk.db, person.id) if shelf.kind_key in wanted]


def number_of_records(db: Database, person_id: str) -> int:
    """Count the records this tab lists for a person."""
    return sum(shelf.count for shelf in _shelves(db, person_id))


def _shelves(db: Database, person_id: str) -> list[Shelf]:
    return [shelf for shelf in life.shelves_of_person(db, person_id) if shelf.kind_key not in _ON_OTHER_TABS]
