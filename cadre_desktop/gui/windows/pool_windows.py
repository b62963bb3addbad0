"""人才库 — a batch of people entered at once; a member brought on, used, or taken out."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from cadre_desktop.gui.forms.step_dialog import step_field
from cadre_desktop.gui.windows.people_field import people_field
from cadre_desktop.gui.windows.stepped_window import Step, SteppedWindow, must
from cadre_desktop.records.talent_pool import MEMBER, MemberState
from cadre_desktop.services import talent_pools

_S = MemberState


class PoolWindow(SteppedWindow):
    """People go in together, as they were approved."""

    def steps(self, values: dict[str, Any]) -> Sequence[Step]:
        db, key = self.desk.db, self.form.record_id or ""
        asks = (
            people_field("入库人员"),
            step_field("batch", str, "批次"),
            must(MEMBER.field("entered_on")),
            MEMBER.field("measures"),
        )
        start = (("entered_on", db.now().date()),)
        return (Step("批量入库…", partial(talent_pools.enter, db, key), "已入库", "plain", asks, start),)


class PoolMemberWindow(SteppedWindow):
    """Whoever leaves the pool leaves with a reason."""

    path = (_S.ENTERED, _S.TRAINING, _S.USED)

    def steps(self, values: dict[str, Any]) -> Sequence[Step]:
        db, key, state = self.desk.db, self.form.record_id or "", values["state"]
        today = db.now().date()
        found: list[Step] = []
        if state in (_S.ENTERED, _S.TRAINING):
            measures = (must(MEMBER.field("measures")),)
            start = (("measures", values["measures"]),)
            train = partial(talent_pools.train, db, key)
            found.append(Step("登记培养…", train, "培养措施已登记", "plain", measures, start))
            asks = (must(MEMBER.field("used_on")), must(MEMBER.field("used_as")))
            use = partial(talent_pools.use, db, key)
            found.append(Step("登记使用…", use, "已登记使用", "primary", asks, (("used_on", today),)))
        if state is not _S.LEFT:
            asks = (must(MEMBER.field("left_on")), step_field("reason", str, "出库原因"))
            leave = partial(talent_pools.leave, db, key)
            found.append(Step("出库…", leave, "已出库", "plain", asks, (("left_on", today),)))
        return found
