"""Chinese names and codes."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.chinese import (
    clean_code,
    clean_name,
    half_width_digits,
    pinyin_keys,
    search_text,
    spaced,
)

HAN_NAMES = st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=4)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("张三", "张三"),
        ("张 三", "张三"),
        ("张　三", "张三"),
        ("　张　三　", "张三"),
        ("欧 阳 明", "欧阳明"),
        ("\ufeff张\u200b三", "张三"),
        ("阿依古丽·买买提", "阿依古丽·买买提"),
        ("阿依古丽・买买提", "阿依古丽·买买提"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("阿依古丽．买买提", "阿依古丽·买买提"),
        ("阿依古丽.买买提", "阿依古丽·买买提"),
        ("阿依古丽 · 买买提", "阿依古丽·买买提"),
        ("Ａｌｉ", "Ali"),
        ("John  Smith", "John Smith"),
        ("J. Smith", "J. Smith"),
        ("𠮷 田", "𠮷田"),
        ("", ""),
        ("·", ""),
    ],
)
def test_names_are_stored_in_one_form(written, name):
    assert clean_name(written) == name


def test_a_rare_form_of_a_character_is_never_exchanged():
    compatibility = "\uf9dc"  # A compatibility form of 隆 which NFKC would replace.
    assert clean_name(f"王{compatibility}") == f"王{compatibility}"


@settings(deadline=None)
@given(st.text(max_size=12))
def test_cleaning_a_name_twice_changes_nothing_more(text):
    assert clean_name(clean_name(text)) == clean_name(text)


@settings(deadline=None)
@given(HAN_NAMES, st.sampled_from(["", " ", "　", "\u200b", "\ufeff"]))
def test_padding_never_makes_another_name(name, padding):
    assert clean_name(padding.join(name)) == name


def test_codes_are_half_width_without_blanks():
    assert clean_code(" ４３３１ ２３\u200b—Ａ ") == "433123—A"
    assert clean_code("０７４３－８２２") == "0743-822"


def test_prose_keeps_its_punctuation_when_digits_become_half_width():
    assert half_width_digits("２０２６年，（第３期）：Ａ") == "2026年，（第3期）：Ａ"


def test_typed_text_is_compared_by_letters_and_digits_alone():
    assert search_text(" 青石镇（Ａ）－12 ") == "青石镇a12"
    assert search_text("，。") == ""


@pytest.mark.parametrize(
    ("name", "printed"),
    [("张三", "张　三"), ("欧阳明", "欧阳明"), ("Al", "Al"), ("张", "张"), ("", ""), ("𠮷田", "𠮷　田")],
)
def test_two_characters_are_spread_to_three_places(name, printed):
    assert spaced(name) == printed


@settings(deadline=None)
@given(HAN_NAMES)
def test_a_spread_name_is_read_back(name):
    assert clean_name(spaced(name)) == name


@pytest.mark.parametrize(
    ("name", "right", "typed"),
    [
        ("单雄信", "sxx", "dxx"),
        ("解晓东", "xxd", "jxd"),
        ("仇和", "qh", "ch"),
        ("曾明", "zm", "cm"),
        ("区小明", "oxm", "qxm"),
        ("查良", "zl", "cl"),
        ("翟志", "zz", "dz"),
        ("尉迟恭", "ycg", "wcg"),
        ("覃明", "qm", "tm"),
        ("乐嘉", "yj", "lj"),
        ("种地", "cd", "zd"),
        ("单 雄 信", "sxx", "dxx"),
    ],
)
def test_surnames_are_found_by_their_own_reading_and_by_the_common_one(name, right, typed):
    keys = pinyin_keys(name)
    assert keys[0] == right
    assert typed in keys


@pytest.mark.parametrize(
    ("name", "first"), [("万俟明", "mqm"), ("长孙无忌", "zswj"), ("单于丹", "cyd"), ("澹台明", "ttm")]
)
def test_compound_surnames_are_read_as_such(name, first):
    assert pinyin_keys(name)[0] == first


def test_two_characters_that_look_like_a_compound_surname_are_surname_and_given_name():
    assert pinyin_keys("单于")[0] == "sy"


def test_a_surnames_reading_is_used_for_the_surname_only():
    assert pinyin_keys("张单")[0] == "zd"


def test_every_reading_of_a_given_name_finds_the_person():
    assert set(pinyin_keys("张乐")) >= {"zl", "zy"}
    assert set(pinyin_keys("王重")) >= {"wz", "wc"}


def test_minority_and_latin_names_have_keys_too():
    assert pinyin_keys("买买提·Ali")[0] == "mmtali"
    assert pinyin_keys("𠮷田") == ("t",)
    assert pinyin_keys("") == ()
    assert pinyin_keys("，·") == ()


@settings(deadline=None)
@given(HAN_NAMES)
def test_all_keys_of_a_name_have_the_same_length_and_plain_letters(name):
    keys = pinyin_keys(name)
    assert len({len(key) for key in keys}) <= 1
    assert len(set(keys)) == len(keys)
    assert all(key.isascii() and key.islower() for key in keys)


def test_pinyin_is_not_loaded_before_a_name_is_read():
    code = "import sys, cadre_desktop.chinese as c; c.clean_name('张 三'); print('pypinyin' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
