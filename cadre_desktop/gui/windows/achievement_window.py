"""实绩条目 — declare, review, confirm or send back, file, look back."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from cadre_desktop.gui.windows.stepped_window import Step, SteppedWindow
from cadre_desktop.records.achievement import AchievementState, Ledger
from cadre_desktop.services import achievements

_S = AchievementState


class AchievementWindow(SteppedWindow):
    """Reviewers confirm only what rests on more than the person's own word."""

    def steps(self, values: dict[str, Any]) -> Sequence[Step]:
        db, record_id, state = self.desk.db, self.form.record_id or "", values["state"]
        found: list[Step] = []
        if state in (_S.DRAFT, _S.RETURNED):
            found.append(Step("申报", partial(achievements.declare, db, record_id), "已申报，等待审核", "primary"))
        if state is _S.DECLARED:
            found.append(Step("开始审核", partial(achievements.start_review, db, record_id), "已进入审核", "primary"))
            found.append(Step("撤回申报", partial(achievements.withdraw, db, record_id), "已撤回为草稿"))
        if state is _S.REVIEWING:
            found.append(Step("认定", partial(achievements.confirm, db, record_id), "已认定", "primary"))
            found.append(Step("退回…", self._send_back, "已退回，意见和本人说明一并保存", "danger"))
        if state is _S.CONFIRMED:
            found.append(Step("入档", partial(achievements.file, db, record_id), "已入档", "primary"))
            found.append(Step("退回重新审核", partial(achievements.start_review, db, record_id), "已退回，请重新审核"))
        if values["ledger"] is Ledger.LATENT and state in (_S.CONFIRMED, _S.FILED):
            found.append(Step("回看…", self._look_back, "回看结果已保存"))
        if state in (_S.RETURNED, _S.REVIEWING, _S.CONFIRMED, _S.FILED):
            found.append(Step("本人说明…", self._reply, "本人说明已保存"))
        return found

    def is_locked(self, values: dict[str, Any]) -> bool:
        return values["state"] in (_S.CONFIRMED, _S.FILED)

    def _send_back(self) -> bool:
        opinion = self.desk.dialogs.ask_text(self, "退回实绩", "审核意见（说明退回的理由和要补的材料）", multiline=True)
        if opinion is None:
            return False
        achievements.send_back(self.desk.db, self.form.record_id or "", achievements.Marks(opinion=opinion))
        return True

    def _look_back(self) -> bool:
        result = self.desk.dialogs.ask_text(
            self, "潜绩回看", "回看结果（当年的工作现在见到了什么成效）", multiline=True
        )
        if result is None:
            return False
        achievements.record_look_back(self.desk.db, self.form.record_id or "", result)
        return True

    def _reply(self) -> bool:
        text = self.desk.dialogs.ask_text(self, "本人说明", "本人对审核意见的说明", multiline=True)
        if text is None:
            return False
        achievements.reply(self.desk.db, self.form.record_id or "", text)
        return True
