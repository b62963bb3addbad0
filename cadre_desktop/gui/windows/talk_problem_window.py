"""谈话反映的问题 — closed with its outcome, or the start of a reminder; who raised it is not carried over."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.gui.windows.stepped_window import Step, SteppedWindow, must
from cadre_desktop.records import reminder
from cadre_desktop.records.interview import PROBLEM
from cadre_desktop.services import interviews, reminders


class TalkProblemWindow(SteppedWindow):
    """Whom a reminder goes to is chosen by the clerk: the problem itself names nobody."""

    def steps(self, values: dict[str, Any]) -> Sequence[Step]:
        found: list[Step] = []
        if values["closed_on"] is None:
            asks = (must(PROBLEM.field("outcome")), must(PROBLEM.field("closed_on")))
            start = (("closed_on", self.desk.db.now().date()),)
            close = partial(interviews.close_problem, self.desk.db, self.form.record_id or "")
            found.append(Step("办结…", close, "已办结", "primary", asks, start))
        asks = (must(reminder.KIND.field("kind")), must(reminder.KIND.field("cadre")))
        kind = (("kind", reminder.ReminderKind.REMINDER),)
        about = "生成一条提醒函询诫勉草稿，以这个问题为起因。"
        found.append(Step("发起提醒函询…", self._start, "已生成草稿", "plain", asks, kind, about))
        return found

    def _start(self, **values: Any) -> None:
        made = reminders.start_from_talk_problem(self.desk.db, self.form.record_id or "", **values)
        open_record(self.desk, self, reminder.KIND, made)
