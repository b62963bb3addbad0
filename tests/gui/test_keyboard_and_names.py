"""Every page and window of the program can be worked by keyboard and read by a screen reader."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from cadre_desktop.gui.dialogs.help_dialog import HelpDialog
from cadre_desktop.gui.dialogs.history_dialog import HistoryDialog
from cadre_desktop.gui.dialogs.restore_dialog import RestoreDialog
from cadre_desktop.gui.dialogs.unlock_dialog import UnlockDialog
from cadre_desktop.gui.forms.record_dialog import RecordDialog
from cadre_desktop.gui.help_texts import HELP
from cadre_desktop.gui.pages.catalogue import page_specs
from cadre_desktop.gui.pages.settings.account_dialogs import AddUserDialog, NewKeyDialog, PassphraseDialog
from cadre_desktop.gui.pages.tabbed_page import TabbedPage
from cadre_desktop.gui.printing.recovery_sheet import RecoverySheet
from cadre_desktop.gui.wizards.first_run_wizard import FirstRunWizard
from cadre_desktop.records import BY_KEY
from cadre_desktop.storage.recovery_key import format_recovery_key
from tests import examples
from tests.conftest import NOW
from tests.gui.pages.settings.house import FakeHouse
from tests.gui.reach import interactive, reached_by_tab, unnamed

KEY = format_recovery_key(bytes(range(20)))
UNIT = BY_KEY["unit"]


def check(window):
    """Everything named, everything reached."""
    assert unnamed(window) == []
    missed = [type(w).__name__ for w in set(interactive(window)) - reached_by_tab(window)]
    assert missed == []
    assert interactive(window)


@pytest.mark.parametrize(
    "key", ["roster", "person", "political", "interviews", "assessments", "reports", "import", "calendar"]
)
def test_pages(qtbot, desk, key):
    examples.filed(desk.db, "cadre", examples.a_cadre(desk.db))
    page = next(s for s in page_specs(desk, FakeHouse(store=None)) if s.key == key).factory()
    qtbot.addWidget(page)
    page.resize(1100, 600)
    page.show()
    for index in range(len(page.keys)) if isinstance(page, TabbedPage) else (0,):
        if isinstance(page, TabbedPage):
            page.show_tab(index)
        check(page)
    qtbot.waitUntil(lambda: not desk.tasks.is_busy, timeout=20_000)


def dialogs_of(desk, home: Path, unit: str):
    """Make each window there is, by name."""
    tasks, ask = desk.tasks, desk.dialogs

    def wizard(step):
        made = FirstRunWizard(tasks, ask, home / "new", lambda *_: None)
        made.key.show_key(RecoverySheet("龙潭镇党委", "陈海燕", KEY, NOW))
        made.show_step(step)
        return made

    def door(page):
        made = UnlockDialog(home, tasks, lambda *_a, **_k: None, lambda *_: None)
        made.show_page(made.recovery if page else made.entry)
        return made

    def nothing(*_):
        return None

    return {
        "help": lambda: HelpDialog("roster"),
        "history": lambda: HistoryDialog(desk, None, UNIT, unit),
        "restore": lambda: RestoreDialog(ask, None, home, home / "backups"),
        "door": lambda: door(0),
        "recovery": lambda: door(1),
        "record": lambda: RecordDialog(desk, None, UNIT, unit),
        "new record": lambda: RecordDialog(desk, None, UNIT),
        "add user": lambda: AddUserDialog(tasks, None, nothing, may_talk=True),
        "passphrase": lambda: PassphraseDialog(tasks, None, "修改口令", nothing, ask_old=True),
        "new key": lambda: NewKeyDialog(ask, None, RecoverySheet("龙潭镇党委", "陈海燕", KEY, NOW)),
        **{f"first run {step + 1}": lambda step=step: wizard(step) for step in range(4)},
    }


NAMES = (
    "help", "history", "restore", "door", "recovery", "record", "new record", "add user", "passphrase", "new key",
    "first run 1", "first run 2", "first run 3", "first run 4",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_windows(qtbot, desk, home, name, theme):
    unit = examples.filed(desk.db, "unit", examples.a_unit(desk.db))
    made = dialogs_of(desk, home, unit.id)
    assert tuple(made) == NAMES
    window = made[name]()
    qtbot.addWidget(window)
    window.show()
    check(window)
    for large in (False, True):
        theme.set_large(large)
        hint = window.minimumSizeHint()
        assert hint.width() <= 1000
        assert hint.height() <= 620  # a small screen less its task bar
    theme.set_large(False)
    desk.dialogs.yes = True


@pytest.mark.parametrize("key", [*HELP, "nowhere"])
def test_help_says_what_the_page_is_for_and_always_the_keys(qtbot, key):
    dialog = HelpDialog(key)
    qtbot.addWidget(dialog)
    shown = " ".join(w.text() for w in dialog.findChildren(QLabel) if w.text())
    assert "到处可用的按键" in shown
    if key in HELP:
        assert HELP[key].what in shown
        assert all(f"· {line}" in shown for line in HELP[key].how)
        assert dialog.windowTitle() == f"帮助：{HELP[key].title}"
