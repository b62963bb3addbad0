"""Labels, badges and buttons."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cadre_desktop.gui.style.tokens import NORMAL
from cadre_desktop.gui.widgets.buttons import button, make_menu, menu_button
from cadre_desktop.gui.widgets.labels import Badge, ElidedLabel, label, signed


@pytest.mark.parametrize(
    ("text", "tone", "shown"),
    [
        ("已核实", "ok", "✓ 已核实"),
        ("待核实", "warn", "! 待核实"),
        ("未谈", "danger", "× 未谈"),
        ("正科级", "neutral", "正科级"),
    ],
)
def test_a_badge_carries_the_sign_of_its_tone(qtbot: QtBot, text: str, tone: str, shown: str) -> None:
    badge = Badge(text, tone)  # type: ignore[arg-type]
    qtbot.addWidget(badge)
    assert badge.text() == shown


def test_a_sign_is_not_put_twice() -> None:
    assert signed("✓ 已核实", "ok") == "✓ 已核实"
    assert signed("已核实", "ok", sign=False) == "已核实"


def test_a_badge_has_a_border_of_its_tone(qtbot: QtBot) -> None:
    badge = Badge("未谈", "danger")
    qtbot.addWidget(badge)
    badge.show()
    image = badge.grab().toImage()
    assert image.pixelColor(badge.width() // 2, 0).name() == NORMAL.danger_line.lower()
    badge.set_badge("已谈", "ok")
    assert badge.grab().toImage().pixelColor(badge.width() // 2, 0).name() == NORMAL.ok_line.lower()


def test_labels_show_text_as_it_is_and_never_as_html(qtbot: QtBot) -> None:
    made = label("<b>某人</b>")
    qtbot.addWidget(made)
    assert made.textFormat() == Qt.TextFormat.PlainText


def test_an_elided_label_tells_the_rest_in_its_tooltip(qtbot: QtBot) -> None:
    made = ElidedLabel("青石河综合治理一期工程通过市级验收并形成长效机制")
    qtbot.addWidget(made)
    made.resize(100, 24)
    made.show()
    made.grab()
    assert made.shown_text().endswith("…")
    assert made.toolTip() == made.text()
    made.resize(900, 24)
    made.grab()
    assert made.shown_text() == made.text()
    assert made.toolTip() == ""


def test_an_elided_label_never_asks_for_more_than_a_few_pixels(qtbot: QtBot) -> None:
    made = ElidedLabel("很长" * 200)
    qtbot.addWidget(made)
    assert made.minimumSizeHint().width() < 30


def test_a_button_says_its_shortcut_and_calls(qtbot: QtBot) -> None:
    called: list[int] = []
    made = button("新增", lambda: called.append(1), shortcut="Ctrl+N", tip="新增一名干部")
    qtbot.addWidget(made)
    made.click()
    assert called == [1]
    assert made.toolTip() == "新增一名干部（Ctrl+N）"
    assert not made.autoDefault()


def test_an_icon_button_keeps_its_words_for_readers(qtbot: QtBot) -> None:
    made = button("上一人", kind="icon", icon="chevron-left")
    qtbot.addWidget(made)
    assert (made.text(), made.accessibleName(), made.toolTip()) == ("", "上一人", "上一人")


def test_icons_on_primary_buttons_are_white(qtbot: QtBot) -> None:
    made = button("人", kind="primary", icon="portrait")
    qtbot.addWidget(made)
    assert made.icon().pixmap(24, 24).toImage().pixelColor(12, 19) == QColor(NORMAL.on_primary)


def test_a_menu_calls_what_was_picked_and_keeps_its_separators(qtbot: QtBot) -> None:
    called: list[str] = []
    owner = QWidget()
    qtbot.addWidget(owner)

    def note(what: str) -> Callable[[], None]:
        return lambda: called.append(what)

    menu = make_menu(owner, {"导出": note("export"), "-": note("never"), "打印": note("print")})
    actions = menu.actions()
    assert [a.isSeparator() for a in actions] == [False, True, False]
    actions[2].trigger()
    assert called == ["print"]


def test_a_menu_button_drops_its_menu(qtbot: QtBot) -> None:
    made = menu_button("更多", {"合并": lambda: None})
    qtbot.addWidget(made)
    assert [a.text() for a in made.menu().actions()] == ["合并"]
