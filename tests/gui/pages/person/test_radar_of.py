"""The radar from a portrait: rings are grades, peers are a mean, and too little evidence is said."""

import pytest

from cadre_desktop.gui.pages.person.political_tab import radar_of
from cadre_desktop.records.political_review import ReviewState
from cadre_desktop.records.rows import Link
from cadre_desktop.records.vocab import Dimension, FourGrade, PostLevel
from cadre_desktop.services.political_reviews import BallotReport
from cadre_desktop.services.portraits import DimensionView, Peers, Portrait

GOOD, FAIR, AVERAGE = FourGrade.GOOD, FourGrade.FAIR, FourGrade.AVERAGE


def portrait(grades, peers, *, n_people=2, n_evidence=5):
    dimensions = tuple(DimensionView(d, (), (), g, ()) for d, g in zip(Dimension, grades, strict=True))
    return Portrait(
        review_id="r",
        person=Link("p", "周思远"),
        unit=None,
        year=2026,
        state=ReviewState.REVIEWING,
        suggested=None,
        grade=None,
        grade_text="",
        n_evidence=n_evidence,
        dimensions=dimensions,
        ballots=BallotReport(None, None, None, (), ()),
        peers=Peers(PostLevel.SECTION_HEAD, n_people, {}, dict.fromkeys(Dimension, peers)),
    )


def test_each_axis_stands_on_the_ring_of_its_grade():
    radar = radar_of(portrait((GOOD, FAIR, AVERAGE, FourGrade.POOR, None), {}))
    assert [a.value for a in radar.axes] == [4.0, 3.0, 2.0, 1.0, None]
    assert [a.note for a in radar.axes] == ["好", "较好", "一般", "较差", ""]
    assert [a.target for a in radar.axes] == list(Dimension)


def test_peers_are_the_mean_of_their_grades_and_are_counted():
    radar = radar_of(portrait((GOOD,) * 5, {GOOD: 1, FAIR: 3}, n_people=4))
    assert [a.other for a in radar.axes] == [3.25] * 5
    assert radar.other_name == "同层次平均（4人）"


@pytest.mark.parametrize("n_people", [0, 3])
def test_without_grades_of_peers_there_is_no_second_line(n_people):
    radar = radar_of(portrait((GOOD,) * 5, {}, n_people=n_people))
    assert radar.other_name == ""
    assert [a.other for a in radar.axes] == [None] * 5


@pytest.mark.parametrize(("n_evidence", "enough"), [(2, False), (3, True)])
def test_thin_evidence_is_told_with_the_picture(n_evidence, enough):
    radar = radar_of(portrait((GOOD,) * 5, {}, n_evidence=n_evidence))
    assert radar.enough is enough
    assert radar.summary().startswith("材料不足") is not enough
