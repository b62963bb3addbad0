"""能上能下 — from what was found to the follow-up; the days it counts against the person stand above the form."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from cadre_desktop.gui.forms.step_dialog import step_field
from cadre_desktop.gui.widgets.notice import Notice
from cadre_desktop.gui.windows.stepped_window import Step, SteppedWindow, must
from cadre_desktop.records.adjustment import KIND, AdjustmentState
from cadre_desktop.services import adjustments

_S = AdjustmentState
_OPTIONAL = ("document", "statement", "destination", "new_post")


class AdjustmentWindow(SteppedWindow):
    """Each step asks for what it needs; nothing is decided by the program."""

    path = tuple(AdjustmentState)

    def add_tools(self) -> None:
        self.influence = Notice("", "neutral")
        self.form.layout().insertWidget(0, self.influence)  # type: ignore[union-attr]  # the form always has its column
        super().add_tools()

    def show_steps(self) -> None:
        super().show_steps()
        found = adjustments.influence_of(self.desk.db, self.form.record_id) if self.form.record_id else None
        self.influence.set_notice(f"{found.sentence}（{found.source}）" if found else "", "neutral")

    def steps(self, values: dict[str, Any]) -> Sequence[Step]:
        db, key, today = self.desk.db, self.form.record_id or "", self.desk.db.now().date()
        fields = {name: KIND.field(name) for name in _OPTIONAL}
        opinion = step_field("opinion", str, "组织部门意见", long=True)
        text = step_field("text", str, "跟踪情况", long=True)
        follow = Step(
            "登记跟踪…",
            partial(adjustments.follow, db, key),
            "跟踪情况已登记",
            "plain",
            (must(KIND.field("followed_on")), text),
            (("followed_on", today),),
        )
        by_state = {
            _S.FOUND: Step("核实认定", partial(adjustments.verify, db, key), "已核实认定", "primary"),
            _S.VERIFIED: Step(
                "提出建议…", partial(adjustments.propose, db, key), "已登记调整建议", "primary", (opinion,)
            ),
            _S.PROPOSED: Step(
                "登记组织决定…",
                partial(adjustments.decide, db, key),
                "已登记组织决定",
                "primary",
                (must(KIND.field("way")), must(KIND.field("decided_on")), fields["document"]),
                (("decided_on", today),),
            ),
            _S.DECIDED: Step(
                "登记谈话…",
                partial(adjustments.talk, db, key),
                "已登记谈话和本人意见",
                "primary",
                (must(KIND.field("talked_on")), fields["statement"]),
                (("talked_on", today),),
            ),
            _S.TALKED: Step(
                "办理手续…",
                partial(adjustments.carry_out, db, key),
                "手续已办理",
                "primary",
                (fields["destination"], fields["new_post"]),
            ),
            _S.DONE: follow,
            _S.FOLLOWED: follow,
        }
        return (by_state[values["state"]],)
