"""The way of an achievement from draft to file, and what evidence it takes to be confirmed.

草稿 - 申报 - 审核 - 认定 or 退回 - 入档.  What somebody says of himself is a claim: an achievement is confirmed
only on evidence from somewhere else.
"""

from collections.abc import Collection, Iterable
from types import MappingProxyType

from cadre_desktop.errors import NotAllowed
from cadre_desktop.rules.percent import Rate

SELF_STATEMENT = "self_statement"
EVIDENCE_NEEDED_FOR = frozenset({"confirmed", "filed"})

STATE_LABELS = MappingProxyType(
    {
        "draft": "草稿",
        "declared": "申报",
        "reviewing": "审核",
        "confirmed": "认定",
        "returned": "退回",
        "filed": "入档",
    }
)

# From each state the states it may go to.  A declared one may be taken back until its review begins.
TRANSITIONS = MappingProxyType(
    {
        "draft": ("declared",),
        "declared": ("reviewing", "draft"),
        "reviewing": ("confirmed", "returned"),
        "confirmed": ("filed", "reviewing"),
        "returned": ("declared",),
        "filed": (),
    }
)
# States in which the person concerned may still change the text.
EDITABLE = frozenset({"draft", "returned"})


def next_states(state: str) -> tuple[str, ...]:
    """Return the states that may follow.  Raises ValueError for an unknown state."""
    if state not in TRANSITIONS:
        raise ValueError(f"没有“{state}”这个状态")
    return TRANSITIONS[state]


def require_step(state: str, target: str, evidence: Collection[str]) -> None:
    """Let a step pass, or raise NotAllowed with the reason.

    `evidence` holds the kinds of evidence attached; all but SELF_STATEMENT stand above the self-statement.
    """
    allowed = next_states(state)
    if target not in allowed:
        ways = "、".join(STATE_LABELS[code] for code in allowed) or "不能再变动"
        wanted = STATE_LABELS.get(target, target)
        raise NotAllowed(f"“{STATE_LABELS[state]}”状态不能转为“{wanted}”，下一步：{ways}")
    if target in EVIDENCE_NEEDED_FOR and rests_on_self_statement(evidence):
        raise NotAllowed("只有本人自述，不能认定", hint="请先补充至少一件自述以外的佐证，如文件、数据、照片或他人证明")


def rests_on_self_statement(evidence: Collection[str]) -> bool:
    """Say whether nothing but the person's own word, or nothing at all, stands behind an achievement."""
    return all(kind == SELF_STATEMENT for kind in evidence)


def self_statement_share(achievements: Iterable[Collection[str]]) -> Rate:
    """Return how many achievements, given by their kinds of evidence, rest on self-statement alone."""
    resting = [rests_on_self_statement(evidence) for evidence in achievements]
    return Rate(sum(resting), len(resting))
