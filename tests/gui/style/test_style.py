"""Style sheet, palette, fonts, icons and the switch to large text."""

import re

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QFont, QFontInfo, QIcon, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from cadre_desktop.gui.style import icons
from cadre_desktop.gui.style.fonts import FAMILIES, app_font, font
from cadre_desktop.gui.style.stylesheet import palette, stylesheet
from cadre_desktop.gui.style.theme import Theme, set_state, tokens
from cadre_desktop.gui.style.tokens import LARGE, NORMAL
from cadre_desktop.paths import resource


def _ink(image: QImage) -> int:
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(QColor.fromRgba(image.pixel(x, y)).alpha() > 40 for x, y in points)


def _drawn(name: str, colour: str, side: int = 18) -> QImage:
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    icons.paint_icon(painter, name, colour, QRectF(0, 0, side, side))
    painter.end()
    return image


def test_the_style_sheet_leaves_nothing_unfilled() -> None:
    text = stylesheet(NORMAL)
    assert "$" not in text
    assert not re.search(r"\[\d", text)


def test_the_style_sheet_names_only_colours_that_are_tokens() -> None:
    source = resource("styles/app.qss").read_text("utf-8")
    assert not re.findall(r"#[0-9A-Fa-f]{6}\b", source)


def test_every_picture_of_the_style_sheet_exists() -> None:
    names = re.findall(r"url\(icons:([^)]+)\)", stylesheet(NORMAL))
    assert len(names) > 10
    for name in names:
        assert resource(f"icons/{name}").is_file(), name


def test_large_text_makes_a_larger_style_sheet() -> None:
    assert "font-size: 12px" in stylesheet(NORMAL)
    assert "font-size: 15px" in stylesheet(LARGE)
    assert "font-size: 12px" not in stylesheet(LARGE)


def test_pictures_of_fixed_colour_use_token_colours() -> None:
    known = {c.upper() for c in (NORMAL.surface, NORMAL.field, NORMAL.off, NORMAL.strong, NORMAL.primary, NORMAL.text2)}
    known |= {NORMAL.off_text, NORMAL.primary_soft, NORMAL.on_primary}
    for path in resource("icons").glob("ui-*.svg"):
        used = set(re.findall(r"#[0-9A-Fa-f]{6}", path.read_text()))
        assert used <= known, path.name


def test_there_are_the_icons_pages_count_on() -> None:
    names = set(icons.icon_names())
    assert len(names) >= 45
    assert names >= {
        "home", "roster", "achievement", "politics", "talk", "assessment", "ledger", "report", "import", "settings",
        "add", "edit", "export", "print", "search", "filter", "columns", "backup", "history", "recycle", "lock",
        "user", "shield", "warning", "check", "cross", "clock", "calendar", "attachment", "arrow-left",
        "arrow-right", "chevron-down", "empty", "eye", "restore", "package",
    }  # fmt: skip


@pytest.mark.parametrize("name", icons.icon_names())
def test_every_icon_draws_something_within_its_square(name: str) -> None:
    image = _drawn(name, NORMAL.text)
    assert 12 <= _ink(image) <= 18 * 18 * 0.8


def test_icons_take_the_colour_they_are_given() -> None:
    image = _drawn("portrait", "#B3261E", 24)
    colours = {QColor.fromRgba(image.pixel(x, 20)).name() for x in range(8, 16)}
    assert colours == {"#b3261e"}


def test_an_unknown_icon_is_refused() -> None:
    with pytest.raises(FileNotFoundError):
        icons.icon("no-such-icon")


def test_an_icon_is_sharp_at_the_size_asked_for_and_grey_when_off() -> None:
    made = icons.icon("portrait", NORMAL.primary)
    assert made.pixmap(QSize(18, 18), 2.0).size() == QSize(36, 36)
    off = made.pixmap(QSize(24, 24), 1.0, QIcon.Mode.Disabled).toImage()
    wanted = QColor(NORMAL.off_text)
    assert abs(off.pixelColor(12, 21).red() - wanted.red()) <= 2  # premultiplied colours round


def test_the_program_has_a_picture_of_its_own() -> None:
    image = icons.app_icon().pixmap(QSize(64, 64), 1.0).toImage()
    assert image.pixelColor(10, 10).name() == NORMAL.nav.lower()
    assert image.pixelColor(4, 32).name() == NORMAL.gold.lower()


def test_a_chinese_face_is_found() -> None:
    assert QFontInfo(app_font(NORMAL)).family() in FAMILIES
    assert font(20, bold=True).bold()
    assert font(20).pixelSize() == 20
    assert font(0.2).pixelSize() == 1
    assert isinstance(font(14), QFont)


def test_qt_speaks_chinese(qtbot: QtBot) -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    words = {b.text() for b in box.buttons()}
    assert words == {"确定", "取消"}


def test_the_palette_follows_the_tokens() -> None:
    made = palette(NORMAL)
    assert made.color(QPalette.ColorRole.Window).name() == NORMAL.bg.lower()
    assert made.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text).name() == NORMAL.off_text.lower()


def test_switching_to_large_text_reaches_widgets_that_are_open(qtbot: QtBot, theme: Theme) -> None:
    line = QLineEdit()
    qtbot.addWidget(line)
    line.show()
    before = line.sizeHint().height()
    with qtbot.waitSignal(theme.changed):
        theme.set_large(True)
    assert (before, line.sizeHint().height()) == (NORMAL.control, LARGE.control)
    assert tokens() is LARGE
    assert QApplication.font().pixelSize() == LARGE.fs


def test_switching_to_the_size_in_force_does_nothing(qtbot: QtBot, theme: Theme) -> None:
    with qtbot.assertNotEmitted(theme.changed):
        theme.set_large(False)
    assert tokens() is NORMAL


def test_a_state_is_drawn_as_soon_as_it_is_set(qtbot: QtBot) -> None:
    line = QLineEdit("2021.13")
    qtbot.addWidget(line)
    line.resize(120, 32)
    line.show()
    set_state(line, "error", "true")
    assert line.grab().toImage().pixelColor(60, 0).name() == NORMAL.danger.lower()
    set_state(line, "error", "false")
    assert line.grab().toImage().pixelColor(60, 0).name() != NORMAL.danger.lower()


def test_the_focus_is_shown_by_two_pixels(qtbot: QtBot) -> None:
    made = QPushButton("预览")
    qtbot.addWidget(made)
    made.resize(80, 32)
    made.show()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    image = made.grab().toImage()
    assert [image.pixelColor(40, y).name() for y in (0, 1)] == [NORMAL.primary.lower()] * 2
    assert image.pixelColor(40, 2).name() != NORMAL.primary.lower()
