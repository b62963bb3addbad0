"""What the roster is narrowed by: the search line, three choosers, and a panel with all the other conditions."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QPushButton, QWidget

from cadre_desktop.gui.pages.roster.filter_words import condition_words
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.combo import Combo
from cadre_desktop.gui.widgets.layouts import boxed, column, flow, row
from cadre_desktop.gui.widgets.search_box import SearchBox
from cadre_desktop.records.cadre import CadreState, Identity
from cadre_desktop.records.rows import Link
from cadre_desktop.records.summary import missing_parts
from cadre_desktop.records.vocab import AssessmentGrade, FourGrade, PoliticalStatus, PostLevel, RankName, Sex

Filters = tuple[tuple[str, Any], ...]
Option = tuple[str, Any]

_YEARS_IN_POST = (3, 5, 8, 10)
_AGES = (30, 35, 40, 45, 50, 55)
_MONTHS = (3, 6, 12)
_TICKS = ("incomplete", "without_term", "without_file", "without_political", "leaders")


class FilterCombo(Combo):
    """Chooses one value of one condition, or none; emits `picked` when the person does."""

    picked = Signal()

    def __init__(self, condition: str, anything: str, options: Iterable[Option]) -> None:
        super().__init__(name=anything)
        self.condition, self._anything = condition, anything
        self._values: list[Any] = []
        self.set_options(options)
        self.activated.connect(lambda _index: self.picked.emit())

    def set_options(self, options: Iterable[Option]) -> None:
        """Offer other values; the one that was chosen stays chosen if it is still there."""
        before = self.value()
        listed = list(options)
        self.clear()
        self.addItem(self._anything)
        self.addItems([words for words, _ in listed])
        self._values = [value for _, value in listed]
        self.set_value(before)

    def value(self) -> Any:
        """Return the chosen value, None for no matter which."""
        index = self.currentIndex()
        return self._values[index - 1] if index > 0 else None

    def set_value(self, value: Any) -> bool:
        """Choose a value quietly; False when it is not offered."""
        wanted = getattr(value, "id", value)
        ids = [getattr(v, "id", v) for v in self._values]
        self.setCurrentIndex(ids.index(wanted) + 1 if value is not None and wanted in ids else 0)
        return value is None or wanted in ids


class MorePanel(QFrame):
    """The conditions that are used less often; emits `changed`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", "card")
        self.combos = {c.condition: c for c in _more_combos()}
        self.ticks = {name: QCheckBox(condition_words(name, True)) for name in _TICKS}
        for combo in self.combos.values():
            combo.picked.connect(self.changed)
        for tick in self.ticks.values():
            tick.clicked.connect(lambda _on: self.changed.emit())
        self.clear_button = button("清除这些条件", self._clear, kind="link")
        lines = (flow(*self.combos.values()), flow(*self.ticks.values(), self.clear_button, gap=14))
        self.setLayout(column(*lines, gap=8, margins=(12, 8, 12, 8)))

    def filters(self) -> Filters:
        """Return the conditions that are on."""
        chosen = [(name, combo.value()) for name, combo in self.combos.items() if combo.value() is not None]
        return (*chosen, *((name, True) for name, tick in self.ticks.items() if tick.isChecked()))

    def set_value(self, name: str, value: Any) -> bool:
        """Show one condition quietly; False when the panel cannot."""
        if name in self.ticks:
            self.ticks[name].setChecked(bool(value))
            return True
        return name in self.combos and self.combos[name].set_value(value)

    def reset(self) -> None:
        """Take all conditions off quietly."""
        for combo in self.combos.values():
            combo.set_value(None)
        for tick in self.ticks.values():
            tick.setChecked(False)

    def _clear(self) -> None:
        self.reset()
        self.changed.emit()


class FilterBar(QWidget):
    """Search, choosers and panel in one; emits `changed` once per act of the person."""

    changed = Signal()

    def __init__(self, *right: QPushButton) -> None:
        super().__init__()
        self.search = SearchBox("搜姓名、拼音首字母（如 zsy）、单位、职务、身份证号末几位", name="搜索干部")
        self.units = FilterCombo("unit", "全部单位", ())
        self.ranks = FilterCombo("rank", "全部职级", _labelled(RankName))
        self.grades = FilterCombo("last_grade", "全部考核等次", _labelled(AssessmentGrade))
        self.more = MorePanel()
        self.more.hide()
        self.more_button = button("更多筛选", icon="filter", tip="性别、政治面貌、任职年限等条件")
        self.more_button.setCheckable(True)
        self.more_button.toggled.connect(self.more.setVisible)
        self.search.searched.connect(lambda _text: self.changed.emit())
        for combo in self._combos():
            combo.picked.connect(self.changed)
        self.more.changed.connect(self._more_changed)
        self.search.setMaximumWidth(tokens().px(300))
        bar = row(self.search, flow(*self._combos(), self.more_button), None, *right)
        bar.setStretch(0, 2)
        self.setLayout(column(boxed(bar), self.more, gap=8))

    def _combos(self) -> Sequence[FilterCombo]:
        return (self.units, self.ranks, self.grades)

    def set_units(self, units: Iterable[Link]) -> None:
        """Offer these units."""
        self.units.set_options((unit.text, unit) for unit in units)

    @property
    def text(self) -> str:
        """What is searched for."""
        return self.search.text().strip()

    def filters(self) -> Filters:
        """Return every condition that is on."""
        chosen = tuple((c.condition, c.value()) for c in self._combos() if c.value() is not None)
        return chosen + self.more.filters()

    def show_filters(self, text: str, filters: Filters) -> Filters:
        """Show exactly these quietly; return those that no chooser here stands for."""
        self.search.set_quietly(text)
        for combo in self._combos():
            combo.set_value(None)
        self.more.reset()
        mine = {combo.condition: combo for combo in self._combos()}
        left = []
        for name, value in filters:
            known = mine[name].set_value(value) if name in mine else self.more.set_value(name, value)
            if not known:
                left.append((name, value))
        self._count_more()
        return tuple(left)

    def _more_changed(self) -> None:
        self._count_more()
        self.changed.emit()

    def _count_more(self) -> None:
        n = len(self.more.filters())
        self.more_button.setText(f"更多筛选（{n}）" if n else "更多筛选")
        self.more_button.setAccessibleName(self.more_button.text())


def _labelled(choices: Any) -> list[Option]:
    return [(choice.label, choice) for choice in choices]


def _more_combos() -> list[FilterCombo]:
    nothing: defaultdict[str, Any] = defaultdict(lambda: None)
    parts = missing_parts(nothing, nothing)
    return [
        FilterCombo("level", "全部职务层次", _labelled(PostLevel)),
        FilterCombo("political_grade", "全部政治素质等次", _labelled(FourGrade)),
        FilterCombo("sex", "全部性别", _labelled(Sex)),
        FilterCombo("political_status", "全部政治面貌", _labelled(PoliticalStatus)),
        FilterCombo("identity", "全部身份类别", _labelled(Identity)),
        FilterCombo("state", "在职（默认）", _labelled(s for s in CadreState if s is not CadreState.SERVING)),
        FilterCombo("post_years", "现职年限不限", [(f"现职满{n}年", n) for n in _YEARS_IN_POST]),
        FilterCombo("age_at_most", "年龄不限", [(f"{n}岁以下", n) for n in _AGES]),
        FilterCombo("not_talked_months", "谈话不限", [(f"近{n}个月未谈话", n) for n in _MONTHS]),
        FilterCombo("missing", "所缺资料不限", [(f"缺{part}", part) for part in parts]),
    ]
