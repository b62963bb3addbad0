"""What 任免审批表 says in prose: assessments year by year, and the stages of a résumé."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.rules.assessment_prose import as_prose, told_grades
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.resume_lines import resume_lines, since_in_resume


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2023年度称职；2024年度优秀；2025年度称职", {2023: "称职", 2024: "优秀", 2025: "称职"}),
        ("2023、2024年度称职，2025年度优秀。", {2023: "称职", 2024: "称职", 2025: "优秀"}),
        ("2021年至2023年年度考核均为称职", {2021: "称职", 2022: "称职", 2023: "称职"}),
        ("2024年度不称职", {2024: "不称职"}),
        ("2024年度基本称职;2025年度不确定等次", {2024: "基本称职", 2025: "不定等次"}),
        ("2024年考核不合格\n2025年考核基本合格", {2024: "不合格", 2025: "基本合格"}),
        ("近三年年度考核均为称职", {}),
        ("2024年度优秀；2024年度称职；2025年度称职", {2025: "称职"}),
        ("", {}),
        ("1990年度称职", {}),
    ],
)
def test_grades_are_told_year_by_year(text: str, told: dict[int, str]) -> None:
    assert told_grades(text) == told


@settings(deadline=None, max_examples=60)
@given(
    st.dictionaries(
        st.integers(1994, 2099), st.sampled_from(["优秀", "称职", "基本称职", "不称职", "不定等次", "合格"])
    )
)
def test_what_is_written_is_told_again(grades: dict[int, str]) -> None:
    assert told_grades(as_prose(grades)) == grades


def test_stages_are_read_with_every_sign_people_put_between_months() -> None:
    text = "1990.01--1992.03 甲\r\n1992.03-1993.04乙<br>1993年4月至1995年1月 丙\n（其间：1994.01 学习）\n1995.01—— 丁"
    stages = resume_lines(text)
    assert [(str(s.start), str(s.end) if s.end else "", s.text) for s in stages] == [
        ("1990.01", "1992.03", "甲"),
        ("1992.03", "1993.04", "乙"),
        ("1993.04", "1995.01", "丙（其间：1994.01 学习）"),
        ("1995.01", "", "丁"),
    ]
    assert resume_lines("没有年月的一段") == []
    assert resume_lines("2020.13--2021.01 不存在的月份") == []


@pytest.mark.parametrize(
    ("last", "told"),
    [
        ("2021.03--至今 青石镇镇长", PartialDate(2021, 3)),
        ("2021.03-- 青石镇镇长", PartialDate(2021, 3)),
        ("2021.03--2024.02 青石镇镇长", None),
        ("2021.03-- 青石镇镇长、党委副书记", None),
    ],
)
def test_the_month_of_the_present_post_is_told_only_where_the_last_stage_is_that_post(
    last: str, told: PartialDate | None
) -> None:
    assert since_in_resume(f"2008.07--2021.03 民政局\n{last}", "青石镇镇长") == told
    assert since_in_resume("", "青石镇镇长") is None
