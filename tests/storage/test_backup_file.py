"""The container: one changed bit shows, and so does a manifest nobody with the key made."""

import contextlib
import random
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import orjson
import pytest

from cadre_desktop.errors import AppError, DamagedStore, NewerStore, StorageTrouble
from cadre_desktop.storage import backup_file
from cadre_desktop.storage.backup_file import (
    Contents,
    Manifest,
    check_container,
    extract,
    keys_in,
    read_manifest,
    write_container,
)
from cadre_desktop.storage.keys import KEYS_NAME, KeyRing, create_keys
from cadre_desktop.storage.staging import DB_NAME
from tests.storage.small_store import CHEAP, NOW, PASSPHRASE, USER

CONTENTS = Contents(schema=1, counts={"town": 1, "clerk": 30}, head="30")


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    return create_keys(tmp_path, USER, PASSPHRASE, cost=CHEAP)[0]


@pytest.fixture
def manifest(ring: KeyRing) -> Manifest:
    return Manifest(ring.dbid, NOW, "routine", 12, "mark", CONTENTS)


@pytest.fixture
def container(tmp_path: Path, ring: KeyRing, manifest: Manifest) -> Path:
    db = tmp_path / "copy.db"
    db.write_bytes(random.Random(5).randbytes(20_000))
    path = tmp_path / "备份.cadrebak"
    write_container(path, db, (tmp_path / KEYS_NAME).read_bytes(), manifest, ring)
    return path


def outcome(path: Path, folder: Path) -> None:
    """What every use of a backup begins with."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    extract(path, folder)


def test_what_goes_in_comes_out(tmp_path: Path, container: Path, manifest: Manifest, ring: KeyRing) -> None:
    outcome(container, tmp_path / "out")
    assert (tmp_path / "out" / DB_NAME).read_bytes() == (tmp_path / "copy.db").read_bytes()
    assert (tmp_path / "out" / KEYS_NAME).read_bytes() == (tmp_path / KEYS_NAME).read_bytes()
    read = read_manifest(container)
    read.check_seal(ring)
    assert replace(read, hashes={}, seal="") == manifest
    assert keys_in(container).dbid == ring.dbid


def test_it_is_a_plain_zip_with_three_stored_files(container: Path) -> None:
    with zipfile.ZipFile(container) as opened:
        assert opened.namelist() == ["manifest.json", "data.keys", "data.db"]
        assert {entry.compress_type for entry in opened.infolist()} == {zipfile.ZIP_STORED}
        assert opened.testzip() is None


def test_every_flipped_bit_is_noticed_in_words(tmp_path: Path, container: Path) -> None:
    whole, chance = container.read_bytes(), random.Random(13)
    edges = [*range(40), *range(len(whole) - 100, len(whole))]  # headers and the directory, where parsers stumble
    for place in [*edges, *(chance.randrange(len(whole)) for _ in range(200))]:
        bad = bytearray(whole)
        bad[place] ^= 1 << chance.randrange(8)
        container.write_bytes(bad)
        with pytest.raises(DamagedStore, match="不完整或已损坏"):
            outcome(container, tmp_path / "out")
    container.write_bytes(whole)
    outcome(container, tmp_path / "out")


def test_listing_never_stumbles_over_a_broken_file(container: Path) -> None:
    """The list reads manifests without summing whole files: whatever is broken comes out as an AppError."""
    whole, chance = container.read_bytes(), random.Random(17)
    for _ in range(300):
        bad = bytearray(whole)
        for _flip in range(chance.randrange(1, 4)):
            bad[chance.choice([chance.randrange(len(bad)), len(bad) - 1 - chance.randrange(320)])] ^= (
                1 << chance.randrange(8)
            )
        container.write_bytes(bad)
        with contextlib.suppress(AppError):
            assert read_manifest(container).contents.schema >= 0


@pytest.mark.parametrize("length", [0, 1, 63, 64, 65, 500, -1, -64, -10_000])
def test_a_cut_off_file_is_noticed(tmp_path: Path, container: Path, length: int) -> None:
    container.write_bytes(container.read_bytes()[:length])
    with pytest.raises(DamagedStore, match="不完整或已损坏"):
        outcome(container, tmp_path / "out")


def test_a_file_that_grew_is_noticed(container: Path) -> None:
    with container.open("ab") as file:
        file.write(b"x")
    with pytest.raises(DamagedStore):
        check_container(container)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    for read in (read_manifest, check_container, keys_in):
        with pytest.raises(StorageTrouble, match="无法读取"):
            read(tmp_path / "没有.cadrebak")


def forged(path: Path, entries: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> Path:
    """A container somebody made who knows the format: its sum is right."""
    with zipfile.ZipFile(path, "w", method) as made:
        made.comment = b"0" * 64
        for name, data in entries.items():
            made.writestr(name, data)
    data = path.read_bytes()
    path.write_bytes(data[:-64] + backup_file._sum_before_comment(path).encode())
    return path


def taken_apart(container: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(container) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


@pytest.mark.parametrize("missing", ["manifest.json", "data.keys", "data.db"])
def test_a_missing_part_is_noticed(tmp_path: Path, container: Path, missing: str) -> None:
    entries = taken_apart(container)
    del entries[missing]
    with pytest.raises(DamagedStore):
        outcome(forged(tmp_path / "f.cadrebak", entries), tmp_path / "out")


def test_packed_parts_are_refused_unread(tmp_path: Path, container: Path) -> None:
    entries = taken_apart(container) | {"data.db": bytes(50_000_000)}
    bomb = forged(tmp_path / "f.cadrebak", entries, zipfile.ZIP_DEFLATED)
    assert bomb.stat().st_size < 200_000
    with pytest.raises(DamagedStore):
        outcome(bomb, tmp_path / "out")
    assert not (tmp_path / "out" / DB_NAME).exists()


def test_a_part_that_is_not_the_one_named_in_the_manifest_is_noticed(tmp_path: Path, container: Path) -> None:
    entries = taken_apart(container) | {"data.db": b"another store"}
    with pytest.raises(DamagedStore):
        outcome(forged(tmp_path / "f.cadrebak", entries), tmp_path / "out")


def test_a_huge_manifest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DamagedStore):
        read_manifest(forged(tmp_path / "f.cadrebak", {"manifest.json": bytes(5 * 1024 * 1024)}))


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"[]",
        b"3",
        b'{"format": "cadre-backup"}',
        b'{"format": "other", "version": 1}',
        b"{" * 100_000,
        b'{"format": "cadre-backup", "version": 1, "contents": 3, "made_at": 4}',
    ],
)
def test_a_manifest_of_another_shape_is_refused(tmp_path: Path, text: bytes) -> None:
    with pytest.raises(DamagedStore):
        read_manifest(forged(tmp_path / "f.cadrebak", {"manifest.json": text}))


def test_a_format_of_tomorrow_is_refused_by_number(tmp_path: Path, container: Path) -> None:
    facts = orjson.loads(taken_apart(container)["manifest.json"]) | {"version": 2}
    with pytest.raises(NewerStore, match="备份格式 2"):
        read_manifest(forged(tmp_path / "f.cadrebak", {"manifest.json": orjson.dumps(facts)}))


@pytest.mark.parametrize(
    "change",
    [
        lambda m: replace(m, people=13),
        lambda m: replace(m, made_at=datetime(2027, 1, 1)),
        lambda m: replace(m, contents=replace(m.contents, head="29")),
        lambda m: replace(m, contents=replace(m.contents, counts={"town": 0, "clerk": 30})),
        lambda m: replace(m, hashes={"data.db": "0" * 64}),
        lambda m: replace(m, reason="manual"),
        lambda m: replace(m, seal=""),
    ],
)
def test_a_manifest_altered_without_the_key_is_noticed(
    manifest: Manifest, ring: KeyRing, change: Callable[[Manifest], Manifest]
) -> None:
    sealed = manifest.sealed(ring)
    sealed.check_seal(ring)
    with pytest.raises(DamagedStore, match="改动过"):
        change(sealed).check_seal(ring)
