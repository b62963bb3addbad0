"""年度考核资格: what the facts held about one person say about the grade of one year, row by row with reasons.

公务员考核规定 (2007, revised 2020) and 事业单位工作人员考核规定 (2023) are told apart by the year and the person's
system; what each fact brings about stands in the settings file `eligibility.toml`.  The outcome is a hint: the
heaviest of the rows, as the 2023 text says of several at once.  People decide.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from cadre_desktop.rules.eligibility_facts import (
    ABSENCE_LABELS,
    AWAY_LABELS,
    AbsenceKind,
    Away,
    AwayKind,
    Case,
    CaseOutcome,
    Penalty,
    PersonYear,
    System,
    Tolerated,
    days_absent,
    days_of_year,
    days_within,
)
from cadre_desktop.rules.explained import Explained, Input
from cadre_desktop.rules.settings import Constant, NoTextInForce, RuleBook


class Effect(StrEnum):
    """What a fact brings about, the heaviest first."""

    NOT_ASSESSED = "not_assessed"
    LOWEST = "lowest"
    NO_COMMENT = "no_comment"
    COMMENT_ONLY = "comment_only"
    UNGRADED = "ungraded"
    NOT_EXCELLENT = "not_excellent"
    ASK = "ask"
    NONE = "none"


_HEAVIEST_FIRST = tuple(Effect)
_WORDS: Mapping[System, tuple[str, str]] = MappingProxyType(
    {System.CIVIL: ("不定等次", "不称职"), System.INSTITUTION: ("不确定档次", "不合格")}
)


def effect_words(effect: Effect, system: System) -> str:
    """Return an effect in the words of the person's own system."""
    ungraded, lowest = _WORDS[system]
    return {
        Effect.NOT_ASSESSED: "不进行考核",
        Effect.LOWEST: f"一般应确定为{lowest}",
        Effect.NO_COMMENT: f"参加考核，不写评语、{ungraded}",
        Effect.COMMENT_ONLY: f"参加考核，只写评语，{ungraded}",
        Effect.UNGRADED: f"参加考核，{ungraded}",
        Effect.NOT_EXCELLENT: "参加考核，不得确定为优秀",
        Effect.ASK: "请人工核定",
        Effect.NONE: "不影响确定",
    }[effect]


@dataclass(frozen=True, slots=True)
class Row:
    """One reason: the fact's effect, and the granted ToleranceCase that takes it away, if there is one."""

    finding: Explained[Effect]
    exempted_by: Explained[str] | None = None

    @property
    def effect(self) -> Effect:
        """What the row still brings about."""
        return Effect.NONE if self.exempted_by is not None else self.finding.value

    @property
    def sentence(self) -> str:
        """The reason in full."""
        return self.finding.sentence + (self.exempted_by.sentence if self.exempted_by is not None else "")


@dataclass(frozen=True, slots=True)
class Eligibility:
    """All reasons for one person and year, and what they come to; a hint, never a verdict."""

    person: str
    year: int
    system: System
    rows: tuple[Row, ...]
    host: str = ""

    @property
    def effect(self) -> Effect:
        """The heaviest effect of the rows."""
        return min((row.effect for row in self.rows), key=_HEAVIEST_FIRST.index, default=Effect.NONE)

    @property
    def words(self) -> str:
        """The outcome in the words of the person's system, or who else assesses the person."""
        if self.host and self.effect is not Effect.NOT_ASSESSED:
            return f"由{self.host}考核"
        return effect_words(self.effect, self.system)

    @property
    def excellent_is_open(self) -> bool:
        """Whether nothing found stands against 优秀; what is left to people (请人工核定) does not stand against it."""
        return self.effect in (Effect.NONE, Effect.ASK)

    @property
    def assessed_here(self) -> bool:
        """Whether this unit assesses the person, and not the one where he or she works for the time being."""
        return self.effect is not Effect.NOT_ASSESSED and not self.host

    @property
    def ungraded(self) -> bool:
        """Whether the person takes part without a grade."""
        return self.effect in (Effect.NO_COMMENT, Effect.COMMENT_ONLY, Effect.UNGRADED)

    @property
    def reasons(self) -> tuple[Row, ...]:
        """The rows that have or had an effect, the heaviest first."""
        telling = [row for row in self.rows if row.finding.value is not Effect.NONE]
        return tuple(sorted(telling, key=lambda row: _HEAVIEST_FIRST.index(row.effect)))


def eligibility(person: PersonYear, book: RuleBook, *, decided_on: date | None = None) -> Eligibility:
    """Collect the reasons for one person and year, as they stand on the day of deciding (31 December if not told).

    Rules are those in force on the last day of the year; a fact for which none was is left to people
    (请人工核定).  Facts cleared as untrue are left out altogether.
    """
    facts = _Facts(person, book, decided_on or person.last_day)
    rows: list[Row] = []
    host = ""
    for rule in _RULES:
        rows += [_with_tolerance(found, person.tolerated) for found in rule(facts)]
    for away in person.away:
        unit, found = _assessed_elsewhere(facts, away)
        rows += found
        host = host or unit
    return Eligibility(person.person, person.year, person.system, tuple(rows), host)


@dataclass(frozen=True, slots=True)
class _Facts:
    """One person's year with the book to judge it by."""

    person: PersonYear
    book: RuleBook
    decided_on: date

    def text(self, key: str, applies_to: str = "") -> Constant:
        return self.book.constant(f"eligibility.{key}", on=self.person.last_day, applies_to=applies_to)

    def effect(self, key: str, applies_to: str) -> tuple[Effect, tuple[Constant, ...]]:
        """Return what the text of the year says of a fact; without such a text people are asked."""
        try:
            text = self.text(key, applies_to)
        except NoTextInForce:
            return Effect.ASK, ()
        return Effect(str(text.value)), (text,)

    def half_year(self) -> tuple[int, Constant]:
        """Return the days of the year times the months of “half a year”: days * 12 is held against it.

        The text of the earliest rules serves for years before them.
        """
        texts = self.book.versions("eligibility.half_year_months")
        text = next((one for one in reversed(texts) if one.valid_from <= self.person.last_day), texts[0])
        return days_of_year(self.person.year) * int(str(text.value)), text

    def is_live(self, record: str) -> bool:
        return record not in self.person.cleared

    def found(
        self, effect: Effect, rule: str, inputs: tuple[Input, ...], told: str, *texts: Constant
    ) -> Explained[Effect]:
        words = effect_words(effect, self.person.system)
        doubt = (
            "（程序中没有当年适用的规定）"
            if effect is Effect.ASK and all(text.value != effect.value for text in texts)
            else ""
        )
        return Explained(effect, rule, inputs, f"{told}：{words}{doubt}。", texts)


Finding = Iterator[Explained[Effect]]


def _departure(facts: _Facts) -> Finding:
    left = facts.person.left
    if left is not None and left.on <= facts.person.last_day:
        effect, texts = facts.effect("left", "")
        inputs = (Input("离开", f"{left.on:%Y.%m.%d} {left.words}", left.record),)
        yield facts.found(effect, "人员范围", inputs, f"已于{left.on:%Y.%m.%d}{left.words or '离开'}", *texts)


def _arrival(facts: _Facts) -> Finding:
    person = facts.person
    joined = person.joined
    if joined is not None and joined.on > person.last_day:
        effect, texts = facts.effect("left", "")
        inputs = (Input("到本单位", f"{joined.on:%Y.%m.%d}", joined.record),)
        yield facts.found(effect, "人员范围", inputs, f"{joined.on:%Y.%m.%d}才到本单位", *texts)
    if person.system is System.CIVIL and person.transfer is not None and person.transfer.on.year == person.year:
        effect, texts = facts.effect("transfer", "civil")
        told = (
            f"{person.transfer.on:%Y.%m.%d}由{person.transfer.words or '外单位'}转入，由本单位考核，原单位提供有关情况"
        )
        yield facts.found(effect, "转任", (Input("转入", person.transfer.words, person.transfer.record),), told, *texts)
    if person.system is System.CIVIL:
        yield from _probation(facts)
    elif joined is not None and joined.on <= person.last_day:
        yield from _newcomer(facts)


def _probation(facts: _Facts) -> Finding:
    until = facts.person.probation_until
    joined = facts.person.joined
    if until is None or until < facts.person.last_day or (joined is not None and joined.on > facts.person.last_day):
        return
    effect, texts = facts.effect("probation", "civil")
    inputs = (Input("试用期至", f"{until:%Y.%m.%d}", facts.person.probation_record),)
    yield facts.found(effect, "新录用试用期", inputs, f"年末仍在试用期内（至{until:%Y.%m.%d}）", *texts)


def _newcomer(facts: _Facts) -> Finding:
    person = facts.person
    if person.joined is None or person.joined.on.year != person.year:
        return
    here = days_within(person.joined.on, None, person.year)
    worked = here if person.first_job else min(here + person.days_before, days_of_year(person.year))
    half, half_text = facts.half_year()
    if worked * 12 >= half:
        return
    effect, texts = facts.effect("newcomer" if person.first_job else "newcomer_again", "institution")
    how = "初次就业，在本单位" if person.first_job else "前后单位合并计算，当年"
    inputs = (Input("到本单位", f"{person.joined.on:%Y.%m.%d}", person.joined.record), Input("工作天数", f"{worked}天"))
    yield facts.found(effect, "新进人员", inputs, f"{how}工作{worked}天，不满半年", *texts, half_text)


def _absence(facts: _Facts) -> Finding:
    person = facts.person
    kinds = _kinds_counted(facts)
    half, half_text = facts.half_year()
    for rule, key, counted in (
        ("病事假", "long_absence", [one for one in person.absences if one.kind.value in kinds]),
        ("产假", "maternity", [one for one in person.absences if one.kind.value == "maternity"]),
    ):
        days = days_absent(counted, person.year)
        if days * 12 <= half:
            continue
        effect, texts = facts.effect(key, person.system.value)
        words = "、".join(dict.fromkeys(ABSENCE_LABELS[one.kind] for one in counted))
        inputs = tuple(
            Input(ABSENCE_LABELS[one.kind], _period(one.start, one.end, one.days), one.record) for one in counted
        )
        yield facts.found(effect, rule, inputs, f"{words}当年累计{days}天，超过半年", *texts, half_text)


def _kinds_counted(facts: _Facts) -> tuple[str, ...]:
    """Return the kinds of leave added up; sick and personal leave where no text of the year says so."""
    try:
        return facts.book.texts(
            "eligibility.absence_kinds", on=facts.person.last_day, applies_to=facts.person.system.value
        )
    except NoTextInForce:
        return AbsenceKind.SICK.value, AbsenceKind.PERSONAL.value


def _cases(facts: _Facts) -> Finding:
    for case in facts.person.cases:
        if facts.is_live(case.record) and case.opened_on <= facts.decided_on:
            yield from _case(facts, case)


def _case(facts: _Facts, case: Case) -> Finding:
    person = facts.person
    effect, texts = facts.effect("open_case", person.system.value)
    inputs = (Input("立案", f"{case.opened_on:%Y.%m.%d}", case.record),)
    if case.closed_on is None or case.closed_on > facts.decided_on:
        yield facts.found(effect, "立案未结", inputs, f"{case.opened_on:%Y.%m.%d}立案，尚未结案", *texts)
        return
    if case.opened_on > person.last_day or case.closed_on <= person.last_day:
        return
    closed = f"{case.closed_on:%Y.%m.%d}结案"
    if case.outcome in (CaseOutcome.NO_PENALTY, CaseOutcome.WARNING):
        word = "未给予处分" if case.outcome is CaseOutcome.NO_PENALTY else "仅给予警告处分"
        yield facts.found(Effect.NONE, "立案未结", inputs, f"{closed}，{word}，可按规定补定等次", *texts)
    else:
        yield facts.found(effect, "立案未结", inputs, f"{closed}，给予警告以上处分，不再补定", *texts)


def _penalties(facts: _Facts) -> Finding:
    for penalty in facts.person.penalties:
        if facts.is_live(penalty.record):
            yield from _penalty(facts, penalty)


def _penalty(facts: _Facts, penalty: Penalty) -> Finding:
    person = facts.person
    case = f"{person.system.value}.{penalty.kind}"
    ends = "" if penalty.last_day is None else f"，影响期至{penalty.last_day:%Y.%m.%d}"
    told = f"{penalty.decided_on:%Y.%m.%d}受{penalty.label}{ends}"
    inputs = (Input(penalty.label, f"{penalty.decided_on:%Y.%m.%d} {penalty.document}".strip(), penalty.record),)
    if penalty.decided_on.year == person.year:
        effect, texts = facts.effect("penalty_year", case)
        yield facts.found(effect, "处分处理", inputs, f"{told}，系决定当年", *texts)
    elif penalty.decided_on < person.first_day and (penalty.last_day is None or penalty.last_day >= person.last_day):
        effect, texts = facts.effect("penalty_running", case)
        yield facts.found(effect, "处分处理", inputs, f"{told}，{person.year}年末仍在期内", *texts)
    elif penalty.last_day is not None and penalty.last_day.year == person.year:
        yield facts.found(Effect.NONE, "处分处理", inputs, f"{told}，{person.year}年内已期满")


def _refusal(facts: _Facts) -> Finding:
    refusal = facts.person.refusal
    if refusal is not None:
        effect, texts = facts.effect("refusal", facts.person.system.value)
        inputs = (Input("拒不参加", f"{refusal.on:%Y.%m.%d}", refusal.record),)
        yield facts.found(effect, "拒不参加考核", inputs, "无正当理由不参加考核，经教育仍拒绝", *texts)


def _regular(facts: _Facts) -> Finding:
    regular = facts.person.regular
    first = min((text.valid_from for text in facts.book.versions("eligibility.regular_good_percent")), default=date.max)
    if not regular or facts.person.system is not System.CIVIL or facts.person.last_day < first:
        return
    share = facts.book.number("eligibility.regular_good_percent", on=facts.person.last_day)
    barring = facts.book.texts("eligibility.regular_barring", on=facts.person.last_day)
    good = sum(one.grade == "好" for one in regular)
    barred = [one for one in regular if one.grade in barring]
    inputs = tuple(Input(one.period, one.grade, one.record) for one in regular)
    if barred:
        told = f"平时考核{'、'.join(f'{one.period}“{one.grade}”' for one in barred)}"
        yield facts.found(Effect.NOT_EXCELLENT, "平时考核", inputs, told, facts.text("regular_barring"))
    elif good * 100 < len(regular) * share:
        told = f"平时考核{len(regular)}次中“好”{good}次，不足{share}%"
        yield facts.found(Effect.NOT_EXCELLENT, "平时考核", inputs, told, facts.text("regular_good_percent"))


_RULES: tuple[Callable[[_Facts], Finding], ...] = (
    _departure, _arrival, _absence, _cases, _penalties, _refusal, _regular,
)  # fmt: skip


def _assessed_elsewhere(facts: _Facts, away: Away) -> tuple[str, list[Row]]:
    """Return the host when it assesses the person, and the row that says who does."""
    person = facts.person
    days = days_within(away.start, away.end, person.year)
    if not days:
        return "", []
    own = away.kind in (AwayKind.SECONDED, AwayKind.STUDY)
    case = f"{person.system.value}.{away.kind.value}" if own else away.kind.value
    try:
        text = facts.text("assessed_by", case)
        half, half_text = facts.half_year()
    except NoTextInForce as error:
        return "", [Row(Explained(Effect.ASK, "在外工作", (), f"{error}。"))]
    by_host = days * 12 > half or (text.value == "half_or_more" and days * 12 == half)
    by_host = by_host and text.value != "home"
    who = away.host if by_host else "派出单位"
    label = AWAY_LABELS[away.kind]
    inputs = (Input(label, f"{away.host} {_period(away.start, away.end)}", away.record),)
    sentence = f"{label}到{away.host}，当年{days}天：由{who}考核。"
    found = Explained(Effect.NONE, "在外工作", inputs, sentence, (text, half_text))
    return (away.host if by_host else ""), [Row(found)]


def _with_tolerance(finding: Explained[Effect], tolerated: tuple[Tolerated, ...]) -> Row:
    """Put beside a finding the granted case about its record."""
    for case in tolerated:
        if finding.value is Effect.NONE or not case.about.intersection(finding.records):
            continue
        inputs = (Input("容错认定", case.document, case.record),)
        number = f"（{case.document}）" if case.document else ""
        if case.exempts:
            return Row(
                finding, Explained(case.record, "容错免责", inputs, f"但已容错免责{number}，不作为影响考核的理由。")
            )
        sentence = f"{finding.sentence}已容错从轻或减轻{number}，请酌情。"
        return Row(Explained(finding.value, finding.rule, finding.inputs + inputs, sentence, finding.texts))
    return Row(finding)


def _period(start: date | None, end: date | None, days: int = 0) -> str:
    if start is None:
        return f"{days}天"
    return f"{start:%Y.%m.%d}—{'' if end is None else f'{end:%Y.%m.%d}'}"
