"""培训班 — enrol many people at once, fill in the attendance of the whole class in one grid."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from cadre_desktop.gui.dialogs.attendance_dialog import AttendanceDialog
from cadre_desktop.gui.windows.people_field import people_field
from cadre_desktop.gui.windows.stepped_window import Step, SteppedWindow
from cadre_desktop.records.training import ClassState
from cadre_desktop.services import trainings

_S = ClassState


class TrainingWindow(SteppedWindow):
    """The list of names comes first, the grid of who was there after it."""

    path = tuple(ClassState)

    def steps(self, values: dict[str, Any]) -> Sequence[Step]:
        db, key, state = self.desk.db, self.form.record_id or "", values["state"]
        found: list[Step] = []
        if state is _S.PLANNED:
            found.append(Step("开班", partial(trainings.begin, db, key), "已开班", "primary"))
        people = (people_field("参训人员"),)
        found.append(Step("批量报名…", partial(trainings.enrol, db, key), "名单已登记", "plain", people))
        found.append(Step("考勤表…", self._attendance, ""))
        if state is _S.RUNNING:
            found.append(Step("结业", partial(trainings.finish, db, key), "已结业", "primary"))
        return found

    def _attendance(self) -> bool:
        dialog = AttendanceDialog(self.desk, self, self.form.record_id or "")
        dialog.saved.connect(lambda: self.show_taken("考勤已保存"))
        dialog.open()
        return False
