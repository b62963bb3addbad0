"""墩苗挂职 — taken up, ended or called back, appraised by the receiving unit."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from cadre_desktop.gui.forms.step_dialog import step_field
from cadre_desktop.gui.windows.stepped_window import Step, SteppedWindow, must
from cadre_desktop.records.placement import KIND, PlacementState
from cadre_desktop.services import placements

_S = PlacementState


class PlacementWindow(SteppedWindow):
    """The appraisal comes after the end."""

    path = (_S.SELECTED, _S.SERVING, _S.ENDED, _S.APPRAISED)

    def steps(self, values: dict[str, Any]) -> Sequence[Step]:
        db, key, state = self.desk.db, self.form.record_id or "", values["state"]
        today = db.now().date()
        ended = must(KIND.field("ended_on"))
        if state is _S.SELECTED:
            return (Step("登记到岗", partial(placements.begin, db, key), "已登记到岗", "primary"),)
        if state is _S.SERVING:
            reason = step_field("reason", str, "提前结束的原因", long=True)
            start = (("ended_on", values["planned_end_on"] or today),)
            asks = (ended, KIND.field("summary"))
            return (
                Step("登记期满…", partial(placements.end, db, key), "已登记期满，请办理鉴定", "primary", asks, start),
                Step(
                    "提前结束…",
                    partial(placements.recall, db, key),
                    "已登记提前结束",
                    "plain",
                    (ended, reason),
                    (("ended_on", today),),
                ),
            )
        if state in (_S.ENDED, _S.RECALLED):
            wanted = (must(KIND.field("grade")), must(KIND.field("appraisal")), KIND.field("mentor_words"))
            there = tuple((name, values[name]) for name in ("appraisal", "mentor_words"))
            return (Step("鉴定…", partial(placements.appraise, db, key), "已鉴定", "primary", wanted, there),)
        return ()
