"""Step 3 of the first run: the recovery key, printed or saved, and typed back to prove it."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPagedPaintDevice
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QGridLayout

from cadre_desktop import clock
from cadre_desktop.errors import WrongKey
from cadre_desktop.gui.dialogs.ask import Dialogs, file_name
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.printing.recovery_sheet import RecoverySheet
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.labels import Badge, label
from cadre_desktop.gui.widgets.layouts import clear, row
from cadre_desktop.gui.widgets.section_box import SectionBox
from cadre_desktop.gui.wizards.step import NamedLine, WizardStep
from cadre_desktop.storage.atomic import write_bytes
from cadre_desktop.storage.recovery_key import parse_recovery_key

_WHY = (
    "忘记口令时，只有这把恢复密钥能打开数据，谁也无法代为找回。请打印或抄下来，像公章一样锁好，不要和电脑放在一起。"
    "核对无误后才能进入下一步。"
)
_TEXT = "文本文件 (*.txt)"
_PER_LINE = 4


class RecoveryStep(WizardStep):
    """Shows the key in groups; one goes on only after typing it back."""

    def __init__(self, dialogs: Dialogs) -> None:
        self._dialogs = dialogs
        self.sheet = RecoverySheet("", "", "", clock.now())
        self._groups = QGridLayout()
        self._groups.setHorizontalSpacing(24)
        self._groups.setVerticalSpacing(10)
        self.print_button = button("打印…", self.ask_printer, icon="print", shortcut="Ctrl+P")
        self.save_button = button("另存为文本…", self.save_text, icon="save")
        self.box_of_key = SectionBox("恢复密钥", self._groups, row(self.print_button, self.save_button, None))
        self.typed = NamedLine(
            "对照纸上的内容，把恢复密钥输入一遍", hint="大小写、空格和横线都可以不管，O 和 0、I 和 1 不分", longest=120
        )
        self.badge = Badge("已核对", "ok")
        self.badge.hide()
        super().__init__("保管好恢复密钥", _WHY, self.box_of_key, self.typed, row(self.badge, None))
        self.typed.line.textChanged.connect(lambda _text: self._judge())
        self.typed.line.returnPressed.connect(self._entered)
        self.setFocusProxy(self.typed)

    def show_key(self, sheet: RecoverySheet) -> None:
        """Show the key that was just made."""
        self.sheet = sheet
        clear(self._groups)
        for index, group in enumerate(sheet.key.split("-")):
            number, words = label(f"{index + 1}", "small"), label(group, "code")
            words.setAccessibleName(f"第 {index + 1} 组 {' '.join(group)}")
            line, place = divmod(index, _PER_LINE)
            self._groups.addLayout(row(number, words, None, gap=6), line, place)

    @property
    def is_ready(self) -> bool:
        try:
            return bool(self.sheet.key) and parse_recovery_key(self.typed.text()) == parse_recovery_key(self.sheet.key)
        except WrongKey:
            return False

    def _judge(self) -> None:
        self.badge.setVisible(self.is_ready)
        self.typed.set_error("")
        self.changed.emit()

    def _entered(self) -> None:
        """Enter: go on, or say which group is wrong."""
        if self.is_ready:
            self.entered.emit()
            return
        try:
            parse_recovery_key(self.typed.text())
            self.typed.set_error("这是另一把恢复密钥，请对照上面显示的输入。")
        except WrongKey as error:
            self.typed.set_error(f"{error}{error.hint}")

    # paper and file

    def save_text(self) -> None:
        """Write the key to a text file, to be kept on a stick in the safe."""
        with errors_shown(self):
            name = file_name("恢复密钥", self.sheet.unit, f"{self.sheet.made_at:%Y%m%d}", suffix=".txt")
            path = self._dialogs.pick_save_file(self, "另存恢复密钥", name, _TEXT)
            if path is not None:
                write_bytes(path, self.sheet.as_text().encode("utf-8-sig"))
                self.note_kept(path)

    def note_kept(self, path: Path) -> None:
        """Say where the file went, and that it does not belong on this computer."""
        self.typed.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.box_of_key.set_title(f"恢复密钥（已存为 {path.name}，请拷到U盘锁好，不要留在本机）")

    def ask_printer(self) -> None:
        """Ask which printer, then print the sheet."""
        with errors_shown(self):
            printer = QPrinter(QPrinter.PrinterMode.HighResolution)
            dialog = QPrintDialog(printer, self)
            dialog.accepted.connect(partial(self._print, printer))
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()  # type: ignore[call-arg]  # the stub knows only the overload with a slot

    def _print(self, printer: QPagedPaintDevice) -> None:
        with errors_shown(self):
            self.sheet.print_on(printer)
