"""Step 2: which column of the sheet carries which field."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from cadre_desktop.formats.values import shown
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.dialogs.ask import file_name
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.combo import Combo, wide
from cadre_desktop.gui.widgets.labels import Badge, ElidedLabel, label
from cadre_desktop.gui.widgets.layouts import clear, column, flow, scrolled
from cadre_desktop.gui.widgets.notice import Notice
from cadre_desktop.gui.widgets.section_box import SectionBox
from cadre_desktop.gui.wizards.importing.run import ImportRun
from cadre_desktop.services import imports

MAP_FILES = "列对应文件 (*.json)"
LEFT_OUT = "（不导入）"
_SAMPLES = 3


class ColumnsStep(QWidget):
    """Emits `sheet_chosen`; `mapping` says what was changed by hand, `is_clear` whether it can be used."""

    sheet_chosen = Signal(str)
    changed = Signal()

    def __init__(self, desk: Desk, run: ImportRun) -> None:
        super().__init__()
        self.desk, self._run = desk, run
        self.combos: dict[str, Combo] = {}  # by the column's title
        self._badges: dict[str, Badge] = {}
        self._names: list[str] = [""]
        self._labels: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        self.sheets = Combo(name="工作表")
        self.sheets.activated.connect(lambda _i: self.sheet_chosen.emit(self.sheets.currentText()))
        self.notice = Notice()
        self.grid_holder = QWidget()
        self.grid = QGridLayout(self.grid_holder)
        self.grid.setContentsMargins(0, 0, 8, 0)
        self.grid.setHorizontalSpacing(14)
        self.grid.setVerticalSpacing(5)
        caption = label("工作表", "field")
        caption.setBuddy(self.sheets)
        bar = flow(
            caption,
            self.sheets,
            button("载入列对应…", self.load_map, icon="folder", tip="使用以前保存的列对应文件"),
            button("保存列对应…", self.save_map, icon="save", tip="存成文件，给别的电脑或下次使用"),
        )
        self.box = SectionBox("列对应", self.notice, bar)
        self.box.add(scrolled(self.grid_holder, name="列对应"), 1)
        self.setLayout(column(self.box))

    # what is shown

    def show_plan(self) -> None:
        """Show the columns of the plan at hand."""
        plan = self._run.current
        fields = imports.columns_of(self._run.kind)
        self._labels = {f.name: f.label for f in fields} | {"unit_and_post": "工作单位及职务"}
        self._names = ["", *self._labels]
        names = list(plan.source.sheet_names)
        self.sheets.clear()
        self.sheets.addItems(names)
        self.sheets.setCurrentText(plan.source.sheet.name)
        self.sheets.setEnabled(len(names) > 1)
        self._fill()

    def _fill(self) -> None:
        source = self._run.current.source
        by_index = {c.index: c.name for c in source.columns}
        clear(self.grid)
        self.combos, self._badges = {}, {}
        for at, words in enumerate(("表格里的列", "示例", "对应的字段", "")):
            self.grid.addWidget(label(words, "strong"), 0, at)
        for line, (index, title) in enumerate(sorted(source.table.titles.items()), start=1):
            if title in self.combos:
                continue
            self._add_line(line, title, self._sample(index), by_index.get(index, ""))
        self.grid.setRowStretch(self.grid.rowCount(), 1)
        for at, stretch in enumerate((3, 4, 4, 0)):
            self.grid.setColumnStretch(at, stretch)
        self._shown = dict(self.chosen)
        self._judge()

    def _add_line(self, line: int, title: str, sample: str, name: str) -> None:
        combo = wide(Combo(name=f"“{title}”对应的字段"))
        combo.addItems([LEFT_OUT, *(self._labels[n] for n in self._names[1:])])
        combo.setCurrentIndex(self._names.index(name) if name in self._names else 0)
        combo.activated.connect(partial(self._take_over, title))
        badge = Badge("")
        badge.setMinimumWidth(tokens().px(72))
        self.combos[title], self._badges[title] = combo, badge
        words = label(title.replace("/", " › "))
        words.setBuddy(combo)
        for at, widget in enumerate((words, ElidedLabel(sample, "soft"), combo, badge)):
            self.grid.addWidget(widget, line, at, Qt.AlignmentFlag.AlignVCenter)

    def _sample(self, index: int) -> str:
        """Return the first few different values of a column."""
        found: dict[str, None] = {}
        for row_ in self._run.current.source.table.rows:
            text = " ".join(shown(row_.raw[index]).split())
            if text:
                found[text] = None
            if len(found) == _SAMPLES:
                break
        return "、".join(found)

    # what was chosen

    @property
    def chosen(self) -> dict[str, str]:
        """The fields by title, "" for columns left out."""
        return {title: self._names[combo.currentIndex()] for title, combo in self.combos.items()}

    @property
    def mapping(self) -> Mapping[str, str] | None:
        """What the file has to be read with, None when nothing was changed here."""
        if self.chosen == self._shown:
            return None
        before = self._run.current.source.mapping or {}
        return {**before, **{t: n for t, n in self.chosen.items() if n != self._shown.get(t)}}

    @property
    def missing(self) -> list[str]:
        """The required fields no column carries, by label."""
        there = set(self.chosen.values())
        plan = self._run.current
        if self.chosen == self._shown:
            return list(plan.missing_columns)
        there |= {"unit", "post_title"} if "unit_and_post" in there else set()
        there |= {"unit"} if any(r.section for r in plan.source.table.rows) else set()
        there |= {"post_title"} if "rank" in there else set()
        return [f.label for f in imports.columns_of(self._run.kind) if f.required and f.name not in there]

    def _take_over(self, title: str, index: int) -> None:
        """Give a field to one column only: the one it was chosen for last."""
        for other, combo in self.combos.items():
            if index and other != title and combo.currentIndex() == index:
                combo.setCurrentIndex(0)
        self._judge()
        self.changed.emit()

    def _judge(self) -> None:
        for title, name in self.chosen.items():
            by_hand = self._shown.get(title) != name
            if not name:
                self._badges[title].set_badge("不导入", "neutral")
            else:
                self._badges[title].set_badge("手工" if by_hand else "自动", "primary" if by_hand else "ok")
        used = sum(1 for name in self.chosen.values() if name)
        self.box.set_title(f"列对应（{used} / {len(self.chosen)} 列会导入）")
        missing = "、".join(self.missing)
        self.notice.set_notice(f"还缺少必填的列：{missing}。请在下面指定，否则这些行会有问题。" if missing else "")

    # named maps

    def load_map(self) -> None:
        """Take the mapping of a file over."""
        with errors_shown(self):
            path = self.desk.dialogs.pick_open_file(self, "载入列对应", MAP_FILES)
            if path is None:
                return
            fields = imports.columns_of(self._run.kind)
            for title, name in imports.load_mapping(path, fields).items():
                if title in self.combos and name in self._names:
                    self.combos[title].setCurrentIndex(self._names.index(name))
                    self._take_over(title, self._names.index(name))

    def save_map(self) -> None:
        """Write the mapping to a file."""
        with errors_shown(self):
            suggested = file_name(self._run.kind.title, "列对应", suffix=".json")
            path = self.desk.dialogs.pick_save_file(self, "保存列对应", suggested, MAP_FILES)
            if path:
                imports.save_mapping(path, self.chosen)
                self.desk.tell(f"已保存列对应：{path.name}")
