"""The page of one person: who it is, and everything kept of them, tab by tab."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QWidget

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.dialogs.ask import file_name
from cadre_desktop.gui.dialogs.export_dialog import ask_export
from cadre_desktop.gui.dialogs.form_export import ask_form_export
from cadre_desktop.gui.dialogs.history_dialog import HistoryDialog
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.gui.forms.step_dialog import Values
from cadre_desktop.gui.page import Page
from cadre_desktop.gui.pages.person.achievements_tab import AchievementsTab
from cadre_desktop.gui.pages.person.assessment_tab import AssessmentTab
from cadre_desktop.gui.pages.person.basic_tab import BasicTab
from cadre_desktop.gui.pages.person.head_card import SUMMARY, HeadActions, HeadCard
from cadre_desktop.gui.pages.person.ledgers_tab import LedgersTab, number_of_records
from cadre_desktop.gui.pages.person.life_tab import LifeTab
from cadre_desktop.gui.pages.person.political_tab import PoliticalTab
from cadre_desktop.gui.pages.person.tab import PersonTab
from cadre_desktop.gui.pages.person.talks_tab import TalksTab
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.empty_state import EmptyState
from cadre_desktop.gui.widgets.page_header import PageHeader
from cadre_desktop.progress import Progress
from cadre_desktop.records import cadre
from cadre_desktop.records.rows import Link
from cadre_desktop.reports import BY_KEY as REPORTS
from cadre_desktop.services import cadres, exports, roster, talk_coverage
from cadre_desktop.services.appointment_files import TITLE as FORM_FILE
from cadre_desktop.services.exports import ExportResult
from cadre_desktop.storage.audit import Changes

PICTURES = "照片 (*.jpg *.jpeg *.png)"
TABS: dict[str, type[PersonTab]] = {
    "basic": BasicTab,
    "achievements": AchievementsTab,
    "political": PoliticalTab,
    "talks": TalksTab,
    "assessment": AssessmentTab,
    "ledgers": LedgersTab,
    "life": LifeTab,
}
# What can be written about one person.
_EXPORTS = (
    *("appointment_form", "annual_form", "regular_form"),
    *("performance_file", "political_file", "identification_form"),
)
_SUMMARY_TABLES = ("cadre", "post", "rank", "unit", "annual_assessment", "political_review", "achievement", "interview")


class PersonPage(Page):
    """Shows `person`; `ids` is the list one came from, which previous and next step through."""

    title = "干部"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.person: Link | None = None
        self.ids: tuple[str, ...] = ()
        self.header = PageHeader("干部名册")
        actions = HeadActions(
            previous=lambda: self.step(-1),
            next=lambda: self.step(1),
            edit=self.edit,
            exports={
                **{REPORTS[key].title: partial(self.export, key) for key in _EXPORTS},
                FORM_FILE: self.export_form,
            },
            history=self.show_history,
            set_photo=self.set_photo,
            remove_photo=self.remove_photo,
        )
        self.card = HeadCard(actions)
        self.tabs: dict[str, PersonTab] = {key: make(desk) for key, make in TABS.items()}
        self.book = QTabWidget()
        self.book.setAccessibleName("干部档案分类")
        for tab in self.tabs.values():
            self.book.addTab(tab, tab.title)
        self.book.currentChanged.connect(self._catch_up)
        back = button("返回名册", lambda: self.desk.go("roster"))
        self.nobody = EmptyState("没有选定干部", "请从干部名册中打开一名干部。", back, icon="user")
        page = self.page_layout()
        page.addWidget(self.header)
        page.addWidget(self.card)
        page.addWidget(self.book, 1)
        page.addWidget(self.nobody, 1)
        self._bind()
        desk.bus.changed.connect(self._on_changed)
        self._show_somebody(False)

    def _bind(self) -> None:
        for keys, by in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            QShortcut(QKeySequence(keys), self, lambda by=by: self._turn(by))

    def _turn(self, by: int) -> None:
        self.book.setCurrentIndex((self.book.currentIndex() + by) % self.book.count())

    # who is shown

    def arrive(self, *, cadre_id: str = "", ids: Sequence[str] = (), tab: str = "") -> None:
        """Show a person out of a list, at a tab of TABS."""
        with errors_shown(self):
            if ids:
                self.ids = tuple(ids)
            if cadre_id:
                self.ids = self.ids if cadre_id in self.ids else (cadre_id,)
                self.show_person(cadre_id)
            elif self.person is not None:
                self.refresh()
            if tab:
                self.book.setCurrentWidget(self.tabs[tab])

    def show_person(self, person_id: str) -> None:
        """Show one person on the tab that is open."""
        summary = self._summary(person_id)
        if summary is None:
            self.person = None
            self._show_somebody(False)
            return
        self.person = Link(person_id, summary["name"])
        self._show_somebody(True)
        self._show_summary(summary)
        for tab in self.tabs.values():
            tab.show_person(self.person)

    def refresh(self) -> None:
        with errors_shown(self):
            if self.person is not None:
                self.show_person(self.person.id)

    def main_input(self) -> QWidget:
        tab = self.book.currentWidget()
        return tab.area if isinstance(tab, PersonTab) else self.book

    def step(self, by: int) -> None:
        """Go to the previous or the next person of the list."""
        with errors_shown(self):
            at = self._place() + by
            if self.person is not None and 0 <= at < len(self.ids):
                self.show_person(self.ids[at])

    def _place(self) -> int:
        who = self.person.id if self.person else ""
        return self.ids.index(who) if who in self.ids else 0

    def _summary(self, person_id: str) -> dict[str, Any] | None:
        found = roster.rows(self.desk.db, [person_id], (*SUMMARY, "n_achievements"))
        return dict(zip((*SUMMARY, "n_achievements"), found[0].values, strict=True)) if found else None

    def _show_somebody(self, somebody: bool) -> None:
        self.card.setVisible(somebody)
        self.book.setVisible(somebody)
        self.nobody.setVisible(not somebody)
        if not somebody:
            self.header.set_title("干部名册")

    def _show_summary(self, summary: dict[str, Any]) -> None:
        if self.person is None:
            return
        self.header.set_title(f"干部名册 › {self.person.text}")
        self.card.show_summary(summary, self.desk.db.now().date())
        self.card.photo.set_photo(cadres.photo(self.desk.db, self.person.id))
        self.card.show_place(self._place() + 1, max(1, len(self.ids)))
        talks = talk_coverage.of_person(self.desk.db, self.person.id)
        words = {"achievements": f"实绩档案 {summary['n_achievements'] or 0}"}
        if not talks.not_due:  # nobody expects anything of the others: no “0/5”
            words["talks"] = f"谈话记录 {len(talks.states) - len(talks.missing)}/{len(talks.states)}"
        if kept := number_of_records(self.desk.db, self.person.id):
            words["ledgers"] = f"台账 {kept}"
        for key, tab in self.tabs.items():
            self.book.setTabText(self.book.indexOf(tab), words.get(key, tab.title))

    def _catch_up(self, _index: int) -> None:
        with errors_shown(self):
            tab = self.book.currentWidget()
            if isinstance(tab, PersonTab):
                tab.catch_up()

    def _on_changed(self, changes: Changes) -> None:
        """Read again what the change touched: the head, and the tabs that show such records."""
        if self.person is None:
            return
        with errors_shown(self):
            if changes.touches(*_SUMMARY_TABLES):
                summary = self._summary(self.person.id)
                if summary is None:
                    self._show_somebody(False)
                    return
                self.person = Link(self.person.id, summary["name"])
                self._show_summary(summary)
            for tab in self.tabs.values():
                if changes.touches(*tab.tables):
                    tab.show_person(self.person)

    # what can be done

    def edit(self) -> None:
        """Open the window of the person's own fields."""
        with errors_shown(self):
            if self.person is not None:
                open_record(self.desk, self.window(), cadre.KIND, self.person.id)

    def show_history(self) -> None:
        """Show who changed what, and when."""
        with errors_shown(self):
            if self.person is not None:
                HistoryDialog(self.desk, self.window(), cadre.KIND, self.person.id, self.person.text).open()

    def export(self, report_key: str) -> None:
        """Ask for level and recipient and write one of the reports about the person."""
        with errors_shown(self):
            if self.person is None:
                return
            who, report = self.person, REPORTS[report_key]

            def write(path: Path, given: Values, progress: Progress) -> ExportResult:
                options = exports.options_of(self.desk.db, level=given["level"], cadre_ids=(who.id,))
                recipient = given["recipient"]
                return exports.export(self.desk.db, report_key, options, path, recipient=recipient, progress=progress)

            name = file_name(report.title, who.text, f"{self.desk.db.now():%Y%m%d}", suffix=".xlsx")
            ask_export(self.desk, self, report.title, name, write, words=f"对象：{who.text}")

    def export_form(self) -> None:
        """Ask for level and recipient and write the person's 任免审批表 as the official editor's file."""
        with errors_shown(self):
            if self.person is not None:
                ask_form_export(self.desk, self, [self.person.id], self.person.text)

    def set_photo(self) -> None:
        """Ask for a picture and keep it as the person's photo."""
        with errors_shown(self):
            path = self.desk.dialogs.pick_open_file(self, "选择照片", PICTURES)
            if path is not None and self.person is not None:
                cadres.set_photo(self.desk.db, self.person.id, path)
                self.desk.tell("照片已保存")

    def remove_photo(self) -> None:
        """Take the photo away after asking."""
        with errors_shown(self):
            if self.person is None or not self.card.photo.has_photo:
                return
            if self.desk.dialogs.confirm(self, f"去掉{self.person.text}的照片？", yes="去掉", danger=True):
                cadres.remove_photo(self.desk.db, self.person.id)
                self.desk.tell("照片已去掉")
