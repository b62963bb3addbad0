"""How the sheet 数据来源 names the records behind a figure: enough to find them, nothing that is sealed."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from cadre_desktop.figures.ground import Ground
from cadre_desktop.records.achievement import Achievement
from cadre_desktop.records.annual_assessment import AnnualAssessment
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.interview import Interview
from cadre_desktop.records.performance_term import PerformanceTerm
from cadre_desktop.records.political_review import PoliticalReview, Sign
from cadre_desktop.records.post import Post
from cadre_desktop.records.rank import Rank

_CHUNK = 500


def labels_of(ground: Ground, kind_key: str, ids: Sequence[str]) -> tuple[str, ...]:
    """Return one label a record, in the order of the ids; raise KeyError for a kind no figure counts."""
    query, label = _KINDS[kind_key]
    found: dict[str, str] = {}
    for chunk in _chunks(ids):
        found |= {row.id: label(row, ground) for row in ground.rows(query(chunk))}
    return tuple(found[i] for i in ids if i in found)


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))


def _of_person(model: Any, *columns: Any) -> Callable[[Sequence[str]], Any]:
    def query(ids: Sequence[str]) -> Any:
        return (
            sa.select(model.id, Cadre.name, *columns).join(Cadre, Cadre.id == model.cadre_id).where(model.id.in_(ids))
        )

    return query


def _signs(ids: Sequence[str]) -> Any:
    return (
        sa.select(Sign.id, Cadre.name, Sign.dimension)
        .join(PoliticalReview, PoliticalReview.id == Sign.review_id)
        .join(Cadre, Cadre.id == PoliticalReview.cadre_id)
        .where(Sign.id.in_(ids))
    )


def _person_label(row: Any, ground: Ground) -> str:
    """Name a person with his unit: names alone are not unique in a county."""
    person = ground.by_id.get(row.id)
    unit = ground.units.get(person.unit_id or "") if person else None
    return f"{row.name}（{unit.name}）" if unit else str(row.name)


_Query = Callable[[Sequence[str]], Any]
_Label = Callable[[Any, Ground], str]
_KINDS: dict[str, tuple[_Query, _Label]] = {
    "cadre": (lambda ids: sa.select(Cadre.id, Cadre.name).where(Cadre.id.in_(ids)), _person_label),
    "post": (_of_person(Post, Post.title, Post.appointed_on), lambda r, _: f"{r.name} {r.title}（{r.appointed_on}）"),
    "rank": (_of_person(Rank, Rank.name.label("rank")), lambda r, _: f"{r.name} {r.rank.label}"),
    "achievement": (_of_person(Achievement, Achievement.title), lambda r, _: f"{r.name}：{r.title}"),
    "annual_assessment": (_of_person(AnnualAssessment, AnnualAssessment.year), lambda r, _: f"{r.name}（{r.year}年）"),
    "performance_term": (
        _of_person(PerformanceTerm, PerformanceTerm.post_title),
        lambda r, _: f"{r.name} {r.post_title}",
    ),
    "sign": (_signs, lambda r, _: f"{r.name}（{r.dimension.label}）"),
    # Talks are named by their day alone: with the person and the kind of interviewee they would say who spoke.
    "interview": (
        lambda ids: sa.select(Interview.id, Interview.talked_on, Interview.purpose).where(Interview.id.in_(ids)),
        lambda r, _: f"{r.talked_on:%Y.%m}{r.purpose.label}",
    ),
}
