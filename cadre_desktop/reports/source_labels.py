"""How the sheet 数据来源 names the records behind a figure: enough to find them, nothing that is sealed."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from cadre_desktop.figures.ground import Ground, kept
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.achievement import Achievement
from cadre_desktop.records.annual_assessment import AnnualAssessment
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.records.interview import Interview, Purpose, interview_subject
from cadre_desktop.records.performance_term import PerformanceTerm
from cadre_desktop.records.political_review import PoliticalReview, Sign
from cadre_desktop.records.post import Post
from cadre_desktop.records.rank import Rank
from cadre_desktop.records.vocab import Secrecy
from cadre_desktop.reports.disclosure import withheld

_CHUNK = 500
_Query = Callable[[Sequence[str]], Any]
_Label = Callable[[Any, Ground, ExportLevel], str]


def labels_of(
    ground: Ground, kind_key: str, ids: Sequence[str], level: ExportLevel = ExportLevel.INTERNAL
) -> tuple[str, ...]:
    """Return one label a record, in the order of the ids; raise KeyError for a kind that does not exist.

    What may not be told of at the level at all, a talk that is a work secret or words that repeat it, has none.
    """
    found: dict[str, str] = {}
    if kind_key not in _KINDS:
        secret = withheld(ground.session, BY_KEY[kind_key], level)
        found = _own_words(ground, BY_KEY[kind_key].model, [one for one in ids if one not in secret])
        return tuple(found[i] for i in ids if i in found)
    query, label = _KINDS[kind_key]
    for chunk in _chunks(ids):
        found |= {row.id: said for row in ground.rows(query(chunk)) if (said := label(row, ground, level))}
    return tuple(found[i] for i in ids if i in found)


def _own_words(ground: Ground, model: Any, ids: Sequence[str]) -> dict[str, str]:
    """Name records by what they say of themselves, with the person they are of in front."""
    found: dict[str, str] = {}
    for chunk in _chunks(ids):
        for record in ground.session.scalars(sa.select(model).where(model.id.in_(chunk))):
            said, whose = str(record), getattr(record, "cadre", None)
            found[record.id] = said if whose is None or whose.name in said else f"{whose.name}：{said}"
    return found


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))


def _of_person(model: Any, *columns: Any) -> Callable[[Sequence[str]], Any]:
    def query(ids: Sequence[str]) -> Any:
        return (
            sa.select(model.id, Cadre.name, Cadre.id.label("cadre_id"), *columns)
            .join(Cadre, Cadre.id == model.cadre_id)
            .where(model.id.in_(ids))
        )

    return query


def _signs(ids: Sequence[str]) -> Any:
    return (
        sa.select(Sign.id, Cadre.name, Cadre.id.label("cadre_id"), Sign.dimension)
        .join(PoliticalReview, PoliticalReview.id == Sign.review_id)
        .join(Cadre, Cadre.id == PoliticalReview.cadre_id)
        .where(Sign.id.in_(ids))
    )


def _talks(ids: Sequence[str]) -> Any:
    v, pairs = Interview, interview_subject.c
    names = (
        sa.select(sa.func.group_concat(Cadre.name, "、"))
        .join(interview_subject, pairs.cadre_id == Cadre.id)
        .where(pairs.interview_id == v.id)
        .scalar_subquery()
    )
    return sa.select(v.id, v.talked_on, v.talked_at, v.purpose, v.secrecy, names.label("names")).where(v.id.in_(ids))


def _talk_label(row: Any, _ground: Ground, level: ExportLevel) -> str:
    """Name a talk by its day, purpose and subjects, as far as the register of talks does at the level.

    Never by the kind of interviewee: with the subject that would say who spoke.
    """
    inside = level is ExportLevel.INTERNAL
    if row.secrecy is Secrecy.WORK_SECRET and not inside:
        return ""
    exact = inside or row.purpose is not Purpose.REVIEW
    day = f"{row.talked_on:%Y.%m.%d} {row.talked_at or ''}".rstrip() if exact else f"{row.talked_on:%Y.%m}"
    subjects = "、".join(sorted((row.names or "").split("、")))
    return f"{day} {row.purpose.label} {subjects}".rstrip()


def _person_label(row: Any, ground: Ground, _level: ExportLevel) -> str:
    """Name a person with his unit: names alone are not unique in a county."""
    return _with_unit(row.name, row.id, ground)


def _with_unit(name: str, cadre_id: str, ground: Ground) -> str:
    person = ground.by_id.get(cadre_id)
    unit = ground.units.get(person.unit_id or "") if person else None
    return f"{name}（{unit.name}）" if unit else name


@kept
def _namesakes(ground: Ground) -> frozenset[str]:
    """Return the names that several people bear."""
    counts = Counter(person.name for person in ground.histories.people)
    return frozenset(name for name, n in counts.items() if n > 1)


def _of(words: Callable[[Any, str], str]) -> _Label:
    """Label a record by its person's name and words of its own; the unit tells people of one name apart."""

    def label(row: Any, ground: Ground, _level: ExportLevel) -> str:
        name = _with_unit(row.name, row.cadre_id, ground) if row.name in _namesakes(ground) else row.name
        return words(row, name)

    return label


_KINDS: dict[str, tuple[_Query, _Label]] = {
    "cadre": (lambda ids: sa.select(Cadre.id, Cadre.name).where(Cadre.id.in_(ids)), _person_label),
    "post": (
        _of_person(Post, Post.title, Post.appointed_on),
        _of(lambda r, who: f"{who} {r.title}（{r.appointed_on}）"),
    ),
    "rank": (_of_person(Rank, Rank.name.label("rank")), _of(lambda r, who: f"{who} {r.rank.label}")),
    "achievement": (_of_person(Achievement, Achievement.title), _of(lambda r, who: f"{who}：{r.title}")),
    "annual_assessment": (
        _of_person(AnnualAssessment, AnnualAssessment.year),
        _of(lambda r, who: f"{who}（{r.year}年）"),
    ),
    "performance_term": (
        _of_person(PerformanceTerm, PerformanceTerm.post_title),
        _of(lambda r, who: f"{who} {r.post_title}"),
    ),
    "sign": (_signs, _of(lambda r, who: f"{who}（{r.dimension.label}）")),
    "interview": (_talks, _talk_label),
}
