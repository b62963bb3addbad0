"""Step 1: what is imported, and from which file."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from cadre_desktop.formats.pasted_table import pasted_sheet
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.dialogs.ask import EXCEL_TO_READ, ROSTER_TO_READ, file_name
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.combo import Combo
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import column, flow, row
from cadre_desktop.gui.widgets.section_box import SectionBox
from cadre_desktop.gui.wizards.importing.batches import RecentImports
from cadre_desktop.gui.wizards.importing.drop_zone import DropZone
from cadre_desktop.records import KINDS, cadre
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.services import imports

ROSTER = "干部名册（花名册）"
# What clerks keep in sheets; the roster first, then in the order of the menus.
KINDS_TO_IMPORT: tuple[RecordKind, ...] = (
    cadre.KIND,
    *(k for k in KINDS if k is not cadre.KIND and not k.kept_by_program and k.sheet_fields),
)


class FileStep(QWidget):
    """Emits `chosen` with the file, `pasted` with a table from the clipboard; the kind is read from `kind`."""

    chosen = Signal(Path)
    pasted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.kinds = Combo(name="导入什么")
        self.kinds.addItems([ROSTER, *(k.title for k in KINDS_TO_IMPORT[1:])])
        self.kinds.currentIndexChanged.connect(lambda _i: self._show_kind())
        self.template_button = button("下载空白模板", self.save_template, icon="download")
        self.needed = label("", "soft", wrap=True)
        self.zone = DropZone()
        self.zone.dropped.connect(self.chosen.emit)
        self.zone.pick_asked.connect(self.pick)
        self.zone.folder_asked.connect(self.pick_folder)
        self.zone.paste_asked.connect(self.paste)
        caption = label("导入什么", "field")
        caption.setBuddy(self.kinds)
        what = SectionBox("选择文件", flow(caption, self.kinds, self.template_button), self.needed)
        what.add(self.zone, 1)
        self.recent = RecentImports(desk)
        both = row(what, self.recent, gap=12)
        both.setStretch(0, 6)
        both.setStretch(1, 5)
        self.setLayout(column(both))
        self._show_kind()

    @property
    def kind(self) -> RecordKind:
        """The kind chosen."""
        return KINDS_TO_IMPORT[self.kinds.currentIndex()]

    def choose_kind(self, key: str) -> None:
        """Choose a kind by its key.  Raises ValueError for one that cannot be imported."""
        self.kinds.setCurrentIndex([k.key for k in KINDS_TO_IMPORT].index(key))

    def _show_kind(self) -> None:
        fields = imports.columns_of(self.kind)
        needed = "、".join(f.label for f in fields if f.required)
        others = len([f for f in fields if not f.required])
        self.zone.set_takes_forms(self.kind is cadre.KIND)
        self.needed.setText(
            f"表中要有：{needed}；另可带 {others} 列。列的顺序不限，表头可以有两行，标题行、分组行、合计行会自动跳过。"
        )

    def pick(self) -> None:
        """Ask for the file."""
        with errors_shown(self):
            kinds = ROSTER_TO_READ if self.kind is cadre.KIND else EXCEL_TO_READ
            path = self.desk.dialogs.pick_open_file(self, f"选择要导入的{self.kind.title}表格", kinds)
            if path:
                self.chosen.emit(path)

    def pick_folder(self) -> None:
        """Ask for a folder with files of 任免审批表."""
        with errors_shown(self):
            path = self.desk.dialogs.pick_folder(self, "选择放任免审批表的文件夹")
            if path:
                self.chosen.emit(path)

    def paste(self) -> None:
        """Take the table somebody copied in WPS, Excel or a page."""
        with errors_shown(self):
            held = QGuiApplication.clipboard().mimeData()
            self.pasted.emit(pasted_sheet(held.html(), held.text()))

    def save_template(self) -> None:
        """Ask where to, and write the blank sheet of the kind."""
        with errors_shown(self):
            suggested = file_name(f"{self.kind.title}导入模板", suffix=".xlsx")
            path = self.desk.dialogs.pick_save_file(self, "下载空白模板", suggested)
            if path:
                imports.template(self.kind, path)
                self.desk.tell(f"已保存空白模板：{path.name}")
