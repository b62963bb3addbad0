"""The achievements of a person as a ledger, with the steps each may take next."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt

from cadre_desktop.formats.values import shown
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.pages.person.ledger import Ledger, Values, field_column, made_column
from cadre_desktop.gui.widgets.buttons import button, make_menu
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.records import achievement
from cadre_desktop.records.achievement import AchievementState, Strength
from cadre_desktop.records.achievement import Ledger as Account
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import achievements, records

KIND, EVIDENCE = achievement.KIND, achievement.EVIDENCE
_S = AchievementState


class AchievementLedger(Ledger):
    """Both accounts in one table; `account` narrows it to one of them."""

    def __init__(self, desk: Desk) -> None:
        self.account: Account | None = None
        self._evidence: dict[str, Cell] = {}
        columns = (
            made_column("when", "时间", 84, when),
            field_column(KIND, "ledger", 76),
            field_column(KIND, "title", 240, title="实绩内容", stretch=3),
            made_column("evidence", "佐证材料", 190, lambda values: self._evidence[values["id"]], stretch=1),
            field_column(KIND, "paper", 106),
            field_column(KIND, "state", 88),
        )
        super().__init__(desk, KIND, columns, title="实绩", sort="year", most_rows=8)
        self.step_button = button("办理", self._offer_steps, kind="link", tip="申报、审核、认定、退回、入档、回看")
        self.step_button.setAccessibleName("办理所选实绩")
        self.head.insertWidget(1, self.step_button)
        self.add_button.hide()  # the tab has its own, above the time line

    def show_account(self, account: Account | None) -> None:
        """Show one account only, or both."""
        self.account = account
        self.reload()

    def shows(self, values: Values) -> bool:
        return self.account is None or values["ledger"] is self.account

    def place(self, values: Values) -> Any:
        happened: PartialDate = values["happened_on"] or PartialDate(values["year"], 12)
        return -happened.month_index

    def preset(self) -> dict[str, Any]:
        return {"cadre": self.person, "year": self.desk.db.now().year}

    def prepare(self) -> None:
        """Read what each achievement rests on."""
        self._evidence = {record_id: self._evidence_cell(record_id) for record_id in self.rows}

    def _evidence_cell(self, record_id: str) -> Cell:
        names = [f.name for f in EVIDENCE.form_fields]
        pieces = [dict(zip(names, r.values, strict=True)) for r in records.parts(self.desk.db, EVIDENCE, record_id)]
        if not pieces:
            return Cell("没有佐证", "muted")
        if all(p["strength"] is Strength.SELF for p in pieces):
            return Cell("仅本人自述", "warn", badge=True)
        words = "、".join(str(p["title"]) for p in pieces)
        return Cell(words, tip="\n".join(f"{p['strength'].label}：{p['title']}" for p in pieces))

    # steps

    def show_choice(self) -> None:
        super().show_choice()
        self.step_button.setEnabled(bool(self.steps()))

    def steps(self) -> dict[str, Callable[[], object]]:
        """Name the steps the chosen achievement may take now; those that ask for more are in its window."""
        chosen = self.table.selected_ids()
        if len(chosen) != 1 or chosen[0] not in self.rows:
            return {}
        values = self.rows[chosen[0]]
        own = (chosen[0],)
        found: dict[AchievementState, dict[str, Callable[[], object]]] = {
            _S.DRAFT: {"申报": partial(self._do, achievements.declare, *own, "已申报")},
            _S.DECLARED: {
                "开始审核": partial(self._do, achievements.start_review, *own, "已开始审核"),
                "撤回申报": partial(self._do, achievements.withdraw, *own, "已撤回申报"),
            },
            _S.REVIEWING: {"认定或退回…": partial(self.open, *own)},
            _S.CONFIRMED: {
                "入档": partial(self._do, achievements.file, *own, "已入档"),
                "重新审核": partial(self._do, achievements.start_review, *own, "已重新开始审核"),
            },
            _S.RETURNED: {
                "重新申报": partial(self._do, achievements.declare, *own, "已重新申报"),
                "本人说明…": partial(self.open, *own),
            },
            _S.FILED: {},
        }
        steps = dict(found[values["state"]])
        if values["ledger"] is Account.LATENT and values["state"] in (_S.CONFIRMED, _S.FILED):
            steps["登记回看…"] = partial(self.open, *own)
        return steps

    def _offer_steps(self) -> None:
        menu = make_menu(self, self.steps())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.step_button.mapToGlobal(QPoint(0, self.step_button.height())))

    def _do(self, step: Callable[..., object], record_id: str, said: str) -> None:
        with errors_shown(self):
            step(self.desk.db, record_id)
            self.desk.tell(said)


def when(values: Values) -> str:
    """Say when it was achieved: the month if it is known, else the year."""
    return shown(values["happened_on"]) or f"{values['year']}年"
