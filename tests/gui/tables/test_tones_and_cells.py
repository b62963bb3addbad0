"""States as badges, and that lists with the same codes do not take each other's colours."""

import pytest

from cadre_desktop.gui.tables.cells_of import cell_of
from cadre_desktop.gui.tables.roster_source import roster_cell
from cadre_desktop.gui.tables.tones import tone_of
from cadre_desktop.records.performance_term import TermState
from cadre_desktop.records.political_review import ReviewState
from cadre_desktop.records.roster import BY_NAME
from cadre_desktop.records.vocab import AssessmentGrade, Sex
from cadre_desktop.rules.partial_date import PartialDate


def test_equal_codes_of_different_lists_keep_their_own_tones():
    assert Sex.MALE == AssessmentGrade.EXCELLENT  # both are "1"
    assert tone_of(Sex.MALE) is None
    assert tone_of(AssessmentGrade.EXCELLENT) == "primary"
    assert TermState.OPEN == ReviewState.OPEN
    assert (tone_of(TermState.OPEN), tone_of(ReviewState.OPEN)) == ("warn", "neutral")


def test_a_state_is_a_badge_and_plain_choices_are_words():
    assert cell_of(AssessmentGrade.EXCELLENT).badge
    assert not cell_of(Sex.FEMALE).badge
    assert cell_of(Sex.FEMALE).text == "女"


@pytest.mark.parametrize(
    ("name", "value", "text", "tone"),
    [
        ("post_years", 9, "9年", ""),
        ("post_years", 10, "10年 !", "danger"),
        ("post_years", None, "", ""),
        ("completeness", 92, "92%", ""),
        ("birth_on", PartialDate(1986, 4), "1986.04", ""),
        ("id_number", None, "", ""),
    ],
)
def test_roster_values_read_as_clerks_write_them(name, value, text, tone):
    cell = roster_cell(BY_NAME[name], value)
    assert (cell.text, cell.tone) == (text, tone)


def test_identity_numbers_are_masked_in_the_roster():
    shown = roster_cell(BY_NAME["id_number"], "43012319860418121X").text
    assert "19860418" not in shown
    assert len(shown) == 18
