"""政治素质档案 — collect signs and ballots, decide by people, file."""

from collections.abc import Sequence
from typing import Any

from cadre_desktop.gui.windows.stepped_window import Step, SteppedWindow


class ReviewWindow(SteppedWindow):
    """The grade is decided by the Party committee; the program never adds up a score."""

    def steps(self, values: dict[str, Any]) -> Sequence[Step]:
        return ()
