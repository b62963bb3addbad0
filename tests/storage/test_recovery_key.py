"""The printed key: any slip of the pen shows, and shows where."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.errors import WrongKey
from cadre_desktop.storage.recovery_key import _LETTERS, GROUPS, _times, format_recovery_key, parse_recovery_key

SECRET = bytes(range(7, 27))
TEXT = format_recovery_key(SECRET)


def wrong_group(text: str) -> str:
    with pytest.raises(WrongKey) as caught:
        parse_recovery_key(text)
    return str(caught.value)


@given(st.binary(min_size=20, max_size=20))
@settings(deadline=None)
def test_what_is_printed_is_read_back(secret: bytes) -> None:
    text = format_recovery_key(secret)
    assert [len(group) for group in text.split("-")] == [5] * GROUPS
    assert set(text) <= set(_LETTERS) | {"-"}
    assert parse_recovery_key(text) == secret


def test_every_single_wrong_character_is_located() -> None:
    groups = TEXT.split("-")
    tried = 0
    for index, place in itertools.product(range(GROUPS), range(5)):
        for letter in _LETTERS:
            group = groups[index]
            if letter == group[place]:
                continue
            slip = group[:place] + letter + group[place + 1 :]
            typed = "-".join([*groups[:index], slip, *groups[index + 1 :]])
            assert wrong_group(typed) == f"恢复密钥第 {index + 1} 组不对。"
            tried += 1
    assert tried == GROUPS * 5 * 31


@given(st.binary(min_size=20, max_size=20), st.integers(0, 7), st.integers(0, 4), st.integers(0, 4))
@settings(deadline=None)
def test_two_characters_swapped_in_a_group_are_located(secret: bytes, index: int, one: int, other: int) -> None:
    groups = format_recovery_key(secret).split("-")
    letters = list(groups[index])
    letters[one], letters[other] = letters[other], letters[one]
    if "".join(letters) == groups[index]:
        return
    groups[index] = "".join(letters)
    assert f"第 {index + 1} 组" in wrong_group("-".join(groups))


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(range(GROUPS), 2)))
def test_any_two_groups_swapped_are_both_named_even_where_their_numbers_are_equal(one: int, other: int) -> None:
    groups = format_recovery_key(bytes(20)).split("-")
    groups[one], groups[other] = groups[other], groups[one]
    assert wrong_group("-".join(groups)) == f"恢复密钥第 {one + 1}、{other + 1} 组不对。"


def test_letters_clerks_never_copy_are_no_part_of_a_key() -> None:
    assert set("ILOU*~$=").isdisjoint(_LETTERS)
    assert len(set(_LETTERS)) == 32
    assert "第 1 组" in wrong_group("~" + TEXT[1:])


def test_multiplying_in_the_field_has_no_zero_divisors_and_one_neutral() -> None:
    products = {(a, b): _times(a, b) for a in range(32) for b in range(32)}
    assert all((products[a, b] == 0) is (0 in (a, b)) for a, b in products)
    assert all(products[a, 1] == a for a in range(32))
    assert all(products[a, b] == products[b, a] < 32 for a, b in products)


def test_two_groups_swapped_are_both_named() -> None:
    groups = TEXT.split("-")
    groups[1], groups[4] = groups[4], groups[1]
    assert wrong_group("-".join(groups)) == "恢复密钥第 2、5 组不对。"


@pytest.mark.parametrize(
    "typed",
    [
        TEXT.lower(),
        TEXT.replace("-", " "),
        TEXT.replace("-", ""),
        TEXT.replace("-", "－"),
        TEXT.replace("-", " — "),
        "".join(chr(ord(c) + 0xFEE0) if c.isalnum() else c for c in TEXT),
        TEXT.replace("0", "O").replace("1", "l"),
        TEXT.replace("0", "o").replace("1", "I").replace("V", "u"),
        f"  {TEXT}\n",
    ],
)
def test_spacing_case_width_and_lookalikes_are_forgiven(typed: str) -> None:
    assert parse_recovery_key(typed) == SECRET


def test_a_missing_character_names_its_group_when_the_groups_were_typed_apart() -> None:
    groups = TEXT.split("-")
    groups[6] = groups[6][:-1]
    assert wrong_group("-".join(groups)) == "恢复密钥第 7 组不对。"


def test_a_key_of_the_wrong_length_says_how_long_it_should_be() -> None:
    assert "共 40 个，现在是 39 个" in wrong_group(TEXT.replace("-", "")[:-1])
    assert "现在是 0 个" in wrong_group("")
