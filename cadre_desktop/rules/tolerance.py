"""容错纠错: six conditions, three phases, and which conclusions they allow.

All six conditions must hold before a mistake is tolerated, each answered with its reason; some grounds are never
tolerated.  The three phases are 事前 (filing or pre-examination), 事中 (the joint finding) and 事后 (correction).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from cadre_desktop.rules.eligibility_facts import Tolerated
from cadre_desktop.rules.explained import Explained, Input
from cadre_desktop.rules.settings import RuleBook

CONDITION_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "lawful": "遵纪守法",
        "reforming": "改革创新",
        "diligent": "勤勉尽责",
        "unselfish": "出于公心",
        "procedural": "程序正当",
        "corrected": "知错就改",
    }
)
RESULT_LABELS: Mapping[str, str] = MappingProxyType(
    {"exempt": "免责", "lighter": "从轻", "reduced": "减轻", "refused": "不予容错", "filed": "准予备案"}
)
_FILING_LABELS = {"basis": "政策依据", "risks": "风险点和预警", "collective_record": "集体决策记录"}
GRANTED = frozenset({"exempt", "lighter", "reduced"})


@dataclass(frozen=True, slots=True)
class Answer:
    """A condition met or not (None: not answered yet), with the reason."""

    met: bool | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ToleranceFile:
    """A case: conditions by the codes of CONDITION_LABELS, grounds that forbid tolerance, and how far it has come."""

    record: str
    on: date
    answers: Mapping[str, Answer]
    excluded: frozenset[str] = frozenset()
    filed_before: bool = False
    filing_number: str = ""
    filing_filled: frozenset[str] = frozenset()
    simple: bool = False
    simple_reason: str = ""
    deciders: tuple[str, ...] = ()
    decided_on: date | None = None
    result: str = ""
    document: str = ""
    correction: str = ""
    followed_on: date | None = None
    about: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PhaseGaps:
    """What each of the three phases still lacks; a phase not begun lacks nothing."""

    before: tuple[str, ...]
    finding: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return not (self.before or self.finding or self.after)


def allowed_results(case: ToleranceFile, book: RuleBook) -> Explained[tuple[str, ...]]:
    """Return the conclusions the conditions allow; none while a condition is not answered with its reason."""
    names = book.texts("tolerance.conditions", on=case.on)
    texts = [book.constant("tolerance.conditions", on=case.on)]
    answers = {name: case.answers.get(name, Answer()) for name in names}
    inputs = tuple(
        Input(CONDITION_LABELS.get(name, name), _in_words(one), case.record) for name, one in answers.items()
    )
    never = [ground for ground in book.texts("tolerance.excluded", on=case.on) if ground in case.excluded]
    open_ones = [name for name, one in answers.items() if one.met is None or not one.reason.strip()]
    failed = [name for name, one in answers.items() if one.met is False]
    if never:
        texts.append(book.constant("tolerance.excluded", on=case.on))
        results = book.texts("tolerance.results_not_met", on=case.on)
        sentence = f"属于不得容错的情形（{'、'.join(never)}）：{_results(results)}。"
    elif open_ones:
        results = ()
        sentence = f"六个条件须逐条认定并写明理由，还缺：{_names(open_ones)}。"
    elif failed:
        results = book.texts("tolerance.results_not_met", on=case.on)
        sentence = f"不符合{_names(failed)}，六个条件须同时符合：{_results(results)}。"
    else:
        results = book.texts("tolerance.results_all_met", on=case.on)
        sentence = f"六个条件都符合：{_results(results)}。"
    return Explained(results, "容错六条件", inputs, sentence, tuple(texts))


def phase_gaps(case: ToleranceFile, book: RuleBook) -> Explained[PhaseGaps]:
    """Name what the phases begun still lack."""
    finding = list(_finding_gaps(case, book)) if case.result or case.decided_on is not None else []
    after: list[str] = []
    if case.result in GRANTED:
        after += [] if case.correction.strip() else ["纠错要求"]
        after += [] if case.followed_on is not None else ["跟踪纠错情况"]
    found = PhaseGaps(tuple(_filing_gaps(case, book)), tuple(finding), tuple(after))
    parts = [
        f"{phase}缺：{'、'.join(gaps)}"
        for phase, gaps in (
            ("事前预警防错", found.before),
            ("事中联合裁定", found.finding),
            ("事后跟踪纠错", found.after),
        )
        if gaps
    ]
    texts = tuple(book.constant(f"tolerance.{key}", on=case.on) for key in ("filing_needed", "deciders"))
    inputs = (Input("容错事项", RESULT_LABELS.get(case.result, "未裁定"), case.record),)
    return Explained(found, "容错三阶段", inputs, f"{'；'.join(parts) or '各阶段材料齐全'}。", texts)


def granted(cases: Iterable[ToleranceFile], book: RuleBook) -> tuple[Tolerated, ...]:
    """Return the cases decided in favour by conclusions their conditions allow, as eligibility reads them."""
    return tuple(
        Tolerated(case.record, case.about, case.result == "exempt", case.document)
        for case in cases
        if case.decided_on is not None and case.result in GRANTED and case.result in allowed_results(case, book).value
    )


def _filing_gaps(case: ToleranceFile, book: RuleBook) -> list[str]:
    if not case.filed_before:
        return []
    needed = book.texts("tolerance.filing_needed", on=case.on)
    gaps = [_FILING_LABELS.get(name, name) for name in needed if name not in case.filing_filled]
    if case.simple and not case.simple_reason.strip():
        gaps.append("适用简易程序的理由")
    if not case.filing_number.strip():
        gaps.append("备案号")
    return gaps


def _finding_gaps(case: ToleranceFile, book: RuleBook) -> list[str]:
    n_deciders = book.number("tolerance.deciders", on=case.on)
    deciders = {name.strip() for name in case.deciders if name.strip()}
    gaps = []
    if not case.result:
        gaps.append("结论")
    if case.decided_on is None:
        gaps.append("裁定日期")
    if len(deciders) < n_deciders:
        gaps.append(f"联合裁定单位（{len(deciders)}家，不足{n_deciders}家）")
    allowed = allowed_results(case, book)
    if case.result and case.result not in allowed.value:
        gaps.append(
            f"与结论“{RESULT_LABELS.get(case.result, case.result)}”相符的条件（{allowed.sentence.rstrip('。')}）"
        )
    return gaps


def _in_words(answer: Answer) -> str:
    if answer.met is None:
        return "未认定"
    return f"{'是' if answer.met else '否'} {answer.reason}".strip()


def _names(codes: Iterable[str]) -> str:
    return "、".join(CONDITION_LABELS.get(code, code) for code in codes)


def _results(codes: Iterable[str]) -> str:
    return "可作出的结论：" + "、".join(RESULT_LABELS.get(code, code) for code in codes)
