"""The grades of assessments: four vocabularies that look alike and are never turned into one another.

公务员 are 称职 by 等次 (公务员考核规定), 事业单位工作人员 are 合格 by 档次 (事业单位工作人员考核规定 2023),
平时考核 and 领导班子 have words of their own.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from cadre_desktop.rules.cell_text import cleaned, quoted, squeezed

EXCELLENT = "优秀"
# 公务员奖励: so many years of 优秀 on end earn a 三等功.
YEARS_FOR_MERIT = 3


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one kind of assessment, with other spellings of the same words."""

    key: str
    label: str
    word: str
    grades: tuple[str, ...]
    synonyms: Mapping[str, str]


_NO_GRADE = MappingProxyType({"不确定等次": "不定等次", "未定等次": "不定等次", "未确定等次": "不定等次"})
_NO_LEVEL = MappingProxyType({"不定档次": "不确定档次", "未定档次": "不确定档次", "未确定档次": "不确定档次"})
_NOT_HELD = MappingProxyType({"未进行考核": "不进行考核", "不参加考核": "不进行考核", "未参加考核": "不进行考核"})
_NONE: Mapping[str, str] = MappingProxyType({})

CIVIL_SERVICE = Vocabulary(
    "civil_service",
    "公务员年度考核",
    "等次",
    (EXCELLENT, "称职", "基本称职", "不称职", "不定等次", "不进行考核"),
    {**_NO_GRADE, **_NOT_HELD},
)
INSTITUTION = Vocabulary(
    "institution",
    "事业单位年度考核",
    "档次",
    (EXCELLENT, "合格", "基本合格", "不合格", "不确定档次"),
    {**_NO_LEVEL, "不定等次": "不确定档次", "不确定等次": "不确定档次"},
)
REGULAR = Vocabulary("regular", "平时考核", "等次", ("好", "较好", "一般", "较差"), _NONE)
TEAM = Vocabulary("team", "领导班子年度考核", "等次", (EXCELLENT, "良好", "一般", "较差"), _NONE)
VOCABULARIES: Mapping[str, Vocabulary] = MappingProxyType(
    {vocabulary.key: vocabulary for vocabulary in (CIVIL_SERVICE, INSTITUTION, REGULAR, TEAM)}
)


def parse_grade(text: str, vocabulary: Vocabulary) -> str:
    """Return the grade a cell holds; a trailing 等次 or 档次 is allowed, another vocabulary's word is not.

    Raises ValueError with the words that may be used.
    """
    word = squeezed(text)
    for candidate in (word, word.removesuffix("等次").removesuffix("档次")):
        grade = vocabulary.synonyms.get(candidate, candidate)
        if grade in vocabulary.grades:
            return grade
    homes = [other.label for other in VOCABULARIES.values() if word in other.grades]
    found = f"{quoted(text)}是{homes[0]}的用语" if homes else f"认不出{quoted(text)}"
    raise ValueError(f"{found}，{vocabulary.label}的{vocabulary.word}应为{'、'.join(vocabulary.grades)}")


@dataclass(frozen=True, slots=True)
class YearGrade:
    """The grade of one year."""

    year: int
    grade: str


@dataclass(frozen=True, slots=True)
class ProseGrades:
    """What prose tells for certain, and the snippets in it for the clerk to read himself."""

    grades: tuple[YearGrade, ...]
    unread: tuple[str, ...]


_PROSE_VOCABULARIES = (CIVIL_SERVICE, INSTITUTION)
_ALL_WORDS = {word for v in _PROSE_VOCABULARIES for word in (*v.grades, *v.synonyms)}
# Longest first: 不称职 and 基本称职 contain 称职.  优秀共产党员 is an honour and no grade.
_WORD = "|".join(
    f"{word}(?!共产党|党|共青团|团|教师|青年|个人|工作者|人才)" if word == EXCELLENT else word
    for word in sorted(_ALL_WORDS, key=lambda word: (-len(word), word))
)
_TOKEN = re.compile(
    rf"(?P<grade>{_WORD})"
    rf"|(?P<denied>(?:未|没有|没|不得|不能|不可|取消)[^，,；;。\n]{{0,6}}?(?:{_WORD})(?:资格)?)"
    r"|(?P<first>(?<!\d)(?:19|20)\d{2})年?度?[-–—~～至到]+(?P<last>(?:19|20)\d{2})(?!\d)年?"
    r"|(?P<year>(?<!\d)(?:19|20)\d{2})(?!\d)年?"
    # Any other number (22年, 连续3年, 1月) makes it unsafe to say which year is meant.
    r"|(?P<number>\d+年?)",
    re.ASCII,
)
_INNER_BLANK = re.compile(r"(?<=[\u4e00-\u9fff])\s+|\s+(?=[\u4e00-\u9fff])")


def parse_prose(text: str, vocabulary: Vocabulary) -> ProseGrades:
    """Read prose such as “2023、2024年度均为优秀，2025年称职” year by year.

    A grade without a year, a year without a grade, a denied grade, a word of another vocabulary, a year
    told twice differently and whatever stands behind a stray number are left unread rather than guessed.
    """
    grades: dict[int, str] = {}
    unread: list[str] = []
    waiting: list[int] = []
    for token in _TOKEN.finditer(_INNER_BLANK.sub("", cleaned(text))):
        if token["year"] or token["first"]:
            waiting += _years(token)
            continue
        if token["number"]:
            unread.append(_snippet(waiting, token[0]))
            waiting = []
            continue
        years, waiting = waiting, []
        written = token["grade"]
        grade = vocabulary.synonyms.get(written, written) if written else ""
        if not years or grade not in vocabulary.grades:
            unread.append(_snippet(years, token[0]))
            continue
        for year in years:
            if grades.setdefault(year, grade) != grade:
                unread.append(_snippet([year], f"{grades[year]}、{grade}"))
    if waiting:
        unread.append(_snippet(waiting, ""))
    return ProseGrades(tuple(YearGrade(year, grade) for year, grade in sorted(grades.items())), tuple(unread))


def _years(token: re.Match[str]) -> list[int]:
    if token["first"]:
        return list(range(int(token["first"]), int(token["last"]) + 1))
    return [int(token["year"])]


def _snippet(years: list[int], word: str) -> str:
    return f"{'、'.join(f'{year}年' for year in years)}{word}"


def run_of(grades: Mapping[int, str], last_year: int, grade: str = EXCELLENT) -> int:
    """Return for how many years on end, up to and including the last, the grade was given."""
    n_years = 0
    while grades.get(last_year - n_years) == grade:
        n_years += 1
    return n_years
