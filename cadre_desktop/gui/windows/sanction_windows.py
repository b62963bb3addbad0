"""处分处理 and 回访教育 — how long it counts and why, the person's own words, the visit, and the new use."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.gui.forms.step_dialog import step_field
from cadre_desktop.gui.windows.explained_box import ExplainedBox, Said
from cadre_desktop.gui.windows.stepped_window import Step, SteppedWindow, must
from cadre_desktop.records import revisit as visits
from cadre_desktop.records.revisit import Proposal
from cadre_desktop.records.sanction import KIND
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import revisits, sanctions
from cadre_desktop.storage.fields import Field


class SanctionWindow(SteppedWindow):
    """One that has run out stays on file, marked 已期满."""

    def add_tools(self) -> None:
        self.box = ExplainedBox("影响期", self.form)
        super().add_tools()

    def show_steps(self) -> None:
        super().show_steps()
        self.box.show_lines(self._said() if self.form.record_id else ())

    def _said(self) -> list[Said]:
        seen = sanctions.view(self.desk.db, self.form.record_id or "")
        runs = seen.words == sanctions.RUNS
        said = [Said.of(seen.period, badge=seen.words, tone="warn" if runs else "neutral")]
        if seen.excused_by is not None:
            said.append(Said("容错免责", f"由“{seen.excused_by.text}”裁定免责，考核、提拔和奖励不受影响。", tone="ok"))
        if seen.person is not None and len(seen.person.value.in_force) > 1:
            said.append(Said("本人合计", f"{seen.person.sentence}。", seen.person.source))
        return said

    def steps(self, values: dict[str, Any]) -> Sequence[Step]:
        db, key = self.desk.db, self.form.record_id or ""
        today = PartialDate.of(db.now().date())
        text = step_field("text", str, "本人说明", long=True)
        found = [Step("本人说明…", partial(sanctions.state_statement, db, key), "本人说明已保存", "plain", (text,))]
        if values["withdrawn_on"] is None and values["released_on"] is None:
            asks = (must(visits.KIND.field("visited_on")), must(visits.KIND.field("visitors")))
            way = (must(visits.KIND.field("way")), visits.KIND.field("host"))
            start = (("visited_on", db.now().date()), ("way", visits.RevisitWay.ALONE))
            done = "回访已登记，请填写情况和评价"
            found.append(Step("登记回访…", self._visit, done, "primary", (*asks, *way), start))
            released = must(KIND.field("released_on"))
            release = partial(sanctions.release, db, key)
            found.append(Step("提前解除…", release, "已登记提前解除", "plain", (released,), (("released_on", today),)))
            asks = (must(KIND.field("withdrawn_on"), caption="撤销日期"), must(KIND.field("withdrawn_document")))
            withdraw = partial(sanctions.withdraw, db, key)
            start_on = (("withdrawn_on", today),)
            found.append(Step("撤销原决定…", withdraw, "已登记撤销，不再计算", "danger", asks, start_on))
        return found

    def _visit(self, **values: Any) -> None:
        made = revisits.begin(self.desk.db, self.form.record_id or "", **values)
        open_record(self.desk, self, visits.KIND, made)


class RevisitWindow(SteppedWindow):
    """What was seen, the grade and the proposal; then the new use, in which post."""

    def steps(self, values: dict[str, Any]) -> Sequence[Step]:
        db, key, field = self.desk.db, self.form.record_id or "", visits.KIND.field
        asks: tuple[Field, ...] = (
            must(field("grade")),
            must(field("proposal")),
            must(field("conduct")),
            field("wishes"),
        )
        start = tuple((name, values[name]) for name in ("grade", "proposal", "conduct", "wishes"))
        done = "评价和建议已保存"
        found = [Step("评价和建议…", partial(revisits.appraise, db, key), done, "primary", asks, start)]
        if values["proposal"] is Proposal.REUSE:
            posts = revisits.posts_of(db, key)
            start = (("reused_on", values["reused_on"] or db.now().date()), ("post", next(iter(posts), None)))
            asks = (must(field("reused_on")), field("post"))
            told = "已登记重新使用"
            found.append(Step("登记重新使用…", partial(revisits.reuse, db, key), told, "plain", asks, start))
        if values["grade"] is not None:
            found.append(Step("生成登记表", partial(self._form, values["cadre"].id), "已转到报表"))
        return found

    def _form(self, cadre_id: str) -> bool:
        """Go to the printed form of the person's visits of the year, and leave the window."""
        self.desk.go("reports", report="revisit_form", people=(cadre_id,))
        self.accept()
        return False
