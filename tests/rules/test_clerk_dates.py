"""Dates as clerks write them."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.rules.clerk_dates import AmbiguousDate, parse_date, parse_end, parse_moment
from cadre_desktop.rules.partial_date import PartialDate

PLAUSIBLE_DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("202403", "2024.03"),
        ("2024.03", "2024.03"),
        ("2024-3", "2024.03"),
        ("2000-2", "2000.02"),
        ("2024/3", "2024.03"),
        ("2024年3月", "2024.03"),
        ("2024 年 3 月", "2024.03"),
        ("2024年3月份", "2024.03"),
        ("2024年3月5日", "2024.03.05"),
        ("2024年3月5号", "2024.03.05"),
        ("20240315", "2024.03.15"),
        ("2024.3.15", "2024.03.15"),
        ("1990/1/1", "1990.01.01"),
        ("1990-01-01 00:00:00", "1990.01.01"),
        ("1990-01-01T08:30", "1990.01.01"),
        ("２０２４．０３", "2024.03"),
        ("2024。3", "2024.03"),
        ("２０２４年３月", "2024.03"),
        ("2024—03", "2024.03"),
        ("2024.03.", "2024.03"),
        ("\u200b2024.03\ufeff", "2024.03"),
        ("1980", "1980"),
        ("1980年", "1980"),
        ("76.06", "1976.06"),
        ("76年6月", "1976.06"),
        ("24-3", "2024.03"),
        ("1980.1", "1980.01"),
        ("1980.10", "1980.10"),
        ("1980.01\n（45岁）", "1980.01"),
        ("1980.01(45岁)", "1980.01"),
    ],
)
def test_written_forms_are_read_at_the_precision_they_were_written_with(cell, expected):
    assert str(parse_date(cell)) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (198008, "1980.08"),
        (198008.0, "1980.08"),
        (19800815, "1980.08.15"),
        (1980, "1980"),
        (1980.08, "1980.08"),
        (1980.2, "1980.02"),
        (2024.11, "2024.11"),
        (2024.12, "2024.12"),
        (76.06, "1976.06"),
        (45352, "2024.03.01"),
        (45352.75, "2024.03.01"),
        (20000, "1954.10.03"),
        (60000, "2064.04.08"),
        (date(2024, 3, 5), "2024.03.05"),
        (datetime(2024, 3, 5, 23, 59), "2024.03.05"),
    ],
)
def test_number_and_date_cells_are_read_as_excel_meant_them(cell, expected):
    assert str(parse_date(cell)) == expected


def test_a_number_ending_in_point_one_is_january_or_october_and_must_be_asked():
    with pytest.raises(AmbiguousDate, match=r"1月还是10月.*在单元格前加撇号写成 1980\.01 或 1980\.10") as caught:
        parse_date(1980.1)
    assert caught.value.readings == (PartialDate(1980, 1), PartialDate(1980, 10))


def test_a_two_digit_number_ending_in_point_one_is_asked_too():
    with pytest.raises(AmbiguousDate) as caught:
        parse_date(76.1)
    assert caught.value.readings == (PartialDate(1976, 1), PartialDate(1976, 10))


def test_two_digit_years_turn_at_thirty():
    assert parse_date("30.12") == PartialDate(2030, 12)
    assert parse_date("31.01") == PartialDate(1931, 1)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("1975-13", "月份“13”不对"),
        ("197500", "月份“0”不对"),
        (1980.13, "月份“13”不对"),
        (198013, "月份“13”不对"),
        ("2023.02.29", "2023年2月没有29日"),
        ("19900431", "1990年4月没有31日"),
        ("1899.12", "年份1899不在1900到2100之间"),
        ("2101.01", "年份2101不在1900到2100之间"),
        (1899, "年份1899"),
        ("760612", "年份7606不在"),
        (float("nan"), "认不出日期“nan”"),
        (float("inf"), "认不出日期“inf”"),
        ("下半年", "认不出日期“下半年”"),
        ("45352", "5位数字"),
        (19999, "认不出日期“19999”"),
        (60001, "认不出日期“60001”"),
        ("05/06/24", "分不清年、月、日"),
        ("3/5/2024", "分不清年、月、日"),
        ("76", "认不出日期“76”"),
        (5.06, "认不出日期"),
        (1980.123, "认不出日期"),
        (True, "认不出日期"),
        (-198008, "认不出日期"),
        ("", "没有填写日期"),
        ("　", "没有填写日期"),
        (None, "没有填写日期"),
    ],
)
def test_what_cannot_be_read_is_named_together_with_how_to_write_it(cell, words):
    with pytest.raises(ValueError, match=words) as caught:
        parse_date(cell)
    assert "请" in str(caught.value)
    assert not isinstance(caught.value, AmbiguousDate)


def test_the_bounds_themselves_are_accepted():
    assert parse_date("1900.01") == PartialDate(1900, 1)
    assert parse_date("2100.12") == PartialDate(2100, 12)


def test_a_month_column_takes_the_month_of_a_date_cell():
    assert parse_date(datetime(2024, 3, 5), "month") == PartialDate(2024, 3)
    assert parse_date(45352, "month") == PartialDate(2024, 3)
    assert parse_date("2024.03.05", "month") == PartialDate(2024, 3)


def test_a_day_column_invents_no_day():
    assert parse_date("2024.03", "day") == PartialDate(2024, 3)
    assert parse_date("2024", "month") == PartialDate(2024)


@pytest.mark.parametrize("cell", [None, "", "  ", "至今", " 至 今 ", "迄今", "—", "——", "--", "/", "现在"])
def test_an_open_end_is_no_date(cell):
    assert parse_end(cell) is None


def test_a_closed_end_is_read_like_any_date():
    assert parse_end("2024年3月") == PartialDate(2024, 3)
    assert parse_end(45352, "month") == PartialDate(2024, 3)
    with pytest.raises(ValueError, match="认不出日期“不详”"):
        parse_end("不详")


def test_a_long_cell_is_cut_short_in_the_sentence():
    with pytest.raises(ValueError, match="…”") as caught:
        parse_date("一" * 500)
    assert len(str(caught.value)) < 80


@settings(deadline=None)
@given(PLAUSIBLE_DAYS)
def test_every_way_of_writing_a_day_gives_that_day(day):
    expected = PartialDate.of(day)
    ways = [
        day,
        day.strftime("%Y%m%d"),
        int(day.strftime("%Y%m%d")),
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}-{day.month:02d}-{day.day:02d}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        str(expected),
    ]
    assert {parse_date(way) for way in ways} == {expected}


@settings(deadline=None)
@given(PLAUSIBLE_DAYS)
def test_a_month_typed_as_a_number_is_that_month_or_is_asked(day):
    expected = PartialDate(day.year, day.month)
    typed = float(f"{day.year}.{day.month:02d}")
    if day.month != 10:
        assert parse_date(typed) == expected
        return
    with pytest.raises(AmbiguousDate) as asked:
        parse_date(typed)
    assert expected in asked.value.readings


@settings(deadline=None)
@given(st.one_of(st.text(max_size=12), st.integers(), st.floats()))
def test_any_cell_is_a_plausible_date_or_a_sentence(cell):
    try:
        outcome = parse_date(cell)
    except ValueError as error:
        outcome = error
    if isinstance(outcome, PartialDate):
        assert 1900 <= outcome.year <= 2100
    else:
        assert "，" in str(outcome) or "。" in str(outcome)


@settings(deadline=None)
@given(st.datetimes(datetime(1900, 1, 1), datetime(2100, 12, 31)))
def test_a_moment_is_read_back_however_its_parts_are_written(moment):
    there = moment.replace(second=0, microsecond=0)
    for text in (
        f"{there:%Y.%m.%d %H:%M}",
        f"{there:%Y年%m月%d日 %H：%M}",
        f"{there.year}-{there.month}-{there.day}T{there:%H:%M}",
    ):
        assert parse_moment(text) == there


@pytest.mark.parametrize("text", ["2026.04.06", "9:30", "2026.4 9:30", "2026.04.06 24:00", "2026.04.06 9:60"])
def test_a_moment_wants_a_day_and_a_time_of_day(text):
    with pytest.raises(ValueError, match=r"写到|不对|写成"):
        parse_moment(text)


@settings(deadline=None)
@given(st.integers(20000, 60000))
def test_serial_numbers_follow_the_calendar_day_by_day(serial):
    after, before = parse_date(serial + 1 if serial < 60000 else serial), parse_date(serial)
    assert (after.first_day() - before.first_day()).days in (0, 1)
    assert (before.first_day() - date(1954, 10, 3)).days == serial - 20000
