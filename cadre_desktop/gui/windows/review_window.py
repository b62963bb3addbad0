"""政治素质档案 — collect signs and ballots, decide by people, file."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from cadre_desktop.errors import InvalidInput, Problem
from cadre_desktop.gui.dialogs.ballot_dialog import BallotDialog
from cadre_desktop.gui.windows.stepped_window import Step, SteppedWindow
from cadre_desktop.records.political_review import ReviewState
from cadre_desktop.services import political_reviews

_S = ReviewState


class ReviewWindow(SteppedWindow):
    """The grade is decided by the party committee; the program never adds up a score."""

    def steps(self, values: dict[str, Any]) -> Sequence[Step]:
        db, record_id, state = self.desk.db, self.form.record_id or "", values["state"]
        found: list[Step] = []
        if state is _S.OPEN:
            start = partial(political_reviews.start, db, record_id)
            found.append(Step("开始考察", start, "已进入考察", "primary"))
        if state in (_S.OPEN, _S.REVIEWING):
            found.append(Step("录入测评票数…", self._ballots, "票数已保存"))
        if state is _S.REVIEWING:
            found.append(Step("评定", self._decide, "鉴定等次已保存", "primary"))
        if state is _S.DECIDED:
            found.append(Step("入档", partial(political_reviews.file, db, record_id), "已入档", "primary"))
        return found

    def is_locked(self, values: dict[str, Any]) -> bool:
        return values["state"] is _S.FILED

    def _ballots(self) -> bool:
        """Open the grid; it saves by itself, and the lines below follow."""
        dialog = BallotDialog(self.desk, self, self.form.record_id or "")
        dialog.open()
        return False

    def _decide(self) -> bool:
        """Take over the grade written in the form, and tell what does not add up."""
        values = self.form.values()
        if values["grade"] is None or not values["decided_by"]:
            raise InvalidInput([Problem("", "请先在“评定”中填写鉴定等次、鉴定单位和鉴定日期")])
        marks = political_reviews.decide(
            self.desk.db,
            self.form.record_id or "",
            values["grade"],
            decided_by=values["decided_by"],
            decided_on=values["decided_on"],
        )
        if marks:
            self.desk.dialogs.info(self, "鉴定等次已保存。材料中还有对不上的地方，已作标记：", "\n".join(marks))
        return True
