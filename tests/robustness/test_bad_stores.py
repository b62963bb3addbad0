"""Stores that must not be opened: one sentence each, and not a byte of them is changed."""

import hashlib
import os
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cadre_desktop.app import open_app
from cadre_desktop.errors import AppError, DamagedStore, NewerStore, WrongKey
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.services import records
from cadre_desktop.storage.engine import close_store, make_engine, run_outside
from cadre_desktop.storage.keys import COPY_NAME, KEYS_NAME, KeyFile
from tests.robustness import works
from tests.robustness.processes import done, sound
from tests.robustness.works import CHEAP, PASSPHRASE, UNIT

DATA = "data.db"
FLIPS = 60


def said(error: AppError) -> str:
    """Return the whole sentence, after proving that it is one for people."""
    sentence = f"{error}{error.hint}"
    assert re.search(r"[\u4e00-\u9fff]", sentence), sentence
    assert sentence.endswith("。"), sentence
    assert not re.search(r"Error|errno|sqlite|Traceback|/tmp", sentence), sentence
    return sentence


def sums(home: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in home.iterdir() if p.name.startswith("data")}


def test_a_wrong_passphrase_opens_nothing(home: Path) -> None:
    before = sums(home)
    with pytest.raises(WrongKey) as raised:
        open_app(home, "清源的秋天来得晚一些", now=works.now, weakest=CHEAP)
    assert "口令" in said(raised.value)
    assert sums(home) == before
    with sound(home):
        pass


def test_every_flipped_bit_of_the_data_is_noticed(home: Path) -> None:
    whole, dice = (home / DATA).read_bytes(), random.Random(5)
    places = [0, 15, 16, 20, 100, len(whole) - 1, *(dice.randrange(len(whole)) for _ in range(FLIPS))]
    for place in places:
        broken = bytearray(whole)
        broken[place] ^= 1 << dice.randrange(8)
        (home / DATA).write_bytes(broken)
        with pytest.raises(DamagedStore) as raised:
            works.opened(home)
        assert "备份" in said(raised.value)
        assert (home / DATA).read_bytes() == bytes(broken)
    (home / DATA).write_bytes(whole)
    with sound(home):
        pass


@pytest.mark.parametrize("left", [0, 15, 1000, 4096, 40_960, -4096, -1])
def test_a_truncated_store_is_noticed(home: Path, left: int) -> None:
    whole = (home / DATA).read_bytes()
    (home / DATA).write_bytes(whole[:left])
    with pytest.raises(DamagedStore) as raised:
        works.opened(home)
    assert "备份" in said(raised.value)
    assert (home / DATA).read_bytes() == whole[:left]


def test_a_plain_database_in_its_place_is_refused(home: Path) -> None:
    (home / DATA).write_bytes(b"SQLite format 3\0" + bytes(4080))
    with pytest.raises(DamagedStore) as raised:
        works.opened(home)
    assert "没有加密" in said(raised.value)


def test_a_store_without_its_data_file_is_not_begun_anew(home: Path) -> None:
    (home / DATA).unlink()
    with pytest.raises(DamagedStore) as raised:
        works.opened(home)
    said(raised.value)
    assert not (home / DATA).exists()


def test_damaged_keys_are_mended_from_their_copy(home: Path) -> None:
    dice = random.Random(6)
    for name in (KEYS_NAME, COPY_NAME):
        whole = (home / name).read_bytes()
        broken = bytearray(whole)
        for place in dice.sample(range(len(whole)), 20):
            broken[place] ^= 1 << dice.randrange(7)
        (home / name).write_bytes(broken)
        with sound(home):
            pass
        assert (home / name).read_bytes() == whole


def test_keys_damaged_twice_are_told_from_a_wrong_passphrase_or_not_but_open_nothing(home: Path) -> None:
    dice = random.Random(7)
    whole = (home / KEYS_NAME).read_bytes()
    for _ in range(20):
        broken = bytearray(whole)
        for place in dice.sample(range(len(whole)), 20):
            broken[place] ^= 1 << dice.randrange(7)
        for name in (KEYS_NAME, COPY_NAME):
            (home / name).write_bytes(broken)
        with pytest.raises(AppError) as raised:
            works.opened(home)
        said(raised.value)


def test_a_store_in_use_is_not_opened_again(home: Path, out: Path) -> None:
    with sound(home) as app:
        (answer,) = done("only_open", home, out)
        assert answer[:2] == ("refused", "StorageTrouble")
        assert "另一个" in answer[2]
        records.create(app.db, UNIT, {"name": "白沙镇"})
    assert done("only_open", home, out) == [2]


def test_a_newer_store_is_left_alone(home: Path) -> None:
    ring = KeyFile.load(home).unlock(PASSPHRASE, weakest=CHEAP)
    engine = make_engine(home / DATA, ring.subkey("db"))
    run_outside(engine, "PRAGMA user_version=999")
    close_store(engine)
    before = sums(home)
    with pytest.raises(NewerStore) as raised:
        works.opened(home)
    assert "新版本" in said(raised.value)
    assert sums(home) == before


@pytest.fixture
def read_only(home: Path) -> Iterator[Path]:
    """A home folder nobody may write to."""
    for path in (*home.rglob("*"), home):
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield home
    for path in (home, *home.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps folders writable whatever their mode")
def test_a_folder_that_cannot_be_written_to_is_refused(read_only: Path, out: Path) -> None:
    before = sums(read_only)
    (answer,) = done("only_open", read_only, out, no_override=True)
    assert answer[:2] == ("refused", "StorageTrouble")
    assert re.search(r"权限|只读|写入", answer[2])
    assert sums(read_only) == before


def test_a_torn_log_costs_nothing_that_was_whole(home: Path) -> None:
    """A log whose first frame does not check out is what a power cut leaves before anything was acknowledged."""
    (home / f"{DATA}-wal").write_bytes(random.Random(8).randbytes(20_000))
    with sound(home) as app:
        assert records.count(app.db, UNIT, ListQuery()) == 1
