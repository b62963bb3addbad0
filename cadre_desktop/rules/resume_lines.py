"""Reading the lines of 简历 as 任免审批表 writes them: 2021.03--2023.06  青石镇副镇长."""

import re
from dataclasses import dataclass

from cadre_desktop.rules.partial_date import PartialDate

_MONTH = r"(\d{4})\s*[.．年/-]\s*(\d{1,2})\s*月?"
_LINE = re.compile(rf"^\s*{_MONTH}\s*(?:-{{1,2}}|—{{1,2}}|－{{1,2}}|–|～|~|至)\s*(?:{_MONTH}|至今|今)?\s*(?P<text>.*)$")
_LAST_MONTH = 12


@dataclass(frozen=True, slots=True)
class ResumeLine:
    """One stage: its months, the end None while it lasts, and what the person was."""

    start: PartialDate
    end: PartialDate | None
    text: str


def resume_lines(text: str) -> list[ResumeLine]:
    """Return the stages of a résumé; lines without a month of their own go on from the stage before."""
    stages: list[ResumeLine] = []
    for line in re.split(r"\r\n|\r|\n|<br\s*/?>", text):
        match = _LINE.match(line)
        start = _month(match.group(1), match.group(2)) if match else None
        if match and start:
            end = _month(match.group(3), match.group(4)) if match.group(3) else None
            stages.append(ResumeLine(start, end, match.group("text").strip()))
        elif stages and line.strip():
            last = stages[-1]
            stages[-1] = ResumeLine(last.start, last.end, last.text + line.strip())
    return stages


def since_in_resume(text: str, post: str) -> PartialDate | None:
    """Return the month the résumé gives for a post held now: of its last stage, when that is open and names the post.

    Nothing is told from a stage that names other posts too or another one.
    """
    stages = resume_lines(text)
    if not stages or stages[-1].end is not None:
        return None
    said = "".join(stages[-1].text.split())
    return stages[-1].start if said == "".join(post.split()) else None


def _month(year: str, month: str) -> PartialDate | None:
    number = int(month)
    return PartialDate(int(year), number) if 1 <= number <= _LAST_MONTH else None
