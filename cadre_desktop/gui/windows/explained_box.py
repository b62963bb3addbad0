"""What the rules say of a record, above its form: the finding, what went in, and the texts it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from cadre_desktop.gui.dialogs.explain_dialog import explain
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.record_form import RecordForm
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.labels import Badge, Tone, label
from cadre_desktop.gui.widgets.layouts import boxed, clear, column, row
from cadre_desktop.gui.widgets.section_box import SectionBox
from cadre_desktop.rules.explained import Explained


@dataclass(frozen=True, slots=True)
class Said:
    """One finding: its badge, the sentence, and what it rests on (inputs and texts); `found` can be opened."""

    badge: str
    sentence: str
    source: str = ""
    inputs: str = ""
    tone: Tone = "neutral"
    found: Explained[Any] | None = None

    @classmethod
    def of(cls, found: Explained[Any], *, badge: str = "", tone: Tone = "neutral", inputs: bool = True) -> "Said":
        """Make a line of what a rule found."""
        told = "；".join(f"{one.label} {one.text}" for one in found.inputs) if inputs else ""
        return cls(badge or found.rule, found.sentence, found.source, told, tone, found)


class ExplainedBox(SectionBox):
    """Stands at the head of a form and shows nothing while there is nothing to say."""

    def __init__(self, title: str, form: RecordForm) -> None:
        super().__init__(title)
        self._desk = form.desk
        self._lines = column(gap=8)
        self.add(self._lines)
        self.said: tuple[Said, ...] = ()
        form.layout().insertWidget(0, self)  # type: ignore[union-attr]  # the form always has its column
        self.hide()

    def show_lines(self, said: Sequence[Said]) -> None:
        """Show these findings, in their order."""
        clear(self._lines)
        self.said = tuple(said)
        for one in self.said:
            words = label(one.sentence, wrap=True)
            line = row(Badge(one.badge, one.tone), words, gap=8)
            line.setStretch(1, 1)
            if one.found is not None:
                why = button("依据", partial(self._explain, one), kind="link")
                why.setAccessibleName(f"{one.badge}的推算依据")
                line.addWidget(why)
            parts: list[Any] = [boxed(line)]
            rests = "　".join(
                part
                for part in (f"依据：{one.source}" if one.source else "", f"推算自：{one.inputs}" if one.inputs else "")
                if part
            )
            if rests:
                parts.append(label(rests, "small", wrap=True))
            self._lines.addWidget(boxed(column(*parts, gap=2)))
        self.setVisible(bool(self.said))

    def _explain(self, one: Said) -> None:
        with errors_shown(self):
            if one.found is not None:
                explain(self._desk, self.window(), one.badge, one.found)
