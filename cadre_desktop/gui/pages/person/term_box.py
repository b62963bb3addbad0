"""The 实绩档案 of a person, term by term: nine cells, and the steps from the signed list to the sealed file."""

from datetime import date

from PySide6.QtWidgets import QPushButton

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.gui.forms.step_dialog import StepDialog, Values, step_field
from cadre_desktop.gui.pages.person.nine_cells import NineCells
from cadre_desktop.gui.tables.tones import tone_of
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.chips import Chip, ChipRow
from cadre_desktop.gui.widgets.labels import Badge, label
from cadre_desktop.gui.widgets.layouts import flow
from cadre_desktop.gui.widgets.section_box import SectionBox
from cadre_desktop.records import annual_answer, performance_term, term_settlement
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.records.performance_term import TermState
from cadre_desktop.records.rows import Link, Row
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import performance_terms, records, term_overview
from cadre_desktop.services.term_overview import TermOverview

KIND = performance_term.KIND
_FIELDS = tuple(KIND.field(name) for name in ("unit", "post_title", "started_on"))
# Which steps a file may take from each state.
_STEPS = {
    TermState.OPEN: ("sign",),
    TermState.FROZEN: ("answer", "settle"),
    TermState.SETTLED: ("answer", "seal"),
    TermState.SEALED: (),
}


class TermBox(SectionBox):
    """One term at a time, the newest first; `overview` is what is shown, None when the person has no file."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("任期档案", framed=False)
        self.desk = desk
        self.person: Link | None = None
        self.overview: TermOverview | None = None
        self.none_label = label("还没有建立实绩档案。上任时建档，列出任务清单并由本人签收。", "soft", wrap=True)
        self.terms = ChipRow("任期：", can_save=False)
        self.terms.chosen.connect(self._show_term)
        self.state_badge = Badge("")
        self.cells = NineCells()
        self.steps: dict[str, QPushButton] = {
            "sign": button("签收清单", self._ask_sign),
            "answer": button("生成年度答卷", self._ask_year),
            "settle": button("生成交账单", self._ask_settle),
            "seal": button("封存", self._ask_seal),
        }
        self.open_button = button("打开档案", self._open, tip="封面、任务、答卷和交账单")
        for part in (self.none_label, self.terms, self.cells, flow(self.open_button, *self.steps.values())):
            self.add(part)
        self.add_action(self.state_badge)
        self.add_action(button("＋ 建立实绩档案", self.add_term, kind="link"))

    def show_person(self, person: Link) -> None:
        """Show the newest term of another person, or go on with the one shown."""
        before = self.overview.id if self.overview and self.person == person else ""
        self.person = person
        query = ListQuery(filters=(("cadre", person.id),), sort="started_on", descending=True)
        found = records.all_rows(self.desk.db, KIND, _FIELDS, query)
        chosen = before if any(r.id == before for r in found) else (found[0].id if found else "")
        self.terms.set_chips([Chip(r.id, _term_words(r)) for r in found], chosen)
        self.terms.setVisible(len(found) > 1)
        self._show_term(chosen)

    def _show_term(self, term_id: str) -> None:
        with errors_shown(self):
            self.overview = term_overview.overview(self.desk.db, term_id) if term_id else None
            shown = self.overview
            self.none_label.setVisible(shown is None)
            for part in (self.cells, self.open_button, self.state_badge):
                part.setVisible(shown is not None)
            allowed = _STEPS[shown.state] if shown else ()
            for name, each in self.steps.items():
                each.setVisible(name in allowed)
            if shown:
                self.set_title(f"任期档案　{shown.unit.text}{shown.post_title}（{shown.started_on}起）")
                self.cells.show_overview(shown)
                words = f"{shown.state.label}　{shown.n_done}/9"
                self.state_badge.set_badge(words, tone_of(shown.state) or "neutral", sign=False)
            else:
                self.set_title("任期档案")

    # steps

    def add_term(self) -> None:
        """Open the window of a new file, with the person's present unit and post."""
        with errors_shown(self):
            today = self.desk.db.now().date()
            open_record(self.desk, self.window(), KIND, None, {"cadre": self.person, "filed_on": today})

    def _open(self) -> None:
        with errors_shown(self):
            if self.overview:
                open_record(self.desk, self.window(), KIND, self.overview.id)

    def _today(self) -> date:
        return self.desk.db.now().date()

    def _ask_sign(self) -> None:
        field = step_field("signed_on", date, "本人签收日期")
        words = "签收后任务清单不能再增加、修改或删除。"
        StepDialog(self, "签收清单", [field], self._sign, words=words, start={"signed_on": self._today()}).open()

    def _sign(self, values: Values) -> None:
        if self.overview:
            performance_terms.sign(self.desk.db, self.overview.id, values["signed_on"])
            self.desk.tell("任务清单已签收")

    def _ask_year(self) -> None:
        field = step_field("year", int, "年度", help="如 2026")
        words = "按任务清单逐条生成当年的答卷，再逐条填写进展。"
        StepDialog(self, "生成年度答卷", [field], self._answer, words=words, start={"year": self._today().year}).open()

    def _answer(self, values: Values) -> None:
        if self.overview:
            answer_id = performance_terms.answer_year(self.desk.db, self.overview.id, values["year"])
            open_record(self.desk, self.window(), annual_answer.KIND, answer_id)

    def _ask_settle(self) -> None:
        field = step_field("settled_on", date, "交账日期")
        words = "结果取自历年答卷和已登记的实绩，佐证一并带出；确认人由您逐项填写。"
        start = {"settled_on": self._today()}
        StepDialog(self, "生成交账单", [field], self._settle, words=words, start=start).open()

    def _settle(self, values: Values) -> None:
        if self.overview:
            sheet_id = performance_terms.settle(self.desk.db, self.overview.id, values["settled_on"])
            open_record(self.desk, self.window(), term_settlement.KIND, sheet_id)

    def _ask_seal(self) -> None:
        field = step_field("ended_on", PartialDate, "离任时间", help="如 2026.10")
        words = "封存后整份档案不能再修改。"
        StepDialog(self, "封存", [field], self._seal, words=words).open()

    def _seal(self, values: Values) -> None:
        if self.overview:
            performance_terms.seal(self.desk.db, self.overview.id, values["ended_on"])
            self.desk.tell("实绩档案已封存")


def _term_words(row: Row) -> str:
    unit, title, started = row.values
    return f"{unit}{title}（{started}起）"
