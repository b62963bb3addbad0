"""Making a report: choose it, say what it is asked for, look at it, and let it leave."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from cadre_desktop.errors import AppError
from cadre_desktop.formats.report_sheet import SourceNote
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.dialogs.ask import EXCEL, WORD, file_name
from cadre_desktop.gui.dialogs.export_dialog import ask_export
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.step_dialog import StepDialog, Values
from cadre_desktop.gui.outside import open_outside
from cadre_desktop.gui.page import Page
from cadre_desktop.gui.pages.reports.parameters import ParameterBar
from cadre_desktop.gui.pages.reports.preview_pane import PreviewPane
from cadre_desktop.gui.pages.reports.report_list import ReportList
from cadre_desktop.gui.printing.laid_print import LaidPrint
from cadre_desktop.gui.printing.print_dialog import PrintPreview
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.tasks import Task
from cadre_desktop.gui.widgets.buttons import button, set_usable
from cadre_desktop.gui.widgets.labels import ElidedLabel
from cadre_desktop.gui.widgets.layouts import boxed, row
from cadre_desktop.gui.widgets.page_header import PageHeader
from cadre_desktop.gui.widgets.section_box import SectionBox
from cadre_desktop.progress import Cancelled, Progress
from cadre_desktop.reports import BY_KEY, Report
from cadre_desktop.services import exports, previews, roster, unit_profile
from cadre_desktop.services.exports import ExportResult
from cadre_desktop.services.previews import Preview
from cadre_desktop.storage.audit import Changes

PAUSE_MS = 300
ZIP = "压缩包 (*.zip)"
_FIRST = "roster"
_KINDS = {".zip": ZIP, ".xlsx": EXCEL, exports.WORD: WORD}
_WORDS = {
    ".zip": "每人一个工作簿，打包成一个文件。",
    exports.WORD: "文稿按公文格式排版，缺的数字用黄色标出，请核对后使用。",
}


class ReportMaker(Page):
    """The preview follows every change of report, parameters and data, made on the worker."""

    title = "报表"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.report: Report = BY_KEY[_FIRST]
        self._task: Task | None = None
        self._stale = True
        self._left: Path | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.make_preview)
        self.list = ReportList()
        self.parameters = ParameterBar(desk)
        self.pane = PreviewPane()
        self._build()
        self.list.chosen.connect(self._choose)
        self.parameters.changed.connect(self._pause.start)
        self.pane.cancelled.connect(self._stop)
        self.pane.tab_shown.connect(self._wake)
        self.pane.room_asked.connect(lambda roomy: self.list.setVisible(not roomy))
        self.pane.source_opened.connect(self._open_source)
        desk.bus.changed.connect(self._on_changed)

    def _build(self) -> None:
        self.header = PageHeader("报表报送")
        self.print_button = button("打印", self.print_shown, icon="print", shortcut="Ctrl+P", tip="打印正在看的这张表")
        self.export_button = button(
            "导出 Excel", self.export, kind="primary", icon="excel", shortcut="Ctrl+E", tip="写成表格，编号并登记"
        )
        self.word_button = button(
            "导出 Word", self.export_word, icon="word", tip="把各项数字写成文稿，缺的数字标出来，供修改"
        )
        self.word_button.hide()
        for each in (self.print_button, self.word_button, self.export_button):
            self.header.add_action(each)
        self.result_label = ElidedLabel()
        open_file = button("打开文件", self.open_file, kind="link", icon="excel")
        open_folder = button("打开文件夹", self.open_folder, kind="link", icon="folder")
        line = row(self.result_label, open_file, open_folder, gap=10)
        line.setStretch(0, 1)
        self.result_box = boxed(line)
        self.result_box.hide()
        t = tokens()
        self.list.setMinimumWidth(t.px(200))
        self.list.setMaximumWidth(t.px(270))
        work = SectionBox("", self.parameters)
        work.title_label.hide()
        work.add(self.pane, 1)
        both = row(self.list, work, gap=12)
        both.setStretch(0, 3)
        both.setStretch(1, 10)
        page = self.page_layout()
        page.addWidget(self.header)
        page.addWidget(self.result_box)
        page.addLayout(both, 1)

    # coming and going

    def arrive(
        self, *, report: str = "", people: tuple[str, ...] = (), picked: tuple[str, ...] = (), **_hints: Any
    ) -> None:
        """Be shown; with a report choose it, with people or picked records make it of them."""
        if report:
            self.list.choose(report)
            if people:
                self.parameters.people = tuple(people)
            if picked or self.parameters.picked:
                self.parameters.take_picked(tuple(picked))
        elif self._stale:
            self.list.choose(self.report.key)
        if self._stale or people or picked:
            self.refresh()

    def refresh(self) -> None:
        with errors_shown(self):
            self.parameters.read_units()
            self._pause.stop()
            self.make_preview()

    def main_input(self) -> QWidget:
        return self.list.tree

    def _on_changed(self, _changes: Changes) -> None:
        self._stale = True
        if self.isVisible():
            self._pause.start()

    def _choose(self, key: str) -> None:
        if self.parameters.report is None or key != self.report.key:
            self.report = BY_KEY[key]
            self.header.set_title("报表报送", self.report.title)
            self.parameters.show_report(self.report)
            self.word_button.setVisible(self.report.word)
            self._pause.start()

    # the preview

    def make_preview(self) -> None:
        """Collect the report on the worker; a preview still being made is dropped."""
        with errors_shown(self):
            self._stop()
            self._stale = False
            key, options = self.report.key, self.parameters.options()
            self.pane.show_waiting(True)
            task: list[Task] = []

            def show(preview: Preview) -> None:
                if self._task in task:
                    self._show(preview)

            def fail(error: BaseException) -> None:
                if self._task in task:
                    self._failed(error)

            def job(progress: Progress) -> Preview:
                return previews.preview(self.desk.db, key, options, progress)

            task.append(self.desk.tasks.run(self, "正在生成预览", job, show, on_failed=fail, show=False))
            self._task = task[0]

    def _show(self, preview: Preview) -> None:
        self._task = None
        self.pane.show_waiting(False)
        self.pane.show_preview(preview)

    def _failed(self, error: BaseException) -> None:
        self._task = None
        self.pane.show_waiting(False)
        if isinstance(error, AppError):
            self.pane.show_nothing(str(error), error.hint)
        elif isinstance(error, Cancelled):
            self.pane.show_nothing("已取消预览", "换个条件，或按 F5 重新生成。")
        else:
            raise error

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _wake(self) -> None:
        """Let what is shown be exported and printed; a disabled button says why it is."""
        why = "" if self.pane.preview is not None else "没有内容可以导出"
        set_usable(self.export_button, why)
        set_usable(self.word_button, why)
        set_usable(self.print_button, self._why_not_print())

    def _why_not_print(self) -> str:
        if self.pane.preview is None:
            return "没有内容可以打印"
        if self.pane.current_sheet is None:
            return "“数据来源”请导出后打印"
        return "这张表很长，请导出后在 WPS 或 Excel 中打印" if self.pane.is_cut else ""

    def _open_source(self, note: SourceNote) -> None:
        """Open exactly the records behind a figure."""
        target = "roster" if note.kind_key == "cadre" else note.kind_key
        self.desk.go(target, ids=note.ids, title=note.label)

    # leaving

    def export(self) -> StepDialog | None:
        """Ask for level, recipient and file, and write the report."""
        return self._ask_export(".zip" if self._goes_out_as_zip() else ".xlsx")

    def export_word(self) -> StepDialog | None:
        """Ask the same, and write the report's draft."""
        return self._ask_export(exports.WORD)

    def _ask_export(self, suffix: str) -> StepDialog | None:
        with errors_shown(self):
            unit = self.parameters.unit_name or unit_profile.load(self.desk.db).name
            suggested = file_name(self.report.title, unit, f"{self.desk.db.now():%Y%m%d}", suffix=suffix)
            key = self.report.key

            def write(path: Path, given: Values, progress: Progress) -> ExportResult:
                options = self.parameters.options(given["level"])
                return exports.export(self.desk.db, key, options, path, recipient=given["recipient"], progress=progress)

            rows = self.pane.preview.n_rows if self.pane.preview else 0
            words = _WORDS.get(suffix, f"共 {rows:,} 条。")
            return ask_export(
                self.desk,
                self,
                self.report.title,
                suggested,
                write,
                words=words,
                level=self.parameters.chosen_level,
                kinds=_KINDS[suffix],
                then=self._exported,
            )
        return None

    def _goes_out_as_zip(self) -> bool:
        return self.report.people is not None and len(self.parameters.people) != 1

    def _exported(self, result: ExportResult) -> None:
        self._left = result.path
        self.result_label.setText(f"✓ 已导出《{result.path.name}》，{result.n_records:,} 条，编号 {result.number}")
        self.result_box.show()

    def open_file(self) -> None:
        """Open what was exported last in WPS or Excel."""
        if self._left is not None:
            open_outside(self, self._left)

    def open_folder(self) -> None:
        """Open the folder of what was exported last."""
        if self._left is not None:
            open_outside(self, self._left.parent)

    def print_shown(self) -> PrintPreview | None:
        """Preview the sheet looked at on paper."""
        preview, sheet = self.pane.preview, self.pane.current_sheet
        with errors_shown(self):
            if preview is None or sheet is None or self.pane.is_cut:
                return None  # the button is disabled then, and says why
            title, n_rows = f"{preview.title}（{sheet.name}）", preview.n_rows

            def left(how: str) -> None:
                roster.note_left(self.desk.db, title, how, n_rows)
                self.desk.tell(f"{title}已{how}")

            printed = LaidPrint(title, sheet, preview.mark_line)
            dialog = PrintPreview(self.desk.dialogs, self, printed, f"{title}_{self.desk.db.now():%Y%m%d}", left)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()
            return dialog
        return None
