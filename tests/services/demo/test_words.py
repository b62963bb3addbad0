"""The words and the dice behind the sample county."""

import struct
import zlib
from datetime import date

import pytest

from cadre_desktop.records.achievement import Ledger, Paper
from cadre_desktop.services.demo import pictures
from cadre_desktop.services.demo.dice import Deck, Dice
from cadre_desktop.services.demo.words import choice, draw_matter, themes, words


def test_every_theme_can_be_written_in_every_variant() -> None:
    assert len(themes()) >= 50
    for theme in themes():
        for seed in range(4):
            matter = draw_matter(Dice(seed), theme, "青石镇", ("石桥村", "柳湾村"))
            names = [*theme.texts, *theme.variants]
            written = [matter.text(name, 2025) for name in names]
            written += [part for _, title, source in matter.proofs(2025) for part in (title, source)]
            assert not any("{" in text or "}" in text for text in written), theme.texts["task"]
            assert len(matter.text("title", 2025)) <= 200


def test_every_line_of_work_has_matters_of_its_own() -> None:
    wanted = {line for unit in words("county")["unit"] for post in unit["posts"] for line in post.split("|")[2].split()}
    for line in wanted:
        assert sum(line in theme.lines for theme in themes()) >= 2, line


def test_themes_cover_both_ledgers_and_all_five_papers() -> None:
    assert {theme.ledger for theme in themes()} == set(Ledger)
    assert {theme.paper for theme in themes()} == set(Paper)


def test_a_code_no_list_has_is_an_error() -> None:
    assert choice(Ledger, "latent") is Ledger.LATENT
    with pytest.raises(StopIteration):
        choice(Ledger, "潜绩")


def test_a_deck_deals_everything_before_it_repeats() -> None:
    deck = Deck(Dice(5), ["a", "b", "c"])
    first, second = [deck.deal() for _ in range(3)], [deck.deal() for _ in range(3)]
    assert sorted(first) == sorted(second) == ["a", "b", "c"]


def test_days_are_working_days_within_their_bounds() -> None:
    dice = Dice(7)
    for _ in range(200):
        day = dice.day_between(date(2026, 3, 2), date(2026, 3, 31))
        assert date(2026, 3, 2) <= day <= date(2026, 3, 31)
        assert day.weekday() < 5
    assert dice.day_between(date(2026, 5, 1), date(2026, 4, 1)) == date(2026, 4, 1)


def test_months_never_lie_after_the_last_day() -> None:
    dice = Dice(11)
    months = {dice.month_of(2026, date(2026, 2, 10)).month for _ in range(50)}
    assert months == {1, 2}
    assert {dice.month_of(2025, date(2026, 2, 10)).month for _ in range(200)} == set(range(1, 13))


def test_the_same_seed_throws_the_same_ids() -> None:
    assert [Dice(3).record_id() for _ in range(2)] == [Dice(3).record_id()] * 2
    assert len(Dice(3).record_id()) == 32


@pytest.mark.parametrize("draw", [pictures.portrait, pictures.scan])
def test_pictures_are_sound_png_files(draw: object) -> None:
    data = draw(2)  # type: ignore[operator]
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    at, names = 8, []
    while at < len(data):
        (length,), name = struct.unpack(">I", data[at : at + 4]), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + length]
        assert struct.unpack(">I", data[at + 8 + length : at + 12 + length])[0] == zlib.crc32(name + body)
        names.append(name)
        at += 12 + length
    assert names == [b"IHDR", b"IDAT", b"IEND"]


def test_portraits_differ_by_their_ground_and_scans_by_their_lines() -> None:
    assert len({pictures.portrait(number) for number in range(5)}) == 5
    assert pictures.portrait(0) == pictures.portrait(5)
    assert pictures.scan(0) != pictures.scan(1)
