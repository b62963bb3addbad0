"""实绩档案（卷） — sign the task list, answer each year, settle and seal at the exit."""

from collections.abc import Sequence
from typing import Any

from cadre_desktop.errors import InvalidInput, Problem
from cadre_desktop.gui.windows.stepped_window import Step, SteppedWindow
from cadre_desktop.records.performance_term import TermState
from cadre_desktop.rules.clerk_dates import parse_date
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import performance_terms


class TermWindow(SteppedWindow):
    """The three moments in their order: 上任, 每年, 调任前."""

    def steps(self, values: dict[str, Any]) -> Sequence[Step]:
        state: TermState = values["state"]
        if state is TermState.OPEN:
            return (Step("签收任务清单…", self._sign, "已签收，任务清单不能再改", "primary"),)
        if state is TermState.SEALED:
            return ()
        found = [Step("生成年度答卷…", self._answer, "已按任务清单生成答卷，请逐项填写")]
        if state is TermState.FROZEN:
            found.append(Step("生成交账单…", self._settle, "已按任务清单生成交账单，请逐项确认", "primary"))
        else:
            found.append(Step("封存档案…", self._seal, "档案已封存", "primary"))
        return found

    def is_locked(self, values: dict[str, Any]) -> bool:
        return values["state"] is TermState.SEALED

    def _ask_day(self, title: str, caption: str) -> PartialDate | None:
        today = PartialDate.of(self.desk.db.now().date())
        text = self.desk.dialogs.ask_text(self, title, caption, str(today))
        if text is None:
            return None
        try:
            return parse_date(text, "day" if len(text) > 7 else None)
        except ValueError as error:
            raise InvalidInput([Problem("", str(error))]) from error

    def _sign(self) -> bool:
        day = self._ask_day("签收任务清单", "本人签收日期（签收后任务清单不能再增减修改）")
        if day is None:
            return False
        performance_terms.sign(self.desk.db, self.form.record_id or "", day.first_day())
        return True

    def _answer(self) -> bool:
        year = self.desk.dialogs.ask_text(self, "生成年度答卷", "年度", str(self.desk.db.now().year))
        if year is None:
            return False
        if not year.isdigit():
            raise InvalidInput([Problem("", f"年度应填四位数字，如 {self.desk.db.now().year}")])
        performance_terms.answer_year(self.desk.db, self.form.record_id or "", int(year))
        return True

    def _settle(self) -> bool:
        day = self._ask_day("生成交账单", "交账日期")
        if day is None:
            return False
        performance_terms.settle(self.desk.db, self.form.record_id or "", day.first_day())
        return True

    def _seal(self) -> bool:
        day = self._ask_day("封存实绩档案", "离任时间（封存后任务、答卷和交账单都不能再改）")
        if day is None:
            return False
        performance_terms.seal(self.desk.db, self.form.record_id or "", day)
        return True
