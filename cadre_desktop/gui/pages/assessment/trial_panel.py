"""试算 — what the chosen line of the workshop would be with another result, ratio, union of units or given number."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from cadre_desktop.gui.forms.enter_moves_on import EnterMovesOn
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.combo import Combo, Spin
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import boxed, column, flow, row
from cadre_desktop.gui.widgets.section_box import SectionBox
from cadre_desktop.rules.unit_results import UNIT_GRADE_LABELS
from cadre_desktop.services.quota_workshop import Draft, Share, WorkshopRow

_AS_FILED = "按已登记"
_NO_SEATS = -1


class TrialPanel(SectionBox):
    """Changes a draft and says so; the page reckons and shows.  Nothing here is stored."""

    changed = Signal()

    def __init__(self, see: Callable[[str], object]) -> None:
        super().__init__("试算（不保存）")
        self.draft = Draft()
        self._row: WorkshopRow | None = None
        self._filling = False
        self.result = Combo(name="单位绩效等次")
        self.result.addItems([_AS_FILED, *UNIT_GRADE_LABELS.values()])
        self.percent = Spin(name="比例")
        self.percent.setRange(0, 100)
        self.percent.setSuffix("%")
        self.union = QLineEdit()
        self.union.setAccessibleName("合并范围")
        self.union.setPlaceholderText("同名的单位合并计算")
        self.union.setMaxLength(60)
        self.union.setFixedWidth(tokens().px(170))
        self.seats = Spin(name="上级核定名额")
        self.seats.setRange(_NO_SEATS, 9999)
        self.seats.setSpecialValueText("不核定")
        self.reset_button = button("还原", self.reset, tip="去掉全部试算")
        self.proof = label("", wrap=True)
        self.source = label("", "small", wrap=True)
        self.moves = label("", "soft", wrap=True)
        self.base_button = button("看应参加人员", lambda: see("base"), kind="link")
        self.used_button = button("看已评优秀人员", lambda: see("used"), kind="link")
        self.left_out_button = button("看不计入人员", lambda: see("left_out"), kind="link")
        self._build()
        self.result.activated.connect(lambda _i: self._on_result())
        self.percent.valueChanged.connect(lambda _v: self._on_share())
        self.union.editingFinished.connect(self._on_share)
        self.seats.valueChanged.connect(lambda _v: self._on_share())
        self.show_row(None)

    def _build(self) -> None:
        fields: list[tuple[str, QWidget]] = [("单位绩效等次", self.result), ("比例", self.percent)]
        fields += [("合并范围", self.union), ("上级核定名额", self.seats)]
        parts = [boxed(row(_caption(words, field), field, gap=6)) for words, field in fields]
        self.add_action(self.reset_button)
        self.inputs = flow(*parts, gap=16)
        self.links = boxed(row(self.base_button, self.used_button, self.left_out_button, None, gap=14))
        self.add(column(self.inputs, self.proof, self.source, self.links, self.moves, gap=4))
        EnterMovesOn(self)

    def show_row(self, chosen: WorkshopRow | None) -> None:
        """Show a line of the workshop, as it is tried now."""
        self._row, self._filling = chosen, True
        for widget in (self.inputs, self.source, self.links):
            widget.setVisible(chosen is not None)
        if chosen is None:
            self.proof.setText("在上面的表里选一行，可以改单位绩效等次、比例、合并范围或核定名额，看名额怎么变。")
        else:
            self._show(chosen)
        self._filling = False

    def _show(self, chosen: WorkshopRow) -> None:
        share = self.draft.shares.get(chosen.cells[0])
        results = {self.draft.results.get(unit.id, "") for unit in chosen.units}
        codes = ["", *UNIT_GRADE_LABELS]
        self.result.setCurrentIndex(codes.index(results.pop()) if len(results) == 1 else 0)
        self.percent.setValue(round(float(chosen.percent)))
        joined = len(chosen.units) > 1 or bool(share and share.pool_name)
        self.union.setText(share.pool_name if share else chosen.unit_label if joined else "")
        self.seats.setValue(_NO_SEATS if share is None or share.seats is None else share.seats)
        self.proof.setText(chosen.proof)
        self.source.setText(f"依据：{chosen.source}")
        self.base_button.setText(f"看应参加的 {len(chosen.base_people)} 人")
        self.used_button.setText(f"看已评的 {len(chosen.used_people)} 人")
        self.left_out_button.setText(f"看不计入的 {len(chosen.left_out)} 人")
        for made, people in (
            (self.base_button, chosen.base_people),
            (self.used_button, chosen.used_people),
            (self.left_out_button, chosen.left_out),
        ):
            made.setEnabled(bool(people))

    def show_moves(self, sentences: list[str]) -> None:
        """Tell which seats move by what is tried."""
        self.moves.setText("\n".join(sentences))
        self.moves.setVisible(bool(sentences))
        self.reset_button.setEnabled(not self.draft.is_empty)

    def reset(self) -> None:
        """Give up everything that is tried."""
        self.draft = Draft()
        self.changed.emit()

    def _on_result(self) -> None:
        if self._row is None or self._filling:
            return
        code = ["", *UNIT_GRADE_LABELS][self.result.currentIndex()]
        results = dict(self.draft.results)
        for unit in self._row.units:
            results.pop(unit.id, None)
            if code:
                results[unit.id] = code
        self.draft = Draft(results, self.draft.shares)
        self.changed.emit()

    def _on_share(self) -> None:
        if self._row is None or self._filling:
            return
        seats = None if self.seats.value() == _NO_SEATS else self.seats.value()
        share = Share(self.percent.value(), self.union.text().strip(), seats)
        if all(self.draft.shares.get(cell) == share for cell in self._row.cells):
            return
        if self._row.cells[0] not in self.draft.shares and share == self._as_it_is():
            return
        self.draft = self.draft.with_share(self._row.cells, share)
        self.changed.emit()

    def _as_it_is(self) -> Share | None:
        """Return the share the line has without anything tried."""
        if self._row is None:
            return None
        name = self._row.unit_label if len(self._row.units) > 1 else ""
        return Share(round(float(self._row.percent)), name)


def _caption(words: str, field: QWidget) -> QWidget:
    made = label(words, "field")
    made.setBuddy(field)
    return made
