"""平时考核 as a list, with the sheet on which a whole unit's period is filled in."""

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.dialogs.regular_grid import RegularGrid
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.pages.record_page import RecordPage
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.rows import Link


class RegularPage(RecordPage):
    """按单位录入 opens the sheet for the unit the list is narrowed to."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, BY_KEY["regular_assessment"])

    def add_actions(self) -> None:
        self.header.add_action(
            button("按单位录入…", self.open_grid, icon="edit", shortcut="Ctrl+B", tip="一个单位一个季度一次录完")
        )
        super().add_actions()

    def open_grid(self) -> None:
        """Open the sheet."""
        with errors_shown(self):
            unit = dict(self.source.query.filters).get("unit")
            RegularGrid(self.desk, self.window(), unit_id=unit.id if isinstance(unit, Link) else "").open()
