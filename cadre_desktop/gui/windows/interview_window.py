"""谈话记录 — check with the person, finalise, and from then on only add."""

from collections.abc import Sequence
from typing import Any

from cadre_desktop.gui.windows.stepped_window import Step, SteppedWindow


class InterviewWindow(SteppedWindow):
    """A final record is locked; what has to be corrected is added as a 补充说明."""

    def steps(self, values: dict[str, Any]) -> Sequence[Step]:
        return ()
