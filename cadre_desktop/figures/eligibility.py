"""年度考核资格: what the facts on file mean for everybody's grade of the year, with the reasons."""

from collections.abc import Iterator

from cadre_desktop.figures.assessment_facts import Subject, person_years, subjects, year_end
from cadre_desktop.figures.figure import Figure
from cadre_desktop.figures.ground import Ground, kept
from cadre_desktop.rules.eligibility import Effect, Eligibility, eligibility

EFFECT_LABELS = {
    Effect.NOT_ASSESSED: "不进行考核",
    Effect.LOWEST: "一般应为最低等次",
    Effect.NO_COMMENT: "不写评语、不定等次",
    Effect.COMMENT_ONLY: "只写评语、不定等次",
    Effect.UNGRADED: "参加、不定等次",
    Effect.NOT_EXCELLENT: "不得确定为优秀",
    Effect.ASK: "请人工核定",
    Effect.NONE: "无影响",
}
"""The effects without the words of either system, for lists of both."""
ELSEWHERE_LABEL = "由外单位考核"


@kept
def conclusions(ground: Ground) -> dict[str, Eligibility]:
    """Reckon the eligibility of those of whom anything is on file, as it stands at the year's end or the cut-off."""
    book, day = ground.book, year_end(ground)
    return {whose: eligibility(facts, book, decided_on=day) for whose, facts in person_years(ground).items()}


def conclusion(ground: Ground, subject: Subject) -> Eligibility:
    """Return somebody's eligibility; that of people without anything on file is open."""
    return conclusions(ground).get(subject.id) or Eligibility(subject.id, ground.year, subject.system, ())


def conclusion_label(found: Eligibility) -> str:
    """Return the conclusion as lists group by it."""
    if found.host and found.effect is not Effect.NOT_ASSESSED:
        return ELSEWHERE_LABEL
    return EFFECT_LABELS[found.effect]


def counts(ground: Ground) -> Iterator[Figure]:
    """Count the people of each conclusion."""
    found, everybody = conclusions(ground), subjects(ground)
    words = f"{ground.year}年度考核资格，按处分处理、诫勉、请假、在外工作、平时考核等记录逐人推算，只作提示，由人核定。"
    for effect, label in EFFECT_LABELS.items():
        if effect is Effect.NONE:
            continue
        yield ground.counted(
            f"eligibility_{effect.value}",
            f"考核资格：{label}",
            "人",
            f"{words}结论为“{label}”的人数。",
            (whose for whose, one in found.items() if conclusion_label(one) == label),
        )
    yield ground.counted(
        "eligibility_elsewhere",
        f"考核资格：{ELSEWHERE_LABEL}",
        "人",
        f"{words}在外单位工作超过半年、由那里考核的人数。",
        (whose for whose, one in found.items() if conclusion_label(one) == ELSEWHERE_LABEL),
    )
    yield ground.counted(
        "eligibility_open",
        "考核资格：可以确定为优秀",
        "人",
        f"{words}没有不得确定为优秀的情形、由本单位考核的人数。",
        (whose for whose in everybody if whose not in found or _is_open(found[whose])),
    )


def _is_open(found: Eligibility) -> bool:
    return found.excellent_is_open and not found.host
