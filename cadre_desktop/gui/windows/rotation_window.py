"""交流任职 — planned, moved, or put off with a reason and an end."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from cadre_desktop.gui.forms.step_dialog import step_field
from cadre_desktop.gui.windows.stepped_window import Step, SteppedWindow, must
from cadre_desktop.records.rotation import KIND, RotationState, RotationWay
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import rotations

_R = RotationState


class RotationWindow(SteppedWindow):
    """The delay names its reason; the usual ones stand above it."""

    path = (_R.DUE, _R.PLANNED, _R.MOVED)

    def steps(self, values: dict[str, Any]) -> Sequence[Step]:
        db, key, state = self.desk.db, self.form.record_id or "", values["state"]
        if state is _R.MOVED:
            return ()
        found = [self._move(key)]
        if state is not _R.PLANNED:
            planned = (must(KIND.field("planned_on")),)
            found.append(Step("列入计划…", partial(rotations.schedule, db, key), "已列入计划", "plain", planned))
        if state is not _R.DELAYED:
            asks = (step_field("reason", str, "暂缓理由"), step_field("until", PartialDate, "暂缓至"))
            about = f"常用理由：{'；'.join(rotations.delay_reasons(db))}。"
            found.append(Step("暂缓…", partial(rotations.delay, db, key), "已登记暂缓", "plain", asks, (), about))
        return found

    def _move(self, key: str) -> Step:
        today = PartialDate.of(self.desk.db.now().date())
        asks = (
            must(KIND.field("moved_on")),
            must(KIND.field("to_unit")),
            KIND.field("to_post"),
            must(KIND.field("way")),
            KIND.field("document"),
        )
        start = (("moved_on", today), ("way", RotationWay.TRANSFER))
        return Step("登记已交流…", partial(rotations.move, self.desk.db, key), "已登记交流", "primary", asks, start)
