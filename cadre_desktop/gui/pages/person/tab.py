"""What every tab of a person's page is."""

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.widgets.layouts import boxed, column, scrolled
from cadre_desktop.records.rows import Link


class PersonTab(QWidget):
    """Shows one person's records of some tables, reading again when one of `tables` changed.

    A tab reads when it is looked at: `show_person` only tells it who, `reload` reads.
    """

    title: ClassVar[str] = ""
    tables: ClassVar[tuple[str, ...]] = ()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.person: Link | None = None
        self.stale = False
        self.body = column(gap=14, margins=(14, 12, 14, 14))
        sheet = boxed(self.body)
        self.area = scrolled(sheet, name=self.title)
        self.setLayout(column(self.area))

    def show_person(self, person: Link) -> None:
        """Be told whose records to show."""
        self.person = person
        self.stale = True
        if self.isVisible():
            self.catch_up()

    def catch_up(self) -> None:
        """Read now if what is shown is old."""
        if self.stale and self.person is not None:
            self.stale = False
            self.reload(self.person)

    def reload(self, person: Link) -> None:
        """Read the person's records; subclasses do."""
        raise NotImplementedError  # a subclass gives it: Qt classes cannot be made abstract ones
