"""年度考核资格: what the facts on file mean for everybody's grade of the year, with the reasons."""

from collections.abc import Iterator

from cadre_desktop.figures.assessment_facts import person_years, year_end
from cadre_desktop.figures.figure import Figure
from cadre_desktop.figures.ground import Ground, kept
from cadre_desktop.rules.eligibility import Effect, Eligibility, eligibility
from cadre_desktop.rules.eligibility_facts import PersonYear

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
    """Reckon everybody's eligibility for the year, as it stands at its end or on the cut-off."""
    book, day = ground.book, year_end(ground)
    return {
        whose: Eligibility(whose, facts.year, facts.system, ())
        if _says_nothing(facts)
        else eligibility(facts, book, decided_on=day)
        for whose, facts in person_years(ground).items()
    }


def conclusion_label(found: Eligibility) -> str:
    """Return the conclusion as lists group by it."""
    if found.host and found.effect is not Effect.NOT_ASSESSED:
        return ELSEWHERE_LABEL
    return EFFECT_LABELS[found.effect]


def _says_nothing(facts: PersonYear) -> bool:
    """Tell people nothing unusual is known of: most of a county, who need no reckoning."""
    telling = (
        facts.left, facts.transfer, facts.refusal, facts.absences, facts.away, facts.cases, facts.penalties,
        facts.regular,
    )  # fmt: skip
    came = facts.joined is not None and facts.joined.on.year >= facts.year
    probation = facts.probation_until is not None and facts.probation_until >= facts.last_day
    return not any(telling) and not came and not probation


def counts(ground: Ground) -> Iterator[Figure]:
    """Count the people of each conclusion."""
    found = conclusions(ground)
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
        (whose for whose, one in found.items() if one.excellent_is_open and not one.host),
    )
