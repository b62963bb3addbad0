"""提醒函询诫勉 — approve, issue, hear the person, examine, close or go on to the next, look again, file."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.gui.forms.step_dialog import step_field
from cadre_desktop.gui.windows.explained_box import ExplainedBox, Said
from cadre_desktop.gui.windows.stepped_window import Step, SteppedWindow, must
from cadre_desktop.records.reminder import KIND, NextStep, ReminderKind, ReminderState
from cadre_desktop.rules.clocks import ClockState
from cadre_desktop.services import reminders

_S = ReminderState
_LATE = (ClockState.DUE, ClockState.OVERDUE)


class ReminderWindow(SteppedWindow):
    """The person's words may be put down at every stage; what the file lacks is named, nothing is decided here."""

    path = (_S.DRAFT, _S.APPROVED, _S.ISSUED, _S.REPLIED, _S.EXAMINED, _S.CLOSED, _S.FOLLOWED)

    def add_tools(self) -> None:
        self.box = ExplainedBox("办理提示", self.form)
        super().add_tools()

    def show_steps(self) -> None:
        super().show_steps()
        self.box.show_lines(self._said() if self.form.record_id else ())

    def _said(self) -> list[Said]:
        seen = reminders.view(self.desk.db, self.form.record_id or "")
        said = [Said.of(seen.gaps, tone="warn" if seen.gaps.value else "ok", inputs=False)]
        if seen.reply is not None and seen.state is _S.ISSUED:
            late = seen.reply.value.clock.state in _LATE
            said.append(Said.of(seen.reply, badge="回复时限", tone="warn" if late else "neutral"))
        if seen.influence is not None:
            said.append(Said.of(seen.influence, badge="影响期"))
        if seen.follow_up is not None and seen.state is not _S.FOLLOWED:
            late = seen.follow_up.value.state in _LATE
            said.append(Said.of(seen.follow_up, badge="跟踪了解", tone="warn" if late else "neutral"))
        return said

    def steps(self, values: dict[str, Any]) -> Sequence[Step]:
        state: ReminderState = values["state"]
        early = {_S.DRAFT: self._draft, _S.APPROVED: self._approved, _S.ISSUED: self._issued}
        found = early[state](values) if state in early else self._late(state)
        if state not in (_S.DRAFT, _S.APPROVED, _S.FOLLOWED):
            found.append(self._reply("plain" if state is not _S.ISSUED else "primary"))
        return found

    def is_locked(self, values: dict[str, Any]) -> bool:
        return values["state"] is _S.FOLLOWED

    def _do(self, verb: Any, *args: Any) -> Any:
        return partial(verb, self.desk.db, self.form.record_id or "", *args)

    def _draft(self, _values: dict[str, Any]) -> list[Step]:
        asks = (must(KIND.field("approved_by")), must(KIND.field("approved_on")))
        start = (("approved_on", self.desk.db.now().date()),)
        return [Step("登记批准…", self._do(reminders.approve), "已登记批准", "primary", asks, start)]

    def _approved(self, values: dict[str, Any]) -> list[Step]:
        names = ("document", "talkers", "recorder", "place")
        asks = (must(KIND.field("issued_on")), *(KIND.field(name) for name in names))
        start = (("issued_on", self.desk.db.now().date()), *((name, values[name]) for name in names))
        words = "发出函询…" if values["kind"] is ReminderKind.INQUIRY else "登记发出或谈话…"
        return [
            Step(words, self._do(reminders.issue), "已登记", "primary", asks, start),
            Step("退回拟定", self._do(reminders.back_to_draft), "已退回拟定，批准作废"),
        ]

    def _issued(self, values: dict[str, Any]) -> list[Step]:
        found = [self._examine()]
        if values["kind"] is ReminderKind.INQUIRY:
            start = (("received_on", values["received_on"] or self.desk.db.now().date()),)
            about = "从收到的次日起算15个工作日；放假安排取自设置里的日历。"
            asks = (must(KIND.field("received_on")),)
            done = "已登记，回复时限已推算"
            found.append(Step("登记收到…", self._do(reminders.receive), done, "plain", asks, start, about))
        return found

    def _reply(self, kind: Any) -> Step:
        text = step_field("text", str, "本人说明", long=True)
        asks = (must(KIND.field("replied_on")), text)
        start = (("replied_on", self.desk.db.now().date()),)
        return Step("本人说明…", self._do(reminders.reply), "本人说明已保存", kind, asks, start)

    def _examine(self) -> Step:
        asks = (must(KIND.field("finding")),)
        return Step("核查研判…", self._do(reminders.examine), "已登记核查研判意见", "plain", asks)

    def _late(self, state: ReminderState) -> list[Step]:
        if state is _S.REPLIED:
            return [self._examine()]
        if state is _S.EXAMINED:
            allowed = reminders.view(self.desk.db, self.form.record_id or "").next_steps
            on = [
                Step(f"{one.label}", partial(self._turn, one), f"已{one.label}", "plain")
                for one in allowed
                if one is not NextStep.CLOSE
            ]
            return [Step("了结", self._do(reminders.close), "已了结", "primary"), *on]
        if state in (_S.CLOSED, _S.TURNED):
            text = step_field("text", str, "跟踪了解的情况", long=True)
            day = must(KIND.field("follow_up_on"), caption="了解日期")
            start = (("follow_up_on", self.desk.db.now().date()),)
            follow = Step("登记跟踪…", self._follow, "跟踪情况已登记", "plain", (day, text), start)
            return [follow, self._file()]
        return []

    def _follow(self, *, follow_up_on: Any, text: str) -> None:
        reminders.follow(self.desk.db, self.form.record_id or "", followed_on=follow_up_on, text=text)

    def _file(self) -> Step:
        """Ask for a reason only when something speaks against filing now."""
        told = reminders.before_filing(self.desk.db, self.form.record_id or "")
        if not told:
            return Step("归档", self._do(reminders.file), "已归档", "primary")
        about = f"归档前请注意：{'；'.join(told)}。仍要归档的，原因记入操作日志。"
        asks = (step_field("reason", str, "原因", long=True),)
        return Step("归档…", self._do(reminders.file), "已归档", "plain", asks, (), about)

    def _turn(self, step: NextStep) -> None:
        made = reminders.turn(self.desk.db, self.form.record_id or "", step)
        if made is not None:
            open_record(self.desk, self, KIND, made)
