"""谈话记录 of a person: how far 五必谈 has come, and every talk; who was heard is never listed."""

from typing import Any

from cadre_desktop.formats.values import shown
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.pages.person.ledger import Ledger, Values, field_column, made_column
from cadre_desktop.gui.pages.person.tab import PersonTab
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.labels import Badge, Tone, label
from cadre_desktop.gui.widgets.layouts import boxed, clear, column, flow, row
from cadre_desktop.gui.widgets.notice import Notice
from cadre_desktop.gui.widgets.table_model import PlainRow
from cadre_desktop.records import interview
from cadre_desktop.records.interview import Category, InterviewState, Purpose
from cadre_desktop.records.rows import Link
from cadre_desktop.rules.talk_coverage import TalkState
from cadre_desktop.services import talk_coverage, unit_profile
from cadre_desktop.services.talk_coverage import CATEGORIES, PersonLine
from cadre_desktop.services.unit_profile import UnitProfile

KIND = interview.KIND
_TONES: dict[TalkState, Tone] = {TalkState.DONE: "ok", TalkState.UNSIGNED: "warn", TalkState.NONE: "danger"}
_WORDS = {TalkState.DONE: "", TalkState.UNSIGNED: "（待签字定稿）", TalkState.NONE: "（未谈）"}
_MISSING = "missing:"


class TalkLedger(Ledger):
    """The person's talks, newest first; a kind of 五必谈 that is missing has a line that begins one."""

    def __init__(self, desk: Desk) -> None:
        self.line: PersonLine | None = None
        columns = (
            field_column(KIND, "talked_on", 96),
            made_column("kind", "类别", 204, _kind_cell),
            field_column(KIND, "unit", 130, title="所在单位", stretch=1),
            made_column("gist", "要点", 260, _gist_cell, stretch=3),
            field_column(KIND, "talkers", 130),
            made_column("state", "状态", 100, state_cell),
        )
        super().__init__(desk, KIND, columns, link="subjects", sort="talked_on", most_rows=12)

    def more_rows(self) -> list[PlainRow]:
        if self.line is None or self.line.not_due:
            return []
        gone = [c for c, s in zip(CATEGORIES, self.line.states, strict=True) if s is TalkState.NONE]
        badge = Cell("未开展", "danger", badge=True)
        hint = Cell("按回车或双击补录", "muted")
        return [PlainRow(_MISSING + c.value, ("—", c.label, "", hint, "—", badge)) for c in gone]

    def open(self, record_id: str) -> None:
        if record_id.startswith(_MISSING):
            code = record_id.removeprefix(_MISSING)
            self.add_category(next(c for c in Category if c.value == code))
        else:
            super().open(record_id)

    def preset(self) -> dict[str, Any]:
        today = self.desk.db.now().date()
        year = unit_profile.load(self.desk.db).review_year
        return {"subjects": (self.person,), "year": year, "talked_on": today, "unit": self._unit()}

    def add_category(self, category: Category) -> None:
        """Begin a review talk of one kind."""
        self._open_window(None, self.preset() | {"purpose": Purpose.REVIEW, "category": category})

    def _unit(self) -> Link | None:
        return self.line.unit if self.line and self.line.unit.id else None


class TalksTab(PersonTab):
    """Progress by kind above, the list below; of somebody whose talks are not due, why they are not."""

    title = "谈话记录"
    tables = ("interview", "interview_supplement", "unit", "unit_setting", "cadre")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.now_button = button("现在补录", self._add_first, kind="primary")
        self.notice = Notice("", "warn", self.now_button)
        self.scope_notice = Notice("", "primary", button("登记谈话", self._add_any))
        self.year_label = label("", "strong")
        self.due_button = button("看应谈人员", lambda: desk.go("coverage"), kind="link")
        self.scope_button = button("设置应谈范围", lambda: desk.go("settings", tab="unit"), kind="link")
        self.badges = column()
        self.ledger = TalkLedger(desk)
        head = row(self.year_label, self.due_button, self.scope_button, None, gap=12)
        for part in (self.notice, self.scope_notice, boxed(head)):
            self.body.addWidget(part)
        self.body.addLayout(self.badges)
        self.body.addWidget(self.ledger)
        self.body.addStretch(1)

    def reload(self, person: Link) -> None:
        line = talk_coverage.of_person(self.desk.db, person.id)
        profile = unit_profile.load(self.desk.db)
        self.ledger.line = line
        self.year_label.setText(f"{profile.review_year}年度五必谈")
        self._show_scope(line, profile)
        self._show_states(line)
        self.ledger.show_person(person)

    def _show_scope(self, line: PersonLine, profile: UnitProfile) -> None:
        """Say that nobody expects these talks, and why: what is there is then neither late nor missing."""
        words = ""
        if line.not_due:
            words = (
                f"不在{profile.review_year}年度五必谈范围：{line.not_due}。"
                f"应谈范围为“{profile.talk_population.label}”；谈话可以照常登记，但不计入完成率。"
            )
        self.scope_notice.set_notice(words, "primary")
        self.scope_button.setVisible(bool(words))

    def _show_states(self, line: PersonLine) -> None:
        missing = () if line.not_due else line.missing
        names = "、".join(c.label for c in missing)
        self.notice.set_notice(f"五必谈还差 {len(missing)} 类：{names}。" if missing else "", "warn")
        clear(self.badges)
        kinds = list(zip(CATEGORIES, line.states, strict=True))
        made = []
        if line.not_due:  # only what was heard all the same is worth a word
            made.append(Badge("不在应谈范围"))
            kinds = [(c, s) for c, s in kinds if s is not TalkState.NONE]
        made += [Badge(f"{c.label}{_WORDS[s]}", _TONES[s]) for c, s in kinds]
        self.badges.addWidget(flow(*made, gap=8))

    def _add_any(self) -> None:
        """Begin a talk with somebody who is outside the range; its kind is chosen in the window."""
        self.ledger.add_record()

    def _add_first(self) -> None:
        """Begin the first talk that is missing; one that only waits for a signature is opened."""
        with errors_shown(self):
            line = self.ledger.line
            if line is None or not line.missing:
                return
            at = CATEGORIES.index(line.missing[0])
            if line.states[at] is TalkState.UNSIGNED:
                self.ledger.open(line.talks[at][-1])
            else:
                self.ledger.add_category(line.missing[0])


def _kind_cell(values: Values) -> Cell:
    category = values["category"]
    return Cell(category.label if category and values["purpose"] is Purpose.REVIEW else shown(values["purpose"]))


def _gist_cell(values: Values) -> Cell:
    text = shown(values["agreed_text"])
    return Cell(" ".join(text.split()), tip=text) if text else Cell("尚无核对后文本", "muted")


def state_cell(values: Values) -> Cell:
    """Say how far a record is: 草稿, 核对, 待签字, ✓ 定稿."""
    state: InterviewState = values["state"]
    if state is InterviewState.FINAL:
        return Cell(state.label, "ok", badge=True)
    if state is InterviewState.CHECKING:
        return Cell("待定稿" if values["signed"] else "待签字", "warn", badge=True)
    return Cell(state.label, "neutral", badge=True)
