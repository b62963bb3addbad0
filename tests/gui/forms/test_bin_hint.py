"""Below the question stands what goes into the recycle bin along."""

from cadre_desktop.gui.forms.bin_hint import bin_hint
from cadre_desktop.records import BY_KEY
from cadre_desktop.services import recycle
from cadre_desktop.storage.database import Database
from tests.services.people import cadre, post, unit

CADRE = BY_KEY["cadre"]


def test_records_alone_only_say_how_long_they_are_kept(db: Database) -> None:
    assert bin_hint(db, CADRE, [cadre(db).id]) == f"{recycle.KEPT_DAYS} 天内可以恢复。"
    assert bin_hint(db, CADRE, []) == f"{recycle.KEPT_DAYS} 天内可以恢复。"


def test_what_goes_along_is_counted_over_all_of_them(db: Database) -> None:
    where, people = unit(db), [cadre(db), cadre(db, "刘大有")]
    for who in people:
        post(db, who, where)
    said = bin_hint(db, CADRE, [who.id for who in people])
    assert said == "所属的记录一并移入：任职经历 2 条。30 天内可以一并恢复。"
