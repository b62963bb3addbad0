"""What a 政治素质考察 must not lack, and what it shows side by side.

The five dimensions are those of 《中共中央关于加强党的政治建设的意见》(2019).  There is no total score here, and
there must not be one: signs are weighed by people, and the grade is theirs.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cadre_desktop.errors import Problem

DIMENSIONS = ("政治忠诚", "政治定力", "政治担当", "政治能力", "政治自律")
GRADES = ("好", "较好", "一般", "较差")
# With fewer pieces of evidence a grade is printed as 材料不足 rather than trusted.
ENOUGH_EVIDENCE = 3
THIN = "材料不足"


@dataclass(frozen=True, slots=True)
class Sign:
    """A positive or negative sign in one dimension, with the source it comes from."""

    id: str
    dimension: str
    is_positive: bool
    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Opposite signs in one dimension, to be read side by side; neither cancels the other."""

    dimension: str
    positive: tuple[Sign, ...]
    negative: tuple[Sign, ...]


def sign_problems(sign: Sign) -> tuple[Problem, ...]:
    """Check one sign: it says something, and a negative one names its source."""
    found = []
    if not sign.text.strip():
        found.append(Problem("text", "请写明具体表现"))
    if not sign.is_positive and not sign.source.strip():
        found.append(Problem("source", "负面表现必须注明来源，请填写文件、谈话、核查结论等出处"))
    return tuple(found)


def contradictions(signs: Iterable[Sign]) -> tuple[Contradiction, ...]:
    """Return the dimensions that have both positive and negative signs, in the order of their first sign."""
    dimensions: dict[str, list[Sign]] = {}
    for sign in signs:
        dimensions.setdefault(sign.dimension, []).append(sign)
    return tuple(
        Contradiction(dimension, positive, negative)
        for dimension, found in dimensions.items()
        if (positive := tuple(sign for sign in found if sign.is_positive))
        and (negative := tuple(sign for sign in found if not sign.is_positive))
    )


def is_thin(n_evidence: int) -> bool:
    """Say whether there is too little evidence to stand behind a grade."""
    return n_evidence < ENOUGH_EVIDENCE


def grade_shown(grade: str, n_evidence: int) -> str:
    """Return the grade as lists show it: with 材料不足 behind it, or alone, while the evidence is thin."""
    if not is_thin(n_evidence):
        return grade
    return f"{grade}（{THIN}）" if grade else THIN


def review_problems(grade: str, signs: Sequence[Sign], *, grades: Sequence[str] = GRADES) -> tuple[Problem, ...]:
    """Check a whole review: a grade out of the set (or none yet), and every sign.

    The problems of signs carry the sign's id as their field.
    """
    found = []
    if grade and grade not in grades:
        found.append(Problem("grade", f"政治素质等次“{grade}”不在范围内，应为{'、'.join(grades)}"))
    for sign in signs:
        found += [Problem(sign.id, problem.message) for problem in sign_problems(sign)]
    return tuple(found)
