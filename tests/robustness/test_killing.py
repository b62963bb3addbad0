"""Killed at any moment, the store opens whole, keeps every save it acknowledged, and no file is half there."""

import hashlib
import os
import random
import shutil
import time
import zipfile
from pathlib import Path

import sqlalchemy as sa

from cadre_desktop.app import App
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.export_entry import ExportEntry
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.services import exports, imports, records
from cadre_desktop.storage.private_temp import TEMP_NAME
from tests.robustness.processes import done, leftovers, pause, sound, working
from tests.robustness.works import BATCH, CADRE, ROSTER, UNIT, number_of

KILLS = 50


def test_no_acknowledged_save_is_lost(home: Path, out: Path) -> None:
    dice, last = random.Random(1), 0
    for _ in range(KILLS):
        with working("save", home, out) as worker:
            assert worker.hear() >= last
            pause(dice.random() * 0.12)
            last = worker.kill()[-1]
        with sound(home) as app:
            rows = records.all_rows(app.db, UNIT, (UNIT.field("name"), UNIT.field("code")))
            (count,) = [int(row.values[1] or 0) for row in rows if row.values[0] == "青石镇"]
            numbers = sorted(number_of(row.values[0]) for row in rows if row.values[0] != "青石镇")
            assert count >= last
            assert numbers == list(range(1, len(numbers) + 1))
            assert len(numbers) in (count, count + 1)
            assert records.count(app.db, UNIT, ListQuery(text="村")) == len(numbers)
            last = count if len(numbers) == count else _caught_up(app, count + 1)
        assert leftovers(home) == []
    assert last > KILLS // 5  # else hardly a save was under way


def _caught_up(app: App, number: int) -> int:
    """Count the unit that was filed while its counting was cut off."""
    rows = records.all_rows(app.db, UNIT, (UNIT.field("name"),))
    (first,) = [row.id for row in rows if row.values[0] == "青石镇"]
    records.change(app.db, UNIT, first, records.load(app.db, UNIT, first)[1], {"code": str(number)})
    return number


def test_an_import_is_whole_or_absent(home: Path, out: Path, tmp_path: Path) -> None:
    dice = random.Random(2)
    outcomes = []
    with sound(home) as app:
        plan = imports.plan(app.db, CADRE, ROSTER, imports.ImportOptions(create_units=True))
        expected = plan.clean
    seconds = _seconds_of_an_import(home, out, tmp_path / "整份")
    for turn in range(KILLS):
        copy = tmp_path / f"副本{turn}"
        shutil.copytree(home, copy)
        with working("import_roster", copy, out) as worker:
            assert worker.hear() == "planned"
            pause(dice.random() * seconds * 1.1)
            said = worker.kill()
        with sound(copy) as app:
            people, batches = (records.count(app.db, kind, ListQuery()) for kind in (CADRE, BATCH))
            assert (people, batches) in ((0, 0), (expected, 1))
            assert people == expected or "imported" not in said
            assert records.count(app.db, CADRE, ListQuery(text="青石")) == 0
            posts = records.count(app.db, BY_KEY["post"], ListQuery())
            assert posts == people
        outcomes.append(people == expected)
        assert leftovers(copy) == []
        shutil.rmtree(copy)
    assert 0 < sum(outcomes) < KILLS  # else the kills all fell on one side and prove nothing


def _seconds_of_an_import(home: Path, out: Path, copy: Path) -> float:
    shutil.copytree(home, copy)
    with working("import_roster", copy, out) as worker:
        assert worker.hear() == "planned"
        start = time.monotonic()
        assert worker.hear_out()[-1] == "imported"
        return time.monotonic() - start


def test_an_exported_file_is_the_old_or_the_new_and_stands_in_the_register(home: Path, out: Path) -> None:
    dice, target, ends = random.Random(3), out / "单位.xlsx", []
    for _ in range(KILLS):
        with working("export", home, out) as worker:
            worker.hear()  # the first file, for which libraries are loaded
            pause(dice.random() * 0.12)
            said = worker.kill()
        with sound(home) as app, app.db.read() as session:
            registered = set(session.scalars(sa.select(ExportEntry.sha256)))
        assert set(said) <= registered
        with zipfile.ZipFile(target) as archive:
            assert archive.testzip() is None
        assert _sum(target) in registered
        ends.append(_sum(target) == said[-1])
        assert leftovers(home) == []
    assert any(ends)


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_what_a_killed_export_left_beside_its_target_goes_with_a_later_one(home: Path, out: Path) -> None:
    folder, file = out / ".0a1b2c.part", out / ".3d4e5f.part.xlsx"
    folder.mkdir()
    file.write_bytes(b"half")
    for path in (folder, file):
        _make_old(path)
    with sound(home) as app:
        exports.export(app.db, "list_unit", exports.options_of(app.db), out / "单位.xlsx")
    assert [path.name for path in out.iterdir()] == ["单位.xlsx"]


def _make_old(path: Path) -> None:
    os.utime(path, (0, 0))


def test_a_backup_cut_off_leaves_the_backups_before_it_and_is_swept(home: Path, out: Path) -> None:
    (first,) = done("back_up", home, out)
    dice = random.Random(4)
    for _ in range(10):
        with working("back_up", home, out) as worker:
            pause(dice.random() * 0.6)
            worker.kill()
        with sound(home):
            assert leftovers(home / "backups") == []
        kept = {path.name for path in (home / "backups").iterdir()}
        assert first in kept
        assert all(zipfile.is_zipfile(home / "backups" / name) for name in kept)


def test_sheets_spilled_by_a_killed_export_lie_in_the_home_and_go_with_the_next_opening(home: Path, out: Path) -> None:
    with working("export_halfway", home, out) as worker:
        spilled = [Path(name) for name in worker.hear()]
        worker.kill()
    assert spilled
    assert {path.parent for path in spilled} == {home / TEMP_NAME}
    assert "青石镇" in "".join(path.read_text(encoding="utf-8") for path in spilled)  # in the clear, as libraries do
    assert [path for path in out.iterdir() if not path.name.startswith(".")] == []
    with sound(home) as app:
        assert list((app.home / TEMP_NAME).iterdir()) == []
    assert not (home / TEMP_NAME).exists()
