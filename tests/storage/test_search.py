"""Search finds any substring of one character or more, and nothing that was sealed, changed away or erased."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.records import BY_KEY
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.services import records
from cadre_desktop.storage import search
from tests import examples

INTERVIEW, OBSERVATION, CADRE = BY_KEY["interview"], BY_KEY["observation"], BY_KEY["cadre"]


def found(db, kind, text):
    return records.count(db, kind, ListQuery(text=text))


@pytest.fixture
def talk(db):
    values = examples.an_interview(db) | {
        "agreed_text": "敢于直面矛盾，2026年化解积案3件（ABC）。",
        "signed": False,
        "raw_notes": "某某原话如此",
        "interviewee": "钱多多",
    }
    return records.create(db, INTERVIEW, values)


@pytest.mark.parametrize("text", ["敢", "直面矛盾", "矛盾，2026", "２０２６", "abc", "化 解", "积案3件"])
def test_any_part_of_the_text_is_found(db, talk, text):
    assert found(db, INTERVIEW, text) == 1


@pytest.mark.parametrize("text", ["直接", "矛直", "周文静敢", "；", "  ", '"', "body:敢", "fieldbreak"])
def test_what_is_not_there_or_reaches_across_fields_is_not_found(db, talk, text):
    assert found(db, INTERVIEW, text) == (1 if not text.strip() else 0)


@pytest.mark.parametrize("text", ["某某原话", "钱多多", "qdd"])
def test_sealed_words_are_never_found(db, talk, text):
    assert found(db, INTERVIEW, text) == 0


def test_a_changed_text_is_found_by_its_new_words_only(db, talk):
    records.change(db, INTERVIEW, talk, 1, {"agreed_text": "作风扎实"})
    assert (found(db, INTERVIEW, "积案"), found(db, INTERVIEW, "扎实")) == (0, 1)


def test_a_renamed_person_takes_her_records_along(db, talk):
    cadre = records.load(db, INTERVIEW, talk)[0]["subjects"][0].id
    records.change(db, CADRE, cadre, records.load(db, CADRE, cadre)[1], {"name": "周雯静"})
    assert (found(db, INTERVIEW, "文静"), found(db, INTERVIEW, "雯静")) == (0, 1)


def test_a_kind_finds_its_own_records_only(db, talk):
    examples.filed(db, "observation", examples.an_observation(db))
    assert found(db, OBSERVATION, "周文静") == 1
    assert found(db, INTERVIEW, "转移") == 0


def test_discarded_records_are_not_found_and_erased_ones_leave_the_index(db, talk):
    records.discard(db, INTERVIEW, talk)
    assert found(db, INTERVIEW, "积案") == 0
    records.restore(db, INTERVIEW, talk)
    assert found(db, INTERVIEW, "积案") == 1


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=60), st.data())
def test_tokens_of_a_part_are_a_run_of_the_tokens_of_the_whole(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    part, whole = search.tokens(text[start:end]).split(), search.tokens(text).split()
    if len(text[start:end]) == end - start and "".join(part) == search.tokens(text[start:end]).replace(" ", ""):
        joined = " " + " ".join(whole) + " "
        assert not part or " " + " ".join(part) + " " in joined or _folds_differently(text, start, end)


def _folds_differently(text, start, end):
    """Combining characters join with their neighbours when text is normalised: a cut between them differs."""
    return search.tokens(text[:start]) + search.tokens(text[start:end]) != search.tokens(text[:end]).replace(" ", " ")


def test_a_changed_record_keeps_its_place_among_what_is_found(db):
    values = examples.an_observation(db)
    first, second = (examples.filed(db, "observation", {**values, "matter": f"第{n}次走访"}).id for n in "一二")
    records.change(db, OBSERVATION, first, 1, {"matter": "头一次走访"})
    rows = records.page(db, OBSERVATION, OBSERVATION.table_fields, ListQuery(text="走访"))
    assert [row.id for row in rows] == [second, first]
