"""谈话记录 — check with the person, finalise, and from then on only add."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.gui.widgets.buttons import Kind
from cadre_desktop.gui.windows.stepped_window import Step, SteppedWindow, must
from cadre_desktop.records import reminder
from cadre_desktop.records.interview import InterviewState
from cadre_desktop.services import interviews, reminders

_S = InterviewState


class InterviewWindow(SteppedWindow):
    """A final record is locked; what has to be corrected is added as a 补充说明."""

    def steps(self, values: dict[str, Any]) -> Sequence[Step]:
        db, record_id, state = self.desk.db, self.form.record_id or "", values["state"]
        found: list[Step] = []
        if state is _S.DRAFT:
            done = "已送核对，请本人核对文本并签字"
            found.append(Step("送本人核对", partial(interviews.to_checking, db, record_id), done, "primary"))
        if state is _S.CHECKING and not values["signed"]:
            found.append(Step("登记已签字", partial(interviews.sign, db, record_id), "已登记签字", "primary"))
        if state is _S.CHECKING:
            kind: Kind = "primary" if values["signed"] else "plain"
            done = "已定稿，今后只能补充说明"
            found.append(Step("定稿", self._finalise, done, kind))
            found.append(Step("退回草稿", partial(interviews.back_to_draft, db, record_id), "已退回草稿，签字作废"))
        if state is _S.FINAL:
            found.append(Step("补充说明…", self._supplement, "补充说明已保存"))
        found.append(Step("登记反映的问题…", self._problem, "问题已登记"))
        if values["subjects"]:
            found.append(self._remind(values))
        return found

    def _remind(self, values: dict[str, Any]) -> Step:
        asks = tuple(must(reminder.KIND.field(name)) for name in ("kind", "cadre", "matter"))
        start = (("kind", reminder.ReminderKind.REMINDER), ("cadre", values["subjects"][0]))
        about = "生成一条提醒函询诫勉草稿，关联到这次谈话；谁在谈话中说的不带过去。"
        return Step("发起提醒函询…", self._start_reminder, "已生成草稿", "plain", asks, start, about)

    def _start_reminder(self, **values: Any) -> None:
        made = reminders.start_from_talk(self.desk.db, self.form.record_id or "", **values)
        open_record(self.desk, self, reminder.KIND, made)

    def is_locked(self, values: dict[str, Any]) -> bool:
        return values["state"] is _S.FINAL

    def _finalise(self) -> bool:
        question, hint = "定稿后不能再修改，确定定稿？", "以后需要更正的，用“补充说明”添加。"
        if not self.desk.dialogs.confirm(self, question, hint, yes="定稿"):
            return False
        interviews.finalise(self.desk.db, self.form.record_id or "")
        return True

    def _supplement(self) -> bool:
        ask = self.desk.dialogs.ask_text
        reason = ask(self, "补充说明", "补充原因")
        text = ask(self, "补充说明", "补充内容", multiline=True) if reason else None
        if not reason or not text:
            return False
        interviews.add_supplement(self.desk.db, self.form.record_id or "", reason=reason, text=text)
        return True

    def _problem(self) -> bool:
        text = self.desk.dialogs.ask_text(self, "登记反映的问题", "问题（只写问题，不写是谁反映的）", multiline=True)
        if text is None:
            return False
        interviews.raise_problem(self.desk.db, self.form.record_id or "", text)
        return True
