"""推算依据: what a rule found and why, the records it looked at, and the texts with their version it rests on."""

from typing import Any

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QDialog, QWidget

from cadre_desktop.gui.clipboard import brief
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button, set_usable
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import boxed, column, row, scrolled
from cadre_desktop.gui.widgets.section_box import SectionBox
from cadre_desktop.gui.widgets.short_table import ShortTable
from cadre_desktop.gui.widgets.table_model import PlainRow, PlainTableModel, TableColumn
from cadre_desktop.records import BY_KEY
from cadre_desktop.rules.explained import Explained, Input
from cadre_desktop.rules.settings import CONFIDENCE_LABELS, Constant
from cadre_desktop.services.filed_places import FiledPlace, filed_places
from cadre_desktop.services.rule_words import value_words

_INPUTS = (
    TableColumn("label", "项目", 130, stretch=1, least=90),
    TableColumn("text", "内容", 190, stretch=2, least=110),
    TableColumn("record", "来源记录", 200, stretch=2, least=110),
)
_TEXTS = (
    TableColumn("label", "规定", 190, stretch=2, least=110),
    TableColumn("value", "采用值", 90, stretch=1, least=70),
    TableColumn("source", "依据", 200, stretch=2, least=110),
    TableColumn("since", "施行日期", 100),
    TableColumn("confidence", "核对情况", 100),
)


class ExplainDialog(QDialog):
    """Shows one `Explained`; a line of what went in opens its record."""

    def __init__(self, desk: Desk, parent: QWidget | None, title: str, found: Explained[Any]) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"推算依据 — {title}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.found = found
        self._desk, self._title = desk, title
        self._places = filed_places(desk.db, found.records)
        self.sentence = label(found.sentence, "strong", wrap=True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.inputs = PlainTableModel(_INPUTS)
        self.inputs.set_rows(self._input_row(number, one) for number, one in enumerate(found.inputs))
        self.texts = PlainTableModel(_TEXTS)
        self.texts.set_rows(_text_row(number, text) for number, text in enumerate(found.texts))
        self.input_table = ShortTable(self.inputs, name="推算自", most_rows=8)
        self.input_table.opened.connect(self._open)
        self.input_table.chosen.connect(self._show_choice)
        self._build()
        self._show_choice()
        self.resize(tokens().px(800), tokens().px(560))

    def _build(self) -> None:
        self.open_button = button("打开来源记录", self._open_chosen, icon="roster", tip="Enter")
        self.copy_button = button("复制说明", self.copy)
        went_in = SectionBox("推算自", self.input_table)
        if not self.found.inputs:
            went_in.add(label("没有用到登记的内容。", "soft"))
            self.input_table.hide()
        rests_on = SectionBox("采用的规定")
        if self.found.texts:
            rests_on.add(ShortTable(self.texts, name="采用的规定", most_rows=8))
            rests_on.add(label("规定的数值和版本在“设置与备份 › 规则设置”里，可按本县文件修改。", "small", wrap=True))
        else:
            rests_on.add(label("这一项只是日期的比较，没有用到可设置的规定。", "soft", wrap=True))
        inner = column(label(self.found.rule, "section"), self.sentence, went_in, rests_on, None, gap=12)
        area = scrolled(boxed(inner), name="推算依据")
        foot = row(self.copy_button, self.open_button, None, button("关闭", self.reject, kind="primary", tip="Esc"))
        body = column(area, foot, gap=12, margins=(20, 16, 20, 14))
        body.setStretch(0, 1)
        self.setLayout(body)

    def _input_row(self, number: int, one: Input) -> PlainRow:
        place = self._places.get(one.record)
        if place is not None:
            record = Cell(f"{place.kind_title}：{place.text}", "primary", tip=place.text)
        else:
            record = Cell("已删除" if one.record else "—", "muted")
        return PlainRow(str(number), (one.label, Cell(one.text, tip=one.text), record))

    def _chosen(self) -> FiledPlace | None:
        chosen = self.input_table.current_id()
        return self._places.get(self.found.inputs[int(chosen)].record) if chosen else None

    def _show_choice(self) -> None:
        set_usable(self.open_button, "" if self._chosen() else "请先在“推算自”里选一行有来源记录的内容")

    def _open_chosen(self) -> None:
        self._open(self.input_table.current_id() or "")

    def _open(self, row_id: str) -> None:
        with errors_shown(self):
            place = self._places.get(self.found.inputs[int(row_id)].record) if row_id else None
            if place is not None:
                open_record(self._desk, self, BY_KEY[place.kind_key], place.record_id)

    def copy(self) -> None:
        """Put the explanation into the clipboard, to be pasted into a paper."""
        data = QMimeData()
        data.setText(in_words(self._title, self.found))
        brief().put(data)
        self._desk.tell("推算依据已复制")


def explain(desk: Desk, parent: QWidget | None, title: str, found: Explained[Any]) -> ExplainDialog:
    """Open the explanation of a result."""
    dialog = ExplainDialog(desk, parent, title, found)
    dialog.open()
    return dialog


def in_words(title: str, found: Explained[Any]) -> str:
    """Write an explanation as lines of text."""
    lines = [f"{title}：{found.sentence}", f"规则：{found.rule}"]
    lines += [f"{one.label}：{one.text}" for one in found.inputs]
    lines += [f"依据：{text.label}{value_words(text)}，{text.citation}" for text in found.texts]
    return "\n".join(lines)


def _text_row(number: int, text: Constant) -> PlainRow:
    value, doubt = value_words(text), CONFIDENCE_LABELS[text.confidence]
    sure = Cell(doubt.partition("，")[0], "" if text.confidence == "C" else "warn", tip=text.remark or doubt)
    cells = (
        Cell(text.label, tip=text.remark or text.label), Cell(value, tip=value), Cell(text.source, tip=text.source),
        f"{text.valid_from:%Y.%m.%d}", sure,
    )  # fmt: skip
    return PlainRow(str(number), cells)
