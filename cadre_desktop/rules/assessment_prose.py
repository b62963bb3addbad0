"""Reading 年度考核结果 as 任免审批表 writes it: prose such as 2023年度称职；2024、2025年度优秀."""

import re

# Longer words first: 不称职 holds 称职, 基本合格 holds 合格.
_GRADES = (
    *("不称职", "基本称职", "不定等次", "不确定等次", "不进行考核", "不参加考核", "不合格", "基本合格"),
    *("优秀", "称职", "合格"),
)
_SAME = {"不确定等次": "不定等次", "不参加考核": "不进行考核"}
_SEGMENT_ENDS = re.compile(r"[；;。\n]+")
_YEAR = re.compile(r"(?<!\d)(19\d{2}|20\d{2})(?!\d)")
_SPAN = re.compile(r"(?<!\d)(19\d{2}|20\d{2})\s*(?:年度?)?\s*(?:至|到|-|—|－|～|~)+\s*(19\d{2}|20\d{2})(?!\d)")
_FIRST_YEAR_OF_SYSTEM = 1994


def told_grades(text: str) -> dict[int, str]:
    """Return year -> grade for every year the prose names with a grade; a year told twice otherwise is left out.

    Segments end at ；。 or a new line; inside one a grade stands for the years before it, as in
    2023、2024年度称职，2025年优秀.  Prose that names no years (近三年均为称职) tells nothing.
    """
    found: dict[int, str] = {}
    doubtful: set[int] = set()
    for segment in _SEGMENT_ENDS.split(text):
        for years, grade in _parts(segment):
            for year in years:
                if found.setdefault(year, grade) != grade:
                    doubtful.add(year)
    return {year: grade for year, grade in sorted(found.items()) if year not in doubtful}


def _parts(segment: str) -> list[tuple[list[int], str]]:
    """Cut a segment behind each grade and read the years before it."""
    parts = []
    start = 0
    for match in re.finditer("|".join(_GRADES), segment):
        years = _years(segment[start : match.start()])
        start = match.end()
        if years:
            parts.append((years, _SAME.get(match.group(), match.group())))
    return parts


def _years(text: str) -> list[int]:
    years = {int(year) for year in _YEAR.findall(text)}
    for first, last in _SPAN.findall(text):
        years |= set(range(int(first), int(last) + 1))
    return sorted(year for year in years if year >= _FIRST_YEAR_OF_SYSTEM)


def as_prose(grades: dict[int, str]) -> str:
    """Write grades as the form has them: 2023年度称职；2024年度优秀."""
    return "；".join(f"{year}年度{grade}" for year, grade in sorted(grades.items()))
