"""监督事项, 政绩观偏差问题 and 作风评议 — each with its verbs, and the reply of the person or the unit."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.gui.forms.step_dialog import step_field
from cadre_desktop.gui.windows.stepped_window import Step, SteppedWindow, must
from cadre_desktop.records import reminder as reminder_kinds
from cadre_desktop.records.deviation_problem import DeviationState
from cadre_desktop.records.style_review import KIND as REVIEW
from cadre_desktop.records.supervision_item import SupervisionState
from cadre_desktop.services import style_reviews, supervision
from cadre_desktop.storage.fields import Field

_I, _D = SupervisionState, DeviationState


class _AnsweredWindow(SteppedWindow):
    """A window whose record takes a reply."""

    def _do(self, verb: Any) -> Any:
        return partial(verb, self.desk.db, self.form.record_id or "")

    @property
    def _today(self) -> Any:
        return self.desk.db.now().date()

    def _reply(self) -> Step:
        text = step_field("text", str, "说明", long=True)
        do = partial(supervision.answer, self.desk.db, self.kind, self.form.record_id or "")
        return Step("本人或单位说明…", do, "说明已保存", "plain", (text,))


class SupervisionWindow(_AnsweredWindow):
    """收到 → 研判 → 处置 → 办结."""

    path = tuple(SupervisionState)

    def steps(self, values: dict[str, Any]) -> Sequence[Step]:
        state, field = values["state"], self.kind.field
        found: list[Step] = []
        asks: tuple[Field, ...]
        start: tuple[tuple[str, Any], ...]
        if state is _I.RECEIVED:
            start = (("risk", values["risk"]), ("due_on", values["due_on"]))
            asks = (must(field("risk")), field("due_on"))
            found.append(Step("研判…", self._do(supervision.weigh), "已研判", "primary", asks, start))
        if state in (_I.WEIGHED, _I.HANDLED):
            text = step_field("text", str, "处置情况", long=True)
            first = "primary" if state is _I.WEIGHED else "plain"
            found.append(Step("处置…", self._do(supervision.handle), "已登记处置", first, (text,)))  # type: ignore[arg-type]
        if state is _I.HANDLED:
            asks, start = (must(field("done_on")),), (("done_on", self._today),)
            found.append(Step("办结…", self._do(supervision.finish), "已办结", "primary", asks, start))
        return [*found, self._reply()]


class DeviationWindow(_AnsweredWindow):
    """发现 → 交办 → 整改 → 销号."""

    path = tuple(DeviationState)

    def steps(self, values: dict[str, Any]) -> Sequence[Step]:
        state, field, today = values["state"], self.kind.field, self._today
        found: list[Step] = []
        asks: tuple[Field, ...]
        start: tuple[tuple[str, Any], ...]
        if state is _D.FOUND:
            asks = (must(field("assigned_on")), field("due_on"))
            start = (("assigned_on", today), ("due_on", values["due_on"]))
            found.append(Step("交办…", self._do(supervision.assign), "已交办", "primary", asks, start))
        if state is _D.ASSIGNED:
            asks = (must(field("measures")),)
            found.append(Step("制定整改措施…", self._do(supervision.correct), "已进入整改", "primary", asks))
        if state is _D.CORRECTING:
            asks = (must(field("closed_on")), must(field("result")))
            start = (("closed_on", today),)
            found.append(Step("销号…", self._do(supervision.strike_off), "已销号", "primary", asks, start))
        if state in (_D.ASSIGNED, _D.CORRECTING) and values["resumed_on"] is None:
            asks, start = (must(field("resumed_on")),), (("resumed_on", today),)
            found.append(Step("登记复工复产…", self._do(supervision.resume), "已登记复工复产", "plain", asks, start))
        return [*found, self._reply()]


class StyleReviewWindow(_AnsweredWindow):
    """A grade of 基本满意 or worse is followed by a talk with the unit's head."""

    def steps(self, values: dict[str, Any]) -> Sequence[Step]:
        found: list[Step] = []
        asks: tuple[Field, ...]
        start: tuple[tuple[str, Any], ...]
        talk_due = values["grade"] in style_reviews.MIDDLING and values["talked_on"] is None
        if talk_due and values["reminder"] is None:
            head = must(REVIEW.field("head"), caption="约谈对象")
            start = (("head", style_reviews.head_of(self.desk.db, self.form.record_id or "")),)
            about = "生成一条约谈（提醒函询诫勉）草稿，关联到这次评议。"
            found.append(Step("安排约谈…", self._arrange, "已生成约谈草稿", "primary", (head,), start, about))
        if talk_due:
            asks, start = (must(REVIEW.field("talked_on")),), (("talked_on", self._today),)
            found.append(Step("登记已约谈…", self._do(style_reviews.note_talk), "已登记约谈", "plain", asks, start))
        text = step_field("text", str, "整改情况", long=True)
        found.append(Step("登记整改…", self._do(style_reviews.note_correction), "整改情况已保存", "plain", (text,)))
        return [*found, self._reply()]

    def _arrange(self, **values: Any) -> None:
        made = style_reviews.arrange_talk(self.desk.db, self.form.record_id or "", **values)
        open_record(self.desk, self, reminder_kinds.KIND, made)
