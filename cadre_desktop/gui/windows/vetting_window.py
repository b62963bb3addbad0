"""任前审核 — a card for each of the four checks, the signatures and the notice, each naming what is missing."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QGridLayout

from cadre_desktop.gui.forms.step_dialog import step_field
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.labels import Badge, Tone, label
from cadre_desktop.gui.widgets.layouts import boxed, clear, column, row
from cadre_desktop.gui.widgets.section_box import SectionBox
from cadre_desktop.gui.windows.stepped_window import Step, SteppedWindow, must
from cadre_desktop.records import vetting as kinds
from cadre_desktop.records.vetting import VettingState
from cadre_desktop.services import vettings
from cadre_desktop.services.vettings import Card

_S = VettingState
_CARDS_A_ROW = 3


class VettingWindow(SteppedWindow):
    """Whether somebody may be put to the vote is said by people; what is missing is a hint that asks for a reason."""

    path = (_S.OPEN, _S.COMPLETE, _S.DECIDED)

    def add_tools(self) -> None:
        self.cards = column()
        self.box = SectionBox("审核进度")
        self.box.add(self.cards)
        self.form.layout().insertWidget(0, self.box)  # type: ignore[union-attr]  # the form always has its column
        super().add_tools()

    def show_steps(self) -> None:
        super().show_steps()
        self.form.editors["state"].set_read_only(True)  # only the steps change it: they ask for the reason
        self._show_cards()

    def _show_cards(self) -> None:
        clear(self.cards)
        self.box.setVisible(self.form.record_id is not None)
        if self.form.record_id is None:
            return
        seen = vettings.view(self.desk.db, self.form.record_id)
        grid = QGridLayout()
        grid.setSpacing(tokens().px(8))
        for at, card in enumerate(seen.cards):
            grid.addWidget(_card(card), at // _CARDS_A_ROW, at % _CARDS_A_ROW)
        self.cards.addWidget(boxed(grid))
        self.cards.addWidget(label(seen.gaps.sentence, "soft", wrap=True))

    def steps(self, values: dict[str, Any]) -> Sequence[Step]:
        db, key, state = self.desk.db, self.form.record_id or "", values["state"]
        today = db.now().date()
        found: list[Step] = []
        if state is _S.OPEN:
            found.append(self._ready(key))
        if state is _S.COMPLETE:
            found.append(
                Step(
                    "登记讨论决定…",
                    partial(vettings.decide, db, key),
                    "已登记讨论决定",
                    "primary",
                    (must(kinds.KIND.field("decided_on")),),
                    (("decided_on", today),),
                )
            )
            found.append(Step("退回审核中", partial(vettings.reopen, db, key), "已退回审核中"))
        if state in (_S.COMPLETE, _S.DECIDED):
            about = "从这一天起公示，截止日期按工作日推算。"
            first = step_field("first_day", date, "公示开始日期")
            start = (("first_day", today),)
            notice = partial(vettings.start_notice, db, key)
            found.append(Step("开始公示…", notice, "已登记公示起止日期", "plain", (first,), start, about))
        if state is not _S.REFUSED:
            reason = step_field("reason", str, "否决原因", long=True)
            found.append(Step("否决…", partial(vettings.refuse, db, key), "已登记否决", "danger", (reason,)))
        return found

    def _ready(self, key: str) -> Step:
        """Ask for a reason only when something is missing or doubtful."""
        db = self.desk.db
        lines = vettings.view(db, key).asks
        do, said = partial(vettings.mark_ready, db, key), "已标为可上会"
        if not lines:
            return Step("标为可上会", do, said, "primary")
        about = f"还有没办完或要注意的：{'；'.join(lines)}。仍要标为可上会的，原因记入操作记录。"
        return Step("标为可上会…", do, said, "plain", (step_field("reason", str, "原因", long=True),), (), about)

    def is_locked(self, values: dict[str, Any]) -> bool:
        return values["state"] is _S.REFUSED


def _card(card: Card) -> SectionBox:
    words, tone = _state(card)
    made = SectionBox(card.title)
    made.add(row(Badge(words, tone), None))
    made.add(label(card.said, "soft", wrap=True))
    if card.lacking:
        made.add(label("、".join(card.lacking), "error", wrap=True))
    made.body.addStretch(1)
    made.setAccessibleName(f"{card.title}：{words}")
    return made


def _state(card: Card) -> tuple[str, Tone]:
    if card.doubtful:
        return "请先处理", "danger"
    return ("已完成", "ok") if card.done else ("未完成", "warn")
