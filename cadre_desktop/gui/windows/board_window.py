"""上榜记录 — approved, published, withdrawn or handled; beside it what the unit's entries of the year come to."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from cadre_desktop.gui.forms.step_dialog import step_field
from cadre_desktop.gui.windows.explained_box import ExplainedBox, Said
from cadre_desktop.gui.windows.stepped_window import Step, SteppedWindow, must
from cadre_desktop.records.board_entry import KIND, BoardState
from cadre_desktop.rules.boards import BOARD_STATE_LABELS
from cadre_desktop.rules.boards import BoardState as Found
from cadre_desktop.services import boards

_S = BoardState
_TONES = {Found.CLEAR: "neutral", Found.WARNED: "warn", Found.GIVE_WAY: "danger"}


class BoardWindow(SteppedWindow):
    """让位 is a hint with its reckoning; what is done about it is written down by people."""

    path = (_S.DRAFTED, _S.APPROVED, _S.PUBLISHED)

    def add_tools(self) -> None:
        self.box = ExplainedBox("累计情况", self.form)
        super().add_tools()

    def show_steps(self) -> None:
        super().show_steps()
        line = boards.finding_of(self.desk.db, self.form.record_id) if self.form.record_id else None
        said: tuple[Said, ...] = ()
        if line is not None:
            heads = "、".join(head.text for head in line.heads)
            told = f"发布时主要负责人 {heads}" if heads else ""
            words = Said(BOARD_STATE_LABELS[line.state], line.sentence, line.source, told, _TONES[line.state])  # type: ignore[arg-type]  # one of the tones
            said = (words,)
        self.box.show_lines(said)

    def steps(self, values: dict[str, Any]) -> Sequence[Step]:
        state: BoardState = values["state"]
        today = self.desk.db.now().date()
        if state is _S.DRAFTED:
            return [Step("审定", self._do(boards.approve), "已审定", "primary")]
        if state is _S.APPROVED:
            day = (must(KIND.field("published_on")),)
            start = (("published_on", min(values["published_on"], today)),)
            return [Step("发布…", self._do(boards.publish), "已发布", "primary", day, start)]
        found = [handling_step(self._do(boards.handle), today, values["reply"])]
        if state is _S.PUBLISHED:
            asks = (must(KIND.field("withdrawn_on")), step_field("reason", str, "撤销原因", long=True))
            start = (("withdrawn_on", today),)
            found.append(Step("撤销…", self._do(boards.withdraw), "已撤销，不再计数", "plain", asks, start))
        return found

    def _do(self, verb: Any) -> Any:
        return partial(verb, self.desk.db, self.form.record_id or "")


def handling_step(do: Callable[..., object], today: date, reply: str | None) -> Step:
    """Make the step that writes handling and reply down, as window and board both offer it."""
    asks = (
        step_field("handling", str, "处理情况", required=False, long=True),
        step_field("handled_on", date, "处理日期"),
        KIND.field("reply"),
    )
    start = (("handled_on", today), ("reply", reply))
    return Step("登记处理…", do, "处理情况已登记", "primary", asks, start)
