"""公开比选 — the score grid of 六比六看, and the end of the contest."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from cadre_desktop.gui.dialogs.score_dialog import ScoreDialog
from cadre_desktop.gui.windows.stepped_window import Step, SteppedWindow
from cadre_desktop.records.contest import ContestState
from cadre_desktop.services import contests

_S = ContestState


class ContestWindow(SteppedWindow):
    """Places follow from the totals; who is taken is chosen by people."""

    path = tuple(ContestState)

    def steps(self, values: dict[str, Any]) -> Sequence[Step]:
        db, key, state = self.desk.db, self.form.record_id or "", values["state"]
        if state is _S.DONE:
            return ()
        found = [Step("成绩表…", self._scores, "", "primary")]
        if state is _S.COMPARING:
            found.append(Step("完成比选", partial(contests.finish, db, key), "比选已完成"))
        return found

    def _scores(self) -> bool:
        dialog = ScoreDialog(self.desk, self, self.form.record_id or "")
        dialog.saved.connect(lambda: self.show_taken("成绩已保存"))
        dialog.open()
        return False
