"""Plain values as table cells."""

from typing import Any

from cadre_desktop.formats.values import shown
from cadre_desktop.gui.tables.tones import tone_of
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.rules.id_number import mask
from cadre_desktop.storage.fields import Choice, Field


def cell_of(value: Any, *, align: str = "left") -> Cell:
    """Show a value: states as badges, long text on one line with the whole of it as a tip."""
    if isinstance(value, Choice) and (tone := tone_of(value)):
        return Cell(value.label, tone=tone, badge=True, sign=False)
    text = shown(value)
    line = " ".join(text.split())
    return Cell(line, align=align, tip=text if len(line) > 24 else "")


def field_cell(field: Field, value: Any) -> Cell:
    """Show the value of a field; numbers that identify a person are covered in lists."""
    if field.spec.covered and isinstance(value, str):
        return Cell(mask(value))
    return cell_of(value, align=align_of(field))


def align_of(field: Field) -> str:
    """Numbers stand to the right."""
    return "right" if field.type in (int, float) else "left"
