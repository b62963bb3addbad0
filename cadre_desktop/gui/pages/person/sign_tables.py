"""The evidence beside the portrait: signs for and against with their sources, and both sides where they disagree."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from cadre_desktop.formats.values import shown
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.labels import Badge, label
from cadre_desktop.gui.widgets.layouts import boxed, clear, column, row
from cadre_desktop.gui.widgets.section_box import SectionBox
from cadre_desktop.gui.widgets.short_table import ShortTable
from cadre_desktop.gui.widgets.table_model import PlainRow, PlainTableModel, TableColumn
from cadre_desktop.services.portraits import DimensionView, SignView

NO_SOURCE = "没有来源"


class SignTable(SectionBox):
    """One side of the evidence; emits `opened` with a sign's id."""

    opened = Signal(str)

    def __init__(self, title: str, *, negative: bool = False, most_rows: int = 6) -> None:
        super().__init__(title, framed=False)
        self._caption, self._negative = title, negative
        columns = [
            TableColumn("dimension", "维度", 84),
            TableColumn("fact", "具体表现", 170, stretch=3),
            TableColumn("source", "来源", 120, stretch=2),
            TableColumn("on", "日期", 104),
        ]
        if negative:
            columns.append(TableColumn("reply", "本人说明", 110, stretch=1))
        self.model = PlainTableModel(columns)
        self.table = ShortTable(self.model, name=title, most_rows=most_rows)
        self.table.opened.connect(self.opened)
        self.none_label = label("没有登记。", "soft")
        self.add(self.none_label)
        self.add(self.table)

    def show_dimensions(self, dimensions: Iterable[DimensionView]) -> None:
        """Show the side's signs, dimension by dimension."""
        rows = [
            self._row(view.dimension.label, sign)
            for view in dimensions
            for sign in (view.negative if self._negative else view.positive)
        ]
        self.model.set_rows(rows)
        n = len(rows)
        self.set_title(f"{self._caption}（{n}）" if n else self._caption)
        self.none_label.setVisible(not n)
        self.table.setVisible(bool(n))

    def _row(self, dimension: str, sign: SignView) -> PlainRow:
        fact = Cell(" ".join(sign.text.split()), tip=f"{sign.text}\n对照清单：{sign.item}" if sign.item else sign.text)
        source = (
            Cell(sign.source_text, tip=sign.source_text) if sign.source_text else Cell(NO_SOURCE, "warn", badge=True)
        )
        cells: list[Cell | str] = [dimension, fact, source, shown(sign.on)]
        if self._negative:
            cells.append(Cell(" ".join(sign.reply.split()), tip=sign.reply))
        return PlainRow(sign.id, tuple(cells))


class Contradictions(QWidget):
    """Dimensions where both sides speak: side by side, neither taken off the other."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = column(gap=8)
        self.setLayout(self._lines)

    def show_dimensions(self, dimensions: Sequence[DimensionView]) -> None:
        """Show one line a dimension; nothing when nowhere both sides speak."""
        clear(self._lines)
        self.setVisible(bool(dimensions))
        if dimensions:
            self._lines.addWidget(label("正反两面都有的维度", "section"))
        for view in dimensions:
            left = _side(f"{view.dimension.label} 正面", "primary", view.positive)
            right = _side(f"{view.dimension.label} 反面", "warn", view.negative)
            both = row(left, right, gap=12)
            both.setStretch(0, 1)
            both.setStretch(1, 1)
            self._lines.addWidget(boxed(both))


def _side(title: str, tone: str, signs: Iterable[SignView]) -> QFrame:
    frame = QFrame()
    frame.setProperty("panel", "card")
    badge = Badge(title, "warn" if tone == "warn" else "primary")
    lines = [label(f"{_one_line(sign)}", wrap=True) for sign in signs]
    frame.setLayout(column(row(badge, None), *lines, None, gap=4, margins=(10, 8, 10, 8)))
    return frame


def _one_line(sign: SignView) -> str:
    source = sign.source_text or NO_SOURCE
    reply = f" 本人说明：{sign.reply}" if sign.reply else ""
    return f"{sign.text}（{source}）{reply}"
