"""部门信息 — verified, believed or not, and taken to a consultation of departments."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.gui.forms.step_dialog import step_field
from cadre_desktop.gui.windows.stepped_window import Step, SteppedWindow, must
from cadre_desktop.records.outside_voices import CONSULTATION, NOTE, NoteState
from cadre_desktop.services import source_notes

_S = NoteState


class SourceNoteWindow(SteppedWindow):
    """What the person says to it may be written down at every state."""

    path = (_S.RECEIVED, _S.VERIFIED, _S.ACCEPTED)

    def steps(self, values: dict[str, Any]) -> Sequence[Step]:
        state: NoteState = values["state"]
        found: list[Step] = []
        if state in (_S.RECEIVED, _S.VERIFIED):
            kind = "primary" if state is _S.RECEIVED else "plain"
            start: tuple[tuple[str, Any], ...] = (("verified", values["verified"]),)
            asked = (must(NOTE.field("verified")),)
            found.append(Step("核实…", self._do(source_notes.verify), "核实情况已登记", kind, asked, start))  # type: ignore[arg-type]  # a kind of button
        if state is _S.VERIFIED:
            found.insert(0, Step("采信", self._do(source_notes.accept), "已采信，在干部页列出", "primary"))
            reason = (step_field("reason", str, "不采信的原因", long=True),)
            found.append(Step("不采信…", self._do(source_notes.reject), "已登记为不采信", "plain", reason))
        if state in (_S.ACCEPTED, _S.REJECTED):
            found.append(Step("重新核实", self._do(source_notes.reopen), "已退回核实"))
        fields = ("held_on", "topic", "departments", "conclusion")
        asks = tuple(must(one) if one.name != "conclusion" else one for one in map(CONSULTATION.field, fields))
        start = (("held_on", self.desk.db.now().date()), ("departments", f"{values['department'].label}、"))
        return [*found, Step("登记会商…", self._consult, "会商已登记", "plain", asks, start)]

    def _do(self, verb: Any) -> Any:
        return partial(verb, self.desk.db, self.form.record_id or "")

    def _consult(self, **values: Any) -> None:
        made = source_notes.consult(self.desk.db, self.form.record_id or "", **values)
        open_record(self.desk, self, CONSULTATION, made)
