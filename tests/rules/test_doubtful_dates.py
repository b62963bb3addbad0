"""Doubts about a person's dates: on both sides of every edge, and silent where nothing is known."""

from datetime import date

import pytest

from cadre_desktop.rules.doubtful_dates import Dates, doubts
from cadre_desktop.rules.id_number import parse_id
from cadre_desktop.rules.partial_date import PartialDate

TODAY = date(2026, 11, 21)
BIRTH = PartialDate(1980, 6)


def fields(today=TODAY, birth=BIRTH, **dates):
    return [doubt.field for doubt in doubts(Dates(birth, **dates), today)]


def month(text):
    return PartialDate.parse_stored(text)


def test_a_person_without_further_dates_raises_no_doubt():
    assert fields() == []


@pytest.mark.parametrize(
    ("birth", "doubtful"), [("2008.12", True), ("2008.11", False), ("1960.12", False), ("1960.11", True)]
)
def test_ages_out_of_service_are_doubted(birth, doubtful):
    assert (fields(birth=month(birth)) == ["birth_on"]) is doubtful


@pytest.mark.parametrize(("work", "doubtful"), [("1996.05", True), ("1996.06", False), ("1995", True), ("1997", False)])
def test_work_before_sixteen_is_doubted(work, doubtful):
    assert (fields(work=month(work)) == ["work_start_on"]) is doubtful


@pytest.mark.parametrize(("party", "doubtful"), [("1998.05", True), ("1998.06", False)])
def test_the_party_before_eighteen_is_doubted(party, doubtful):
    assert (fields(party=month(party)) == ["party_joined_on"]) is doubtful


@pytest.mark.parametrize(("since", "doubtful"), [("2002.08", True), ("2002.09", False), ("2002.09.01", False)])
def test_posts_and_ranks_before_work_are_doubted(since, doubtful):
    found = fields(work=month("2002.09"), post=month(since), rank=month(since))
    assert found == (["post_since", "rank_since"] if doubtful else [])


def test_a_post_is_not_held_against_work_that_is_not_known():
    assert fields(post=month("1990.01")) == []


def test_a_number_with_another_birth_date_is_doubted():
    number = parse_id("433123198001010016")
    assert fields(birth=PartialDate(1980, 1), id_number=number) == []
    assert fields(birth=PartialDate(1980, 1, 2), id_number=number) == ["id_number"]
    assert fields(id_number=number) == ["id_number"]


def test_the_sentence_names_the_dates():
    (doubt,) = doubts(Dates(BIRTH, work=month("2002.09"), post=month("2001.05")), TODAY)
    assert doubt.message == "任现职时间 2001.05 早于参加工作时间 2002.09，请核对"
