"""What a roster's row files: person, post, rank and assessment, new or as changes to what is there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from cadre_desktop.records import annual_assessment, cadre, post, rank, summary
from cadre_desktop.records.annual_assessment import GRADES, AnnualAssessment, Participation, Scheme
from cadre_desktop.records.cadre import Cadre, Identity
from cadre_desktop.records.post import MemberKind, Post
from cadre_desktop.records.rank import Rank
from cadre_desktop.records.vocab import AssessmentGrade
from cadre_desktop.rules import since_dates
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.post_levels import LeadingPost
from cadre_desktop.services.imports.comparing import difference, same
from cadre_desktop.services.imports.known_people import KnownPerson, Stored
from cadre_desktop.services.imports.roster_columns import BY_NAME, PERSON_COLUMNS
from cadre_desktop.services.imports.shape import Difference, Write
from cadre_desktop.storage.base import new_id

_PERSON_FIELDS = (*PERSON_COLUMNS, "party_joined_on", "political_status", "other_party")
_OF_PERSON = frozenset(_PERSON_FIELDS)
_LABELS = {f.name: f.label for f in cadre.KIND.form_fields}
_NO_REASON = "名册未注明"
KIND_OF = {Cadre: cadre.KIND, Post: post.KIND, Rank: rank.KIND, AnnualAssessment: annual_assessment.KIND}
# Which column of the roster answers for a field of the other records.
COLUMN_OF: dict[tuple[type, str], str] = {
    (Post, "title"): "post_title",
    (Post, "unit"): "unit",
    (Post, "level"): "level",
    (Post, "appointed_on"): "post_since",
    (Post, "removed_on"): "post_since",
    (Rank, "name"): "rank",
    (Rank, "approved_on"): "rank_since",
    (Rank, "ended_on"): "rank_since",
    (AnnualAssessment, "grade"): "last_grade",
    (AnnualAssessment, "year"): "last_grade",
    (AnnualAssessment, "reason"): "last_grade",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What was told of a row beside its cells: the leading post in its title, and how the import reckons.

    `level_told` says whether the sheet itself gave the level; one told from the title corrects nobody's file.
    """

    leading: LeadingPost | None
    level_told: bool
    year: int
    today: date
    unit_name: Callable[[str | None], str]


@dataclass(slots=True)
class Steps:
    """What one row would write, how an update differs, and what keeps it from being told."""

    writes: list[Write] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def change(self, model: Any, now: Stored, new: Mapping[str, Any]) -> None:
        """Add a change to a stored record."""
        self.writes.append(Write(model, dict(new), now["id"], now["version"], now))


def file_person(values: Mapping[str, Any], reading: Reading) -> Steps:
    """File a person met for the first time."""
    steps = Steps()
    cadre_id = new_id()
    person = {name: value for name, value in values.items() if name in _OF_PERSON}
    steps.writes.append(Write(Cadre, {"id": cadre_id, **person}))
    steps.writes.append(Write(Post, _new_post(cadre_id, values, reading)))
    if "rank" in values:
        steps.writes.append(Write(Rank, _new_rank(cadre_id, values)))
    if "last_grade" in values:
        steps.writes.append(Write(AnnualAssessment, _new_assessment(cadre_id, values, reading.year)))
    return steps


def update_person(known: KnownPerson, values: Mapping[str, Any], reading: Reading) -> Steps:
    """Bring a known person up to date: empty cells say nothing, a new post or rank ends the one before."""
    steps = Steps()
    _update_record(steps, known, values)
    _update_post(steps, known, values, reading)
    _update_rank(steps, known, values, reading.today)
    _update_assessment(steps, known, values, reading.year)
    return steps


def _update_record(steps: Steps, known: KnownPerson, values: Mapping[str, Any]) -> None:
    new = {}
    for name in _PERSON_FIELDS:
        if name in values and not same(known.record[name], values[name]):
            new[name] = values[name]
            steps.differences.append(difference(_LABELS[name], known.record[name], values[name], _refusable(name)))
    if new:
        steps.change(Cadre, known.record, new)


def _refusable(name: str) -> str:
    """Return the column by which a change of the person's record can be refused; a required one cannot."""
    return "" if name in BY_NAME and BY_NAME[name].required else name


def _new_post(cadre_id: str, values: Mapping[str, Any], reading: Reading) -> dict[str, Any]:
    """Make the present post a row tells of."""
    leading = reading.leading
    member = None if leading is None else MemberKind.HEAD if leading.is_head else MemberKind.DEPUTY
    return {
        "id": new_id(),
        "cadre_id": cadre_id,
        "unit_id": values["unit"].id,
        "title": values["post_title"],
        "level": values.get("level"),
        "appointed_on": values.get("post_since"),
        "is_leader": leading is not None,
        "member_kind": member,
    }


def _new_rank(cadre_id: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": new_id(), "cadre_id": cadre_id, "name": values["rank"], "approved_on": values.get("rank_since")}


def _new_assessment(cadre_id: str, values: Mapping[str, Any], year: int) -> dict[str, Any]:
    since: PartialDate | None = values.get("post_since")
    served_then = since is None or since.year <= year
    return {
        "id": new_id(),
        "cadre_id": cadre_id,
        "unit_id": values["unit"].id if served_then else None,
        "year": year,
        **graded(values["last_grade"], values.get("identity")),
    }


@cache
def graded(grade: AssessmentGrade, identity: Identity | None) -> Mapping[str, Any]:
    """Put a grade into the scheme whose word it is; 优秀 belongs to both, and goes by the person's 身份类别."""
    institutional = identity in (Identity.INSTITUTION, Identity.WORKER)
    schemes = [s for s in Scheme if grade in GRADES[s]]
    scheme = schemes[0] if len(schemes) == 1 else (Scheme.INSTITUTION if institutional else Scheme.CIVIL)
    participation = Participation.FULL
    if grade is AssessmentGrade.NOT_ASSESSED:
        participation = Participation.NONE
    elif grade in (AssessmentGrade.UNGRADED, AssessmentGrade.UNGRADED_INSTITUTION):
        participation = Participation.UNGRADED
    reason = None if participation is Participation.FULL else _NO_REASON
    return {"grade": grade, "scheme": scheme, "participation": participation, "reason": reason}


def _update_post(steps: Steps, known: KnownPerson, values: Mapping[str, Any], reading: Reading) -> None:
    held = known.held_posts(reading.today)
    if not held:
        _refuse_ended_post(steps, known, values)
        steps.differences.append(difference(BY_NAME["post_title"].label, None, values["post_title"]))
        steps.writes.append(Write(Post, _new_post(known.id, values, reading)))
        return
    main = held[0]
    beside = [p["title"] for p in held if p["unit_id"] == main["unit_id"]]
    if main["unit_id"] == values["unit"].id and values["post_title"] in (main["title"], "、".join(beside)):
        _update_same_post(steps, known, main, values, reading)
    else:
        _replace_post(steps, known, held, values, reading)


def _refuse_ended_post(steps: Steps, known: KnownPerson, values: Mapping[str, Any]) -> None:
    """A post that was ended in the store is not begun again without a word."""
    for post_before in known.posts:
        told = (post_before["unit_id"], post_before["title"], post_before["appointed_on"])
        if told == (values["unit"].id, values["post_title"], values.get("post_since")):
            ended = post_before["removed_on"]
            steps.problems.append(("post_title", f"“{values['post_title']}”已登记为 {ended} 免职，请核对是否仍在任"))


def _update_same_post(
    steps: Steps, known: KnownPerson, main: Stored, values: Mapping[str, Any], reading: Reading
) -> None:
    new: dict[str, Any] = {}
    since = values.get("post_since")
    dated = [summary.rule_post(p) for p in known.posts if p["appointed_on"] is not None]
    reckoned = since_dates.since_present_post(dated, reading.today)
    told = (main["appointed_on"], reckoned.date if reckoned else None)
    if since is not None and not any(same(old, since) for old in told):
        new["appointed_on"] = since
        steps.differences.append(difference(BY_NAME["post_since"].label, main["appointed_on"], since, "post_since"))
    if reading.level_told and values["level"] is not main["level"]:
        new["level"] = values["level"]
        steps.differences.append(difference(BY_NAME["level"].label, main["level"], values["level"], "level"))
    if new:
        steps.change(Post, main, new)


def _replace_post(
    steps: Steps, known: KnownPerson, held: list[Stored], values: Mapping[str, Any], reading: Reading
) -> None:
    main, since = held[0], values.get("post_since")
    old = f"{reading.unit_name(main['unit_id'])}{main['title']}"
    new = f"{values['unit'].text}{values['post_title']}"
    if since is None:
        steps.problems.append(
            ("post_title", f"现任职务与已登记的“{old}”不同，但没有任现职时间，分不清是更正还是新任职，请填写任现职时间")
        )
        return
    began = main["appointed_on"]
    if began is not None and not same(began, since) and since < began:
        steps.problems.append(
            ("post_since", f"任现职时间 {since} 早于已登记的“{old}”的任职时间 {began}，请核对职务和时间")
        )
        return
    steps.differences.append(Difference(BY_NAME["post_title"].label, old, new))
    made = _new_post(known.id, values, reading)
    if began is not None and same(began, since):
        kept = {name: made[name] for name in ("unit_id", "title", "level", "is_leader", "member_kind")}
        steps.change(Post, main, {name: value for name, value in kept.items() if main[name] != value})
        return
    steps.differences.append(difference(BY_NAME["post_since"].label, began, since))
    steps.change(Post, main, {"removed_on": since})
    steps.writes.append(Write(Post, made))
    if len(held) > 1:
        others = "、".join(p["title"] for p in held[1:])
        steps.warnings.append(f"兼任的“{others}”没有结束，如已免去请到任职经历中填写免职时间")


def _update_rank(steps: Steps, known: KnownPerson, values: Mapping[str, Any], today: date) -> None:
    if "rank" not in values:
        return
    held, since, label = known.held_rank(today), values.get("rank_since"), BY_NAME["rank"].label
    if held is None:
        for before in known.ranks:
            if (before["name"], before["approved_on"]) == (values["rank"], since):
                steps.problems.append(("rank", f"“{values['rank'].label}”已登记为 {before['ended_on']} 终止，请核对"))
        steps.differences.append(difference(label, None, values["rank"]))
        steps.writes.append(Write(Rank, _new_rank(known.id, values)))
        return
    began = held["approved_on"]
    if held["name"] is values["rank"]:
        _update_same_rank(steps, known, held, since, today)
        return
    if since is None:
        steps.problems.append(
            ("rank", f"职级与已登记的“{held['name'].label}”不同，但没有任现职级时间，请填写任现职级时间")
        )
        return
    if began is not None and not same(began, since) and since < began:
        steps.problems.append(
            ("rank_since", f"任现职级时间 {since} 早于已登记的“{held['name'].label}”的批准时间 {began}，请核对")
        )
        return
    steps.differences.append(difference(label, held["name"], values["rank"]))
    if began is not None and same(began, since):
        steps.change(Rank, held, {"name": values["rank"]})
        return
    steps.change(Rank, held, {"ended_on": since})
    steps.writes.append(Write(Rank, _new_rank(known.id, values)))


def _update_same_rank(steps: Steps, known: KnownPerson, held: Stored, since: PartialDate | None, today: date) -> None:
    reckoned = since_dates.since_rank([summary.rule_rank(r) for r in known.ranks if r["approved_on"]], today)
    told = (held["approved_on"], reckoned.date if reckoned else None)
    if since is not None and not any(same(old, since) for old in told):
        steps.differences.append(difference(BY_NAME["rank_since"].label, held["approved_on"], since, "rank_since"))
        steps.change(Rank, held, {"approved_on": since})


def _update_assessment(steps: Steps, known: KnownPerson, values: Mapping[str, Any], year: int) -> None:
    grade = values.get("last_grade")
    if grade is None:
        return
    there = known.assessment
    if there is None:
        steps.differences.append(difference(f"{year}年度考核结果", None, grade, "last_grade"))
        steps.writes.append(Write(AnnualAssessment, _new_assessment(known.id, values, year)))
    elif there["grade"] is not grade:
        steps.differences.append(difference(f"{year}年度考核结果", there["grade"], grade, "last_grade"))
        identity = values.get("identity", known.record["identity"])
        steps.change(AnnualAssessment, there, graded(grade, identity))
