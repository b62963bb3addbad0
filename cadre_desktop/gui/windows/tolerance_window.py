"""容错纠错 — filed beforehand or applied for, the grid of six, the joint finding, the correction."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from cadre_desktop.gui.dialogs.conditions_dialog import ConditionsDialog
from cadre_desktop.gui.forms.step_dialog import step_field
from cadre_desktop.gui.windows.explained_box import ExplainedBox, Said
from cadre_desktop.gui.windows.stepped_window import Step, SteppedWindow, must
from cadre_desktop.records.tolerance_case import KIND, Procedure, TolerancePhase, ToleranceState
from cadre_desktop.services import tolerance_cases
from cadre_desktop.storage.fields import Field

_S = ToleranceState


class ToleranceWindow(SteppedWindow):
    """Which conclusions the six conditions allow is shown; two units or more decide."""

    path = tuple(ToleranceState)

    def add_tools(self) -> None:
        self.box = ExplainedBox("办理提示", self.form)
        super().add_tools()

    def show_steps(self) -> None:
        super().show_steps()
        self.box.show_lines(self._said() if self.form.record_id else ())

    def _said(self) -> list[Said]:
        seen = tolerance_cases.view(self.desk.db, self.form.record_id or "")
        marks = {True: "✓", False: "×", None: "○"}
        grid = "　".join(f"{marks[one.met]} {one.title}" for one in seen.conditions)
        gaps = seen.gaps.value
        said = [
            Said("六个条件", f"{grid}。{seen.allowed.sentence}", seen.allowed.source),
            Said.of(seen.gaps, badge="三个阶段", tone="ok" if gaps.complete else "warn", inputs=False),
        ]
        if seen.excuses:
            names = "、".join(link.text for link in seen.excuses)
            said.append(Said("所涉记录", f"{names}。裁定免责后，在考核、提拔和奖励的提示中作为理由列出。"))
        return said

    def steps(self, values: dict[str, Any]) -> Sequence[Step]:
        state: ToleranceState = values["state"]
        found: list[Step] = []
        asks: tuple[Field, ...]
        if state is _S.APPLIED:
            found.append(Step("受理", self._do(tolerance_cases.accept), "已受理", "primary"))
        if state in (_S.APPLIED, _S.ACCEPTED) and values["procedure"] is Procedure.GENERAL:
            asks = (step_field("reason", str, "适用简易程序的理由", help="如时间紧、任务急"),)
            done = "已改为简易程序"
            found.append(Step("改用简易程序…", self._do(tolerance_cases.use_simple_procedure), done, "plain", asks))
        if state in (_S.ACCEPTED, _S.VERIFIED):
            found += self._finding(values)
        if state is _S.DECIDED:
            asks = (must(KIND.field("told_on")), KIND.field("statement"))
            start = (("told_on", self._today),)
            found.append(Step("登记反馈…", self._do(tolerance_cases.tell), "已登记反馈", "primary", asks, start))
        if state in (_S.TOLD, _S.FOLLOWED):
            text = step_field("text", str, "纠错情况", long=True)
            asks = (must(KIND.field("followed_on")), text)
            start = (("followed_on", self._today),)
            found.append(Step("跟踪纠错…", self._do(tolerance_cases.follow), "已登记纠错情况", "plain", asks, start))
            found.append(Step("归档", self._do(tolerance_cases.close), "已归档", "primary"))
        return found

    def is_locked(self, values: dict[str, Any]) -> bool:
        return values["state"] is _S.CLOSED

    @property
    def _today(self) -> Any:
        return self.desk.db.now().date()

    def _do(self, verb: Any) -> Any:
        return partial(verb, self.desk.db, self.form.record_id or "")

    def _finding(self, values: dict[str, Any]) -> list[Step]:
        verified = values["state"] is _S.VERIFIED
        found = [Step("核实认定…", self._verify, "已保存认定", "plain" if verified else "primary")]
        if verified:
            names = ("result", "deciders", "decided_on")
            more = ("document", "correction")
            due = KIND.field("follow_up_due_on")
            asks = (*(must(KIND.field(name)) for name in names), *(KIND.field(name) for name in more), due)
            about = tolerance_cases.view(self.desk.db, self.form.record_id or "").allowed.sentence
            start = (("decided_on", self._today),)
            found.append(Step("联合裁定…", self._decide, "已登记联合裁定", "primary", asks, start, about))
        if values["phase"] is not TolerancePhase.APPLIED_AFTER:
            asks = (must(KIND.field("filing_number")), must(KIND.field("filed_on")), KIND.field("guidance"))
            start = (("filed_on", self._today),)
            found.append(Step("准予备案…", self._do(tolerance_cases.file_before), "已准予备案", "plain", asks, start))
        return found

    def _decide(self, *, follow_up_due_on: Any = None, **values: Any) -> None:
        db, key = self.desk.db, self.form.record_id or ""
        tolerance_cases.decide(db, key, correction_due_on=follow_up_due_on, **values)

    def _verify(self) -> bool:
        values = {name: editor.value() for name, editor in self.form.editors.items()}
        dialog = ConditionsDialog(self, values, self._do(tolerance_cases.verify))
        dialog.accepted.connect(lambda: self.show_taken("已保存认定"))
        dialog.open()
        return False
