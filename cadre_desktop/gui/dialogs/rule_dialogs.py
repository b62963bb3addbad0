"""规则设置 taken in from a file after a look at the differences, and the history of its changes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from cadre_desktop.errors import InvalidInput
from cadre_desktop.formats.values import shown
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.editor import EditorContext
from cadre_desktop.gui.forms.enter_moves_on import EnterMovesOn
from cadre_desktop.gui.forms.step_dialog import step_field
from cadre_desktop.gui.forms.text_editors import TextEditor
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.combo import Combo
from cadre_desktop.gui.widgets.data_table import DataTable
from cadre_desktop.gui.widgets.empty_state import EmptyState
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import column, row
from cadre_desktop.gui.widgets.notice import Notice
from cadre_desktop.gui.widgets.table_area import TableArea
from cadre_desktop.gui.widgets.table_model import PlainRow, PlainTableModel, TableColumn
from cadre_desktop.records.rule_files import shipped
from cadre_desktop.rules.settings import Constant, RuleBook, load
from cadre_desktop.services import rule_book
from cadre_desktop.services.rule_book import RuleDifference, RuleFiles, RuleVersion
from cadre_desktop.services.rule_words import value_words

ADD, REPLACE = "增补到现有设置", "完全按文件（文件里没有的本县设置取消）"
_TONES = {"新增": "ok", "修改": "primary", "取消": "warn"}
_DIFFERENCES = (
    TableColumn("what", "差异", 70),
    TableColumn("label", "规则", 220, stretch=2, least=120),
    TableColumn("before", "原来", 110, stretch=1, least=60),
    TableColumn("after", "改为", 110, stretch=1, least=60),
    TableColumn("since", "施行日期", 108),
    TableColumn("source", "依据", 160, stretch=1, least=80),
)
_VERSIONS = (
    TableColumn("number", "次数", 56, "right"),
    TableColumn("at", "时间", 134),
    TableColumn("actor", "修改人", 84),
    TableColumn("reason", "原因", 200, stretch=1, least=100),
    TableColumn("n_texts", "本县设置", 84, "right"),
)


def difference_row(number: int, one: RuleDifference) -> PlainRow:
    """Write one difference; a text that is new stands against the shipped one it takes the place of."""
    text = one.text
    before = one.before or _usual(text)
    old, new = (value_words(side) if side is not None else "" for side in (before, one.after or _usual(text)))
    cells = (
        Cell(one.what, _TONES[one.what], badge=True, sign=False), Cell(text.label, tip=text.label),
        Cell(old, tip=old), Cell(new, tip=new), f"{text.valid_from:%Y.%m.%d}", Cell(text.source, tip=text.source),
    )  # fmt: skip
    return PlainRow(str(number), cells)


def _usual(text: Constant) -> Constant | None:
    versions = [one for one in shipped().versions(text.key, text.applies_to) if one.valid_from <= text.valid_from]
    return versions[-1] if versions else None


class TakeRulesDialog(QDialog):
    """Nothing is taken over before the person has seen what would change and written why."""

    def __init__(self, desk: Desk, parent: QWidget | None, name: str, files: RuleFiles) -> None:
        super().__init__(parent)
        self.setWindowTitle("接收规则文件")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._files = desk, files
        self.how = Combo(name="怎样采用")
        self.how.addItems([ADD, REPLACE])
        self.how.activated.connect(lambda _i: self._show())
        self.model = PlainTableModel(_DIFFERENCES)
        self.table = DataTable(self.model, name="与现在设置的差异")
        self.notice = Notice("", "danger")
        self.reason = TextEditor(step_field("reason", str, "接收原因"), EditorContext())
        self.reason.input.setAccessibleName("接收原因")
        self.ok_button = button("采用", self.accept, kind="primary", shortcut="Ctrl+Return")
        self.total = label("", "soft")
        same = EmptyState("与现在的设置相同", "文件里的规则都已经采用，没有需要接收的。", icon="check")
        head = label(f"《{name}》的规则与现在本县设置的差异；采用后记入历史，可以退回。", "soft", wrap=True)
        caption = label("接收原因　＊", "field")
        caption.setBuddy(self.reason.input)
        foot = row(self.total, None, button("取消", self.reject, tip="Esc"), self.ok_button)
        body = column(head, row(label("怎样采用", "field"), self.how, None), gap=8, margins=(20, 16, 20, 14))
        body.addWidget(TableArea(self.table, same), 1)
        for part in (caption, self.reason, self.notice):
            body.addWidget(part)
        body.addLayout(foot)
        self.setLayout(body)
        EnterMovesOn(self)
        self.resize(tokens().px(860), tokens().px(540))
        self._show()

    @property
    def book(self) -> RuleBook:
        """The county's own texts as they would be."""
        if self.how.currentText() == REPLACE:
            return load(self._files)
        return rule_book.merged(self._desk.db, self._files)

    def _show(self) -> None:
        with errors_shown(self):
            found = rule_book.differences(rule_book.county_rules(self._desk.db).book, self.book)
            self.model.set_rows(difference_row(number, one) for number, one in enumerate(found))
            self.total.setText(f"共 {len(found)} 处差异")
            self.ok_button.setEnabled(bool(found))

    def accept(self) -> None:
        """Take the texts over, with the reason."""
        with errors_shown(self):
            try:
                rule_book.keep_book(self._desk.db, self.book, reason=self.reason.value() or "")
            except InvalidInput as error:
                self.notice.set_notice(str(error), "danger")
                return
            self._desk.tell("规则文件已采用")
            super().accept()


class RuleHistoryDialog(QDialog):
    """Every change with its reason; the chosen one against what holds now."""

    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("规则设置的历史")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._versions: dict[str, RuleVersion] = {}
        self.versions, self.model = PlainTableModel(_VERSIONS), PlainTableModel(_DIFFERENCES)
        self.version_table = DataTable(self.versions, name="每次修改")
        self.table = DataTable(self.model, name="退回后会变的规则")
        self.version_table.chosen.connect(self._show)
        self.title_label = label("", "strong")
        self.back_button = button("退回到这一次…", self.go_back, kind="primary", icon="undo")
        self.clear_button = button("全部用随程序的规定…", self.go_to_shipped)
        none = EmptyState("还没有改过规则", "现在用的都是随程序提供的规定。")
        same = EmptyState("与现在相同", "这一次的设置就是现在的设置。", icon="check")
        body = column(label("每次修改", "strong"), gap=8, margins=(20, 16, 20, 14))
        body.addWidget(TableArea(self.version_table, none), 2)
        body.addWidget(self.title_label)
        body.addWidget(TableArea(self.table, same), 3)
        body.addLayout(row(self.clear_button, None, button("关闭", self.reject, tip="Esc"), self.back_button))
        self.setLayout(body)
        self.resize(tokens().px(860), tokens().px(560))
        self.reload()

    def reload(self) -> None:
        """Read the history again."""
        with errors_shown(self):
            found = rule_book.versions(self._desk.db)
            self._versions = {str(version.number): version for version in found}
            self.versions.set_rows(
                PlainRow(
                    str(v.number),
                    (str(v.number), shown(v.at), v.actor, Cell(v.reason, tip=v.reason), f"{v.n_texts} 条"),
                )
                for v in found
            )
            if found:
                self.version_table.select_id(str(found[0].number))
            self.clear_button.setEnabled(bool(rule_book.county_rules(self._desk.db).book.constants))
            self._show()

    def _chosen(self) -> RuleVersion | None:
        return self._versions.get(self.version_table.current_id() or "")

    def _show(self) -> None:
        with errors_shown(self):
            version = self._chosen()
            now = rule_book.county_rules(self._desk.db).book
            then = rule_book.version_book(self._desk.db, version.number) if version else now
            found = rule_book.differences(now, then)
            self.title_label.setText(f"退回到第 {version.number} 次，会有 {len(found)} 处变化" if version else "")
            self.model.set_rows(difference_row(number, one) for number, one in enumerate(found))
            self.back_button.setEnabled(bool(found))

    def go_back(self) -> None:
        """Ask why, then return to the chosen state."""
        version = self._chosen()
        if version is not None:
            self._return_to(version.number, f"退回到第 {version.number} 次设置的原因")

    def go_to_shipped(self) -> None:
        """Ask why, then give up all own values."""
        self._return_to(0, "取消全部本县设置的原因")

    def _return_to(self, number: int, caption: str) -> None:
        with errors_shown(self):
            reason = self._desk.dialogs.ask_text(self, "退回规则设置", caption)
            if reason:
                rule_book.roll_back(self._desk.db, number, reason=reason)
                self._desk.tell("规则设置已退回")
                self.reload()
