"""五必学: which of the five kinds were held."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.rules.study_coverage import STUDY_KIND_LABELS, StudySession, study_coverage
from tests.rules.rule_book import changed, delivered

KINDS = list(STUDY_KIND_LABELS)


def session(kind, on=date(2026, 5, 1), unit="u1", record="", on_theme=True):
    return StudySession(record or f"{kind}-{on}-{unit}", unit, kind, on, on_theme)


def test_all_five_held_once_are_full_coverage():
    found = study_coverage("u1", 2026, [session(kind) for kind in KINDS], delivered())
    assert (found.value.missing, found.sentence) == ((), "2026年五必学100.0%（5/5），已全部覆盖。")
    assert len(found.records) == 5


def test_the_missing_kinds_are_named():
    found = study_coverage("u1", 2026, [session(kind) for kind in KINDS[:3]], delivered())
    assert found.value.missing == ("key_people", "democratic_life")
    assert found.sentence == "2026年五必学60.0%（3/5），还缺：重点对象必训、民主生活会必查。"


def test_other_years_units_and_themes_do_not_count():
    strange = [
        session("centre_group", date(2025, 12, 31)),
        session("centre_group", date(2027, 1, 1)),
        session("centre_group", unit="u2"),
        session("centre_group", on_theme=False),
        session("something_else"),
    ]
    found = study_coverage("u1", 2026, strange, delivered())
    assert found.value.rate.in_full() == "0.0%（0/5）"
    assert set(found.value.times.values()) == {0}
    first_day = study_coverage("u1", 2026, [session("centre_group", date(2026, 1, 1))], delivered())
    assert first_day.value.times["centre_group"] == 1


def test_a_session_recorded_twice_counts_once_and_the_county_may_ask_for_more():
    twice = [session("centre_group"), session("centre_group")]
    book = changed("coverage.study_times", 2)
    assert study_coverage("u1", 2026, twice, book).value.missing[0] == "centre_group"
    other_day = [*twice, session("centre_group", date(2026, 6, 1))]
    assert "centre_group" not in study_coverage("u1", 2026, other_day, book).value.missing


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(KINDS), st.uuids()), max_size=20))
def test_missing_and_held_make_five(drawn):
    found = study_coverage("u1", 2026, [session(kind, record=str(key)) for kind, key in drawn], delivered()).value
    assert set(found.missing) == set(KINDS) - {kind for kind, _ in drawn}
    assert sum(found.times.values()) == len(drawn)
