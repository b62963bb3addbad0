"""How dear a guess is, and which passphrases are worth guarding with it."""

import pytest

from cadre_desktop.errors import InvalidInput
from cadre_desktop.storage.key_slots import FLOOR, Cost, calibrate, check_passphrase
from tests.storage.small_store import OTHER_PASSPHRASE, PASSPHRASE


@pytest.mark.parametrize(
    "plain",
    [
        "",
        "123456789",
        "一二三四五六七八九",
        "aaaaaaaaaaaa",
        "abcabcabcabc",
        "1234567890",
        "9876543210",
        "王芳王芳王芳王芳王芳",
    ],
)
def test_plain_passphrases_are_refused_with_a_reason(plain: str) -> None:
    with pytest.raises(InvalidInput, match="口令"):
        check_passphrase(plain)


@pytest.mark.parametrize("good", ["1234567809", "abcdefghijl", "春风化雨润物细无声呀", PASSPHRASE, OTHER_PASSPHRASE])
def test_ten_different_enough_characters_will_do(good: str) -> None:
    check_passphrase(good)


@pytest.mark.parametrize(("seconds", "passes"), [(2.0, 3), (0.5, 3), (0.3, 7), (0.15, 15), (0.0001, 64)])
def test_a_quick_computer_gets_more_passes_and_a_slow_one_the_floor(seconds: float, passes: int) -> None:
    cost = calibrate(lambda _cost: seconds)
    assert cost == Cost(FLOOR.memory_kib, passes, FLOOR.lanes)
    assert cost.at_least(FLOOR)


def test_calibrating_measures_this_computer() -> None:
    assert calibrate().at_least(FLOOR)
