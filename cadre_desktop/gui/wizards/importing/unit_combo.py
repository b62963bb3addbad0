"""Choosing a unit on file by typing a part of its name."""

from collections.abc import Sequence

from cadre_desktop.gui.widgets.combo import SearchableCombo, wide
from cadre_desktop.records.rows import Link


def unit_combo(name: str, hint: str, units: Sequence[Link]) -> SearchableCombo:
    """Make the chooser with nothing chosen; `hint` stands in the empty field."""
    combo = SearchableCombo(name=name)
    combo.addItems([unit.text for unit in units])
    combo.setCurrentIndex(-1)
    edit = combo.lineEdit()
    if edit is not None:
        edit.setPlaceholderText(hint)
    wide(combo)
    return combo
