"""The style sheet and palette of the whole program, filled in from the tokens."""

import re
from dataclasses import asdict
from string import Template

from PySide6.QtGui import QColor, QPalette

from cadre_desktop.gui.style.tokens import Tokens
from cadre_desktop.paths import resource

_MEASURE = re.compile(r"\[(-?\d+(?:\.\d+)?)\]")


def stylesheet(tokens: Tokens) -> str:
    """Fill resources/styles/app.qss: $name is a token, [12] a measure in pixels that grows with the text."""
    text = resource("styles/app.qss").read_text("utf-8")
    text = _MEASURE.sub(lambda m: f"{tokens.px(float(m[1]))}px", text)
    # A control's height includes its border of 1 px; the style sheet wants the height within.
    return Template(text).substitute(asdict(tokens), inner_control=tokens.control - 2)


def palette(tokens: Tokens) -> QPalette:
    """Return the palette for what the style sheet leaves to Fusion."""
    made = QPalette()
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.bg,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.surface2,
        role.Text: tokens.text,
        role.PlaceholderText: tokens.text3,
        role.Button: tokens.surface,
        role.ButtonText: tokens.text,
        role.Highlight: tokens.primary,
        role.HighlightedText: tokens.on_primary,
        role.ToolTipBase: tokens.surface,
        role.ToolTipText: tokens.text,
        role.Link: tokens.primary,
        role.LinkVisited: tokens.primary,
        role.Accent: tokens.primary,
    }
    for key, colour in colours.items():
        made.setColor(key, QColor(colour))
    for key in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, key, QColor(tokens.off_text))
    return made
