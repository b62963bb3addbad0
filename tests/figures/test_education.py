"""The highest education behind the words of the archive."""

import pytest

from cadre_desktop.figures.education import LEVELS, highest, level_of


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("博士研究生 理学博士", "博士研究生"),
        ("硕士研究生", "硕士研究生"),
        ("省委党校研究生", "硕士研究生"),
        ("研究生 法学硕士", "硕士研究生"),
        ("大学 管理学学士", "大学"),
        ("大学普通班", "大学"),
        ("本科", "大学"),
        ("大学专科", "大专"),
        ("大专", "大专"),
        ("高职", "大专"),
        ("中等专科", "中专、高中"),
        ("中专", "中专、高中"),
        ("高中", "中专、高中"),
        ("初中", "初中及以下"),
        ("", "未填写"),
        (None, "未填写"),
        ("不详", "未填写"),
    ],
)
def test_words_of_the_archive_are_understood(text: str | None, level: str) -> None:
    assert LEVELS[level_of(text)] == level


def test_the_higher_of_full_time_and_in_service_counts() -> None:
    assert highest(["大专", "省委党校研究生"]) == "硕士研究生"
    assert highest(["大学", None]) == "大学"
    assert highest([None, None]) == highest([]) == "未填写"
