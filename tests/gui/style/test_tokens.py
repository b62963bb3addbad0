"""Contrast and scaling of the tokens."""

import re
from dataclasses import asdict

import pytest

from cadre_desktop.gui.style.tokens import LARGE, NORMAL, Tokens, contrast, luminance, text_on

READABLE = [
    ("text", "surface"), ("text", "bg"), ("text", "surface2"), ("text", "header"), ("text", "primary_soft"),
    ("text", "warn_soft"), ("text", "danger_soft"), ("text", "ok_soft"), ("text", "attention"),
    ("text2", "surface"), ("text2", "bg"), ("text2", "header"), ("text2", "off"),
    ("primary", "surface"), ("primary", "primary_soft"), ("on_primary", "primary"), ("on_primary", "primary_hover"),
    ("danger", "surface"), ("danger", "danger_soft"), ("on_primary", "danger"), ("warn", "warn_soft"),
    ("ok", "ok_soft"), ("nav_text", "nav"), ("nav_text", "nav_selected"), ("nav_text2", "nav"),
    ("on_primary", "nav_selected"), ("on_primary", "nav"), ("gold", "nav"),
]  # fmt: skip
VISIBLE = [
    ("field", "surface"),
    ("primary", "bg"),
    ("gold", "nav_selected"),
    ("gold", "primary"),
    ("text3", "surface"),
    ("danger", "bg"),
]


@pytest.mark.parametrize(("ink", "ground"), READABLE)
def test_words_have_enough_contrast_on_their_ground(ink: str, ground: str) -> None:
    assert contrast(getattr(NORMAL, ink), getattr(NORMAL, ground)) >= 4.5


@pytest.mark.parametrize(("ink", "ground"), VISIBLE)
def test_signs_and_field_borders_can_be_seen(ink: str, ground: str) -> None:
    assert contrast(getattr(NORMAL, ink), getattr(NORMAL, ground)) >= 2.97


def test_contrast_of_black_and_white_is_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#1F5C99", "#1F5C99") == 1


def test_luminance_follows_the_eye_and_not_the_number() -> None:
    assert luminance("#00FF00") > luminance("#FF0000") > luminance("#0000FF")


@pytest.mark.parametrize("ground", [*NORMAL.grades, *NORMAL.scale])
def test_figures_on_chart_grounds_are_readable(ground: str) -> None:
    assert contrast(text_on(ground), ground) >= 4.5


def test_the_scale_only_gets_darker() -> None:
    light = [luminance(c) for c in NORMAL.scale]
    assert light == sorted(light, reverse=True)


def test_every_colour_is_six_hex_digits() -> None:
    for name, value in asdict(NORMAL).items():
        for colour in value if isinstance(value, tuple) else [value]:
            if isinstance(colour, str):
                assert re.fullmatch("#[0-9A-F]{6}", colour), name


def test_measures_grow_with_the_text() -> None:
    assert NORMAL.px(14) == 14
    assert LARGE.px(14) == 17
    assert LARGE.px(28) == 34


def test_a_thin_line_never_vanishes() -> None:
    assert Tokens(fs=7).px(1) == 1
    assert NORMAL.px(0) == 0
    assert NORMAL.px(-4) == -4


def test_large_mode_enlarges_every_height_and_text() -> None:
    for name in ("fs", "small", "section", "title", "figure", "row", "control", "nav_item", "header_row", "nav_width"):
        assert getattr(LARGE, name) > getattr(NORMAL, name), name


def test_large_mode_keeps_the_colours() -> None:
    assert (LARGE.primary, LARGE.grades) == (NORMAL.primary, NORMAL.grades)


def test_scaling_multiplies_sizes_and_leaves_colours() -> None:
    twice = NORMAL.scaled(2)
    assert (twice.fs, twice.row, twice.primary) == (28, 68, NORMAL.primary)
    assert NORMAL.scaled(0.001).radius == 1
