"""规则设置: every number of laws and local rules, where it comes from, and the county's own in its place."""

from datetime import date
from typing import Any

from cadre_desktop.errors import InvalidInput, NotAllowed, Problem
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.dialogs.ask import file_name
from cadre_desktop.gui.dialogs.rule_dialogs import RuleHistoryDialog, TakeRulesDialog
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.step_dialog import StepDialog, Values, step_field
from cadre_desktop.gui.page import Page
from cadre_desktop.gui.widgets.buttons import button, set_usable
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.combo import Combo
from cadre_desktop.gui.widgets.data_table import DataTable
from cadre_desktop.gui.widgets.empty_state import EmptyState
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import flow, row
from cadre_desktop.gui.widgets.notice import Notice
from cadre_desktop.gui.widgets.page_header import PageHeader
from cadre_desktop.gui.widgets.search_box import SearchBox
from cadre_desktop.gui.widgets.section_box import SectionBox
from cadre_desktop.gui.widgets.table_area import TableArea
from cadre_desktop.gui.widgets.table_model import PlainRow, PlainTableModel, TableColumn
from cadre_desktop.records.desk import UnitSetting
from cadre_desktop.records.rule_files import CountyRules, shipped
from cadre_desktop.rules.settings import CONFIDENCE_LABELS, Constant, RuleBook
from cadre_desktop.services import rule_book
from cadre_desktop.services.rule_book import Identity, identity
from cadre_desktop.services.rule_words import allowed_words, in_force, parse_value, typed_words, value_words
from cadre_desktop.storage.audit import Changes

RULE_FILES = "规则文件 (*.toml *.json)"
_ALL, _OWN, _DOUBTFUL, _NOW = "全部", "本县设置的", "未核对原文的", "现行的"
_COLUMNS = (
    TableColumn("label", "规则", 260, stretch=3, least=150),
    TableColumn("value", "值", 120, stretch=2, least=70),
    TableColumn("since", "施行日期", 108),
    TableColumn("source", "依据", 220, stretch=2, least=110),
    TableColumn("confidence", "核对情况", 106),
    TableColumn("whose", "采用", 92),
)


class RulesPage(Page):
    """Values are never overwritten: the county's own text stands beside the shipped one and holds from its day."""

    title = "规则设置"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._county = CountyRules()
        self._book = shipped()
        self._texts: dict[str, Constant] = {}
        self._build()
        desk.bus.changed.connect(self._on_changed)
        self.refresh()

    def _build(self) -> None:
        self.header = PageHeader(self.title, "比例、年限、月数等规定；本县另有规定的，以本县设置为准")
        self.header.add_action(button("历史…", self.show_history, icon="history", tip="每次修改，并可退回"))
        self.header.add_action(button("接收文件…", self.take_file, icon="import", tip="先看差异，再决定是否采用"))
        self.header.add_action(button("送出文件…", self.send_file, icon="export", tip="给其他单位使用"))
        self.edit_button = button("设本县的值…", self.edit, kind="primary", icon="edit", shortcut="Ctrl+N")
        self.header.add_action(self.edit_button)
        self.notice = Notice("", "warn")
        self.search = SearchBox("搜规则、值或依据")
        self.search.searched.connect(lambda _text: self.refresh())
        self.subjects, self.which = Combo(name="按主题筛选"), Combo(name="显示哪些")
        self._subject_keys = sorted(shipped().titles, key=lambda key: shipped().titles[key])
        self.subjects.addItems(["全部主题", *(shipped().titles[key] for key in self._subject_keys)])
        self.which.addItems([_NOW, _ALL, _OWN, _DOUBTFUL])
        for combo in (self.subjects, self.which):
            combo.activated.connect(lambda _i: self.refresh())
        self.model = PlainTableModel(_COLUMNS)
        self.table = DataTable(self.model, name=self.title)
        self.table.chosen.connect(self._show_chosen)
        self.table.opened.connect(lambda _id: self.edit())
        self.detail = label("", wrap=True)
        self.detail_box = SectionBox("依据和差异", self.detail)
        self.drop_button = button("取消本县的值…", self.drop)
        self.detail_box.add_action(self.drop_button)
        self.total_label = label("", "soft")
        box = self.page_layout()
        box.addWidget(self.header)
        box.addWidget(self.notice)
        box.addWidget(flow(self.subjects, self.which, self.search))
        nothing = EmptyState("没有符合条件的规则", "换个主题或搜索词再看。")
        box.addWidget(TableArea(self.table, nothing), 1)
        box.addWidget(self.detail_box)
        box.addLayout(row(self.total_label, None))

    def main_input(self) -> SearchBox:
        return self.search

    # what is shown

    def refresh(self) -> None:
        with errors_shown(self):
            self._county = rule_book.county_rules(self.desk.db)
            self._book = rule_book.rule_book(self.desk.db)
            chosen = self._chosen()
            shown = [text for text in self._all_texts() if self._is_wanted(text)]
            self._texts = {_row_id(text): text for text in shown}
            self.model.set_rows(self._row(text) for text in shown)
            if chosen is not None:
                self._choose_again(chosen)
            own = len(self._county.book.constants)
            self.total_label.setText(f"显示 {len(shown)} 条，本县设置 {own} 条")
            unfit = "、".join(f"“{text.label}”" for text in self._county.unfit)
            self.notice.set_notice(f"本版本已没有这些规则，原来设置的值没有采用：{unfit}。" if unfit else "", "warn")
            self._show_chosen()

    def _choose_again(self, chosen: Constant) -> None:
        """Stay on the same text, or on what stands for the same case now."""
        same = [row_id for row_id, text in self._texts.items() if identity(text)[:2] == identity(chosen)[:2]]
        row_id = _row_id(chosen)
        if row_id in self._texts or same:
            self.table.select_id(row_id if row_id in self._texts else same[0])

    def _all_texts(self) -> list[Constant]:
        """List the shipped texts and the county's own, case by case, the newest of a case first."""
        every = RuleBook((*shipped().constants, *self._county.book.constants), shipped().titles)
        cases = dict.fromkeys((text.key, text.applies_to) for text in every.constants)
        return [text for key, case in cases for text in reversed(every.versions(key, case))]

    def _is_wanted(self, text: Constant) -> bool:
        subject = self._subject_keys[self.subjects.currentIndex() - 1] if self.subjects.currentIndex() > 0 else ""
        if subject and text.key.partition(".")[0] != subject:
            return False
        which = self.which.currentText()
        if which == _OWN and not self._is_own(text):
            return False
        if which == _DOUBTFUL and text.confidence == "C":
            return False
        if which == _NOW and not (self._holds(text) or self._is_own(text)):
            return False
        words = self.search.text().strip()
        return words in f"{text.label}{value_words(text)}{text.source}{text.remark}"

    def _is_own(self, text: Constant) -> bool:
        return text in self._county.book.constants

    def _holds(self, text: Constant) -> bool:
        return in_force(self._book.versions(text.key, text.applies_to), self.desk.db.now().date()) == text

    def _row(self, text: Constant) -> PlainRow:
        words = value_words(text)
        doubt = CONFIDENCE_LABELS[text.confidence]
        short = doubt.partition("，")[0]
        sure = Cell(short) if text.confidence == "C" else Cell(short, "warn", tip=doubt)
        cells = (
            Cell(text.label, tip=text.remark or text.label), Cell(words, tip=words), f"{text.valid_from:%Y.%m.%d}",
            Cell(text.source, tip=text.source), sure, self._whose(text),
        )  # fmt: skip
        return PlainRow(_row_id(text), cells)

    def _whose(self, text: Constant) -> Cell:
        if self._is_own(text):
            later = text.valid_from > self.desk.db.now().date()
            return Cell("本县（将施行）" if later else "本县", "primary", badge=True)
        return Cell("随程序") if self._holds(text) else Cell("不再采用", "muted")

    def _chosen(self) -> Constant | None:
        return self._texts.get(self.table.current_id() or "")

    def _show_chosen(self) -> None:
        text = self._chosen()
        set_usable(self.edit_button, "" if text else "请先在表里选一条规则")
        self.drop_button.setVisible(text is not None and self._is_own(text))
        self.detail.setText(
            self._explained(text) if text else "选一条规则，这里说明它的依据、可填的范围和与随程序规定的差异。"
        )

    def _explained(self, text: Constant) -> str:
        lines = [f"{text.label}：{value_words(text)}。依据：{text.citation}"]
        if text.remark:
            lines.append(f"说明：{text.remark}")
        if text.least is not None or text.most is not None:
            lines.append(f"可填范围：{_bound(text.least)}至{_bound(text.most)}{text.unit}")
        if words := allowed_words(text):
            lines.append(f"可填：{'、'.join(words)}")
        usual = in_force(shipped().versions(text.key, text.applies_to), text.valid_from)
        if self._is_own(text) and usual is not None:
            lines.append(
                f"随程序的规定：{value_words(usual)}（{usual.citation}）；本县从{text.valid_from:%Y.%m.%d}起改为{value_words(text)}"
            )
        return "\n".join(lines)

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(UnitSetting.__tablename__):
            self.refresh()

    # what can be done

    def edit(self) -> None:
        """Ask for the county's own value of the chosen rule: from when, by which paper, and why."""
        with errors_shown(self):
            text = self._chosen()
            if text is None:
                raise NotAllowed("还没有选规则。", hint="请先在表里选一条。")
            own = self._is_own(text)
            fields = (
                step_field("value", str, f"值{f'（{text.unit}）' if text.unit else ''}", help=_how_to_fill(text)),
                step_field("since", date, "施行日期"),
                step_field("source", str, "依据", help="文件名称和文号"),
                step_field("reason", str, "修改原因", help="记入操作日志"),
            )
            start = {"value": typed_words(text), "since": text.valid_from if own else self.desk.db.now().date()}
            if own:
                start["source"] = text.source
            words = f"“{text.label}”\n现为{value_words(text)}，{text.citation}。{_how_to_fill(text)}"
            StepDialog(
                self.window(), "保存本县的值", fields, lambda given: self._keep(text, given), words=words, start=start
            ).open()

    def _keep(self, text: Constant, given: Values) -> None:
        try:
            value = parse_value(text, given["value"])
        except ValueError as error:
            raise InvalidInput([Problem("value", str(error))]) from error
        own = Constant(
            text.key, text.label, value, given["source"].strip(), given["since"], "L", text.applies_to, text.unit,
            text.least, text.most,
        )  # fmt: skip
        try:
            rule_book.set_text(self.desk.db, own, reason=given["reason"])
        except InvalidInput as error:
            raise InvalidInput([Problem(_beside(one, text), one.message) for one in error.problems]) from error
        self.desk.tell(f"“{text.label}”已设为{value_words(own)}，自{own.valid_from:%Y.%m.%d}起")

    def drop(self) -> None:
        """Ask why, then give the chosen own value up."""
        with errors_shown(self):
            text = self._chosen()
            if text is None:
                return
            reason = self.desk.dialogs.ask_text(
                self, "取消本县的值", f"取消“{text.label}”的本县设置，恢复随程序的规定。原因"
            )
            if reason:
                which: Identity = identity(text)
                rule_book.drop_text(self.desk.db, which, reason=reason)
                self.desk.tell(f"已取消“{text.label}”的本县设置")

    def send_file(self) -> None:
        """Write the county's own values, or all, to a file for others."""
        with errors_shown(self):
            answers: list[tuple[str, str, Any]] = [("own", "只送本县设置的", "primary"), ("all", "送全部规则", "plain")]
            which = self.desk.dialogs.choose(
                self, "送出哪些规则？", answers, "文件里没有人员信息，可以直接交给其他单位。"
            )
            if not which:
                return
            suggested = file_name("规则设置", f"{self.desk.db.now():%Y%m%d}", suffix=".toml")
            path = self.desk.dialogs.pick_save_file(self, "送出规则文件", suggested, RULE_FILES)
            if path is not None:
                sent = rule_book.send_files(self.desk.db, path, everything=which == "all")
                self.desk.tell(f"已送出《{path.name}》，共 {sent} 条")

    def take_file(self) -> None:
        """Read a file somebody sent and show what it would change."""
        with errors_shown(self):
            path = self.desk.dialogs.pick_open_file(self, "接收规则文件", RULE_FILES)
            if path is not None:
                files = rule_book.read_files(path)
                TakeRulesDialog(self.desk, self.window(), path.name, files).open()

    def show_history(self) -> None:
        """Show every change and let one return to an earlier state."""
        with errors_shown(self):
            RuleHistoryDialog(self.desk, self.window()).open()


def _row_id(text: Constant) -> str:
    return f"{text.key}|{text.applies_to}|{text.valid_from}|{text.source}"


def _bound(limit: int | None) -> str:
    return "不限" if limit is None else str(limit)


def _how_to_fill(text: Constant) -> str:
    words = allowed_words(text)
    several = "几个值用分号分开。" if isinstance(text.value, tuple) else ""
    if words:
        return f"{several}可填：{'、'.join(words)}"
    if isinstance(text.value, bool):
        return "填“是”或“否”"
    return several


def _beside(problem: Problem, text: Constant) -> str:
    """Put a problem of the rule itself beside the value."""
    return "value" if problem.field == text.key else problem.field
