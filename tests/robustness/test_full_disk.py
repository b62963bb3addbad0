"""A disk that fills up in the middle of a work: one sentence, and everything saved before is as it was."""

import re
import shutil
from pathlib import Path

import pytest

from cadre_desktop.app import App
from cadre_desktop.errors import StorageTrouble
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.services import imports, records
from cadre_desktop.storage.engine import run_outside
from tests.robustness.processes import done, leftovers, sound
from tests.robustness.works import BATCH, CADRE, ROSTER, UNIT

LIMITS = (4_096, 16_384, 65_536, 131_072, 262_144)


def fill_up(app: App, pages_left: int) -> None:
    """Let the store grow by no more than so many pages; SQLite then says what it says on a full disk."""
    ((used,),) = run_outside(app.store.engine, "PRAGMA page_count")
    run_outside(app.store.engine, f"PRAGMA max_page_count={used + pages_left}")


def make_room(app: App) -> None:
    run_outside(app.store.engine, "PRAGMA max_page_count=4294967294")


def test_a_save_without_room_is_refused_and_possible_again_after_clearing_up(home: Path) -> None:
    saved: list[str] = []
    with sound(home) as app:
        fill_up(app, 4)
        with pytest.raises(StorageTrouble, match="磁盘空间不足，这次修改没有保存，已有数据未受影响"):
            for number in range(1000):
                records.create(app.db, UNIT, {"name": f"第{number}村"})
                saved.append(f"第{number}村")
        assert names(app) == {"青石镇", *saved}
        make_room(app)
        records.create(app.db, UNIT, {"name": "白沙镇"})
    with sound(home) as app:
        assert names(app) == {"青石镇", "白沙镇", *saved}


def names(app: App) -> set[str]:
    return {row.values[0] for row in records.all_rows(app.db, UNIT, (UNIT.field("name"),))}


@pytest.mark.parametrize("pages", [0, 20, 100])
def test_an_import_without_room_files_nothing_and_works_later(home: Path, pages: int) -> None:
    with sound(home) as app:
        plan = imports.plan(app.db, CADRE, ROSTER, imports.ImportOptions(create_units=True))
        fill_up(app, pages)
        with pytest.raises(StorageTrouble, match="磁盘空间不足"):
            imports.apply(app.db, CADRE, plan, good_rows=True)
        assert [records.count(app.db, kind, ListQuery()) for kind in (CADRE, BATCH)] == [0, 0]
        make_room(app)
        assert imports.apply(app.db, CADRE, plan, good_rows=True).created == plan.clean
    with sound(home) as app:
        assert records.count(app.db, CADRE, ListQuery()) == plan.clean


@pytest.mark.parametrize("work", ["save", "import_roster", "export", "back_up"])
def test_files_that_may_not_grow_lose_nothing(work: str, home: Path, out: Path, tmp_path: Path) -> None:
    refusals = []
    for limit in LIMITS:
        copy, target = tmp_path / f"数据{limit}", out / "单位.xlsx"
        shutil.copytree(home, copy)
        target.write_bytes(b"old")
        said = done(work, copy, out, most_bytes=limit)
        assert said, limit
        if isinstance(said[-1], tuple):
            refusals.append(said.pop())
        if work == "export" and not said:
            assert target.read_bytes() == b"old"
        with sound(copy) as app:
            units, people = (records.count(app.db, kind, ListQuery()) for kind in (UNIT, CADRE))
            if work == "save":
                assert units - 1 >= (said[-1] if said else 0)
            elif work == "import_roster":
                assert (people > 0) == ("imported" in said)
        assert leftovers(copy) == []
        assert [path.name for path in out.iterdir() if path.suffix == ".xlsx"] == ["单位.xlsx"]
    assert refusals, "no limit was low enough to prove anything"
    for _, kind, sentence in refusals:
        assert kind == "StorageTrouble"
        assert re.fullmatch(r"[^a-z]*[\u4e00-\u9fff].*[。）]", sentence), sentence
        assert not re.search(r"Error|Errno|sqlite|Traceback|part", sentence), sentence
