"""谈话反映的问题 — closed, reported to the problems, or the start of a reminder; who raised it is not carried over."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.gui.windows.stepped_window import Step, SteppedWindow, must
from cadre_desktop.records import problem, reminder
from cadre_desktop.records.interview import PROBLEM
from cadre_desktop.services import interviews, problems, reminders


class TalkProblemWindow(SteppedWindow):
    """Whom a reminder goes to is chosen by the clerk: the problem itself names nobody."""

    def steps(self, values: dict[str, Any]) -> Sequence[Step]:
        found: list[Step] = []
        if values["closed_on"] is None:
            asks = (must(PROBLEM.field("outcome")), must(PROBLEM.field("closed_on")))
            start = (("closed_on", self.desk.db.now().date()),)
            found.append(Step("办结…", self._close, "已办结", "primary", asks, start))
        asks = (must(reminder.KIND.field("kind")), must(reminder.KIND.field("cadre")))
        kind = (("kind", reminder.ReminderKind.REMINDER),)
        about = "生成一条提醒函询诫勉草稿，以这个问题为起因。"
        found.append(Step("发起提醒函询…", self._start, "已生成草稿", "plain", asks, kind, about))
        there = problems.of_talk_problem(self.desk.db, self.form.record_id or "")
        if there is not None:
            found.append(Step("看问题集中的问题", partial(self._open, there.id), ""))
        elif values["closed_on"] is None:
            found.append(Step("转入问题集", self._report, "已转入问题集"))
        return found

    def _close(self, **values: Any) -> None:
        key = self.form.record_id or ""
        interviews.close_problem(self.desk.db, key, **values)
        if problems.can_solve_along(self.desk.db, key) and self.desk.dialogs.confirm(
            self, "问题集中的这个问题还在办理，是否一并登记为已解决？", "办理结果和日期照抄过去。", yes="一并解决"
        ):
            problems.solve_along(self.desk.db, key)

    def _report(self) -> None:
        self._open(problems.report_from_talk(self.desk.db, self.form.record_id or ""))

    def _open(self, problem_id: str) -> bool:
        open_record(self.desk, self, problem.KIND, problem_id)
        return False

    def _start(self, **values: Any) -> None:
        made = reminders.start_from_talk_problem(self.desk.db, self.form.record_id or "", **values)
        open_record(self.desk, self, reminder.KIND, made)
