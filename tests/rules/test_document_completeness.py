"""Which papers a file must hold."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.rules.document_completeness import FilePerson, Paper, document_completeness, needed_papers
from tests.rules.rule_book import changed, delivered

ON = date(2026, 11, 21)


def person(identity="civil", *traits, first=None, last=None):
    return FilePerson("p1", identity, frozenset(traits), first, last)


def kinds(who, book=None):
    return [(one.kind, one.year) for one in needed_papers(who, book or delivered(), ON)]


def test_everybody_needs_a_few_papers_and_each_trait_adds_its_own():
    plain = [("resume", None), ("photo", None), ("degree", None)]
    assert kinds(person()) == plain
    assert kinds(person("civil", "promoted")) == [
        *plain,
        ("inspection", None),
        ("vetting_sheet", None),
        ("notice", None),
    ]
    assert set(kinds(person("civil", "sanctioned", "leader"))) - set(plain) == {
        (kind, None) for kind in ("decision", "revisit_form", "political_file", "five_talks", "performance_file")
    }
    assert kinds(person("civil", "unheard_of")) == plain


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [
        (2023, None, [2023, 2024, 2025]),
        (2010, None, [2021, 2022, 2023, 2024, 2025]),
        (2025, None, [2025]),
        (2026, None, []),
        (None, None, []),
        (2022, 2023, [2022, 2023]),
        (2022, 2026, [2022, 2023, 2024, 2025]),
    ],
)
def test_each_year_over_needs_its_form_and_the_running_one_not_yet(first, last, years):
    found = [year for kind, year in kinds(person(first=first, last=last)) if kind == "annual_form"]
    assert found == years


def test_village_officials_have_no_yearly_form():
    assert "annual_form" not in [kind for kind, _ in kinds(person("village", first=2020))]


def test_what_is_missing_is_named_with_its_year():
    papers = [Paper("d1", "resume"), Paper("d2", "photo"), Paper("d3", "annual_form", 2024)]
    found = document_completeness(person(first=2024), papers, delivered(), ON)
    assert found.value.missing == ("学历学位材料", "2025年年度考核登记表")
    assert found.value.percent == 60
    assert found.sentence == "应有5件，已有3件（60%），还缺：学历学位材料、2025年年度考核登记表。"
    assert found.records == ("d1", "d2", "d3")
    assert "干部人事档案工作条例" in found.source


def test_a_paper_with_a_year_serves_where_no_year_is_asked_but_not_the_other_way_round():
    dated = document_completeness(person(), [Paper("d1", "resume", 2020)], delivered(), ON)
    assert "简历" not in dated.value.missing
    undated = document_completeness(person(first=2025), [Paper("d1", "annual_form")], delivered(), ON)
    assert "2025年年度考核登记表" in undated.value.missing


def test_each_paper_goes_to_a_class_of_the_archive():
    classes = {
        one.kind: one.archive_class for one in needed_papers(person("civil", "in_post", first=2025), delivered(), ON)
    }
    assert classes == {"resume": 1, "photo": 10, "degree": 4, "appointment_form": 9, "annual_form": 3}


def test_the_county_writes_its_own_list():
    book = changed("documents.needed", ["resume"])
    assert kinds(person(), book) == [("resume", None)]


TRAITS = st.frozensets(st.sampled_from([case for case in delivered().cases("documents.needed") if case]))


@settings(deadline=None, max_examples=50)
@given(TRAITS, st.integers(2015, 2026))
def test_a_file_with_everything_asked_for_is_complete_and_one_paper_less_is_not(traits, first):
    who = FilePerson("p1", "civil", traits, first)
    papers = [Paper(f"d{n}", one.kind, one.year) for n, one in enumerate(needed_papers(who, delivered(), ON))]
    assert document_completeness(who, papers, delivered(), ON).value.percent == 100
    assert len({(one.kind, one.year) for one in papers}) == len(papers)
    lacking = document_completeness(who, papers[1:], delivered(), ON)
    assert len(lacking.value.missing) == 1
    assert lacking.value.percent < 100
