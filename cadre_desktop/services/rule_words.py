"""Values of the rule settings in the words clerks read and type: the codes some of them hold never reach a screen."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

from cadre_desktop.figures.eligibility import EFFECT_LABELS
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.records.reminder import NextStep
from cadre_desktop.records.rule_files import shipped
from cadre_desktop.records.training import FiveStudy
from cadre_desktop.records.vocab import PostLevel, Satisfaction
from cadre_desktop.rules.annual_grades import CIVIL_SERVICE, INSTITUTION, REGULAR
from cadre_desktop.rules.clearance import FINDING_LABELS
from cadre_desktop.rules.eligibility_facts import ABSENCE_LABELS
from cadre_desktop.rules.settings import Constant, Scalar, Value
from cadre_desktop.rules.tolerance import CONDITION_LABELS, RESULT_LABELS
from cadre_desktop.rules.unit_results import LINK_LABELS, UNIT_GRADE_LABELS
from cadre_desktop.rules.vetting import CHECK_LABELS

Words = Mapping[str, str]
_EFFECTS = (
    "long_absence", "maternity", "probation", "newcomer", "newcomer_again", "transfer", "left", "open_case",
    "refusal", "penalty_year", "penalty_running",
)  # fmt: skip
_ASSESSED_BY = {
    "home": "派出单位考核",
    "half_or_more": "在外满半年由外单位考核",
    "more_than_half": "在外超过半年由外单位考核",
}
_COUNTED_OF = {"post": "任现职", "same_level": "任现职务层次", "rank": "任现职级"}
_GROUPS = {"township_head": "乡镇党政正职", "township_team": "乡镇班子成员"}
_GRADES = {word: word for word in (*CIVIL_SERVICE.grades, *INSTITUTION.grades)}
_YES, _NO = "是", "否"
_PHRASES, _WORDS = re.compile(r"[；;\n]+"), re.compile(r"[、，,；;\s]+")


@cache
def _vocabularies() -> Mapping[str, Words]:
    """Return the words of every setting whose value is a code, by its key."""
    effects = {f"eligibility.{name}": {e.value: words for e, words in EFFECT_LABELS.items()} for name in _EFFECTS}
    papers = {text.applies_to: str(text.value) for text in shipped().constants if text.key == "documents.label"}
    needed = {"consent": "本人同意澄清"}
    return {
        **effects,
        "eligibility.absence_kinds": {kind.value: words for kind, words in ABSENCE_LABELS.items()},
        "eligibility.assessed_by": _ASSESSED_BY,
        "eligibility.regular_barring": {word: word for word in REGULAR.grades},
        "stepping_down.weak_grades": _GRADES,
        "stepping_down.failing_grades": _GRADES,
        "vetting.barring_grades": _GRADES,
        "unit_results.team_excellent_needs": UNIT_GRADE_LABELS,
        "unit_results.head_honour_barred": UNIT_GRADE_LABELS,
        "unit_results.head_merit_grades": UNIT_GRADE_LABELS,
        "unit_results.links": LINK_LABELS,
        "clearance.clearable": FINDING_LABELS,
        "clearance.needed": _fields(BY_KEY["clearance"]) | needed,
        "coverage.mentor_levels": {level.value: level.label for level in PostLevel},
        "coverage.study_kinds": {kind.value: kind.label for kind in FiveStudy},
        "documents.needed": papers,
        "documents.yearly": papers,
        "problems.satisfied": {one.value: one.label for one in Satisfaction},
        "problems.returning": {one.value: one.label for one in Satisfaction},
        "reminders.next": {step.value: step.label for step in NextStep},
        "reminders.needed": _fields(BY_KEY["reminder"]),
        "rotation.counted_of": _COUNTED_OF,
        "tolerance.conditions": CONDITION_LABELS,
        "tolerance.results_all_met": RESULT_LABELS,
        "tolerance.results_not_met": RESULT_LABELS,
        "tolerance.filing_needed": _fields(BY_KEY["tolerance_case"]),
        "vetting.checks": CHECK_LABELS,
        "young.group": _GROUPS,
    }


def allowed_words(text: Constant) -> tuple[str, ...]:
    """Return the words a setting's value is chosen from; empty when it is free."""
    return tuple(_vocabularies().get(text.key, {}).values())


def value_words(text: Constant) -> str:
    """Return a setting's value as people read it, with its unit."""
    return f"{typed_words(text)}{text.unit}"


def typed_words(text: Constant) -> str:
    """Return a setting's value as people type it."""
    items = text.value if isinstance(text.value, tuple) else (text.value,)
    return "；".join(_word(text.key, item) for item in items)


def parse_value(text: Constant, typed: str) -> Value:
    """Read what was typed as a value of the same sort; raise ValueError with a sentence for anything else."""
    words = typed.strip()
    if not words:
        raise ValueError("请填写值")
    if not isinstance(text.value, tuple):
        return _item(text, text.value, words)
    like: Scalar = text.value[0] if text.value else ""
    items = [_item(text, like, part) for part in _parts(text, like, words)]
    if isinstance(like, bool):
        return tuple(bool(item) for item in items)
    return tuple(int(i) for i in items) if isinstance(like, int) else tuple(str(i) for i in items)


def _parts(text: Constant, like: Scalar, words: str) -> Iterator[str]:
    """Split a list as typed: phrases by ；, and by any mark or blank what is chosen from few words, or numbers."""
    known = _vocabularies().get(text.key)
    for part in filter(None, (phrase.strip() for phrase in _PHRASES.split(words))):
        if (known is not None and part in known.values()) or (known is None and isinstance(like, str)):
            yield part
        else:
            yield from filter(None, _WORDS.split(part))


def _item(text: Constant, like: Scalar, word: str) -> Scalar:
    known = _vocabularies().get(text.key)
    if known is not None:
        codes = {words: code for code, words in known.items()}
        if word not in codes:
            raise ValueError(f"“{word}”不在可填的范围里，应为：{'、'.join(codes)}")
        return codes[word]
    if isinstance(like, bool):
        if word not in (_YES, _NO):
            raise ValueError(f"请填“{_YES}”或“{_NO}”")
        return word == _YES
    if isinstance(like, int):
        digits = word.removesuffix(text.unit).strip() if text.unit else word
        if not re.fullmatch(r"-?\d{1,9}", digits, re.ASCII):
            raise ValueError(f"请填整数{f'，单位为{text.unit}' if text.unit else ''}")
        return int(digits)
    return word


def _word(key: str, item: Scalar) -> str:
    if isinstance(item, bool):
        return _YES if item else _NO
    return _vocabularies().get(key, {}).get(str(item), str(item))


def _fields(kind: RecordKind) -> dict[str, str]:
    return {field.name: field.label for field in kind.form_fields}


def in_force(texts: tuple[Constant, ...], today: date) -> Constant | None:
    """Return which of one case's texts holds today."""
    return next((text for text in reversed(texts) if text.valid_from <= today), None)
