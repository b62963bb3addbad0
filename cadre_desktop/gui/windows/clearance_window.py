"""澄清正名 — the finding, the draft with the person's consent, the approval, the clearing, the second visit."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from cadre_desktop.gui.windows.explained_box import ExplainedBox, Said
from cadre_desktop.gui.windows.stepped_window import Step, SteppedWindow, must
from cadre_desktop.records.clearance import KIND, ClearanceState, Finding
from cadre_desktop.services import clearances

_S = ClearanceState


class ClearanceWindow(SteppedWindow):
    """Nobody who complained is asked for; what could not be established is not cleared."""

    path = (_S.VERIFYING, _S.DRAFTED, _S.APPROVED, _S.DONE, _S.VISITED)

    def add_tools(self) -> None:
        self.box = ExplainedBox("办理提示", self.form)
        super().add_tools()

    def show_steps(self) -> None:
        super().show_steps()
        self.box.show_lines(self._said() if self.form.record_id else ())

    def _said(self) -> list[Said]:
        seen = clearances.view(self.desk.db, self.form.record_id or "")
        said = []
        if seen.state is not _S.VERIFYING:
            said.append(Said.of(seen.may, tone="ok" if seen.may.value else "warn", inputs=False))
        if seen.may.value:
            said.append(Said.of(seen.gaps, tone="warn" if seen.gaps.value else "ok", inputs=False))
        if seen.takes_away and seen.state in (_S.DONE, _S.VISITED):
            names = "、".join(link.text for link in seen.takes_away)
            said.append(Said("澄清的效力", f"{names}：自澄清之日起，各处提示、影响期和统计都不再计算。", tone="ok"))
        return said

    def steps(self, values: dict[str, Any]) -> Sequence[Step]:
        state: ClearanceState = values["state"]
        by_state = {
            _S.VERIFYING: self._verifying,
            _S.DRAFTED: self._drafted,
            _S.APPROVED: self._approved,
            _S.DONE: self._done,
        }
        found = by_state[state](values) if state in by_state else []
        if values["finding"] is Finding.FALSE_CHARGE and values["charge_handed_on"] is None:
            asks = (must(KIND.field("charge_handed_on"), caption="移交日期"), KIND.field("charge_handling"))
            start = (("charge_handed_on", self._today),)
            found.append(Step("移交诬告线索…", self._hand_on, "已登记移交", "plain", asks, start))
        if state in (_S.VERIFYING, _S.DRAFTED, _S.APPROVED):
            found.append(Step("不予澄清", self._do(clearances.not_clear), "已改为不予澄清", "danger"))
        return found

    def is_locked(self, values: dict[str, Any]) -> bool:
        return values["state"] is _S.VISITED

    @property
    def _today(self) -> Any:
        return self.desk.db.now().date()

    def _do(self, verb: Any) -> Any:
        return partial(verb, self.desk.db, self.form.record_id or "")

    def _hand_on(self, *, charge_handed_on: Any, charge_handling: str = "") -> None:
        clearances.hand_on(
            self.desk.db, self.form.record_id or "", handed_on=charge_handed_on, handling=charge_handling
        )

    def _verifying(self, values: dict[str, Any]) -> list[Step]:
        asks = (must(KIND.field("finding")), must(KIND.field("found_on")), KIND.field("verifier"))
        start = (("found_on", self._today), ("verifier", values["verifier"]))
        about = "谁核实谁澄清。只有查明不实或诬告陷害的才能澄清；没有查实但不能排除的选“无法认定”。"
        do = self._do(clearances.conclude)
        return [Step("登记核查结论…", do, "已登记核查结论", "primary", asks, start, about)]

    def _drafted(self, values: dict[str, Any]) -> list[Step]:
        names = ("situation", "way", "scope", "consented")
        asks = tuple(must(KIND.field(name)) for name in names)
        start = tuple((name, values[name]) for name in names)
        approve = (must(KIND.field("approved_by")), must(KIND.field("approved_on")))
        return [
            Step("拟定方案…", self._do(clearances.propose), "方案已保存", "plain", asks, start),
            Step(
                "登记审批…",
                self._do(clearances.approve),
                "已登记审批",
                "primary",
                approve,
                (("approved_on", self._today),),
            ),
        ]

    def _approved(self, _values: dict[str, Any]) -> list[Step]:
        names = ("place", "attendants", "opinion")
        asks = (must(KIND.field("cleared_on")), *(KIND.field(name) for name in names))
        start = (("cleared_on", self._today),)
        return [Step("实施澄清…", self._do(clearances.clear), "已登记澄清", "primary", asks, start)]

    def _done(self, _values: dict[str, Any]) -> list[Step]:
        asks = (must(KIND.field("revisited_on")), must(KIND.field("revisit")))
        start = (("revisited_on", self._today),)
        return [Step("登记回访…", self._revisit, "已登记回访", "primary", asks, start)]

    def _revisit(self, *, revisited_on: Any, revisit: str) -> None:
        clearances.revisit(self.desk.db, self.form.record_id or "", revisited_on=revisited_on, text=revisit)
