"""问题 — claimed, passed on or assigned, handled, solved, rated; linked both ways with what a talk brought up."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.gui.forms.step_dialog import step_field
from cadre_desktop.gui.windows.explained_box import ExplainedBox, Said
from cadre_desktop.gui.windows.stepped_window import Step, SteppedWindow, must
from cadre_desktop.records import reminder
from cadre_desktop.records.interview import PROBLEM as TALK_PROBLEM
from cadre_desktop.records.problem import KIND, ProblemState, Route
from cadre_desktop.records.vocab import Satisfaction
from cadre_desktop.services import problems, reminders

_S = ProblemState
_SOON = 5  # days


class ProblemWindow(SteppedWindow):
    """不满意 sends it back by itself; closing the talk's problem along with it is asked, never done unasked."""

    path = (_S.REPORTED, _S.TAKEN, _S.HANDLING, _S.SOLVED, _S.RATED)

    def add_tools(self) -> None:
        self.box = ExplainedBox("办理提示", self.form)
        super().add_tools()

    def show_steps(self) -> None:
        super().show_steps()
        self.box.show_lines(self._said() if self.form.record_id else ())

    def _said(self) -> list[Said]:
        seen = problems.view(self.desk.db, self.form.record_id or "")
        found = seen.response.value
        late = found is not None and not found.in_time
        said = [Said.of(seen.response, badge="响应时长", tone="warn" if late else "neutral", inputs=False)]
        if seen.days_left is not None:
            days = seen.days_left
            words = f"距办理时限还有{days}天。" if days >= 0 else f"已超过办理时限{-days}天，请督办。"
            tone = "danger" if days < 0 else "warn" if days <= _SOON else "neutral"
            said.append(Said("办理时限", words, tone=tone))  # type: ignore[arg-type]  # one of the tones above
        if seen.times_returned:
            said.append(Said("退回", f"因不满意退回重办{seen.times_returned}次。", tone="warn"))
        if seen.talk_problem is not None:
            tail = "还没有办结" if seen.talk_is_open else "已办结"
            said.append(Said("谈话", f"来自谈话反映的问题“{seen.talk_problem}”，{tail}。"))
        return said

    def steps(self, values: dict[str, Any]) -> Sequence[Step]:
        state: ProblemState = values["state"]
        found: list[Step] = []
        if state is _S.REPORTED:
            found = [self._take(route, values, route is Route.CLAIMED) for route in Route]
        elif state in (_S.TAKEN, _S.RETURNED):
            found = [self._handle(values), self._take(Route.PASSED_ON, values)]
        elif state is _S.HANDLING:
            found = [self._solve(), self._take(Route.PASSED_ON, values)]
        elif state is _S.SOLVED:
            found = [self._rate(values)]
        if values["first_answer_at"] is None and state is not _S.RATED:
            asks = (must(KIND.field("first_answer_at")),)
            start = (("first_answer_at", self.desk.db.now().replace(second=0, microsecond=0)),)
            found.append(Step("首次响应…", self._do(problems.answer), "首次响应已登记", "plain", asks, start))
        if state is not _S.REPORTED:
            found += [self._remind(values), Step("交办单", self._print, "已转到报表")]
        return [*found, *self._talk(values)]

    def _do(self, verb: Any, **more: Any) -> Any:
        return partial(verb, self.desk.db, self.form.record_id or "", **more)

    def _take(self, route: Route, values: dict[str, Any], first: bool = False) -> Step:
        asks = (
            must(KIND.field("unit")),
            KIND.field("handler"),
            must(KIND.field("taken_on"), caption=f"{route.label}日期"),
            KIND.field("due_on"),
        )
        there = () if route is Route.PASSED_ON else (("unit", values["unit"]), ("handler", values["handler"]))
        start = (*there, ("taken_on", self.desk.db.now().date()), ("due_on", values["due_on"]))
        words = {Route.CLAIMED: "认领…", Route.PASSED_ON: "转办…", Route.ASSIGNED: "交办…"}[route]
        do = self._do(problems.take, route=route)
        return Step(words, do, f"已{route.label}", "primary" if first else "plain", asks, start)

    def _handle(self, values: dict[str, Any]) -> Step:
        asks = (must(KIND.field("measures")), KIND.field("n_measures"), KIND.field("handler"))
        start = tuple((name, values[name]) for name in ("measures", "n_measures", "handler"))
        words = "重新办理…" if values["state"] is _S.RETURNED else "办理措施…"
        return Step(words, self._do(problems.handle), "已转入办理", "primary", asks, start)

    def _solve(self) -> Step:
        asks = (must(KIND.field("result")), must(KIND.field("solved_on")))
        start = (("solved_on", self.desk.db.now().date()),)
        return Step("登记解决…", self._solved, "已解决，等待评价", "primary", asks, start)

    def _solved(self, **values: Any) -> None:
        key = self.form.record_id or ""
        problems.solve(self.desk.db, key, **values)
        if problems.view(self.desk.db, key).talk_is_open and self.desk.dialogs.confirm(
            self, "谈话中反映的这个问题还没有办结，是否一并办结？", "办理结果和日期照抄过去。", yes="一并办结"
        ):
            problems.close_raised(self.desk.db, key)

    def _rate(self, values: dict[str, Any]) -> Step:
        reason = step_field("reason", str, "不满意的原因", required=False, long=True)
        asks = (
            must(KIND.field("satisfaction")),
            must(KIND.field("rated_on")),
            KIND.field("rater_kind"),
            reason,
        )
        start = (
            ("satisfaction", Satisfaction.SATISFIED),
            ("rated_on", self.desk.db.now().date()),
            ("rater_kind", values["rater_kind"]),
        )
        about = "评价为不满意的退回重办，次数自动累计；不写评价人姓名。"
        return Step("登记评价…", self._do(problems.rate), "评价已登记", "primary", asks, start, about)

    def _remind(self, values: dict[str, Any]) -> Step:
        asks = (must(reminder.KIND.field("kind")), must(reminder.KIND.field("cadre")))
        start = (("kind", reminder.ReminderKind.REMINDER), ("cadre", values["handler"]))
        about = "生成一条提醒函询诫勉草稿，以这个问题为起因。"
        return Step("发起提醒…", self._start_reminder, "已生成草稿", "plain", asks, start, about)

    def _start_reminder(self, **values: Any) -> None:
        made = reminders.start_from_problem(self.desk.db, self.form.record_id or "", **values)
        open_record(self.desk, self, reminder.KIND, made)

    def _print(self) -> bool:
        """Go to the form of this problem, and leave the window."""
        self.desk.go("reports", report="problem_form", picked=(self.form.record_id or "",))
        self.accept()
        return False

    def _talk(self, values: dict[str, Any]) -> list[Step]:
        if values["talk_problem"] is None:
            return []
        seen = problems.view(self.desk.db, self.form.record_id or "")
        if seen.talk_is_open and values["state"] in (_S.SOLVED, _S.RATED):
            return [Step("办结谈话问题", self._do(problems.close_raised), "谈话中的问题也已办结")]
        return [Step("看谈话问题", partial(self._open_talk, values["talk_problem"].id), "")]

    def _open_talk(self, talk_problem_id: str) -> bool:
        open_record(self.desk, self, TALK_PROBLEM, talk_problem_id)
        return False
