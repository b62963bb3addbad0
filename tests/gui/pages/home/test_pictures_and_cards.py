"""Figures on cards and in pictures: the numbers shown are the records behind them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cadre_desktop.figures.figure import Cell, Figure, FigureTable
from cadre_desktop.gui.pages.home.cards import SPECS, faces
from cadre_desktop.gui.pages.home.pictures import STEPS, Behind, grade_bars, pyramid, step_bars
from cadre_desktop.gui.pages.home.waiting import as_todo
from cadre_desktop.records.vocab import Sex
from cadre_desktop.rules.percent import Rate
from cadre_desktop.services.home import Home
from cadre_desktop.services.talk_coverage import Coverage
from cadre_desktop.services.todo import TodoLine, Urgency
from cadre_desktop.services.unit_profile import TalkPopulation

TODAY = date(2026, 11, 21)


def ids(n, letter="p"):
    return tuple(f"{letter}{i}" for i in range(n))


def figure(key, n, unit="人", kind="cadre", **more):
    given = {"value": n, **more}
    return Figure(key, key, given.pop("value"), unit, "口径", ids(n), kind, "全部", TODAY, **given)


def table(key, rows, columns, counts, kind="cadre"):
    cells = tuple(tuple(Cell(ids(n, f"{r}{c}-")) for c, n in enumerate(row)) for r, row in enumerate(counts))
    return FigureTable(key, key, "人", "口径", kind, "全部", TODAY, rows, rows, columns, cells)


def a_home(**more):
    figures = [
        figure("serving", 148),
        figure("section_people", 61),
        figure("performance_files_rate", 59, "%", value=Decimal("95.2"), part=59, whole=62),
        figure("performance_files_missing", 3),
        figure("five_talks_rate", 62, "%", value=Decimal("89.4"), part=277, whole=310),
        figure("five_talks_complete", 46, "%", value=Decimal("74.2"), part=46, whole=62),
        figure("five_talks_left", 16),
        figure("long_in_post", 5),
        figure("long_in_post_leaders", 3),
        figure("incomplete_people", 23),
    ]
    counts = zip((state.value for state, _ in STEPS), (9, 7, 5, 3, 1), strict=True)
    figures += [figure(f"achievements_step_{state}", n, "件", "achievement") for state, n in counts]
    sexes = tuple(s.label for s in Sex)
    bands = ("优秀", "称职/合格", "基本称职/合格", "不称职/不合格")
    given = {
        "unit_name": "清源县",
        "today": TODAY,
        "is_empty": False,
        "figures": {f.key: f for f in figures},
        "graded_year": 2025,
        "ages": table("ages", ("35岁及以下", "36–40岁", "60岁及以上"), sexes, ((3, 1), (2, 0), (0, 0))),
        "grades": table("grades", ("青石镇",), bands, ((4, 15, 2, 0),), "annual_assessment"),
        "coverage": Coverage(2026, TalkPopulation.LEADERS, (), Rate(46, 62), Rate(277, 310), ()),
        "matrix_units": (),
        "lacking": (("照片", 18), ("身份证号", 5), ("简历", 1)),
        "todo": (),
        **more,
    }
    return Home(**given)


def test_every_card_has_a_face():
    assert set(faces(a_home())) == {key for key, _, _ in SPECS}


@pytest.mark.parametrize(
    ("key", "shown", "line", "n"),
    [
        ("serving", "148", "科级 61 ・ 股级及其他 87", 148),
        ("files", "95.2", "59/62 已建档，3 人未建", 3),
        ("talks", "89.4", "应谈 310 项已谈 277 项，16 人未谈全", 16),
        ("long", "5", "其中班子成员 3 人", 5),
        ("lacking", "23", "缺照片 18 ・ 缺身份证号 5", 23),
    ],
)
def test_a_card_shows_its_figure_and_opens_the_people_behind_it(key, shown, line, n):
    face = faces(a_home())[key]
    assert (face.figure, face.line, len(face.ids)) == (shown, line, n)
    assert "口径" in face.tip


def test_a_rate_of_nobody_is_a_dash_without_a_percent_sign():
    home = a_home()
    nobody = replace(home.figures["performance_files_rate"], value=None, part=0, whole=0)
    face = faces(replace(home, figures={**home.figures, nobody.key: nobody}))["files"]
    assert (face.figure, face.unit) == ("—", "")


def test_thousands_are_grouped():
    home = a_home()
    many = figure("serving", 12345)
    assert faces(replace(home, figures={**home.figures, "serving": many}))["serving"].figure == "12,345"


def test_nothing_missing_is_said_so():
    assert faces(a_home(lacking=()))["lacking"].line == "资料都齐了"


def test_grades_carry_the_records_of_every_part():
    bars = grade_bars(a_home())
    (row,) = bars.rows
    assert bars.grades == ("优秀", "称职", "基本称职", "不称职")
    assert row.counts == (4, 15, 2, 0)
    assert isinstance(row.targets[1], Behind)
    assert len(row.targets[1].ids) == 15
    assert row.targets[1].page == "annual_assessment"
    assert row.targets[1].title == "青石镇 2025年度称职/合格"
    assert row.targets[3] is None


def test_the_pyramid_stands_from_old_to_young_without_an_empty_top():
    drawn = pyramid(a_home())
    assert [r.name for r in drawn.rows] == ["36–40岁", "35岁及以下"]
    youngest = drawn.rows[-1]
    assert (youngest.left, youngest.right) == (3, 1)
    assert youngest.left_target.hints == {"ids": ("00-0", "00-1", "00-2"), "title": "35岁及以下 男"}
    assert drawn.rows[0].right_target is None


def test_an_occupied_top_stays():
    ages = table("ages", ("35岁及以下", "60岁及以上"), tuple(s.label for s in Sex), ((1, 0), (0, 1)))
    assert [r.name for r in pyramid(a_home(ages=ages)).rows] == ["60岁及以上", "35岁及以下"]


def test_nobody_at_all_draws_nothing():
    assert pyramid(a_home(ages=table("ages", (), tuple(s.label for s in Sex), ()))).rows == ()


def test_steps_count_down_to_the_file():
    bars = step_bars(a_home())
    assert [(s.name, s.count) for s in bars.steps] == [("录入", 9), ("申报", 7), ("审核", 5), ("认定", 3), ("入档", 1)]
    assert bars.steps[-1].target.page == "achievement"
    assert len(bars.steps[-1].target.ids) == 1


@pytest.mark.parametrize(
    ("urgency", "badge", "tone"),
    [(Urgency.OVERDUE, "逾期", "danger"), (Urgency.DUE, "待办", "warn"), (Urgency.LATER, "可补", "neutral")],
)
def test_how_pressing_a_line_is_is_told_in_words_and_tone(urgency, badge, tone):
    line = TodoLine("k", urgency, "3 件实绩等待审核", "审核", "achievement", ("a",))
    shown = as_todo(line)
    assert (shown.badge, shown.tone, shown.verb) == (badge, tone, "审核")
    assert shown.target is line
