"""导入批次: every import as one step, and taking a whole one back."""

from PySide6.QtWidgets import QLabel, QPushButton

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.pages.record_page import RecordPage
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.wizards.importing.batches import ask_and_take_back
from cadre_desktop.records import BY_KEY
from cadre_desktop.services import records


class ImportBatchPage(RecordPage):
    """The register of imports; the chosen one can be taken back once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, BY_KEY["import_batch"])
        self.table.chosen.connect(self._wake)
        self.model.reloaded.connect(self._wake)
        self._wake()

    def search_hint(self) -> str:
        return "搜文件名"

    def footer_buttons(self) -> list[QPushButton | QLabel]:
        self.back_button = button("撤回这次导入…", self.take_back, icon="undo")
        return [*super().footer_buttons(), self.back_button]

    def _wake(self) -> None:
        self.back_button.setEnabled(len(self.table.selected_ids()) == 1)

    def take_back(self) -> None:
        """Take the chosen import back, after asking."""
        with errors_shown(self):
            batch_id = next(iter(self.table.selected_ids()), "")
            if batch_id:
                values, _version = records.load(self.desk.db, self.kind, batch_id)
                ask_and_take_back(self.desk, self, batch_id, values["file_name"])
