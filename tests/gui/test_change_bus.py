"""Changes reach the screens after the work, on the GUI thread."""

import threading

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from cadre_desktop.gui.change_bus import ChangeBus
from cadre_desktop.storage.audit import Changes, note
from cadre_desktop.storage.database import Database


def test_a_change_arrives_after_the_call_that_saved_has_returned(qtbot: QtBot, db: Database) -> None:
    bus = ChangeBus(db)
    order: list[str] = []
    bus.changed.connect(lambda changes: order.append(changes.title))
    with db.work("改名") as session:
        note(session, "export", "名册")
        order.append("in the work")
    order.append("after the work")
    qtbot.waitUntil(lambda: len(order) == 3)
    assert order == ["in the work", "after the work", "改名"]


def test_a_change_made_by_a_worker_arrives_on_the_gui_thread(qtbot: QtBot, db: Database) -> None:
    bus = ChangeBus(db)
    seen: list[tuple[str, threading.Thread]] = []
    bus.changed.connect(lambda changes: seen.append((changes.title, threading.current_thread())))

    def save() -> None:
        with db.work("导入") as session:
            note(session, "import", "名册")

    thread = threading.Thread(target=save)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [("导入", threading.main_thread())]


def test_the_database_keeps_its_bus_alive(qtbot: QtBot, db: Database) -> None:
    seen: list[Changes] = []

    class Screen(QObject):
        def on_changed(self, changes: Changes) -> None:
            seen.append(changes)

    screen = Screen()
    ChangeBus(db).changed.connect(screen.on_changed)
    with db.work("导出") as session:
        note(session, "export", "名册")
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0].title == "导出"
