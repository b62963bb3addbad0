"""Grades that look alike."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.rules.annual_grades import (
    CIVIL_SERVICE,
    INSTITUTION,
    REGULAR,
    TEAM,
    VOCABULARIES,
    YEARS_FOR_MERIT,
    YearGrade,
    parse_grade,
    parse_prose,
    run_of,
)


@pytest.mark.parametrize("vocabulary", VOCABULARIES.values(), ids=lambda v: v.key)
def test_every_grade_is_read_as_itself_with_or_without_its_suffix(vocabulary):
    for grade in vocabulary.grades:
        assert parse_grade(grade, vocabulary) == grade
        assert parse_grade(f" {grade}{vocabulary.word} ", vocabulary) == grade


@pytest.mark.parametrize(
    ("text", "vocabulary", "words"),
    [
        ("合格", CIVIL_SERVICE, "“合格”是事业单位年度考核的用语，公务员年度考核的等次应为优秀、称职"),
        ("称职", INSTITUTION, "“称职”是公务员年度考核的用语，事业单位年度考核的档次应为优秀、合格"),
        ("优秀", REGULAR, "应为好、较好、一般、较差"),
        ("好", TEAM, "“好”是平时考核的用语"),
        ("良", TEAM, "认不出“良”"),
        ("", CIVIL_SERVICE, "认不出“”"),
        ("称职优秀", CIVIL_SERVICE, "认不出“称职优秀”"),
    ],
)
def test_no_vocabulary_takes_anothers_words(text, vocabulary, words):
    with pytest.raises(ValueError, match=words):
        parse_grade(text, vocabulary)


@pytest.mark.parametrize(
    ("text", "vocabulary", "grade"),
    [
        ("不确定等次", CIVIL_SERVICE, "不定等次"),
        ("未参加考核", CIVIL_SERVICE, "不进行考核"),
        ("不 称 职", CIVIL_SERVICE, "不称职"),
        ("不定档次", INSTITUTION, "不确定档次"),
        ("不定等次", INSTITUTION, "不确定档次"),
    ],
)
def test_other_spellings_of_the_same_grade_are_understood(text, vocabulary, grade):
    assert parse_grade(text, vocabulary) == grade


def read(text, vocabulary=CIVIL_SERVICE):
    found = parse_prose(text, vocabulary)
    return {item.year: item.grade for item in found.grades}, found.unread


@pytest.mark.parametrize(
    ("text", "grades"),
    [
        ("2024年优秀，2025年称职", {2024: "优秀", 2025: "称职"}),
        ("2023、2024年度考核均为优秀；2025年度称职。", {2023: "优秀", 2024: "优秀", 2025: "称职"}),
        ("2021-2023年均为称职", {2021: "称职", 2022: "称职", 2023: "称职"}),
        ("2021年至2023年优秀", {2021: "优秀", 2022: "优秀", 2023: "优秀"}),
        ("2022年不称职\n2023年基本称职\n2024年称职", {2022: "不称职", 2023: "基本称职", 2024: "称职"}),
        ("2024年度考核等次为不定等次", {2024: "不定等次"}),
        ("2024年未确定等次，2025年优秀等次", {2024: "不定等次", 2025: "优秀"}),
        ("2024年未参加考核2025年称职", {2024: "不进行考核", 2025: "称职"}),
        ("２０２４年 优 秀", {2024: "优秀"}),
        ("2023 2024 优秀", {2023: "优秀", 2024: "优秀"}),
        ("", {}),
    ],
)
def test_prose_of_civil_servants_is_read_year_by_year(text, grades):
    assert read(text) == (grades, ())


def test_prose_of_institutions_keeps_its_own_words():
    text = "2022年不合格，2023年基本合格，2024年合格，2025年不确定档次"
    grades = {2022: "不合格", 2023: "基本合格", 2024: "合格", 2025: "不确定档次"}
    assert read(text, INSTITUTION) == (grades, ())


@pytest.mark.parametrize(
    ("text", "grades", "unread"),
    [
        ("近三年均为称职", {}, ("称职",)),
        ("2024年优秀，2025年", {2024: "优秀"}, ("2025年",)),
        ("2024年合格，2025年称职", {2025: "称职"}, ("2024年合格",)),
        ("2024年未评为优秀", {}, ("2024年未评为优秀",)),
        ("2024年取消评优秀资格", {}, ("2024年取消评优秀资格",)),
        ("2024年优秀，2024年称职", {2024: "优秀"}, ("2024年优秀、称职",)),
        ("连续3年优秀", {}, ("3年", "优秀")),
        ("2021-23年优秀", {}, ("2021年23年", "优秀")),
        ("2023年被评为优秀共产党员", {}, ("2023年",)),
        ("优秀优秀", {}, ("优秀", "优秀")),
    ],
)
def test_what_is_not_certain_is_left_to_the_clerk(text, grades, unread):
    assert read(text) == (grades, unread)


def test_a_run_counts_back_from_the_last_year_and_stops_at_a_gap():
    grades = {2021: "优秀", 2023: "优秀", 2024: "优秀", 2025: "优秀", 2026: "称职"}
    assert run_of(grades, 2025) == YEARS_FOR_MERIT == 3
    assert run_of(grades, 2026) == 0
    assert run_of(grades, 2026, "称职") == 1
    assert run_of({}, 2025) == 0


YEARS = st.dictionaries(st.integers(2007, 2026), st.sampled_from(CIVIL_SERVICE.grades), max_size=10)


@settings(deadline=None)
@given(YEARS, st.sampled_from(["，", "；", "\n", "。", " "]))
def test_prose_written_from_grades_gives_the_grades_back(grades, separator):
    text = separator.join(f"{year}年{grade}" for year, grade in grades.items())
    found = parse_prose(text, CIVIL_SERVICE)
    assert found.grades == tuple(YearGrade(year, grade) for year, grade in sorted(grades.items()))
    assert found.unread == ()


@settings(deadline=None)
@given(st.text(alphabet="2024年、，不基本称职优秀合格未评-至 ", max_size=30))
def test_prose_never_yields_a_word_outside_the_vocabulary(text):
    assert all(item.grade in CIVIL_SERVICE.grades for item in parse_prose(text, CIVIL_SERVICE).grades)
