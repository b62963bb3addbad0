"""Identity numbers."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.rules.id_number import (
    OldIdNumber,
    check_digit,
    disagreements,
    mask,
    normalise,
    parse_id,
    upgraded,
)
from cadre_desktop.rules.partial_date import PartialDate


@st.composite
def valid_numbers(draw):
    birth = draw(st.dates(date(1900, 1, 1), date(2026, 11, 21)))
    first = f"{draw(st.integers(100000, 999999))}{birth:%Y%m%d}{draw(st.integers(0, 999)):03d}"
    return first + check_digit(first)


@pytest.mark.parametrize(
    ("text", "birth", "sex"),
    [
        ("11010519491231002X", date(1949, 12, 31), "女"),
        ("433123198001010016", date(1980, 1, 1), "男"),
        ("430624200002291244", date(2000, 2, 29), "女"),
        ("43042419850705004X", date(1985, 7, 5), "女"),
    ],
)
def test_sound_numbers_tell_birth_and_sex(text, birth, sex):
    number = parse_id(text)
    assert (number.text, number.birth, number.sex) == (text, birth, sex)
    assert number.region == text[:6]


def test_a_birth_date_that_does_not_exist_fails_though_the_check_digit_is_right():
    assert check_digit("43062420010229124") == "1"
    with pytest.raises(ValueError, match="出生日期“20010229”不存在"):
        parse_id("430624200102291241")


def test_full_width_blanks_and_a_small_x_are_put_right():
    assert normalise(" ４３０４２４ 19850705\u200b　004ｘ\ufeff") == "43042419850705004X"
    assert parse_id("'11010519491231002x").text == "11010519491231002X"
    assert normalise(None) == ""


@pytest.mark.parametrize("cell", [4.33123198001010e17, 433123198001010016, "4.33123E+17", "4.33123e17", 1e15])
def test_a_number_excel_has_damaged_is_refused_in_so_many_words(cell):
    with pytest.raises(ValueError, match=r"Excel 把身份证号.*变成了科学计数.*“文本”格式"):
        parse_id(cell)


def test_an_old_number_in_a_number_cell_is_still_whole():
    assert normalise(433123800101001) == "433123800101001"


def test_length_is_named_with_the_likely_slip():
    with pytest.raises(ValueError, match="应为18位，现为17位，请核对是否漏位"):
        parse_id("43312319800101001")
    with pytest.raises(ValueError, match="应为18位，现为19位，请核对是否多位"):
        parse_id("4331231980010100166")
    with pytest.raises(ValueError, match="没有填写"):
        parse_id(" ")


def test_a_letter_is_named_with_its_place():
    with pytest.raises(ValueError, match="第7位是“O”"):
        parse_id("433123O98001010016")
    with pytest.raises(ValueError, match="第17位是“X”"):
        parse_id("4331231980010100X6")


def test_a_wrong_check_digit_is_refused():
    with pytest.raises(ValueError, match="校验位不符"):
        parse_id("433123198001010017")


def test_a_birth_in_the_future_is_refused_only_when_today_is_given():
    future = "43312320261122001"
    text = future + check_digit(future)
    with pytest.raises(ValueError, match=r"2026\.11\.22 晚于今天"):
        parse_id(text, today=date(2026, 11, 21))
    assert parse_id(text, today=date(2026, 11, 22)).birth == date(2026, 11, 22)
    assert parse_id(text).birth == date(2026, 11, 22)


def test_birth_before_1900_is_refused():
    first = "43312318991231001"
    with pytest.raises(ValueError, match="出生日期“18991231”不存在"):
        parse_id(first + check_digit(first))


@pytest.mark.parametrize("region", ["433001", "999999", "000000"])
def test_an_abolished_or_unknown_district_is_no_reason_to_refuse(region):
    first = region + "19800101001"
    assert parse_id(first + check_digit(first)).region == region


def test_an_old_number_is_suggested_in_its_new_form_and_never_rewritten():
    assert upgraded("433123800101001") == "433123198001010016"
    with pytest.raises(OldIdNumber, match="433123198001010016") as caught:
        parse_id("433123800101001")
    assert caught.value.suggestion == "433123198001010016"


def test_an_old_number_with_a_wrong_date_is_not_upgraded():
    with pytest.raises(ValueError, match="“19800230”不存在") as caught:
        parse_id("433123800230001")
    assert not isinstance(caught.value, OldIdNumber)
    with pytest.raises(ValueError, match="应为15位"):
        upgraded("43312380010100")


def test_a_check_digit_needs_seventeen_digits():
    with pytest.raises(ValueError, match="17位"):
        check_digit("4331231980010100")


def test_the_mask_keeps_six_and_four():
    assert mask("430424198507050041") == "430424********0041"
    assert mask("433123800101001") == "433123*****1001"
    assert mask("1234567890") == "**********"
    assert mask("12345678901") == "123456*8901"
    assert mask("") == ""


def test_the_archive_is_compared_only_as_far_as_it_goes():
    number = parse_id("433123198001010016")
    assert disagreements(number, PartialDate(1980, 1), "男") == ()
    assert disagreements(number, PartialDate(1980), "") == ()
    assert disagreements(number, None) == ()
    both = disagreements(number, PartialDate(1979, 12), "女")
    assert len(both) == 2
    assert "档案出生日期 1979.12 与身份证号中的 1980.01.01 不一致" in both[0]
    assert "性别“女”" in both[1]


@settings(deadline=None)
@given(valid_numbers())
def test_every_number_made_by_the_rule_is_read_back(text):
    number = parse_id(text)
    assert f"{number.birth:%Y%m%d}" == text[6:14]
    assert (number.sex == "男") == (int(text[16]) % 2 == 1)


@settings(deadline=None)
@given(valid_numbers(), st.integers(0, 16), st.integers(1, 9))
def test_one_digit_copied_wrong_never_passes(text, place, shift):
    wrong = text[:place] + str((int(text[place]) + shift) % 10) + text[place + 1 :]
    with pytest.raises(ValueError, match="身份证号"):
        parse_id(wrong)


@settings(deadline=None)
@given(st.text(min_size=0, max_size=20))
def test_the_mask_keeps_the_length_and_never_shows_more_than_ten(text):
    hidden = mask(text)
    assert len(hidden) == len(text)
    assert sum(1 for a, b in zip(hidden, text, strict=True) if a == b and b != "*") <= 10
