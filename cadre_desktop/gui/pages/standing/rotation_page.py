"""交流到期 — who is due to move: one click makes the record, a delay wants its reason."""

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton

from cadre_desktop.gui.dialogs.explain_dialog import explain
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.gui.forms.step_dialog import StepDialog, Values, step_field
from cadre_desktop.gui.pages.standing.standing_page import StandingPage
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.labels import Tone
from cadre_desktop.gui.widgets.table_model import PlainRow, TableColumn
from cadre_desktop.records import BY_KEY
from cadre_desktop.rules.clocks import ClockState
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import rotations
from cadre_desktop.services.rotations import DueLine

_TONES: dict[ClockState, Tone] = {ClockState.SOON: "warn", ClockState.DUE: "danger", ClockState.OVERDUE: "danger"}


class RotationPage(StandingPage):
    """Years and kinds of post come from 规则设置; service is reckoned from the posts on file."""

    title = "交流到期"
    report = "rotation_due"
    nothing = ("没有到期和即将到期的", "任职经历齐全时，任职满规定年限前会列在这里。")
    follows = ("cadre", "post", "unit", "rotation", "placement", "unit_setting")
    columns = (
        TableColumn("person", "姓名", 84),
        TableColumn("unit", "单位", 150, least=110),
        TableColumn("post", "职务", 190, stretch=1, least=110),
        TableColumn("since", "任现职起", 84),
        TableColumn("service", "连续任职", 112),
        TableColumn("due", "到期时间", 92),
        TableColumn("state", "状态", 96),
        TableColumn("way", "办理情况", 150, least=90),
    )

    def make_buttons(self) -> Sequence[QPushButton]:
        self.plan_button = button("登记应交流", self.plan, kind="primary", tip="生成一条交流记录")
        self.put_off_button = button("暂缓…", self.put_off)
        self.why_button = button("推算依据", self.say_why, icon="help", tip="用了哪条规定、哪些任职经历")
        return self.why_button, self.put_off_button, self.plan_button

    def read(self) -> tuple[str, list[PlainRow]]:
        self._lines = {line.person.id: line for line in rotations.due(self.desk.db)}
        lines = self._lines.values()
        n_move = sum(1 for line in lines if not line.delay and line.state is not ClockState.SOON)
        n_soon = sum(1 for line in lines if not line.delay and line.state is ClockState.SOON)
        n_delayed = sum(1 for line in lines if line.delay)
        sentence = f"应交流 {n_move} 人，暂缓 {n_delayed} 人，即将到期 {n_soon} 人。双击打开干部页。"
        return sentence, [_row(line) for line in lines]

    def detail_of(self, row_id: str) -> str:
        line = self._lines[row_id]
        return f"{line.rule}：{line.found.sentence}。依据：{line.found.source}"

    def open(self, row_id: str) -> None:
        self.desk.go("person", cadre_id=row_id)

    def plan(self) -> None:
        """Make the record of the chosen person's move, or open the one there is."""
        with errors_shown(self):
            line = self._lines[self.chosen]
            made = line.under_way.id if line.under_way else rotations.plan(self.desk.db, line.person.id)
            open_record(self.desk, self.window(), BY_KEY["rotation"], made)

    def say_why(self) -> None:
        """Show the rule, the posts counted and the texts behind the chosen line."""
        with errors_shown(self):
            line = self._lines[self.chosen]
            explain(self.desk, self.window(), f"{line.person}{line.rule}", line.found)

    def put_off(self) -> None:
        """Let the chosen person stay, with a reason and an end."""
        line = self._lines[self.chosen]
        fields = [
            step_field("reason", str, "暂缓理由"),
            step_field("until", PartialDate, "暂缓至"),
            step_field("approved_by", str, "批准人", required=False),
            step_field("document", str, "文号", required=False),
        ]

        def go(values: Values) -> None:
            rotations.put_off(self.desk.db, line.person.id, **{n: v for n, v in values.items() if v is not None})
            self.desk.tell(f"已登记{line.person}暂缓交流")

        words = f"{line.person}：常用理由有{'；'.join(rotations.delay_reasons(self.desk.db))}。"
        StepDialog(self, "暂缓交流", fields, go, words=words).open()


def _row(line: DueLine) -> PlainRow:
    state = Cell(line.words, tone="neutral" if line.delay else _TONES[line.state], badge=True)
    way = line.delay or (line.under_way_state.label if line.under_way_state else "未登记")
    cells = (
        line.person.text, line.unit.text, line.post_title, str(line.since), line.service, str(line.due_on), state, way,
    )  # fmt: skip
    return PlainRow(line.person.id, cells)
