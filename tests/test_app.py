"""The composition root: stores made, opened, brought up to date, backed up on leaving and put back."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

import pytest
import sqlalchemy as sa

from cadre_desktop import paths
from cadre_desktop.app import (
    FIRST_USER,
    App,
    create_app,
    open_app,
    refuse_taken,
    refuse_without_store,
    restore_app,
)
from cadre_desktop.errors import DamagedStore, InvalidInput, NotAllowed, StorageTrouble, WrongKey
from cadre_desktop.logs import LOG_NAME, ImpersonalFormatter, start_logging
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.checklist import Checklist, ChecklistState
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.records.rows import Link
from cadre_desktop.records.summary import CadreSummary
from cadre_desktop.records.vocab import Sex
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import backups, history, records, unit_profile
from cadre_desktop.services.unit_profile import OfficeLevel
from cadre_desktop.settings import Settings, save_settings
from cadre_desktop.storage.backup import Reason
from cadre_desktop.storage.key_slots import Cost
from cadre_desktop.storage.keys import unlock
from tests.conftest import NOW, FrozenClock

PASSPHRASE = "清源的春天来得早一些"
CHEAP = Cost(memory_kib=32, passes=1, lanes=1)


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "settings_file", lambda: tmp_path / "settings.json")


@pytest.fixture
def made(tmp_path: Path, clock: FrozenClock) -> Iterator[tuple[App, str]]:
    """A store just made, with its recovery key; closing it a second time does no harm."""
    app, recovery = create_app(tmp_path / "数据 夹", "青石镇", PASSPHRASE, now=clock, cost=CHEAP)
    yield app, recovery
    app.store.close()


def _open(home: Path, clock: FrozenClock, secret: str = PASSPHRASE) -> App:
    return open_app(home, secret, now=clock, weakest=CHEAP)


def _backups(home: Path) -> list[Path]:
    return sorted((home / "backups").glob("*.cadrebak"))


def _add_person(app: App) -> str:
    person = {"name": "周思远", "sex": Sex.MALE, "birth_on": PartialDate(1986, 4)}
    key = records.create(app.db, BY_KEY["cadre"], person)
    unit = records.create(app.db, BY_KEY["unit"], {"name": "青石镇", "kind": BY_KEY["unit"].field("kind").choices[0]})
    records.create(app.db, BY_KEY["post"], _post(key, unit, "镇长", PartialDate(2021, 5)))
    return key


def _post(person: str, unit: str, title: str, since: PartialDate) -> dict[str, object]:
    return {"cadre": Link(person, "周思远"), "unit": Link(unit, "青石镇"), "title": title, "appointed_on": since}


def test_a_new_store_has_its_unit_its_user_and_the_shipped_checklist(made: tuple[App, str]) -> None:
    app, recovery = made
    assert app.profile.name == "青石镇"
    assert app.profile.level is OfficeLevel.TOWNSHIP
    assert app.db.actor == FIRST_USER
    assert app.db.vault.open
    assert len(recovery) > 40
    with app.db.read() as session:
        lists = list(session.scalars(sa.select(Checklist)))
        assert [one.state for one in lists] == [ChecklistState.IN_FORCE]


@pytest.mark.parametrize("name", ["", "   ", "长" * 61])
def test_a_unit_needs_a_name_of_some_length(tmp_path: Path, clock: FrozenClock, name: str) -> None:
    with pytest.raises(InvalidInput):
        create_app(tmp_path / "a", name, PASSPHRASE, now=clock, cost=CHEAP)
    assert not (tmp_path / "a").exists()


def test_a_poor_passphrase_leaves_no_folder_behind(tmp_path: Path, clock: FrozenClock) -> None:
    with pytest.raises(InvalidInput):
        create_app(tmp_path / "a", "青石镇", "短", now=clock, cost=CHEAP)
    assert not (tmp_path / "a").exists()


def test_places_that_hold_a_store_are_told_from_those_that_do_not(made: tuple[App, str], tmp_path: Path) -> None:
    home, file, empty = made[0].home, tmp_path / "file", tmp_path / "empty"
    file.touch()
    empty.mkdir()
    refuse_taken(empty)
    refuse_taken(tmp_path / "not there")
    refuse_without_store(home)
    for place in (home, file):
        with pytest.raises(NotAllowed):
            refuse_taken(place)
    for place in (file, empty, tmp_path / "not there"):
        with pytest.raises(NotAllowed):
            refuse_without_store(place)


def test_what_was_saved_is_there_again(made: tuple[App, str], clock: FrozenClock) -> None:
    app, _ = made
    key = _add_person(app)
    app.close()
    with _open(app.home, clock) as again, again.db.read() as session:
        assert session.get_one(Cadre, key).name == "周思远"


def test_a_wrong_passphrase_opens_nothing_and_locks_nothing(made: tuple[App, str], clock: FrozenClock) -> None:
    app, _ = made
    app.close()
    with pytest.raises(WrongKey):
        _open(app.home, clock, "不是这一句不是这一句")
    _open(app.home, clock).close()


def test_one_window_at_a_time(made: tuple[App, str], clock: FrozenClock) -> None:
    with pytest.raises(StorageTrouble, match="另一个程序窗口"):
        _open(made[0].home, clock)


def test_keys_unlocked_already_open_the_store(made: tuple[App, str], clock: FrozenClock) -> None:
    app, _ = made
    app.close()
    ring = unlock(app.home, PASSPHRASE, weakest=CHEAP)
    with open_app(app.home, ring, now=clock, weakest=CHEAP) as again:
        assert again.ring is ring


def test_derived_lines_follow_the_day(made: tuple[App, str], clock: FrozenClock) -> None:
    app, _ = made
    key = _add_person(app)
    records.create(app.db, BY_KEY["post"], _post(key, _unit_of(app).id, "党委书记", PartialDate(2026, 11, 21)))
    with app.db.work("改到将来") as session:  # as if an order had been entered ahead of its day
        newest = session.scalars(sa.select(BY_KEY["post"].model).filter_by(title="党委书记")).one()
        newest.appointed_on = PartialDate(2026, 12, 1)  # type: ignore[attr-defined]
    assert _title_of(app, key) == "镇长"
    app.close()
    clock.forward(days=11)
    with _open(app.home, clock) as again:
        assert "党委书记" in str(_title_of(again, key))


def _unit_of(app: App) -> Link:
    return next(link for link in records.links(app.db, BY_KEY["unit"].model) if link.text == "青石镇")


def _title_of(app: App, key: str) -> str | None:
    with app.db.read() as session:
        return session.get_one(CadreSummary, key).post_title


def test_opening_on_the_same_day_writes_nothing(made: tuple[App, str], clock: FrozenClock) -> None:
    app, _ = made
    app.close()
    heads = []
    for _ in range(2):
        with _open(app.home, clock) as again, again.db.read() as session:
            heads.append(backups.read_head(session.connection()))
    assert heads[0] == heads[1]


def test_leaving_backs_up_once_when_something_changed(made: tuple[App, str], clock: FrozenClock) -> None:
    app, _ = made
    app.close()
    assert len(_backups(app.home)) == 1
    clock.forward(minutes=1)
    _open(app.home, clock).close()
    assert len(_backups(app.home)) == 1
    with _open(app.home, clock) as again:
        _add_person(again)
        clock.forward(minutes=1)
    assert len(_backups(app.home)) == 2
    assert not (app.home / "data.db-wal").exists()


def test_a_backup_that_fails_does_not_keep_anybody_from_leaving(
    made: tuple[App, str], clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise StorageTrouble("磁盘已满。")

    app, _ = made
    monkeypatch.setattr(backups, "back_up_if_due", refuse)
    app.close()
    monkeypatch.undo()
    _open(app.home, clock).close()


def test_backups_go_to_the_second_place_as_well(tmp_path: Path, clock: FrozenClock) -> None:
    second = tmp_path / "第二 位置"
    save_settings(tmp_path / "settings.json", replace(Settings(), second_backup_folder=str(second)))
    app, _ = create_app(tmp_path / "数据", "青石镇", PASSPHRASE, now=clock, cost=CHEAP)
    app.close()
    assert [path.name for path in second.glob("*.cadrebak")] == [path.name for path in _backups(app.home)]


def test_a_backup_is_saved_where_it_is_wanted(made: tuple[App, str], tmp_path: Path) -> None:
    app, _ = made
    out, folder = tmp_path / "带走.cadrebak", tmp_path / "盘"
    folder.mkdir()
    assert app.save_backup(out) == out
    assert out.is_file()
    assert app.save_backup(folder).parent == folder
    with pytest.raises(StorageTrouble):
        app.save_backup(app.home / "data.db" / "x.cadrebak")


def test_a_restored_store_notes_it_and_is_not_taken_for_tampered(
    tmp_path: Path, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, _ = create_app(tmp_path / "数据", "青石镇", PASSPHRASE, now=clock)
    out = app.save_backup(tmp_path / "旧.cadrebak")
    key = _add_person(app)
    clock.forward(hours=1)
    app.close()
    clock.forward(hours=1)
    restore_app(out, app.home, PASSPHRASE, now=clock)
    with open_app(app.home, PASSPHRASE, now=clock) as again, again.db.read() as session:
        assert session.get(Cadre, key) is None
        last = session.execute(sa.text("SELECT title FROM audit_entry ORDER BY id DESC LIMIT 1")).scalar()
        assert last == "恢复备份"
        newest = backups.newest_head(again.store)
        assert newest == backups.read_head(session.connection())


def test_a_trail_cut_in_the_middle_keeps_the_store_shut(made: tuple[App, str], clock: FrozenClock) -> None:
    app, _ = made
    _add_person(app)
    with app.store.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_entry_no_delete")
        connection.exec_driver_sql("DELETE FROM audit_entry WHERE id = 3")
    app.close()
    for path in _backups(app.home):
        path.unlink()
    with pytest.raises(DamagedStore, match="操作日志"):
        _open(app.home, clock)


def test_the_trail_is_read_from_the_newest_backup_on(made: tuple[App, str], clock: FrozenClock) -> None:
    app, _ = made
    app.close()
    with _open(app.home, clock) as again:
        _add_person(again)
        with again.store.engine.begin() as connection:
            connection.exec_driver_sql("DROP TRIGGER audit_entry_no_update")
            connection.exec_driver_sql(
                "UPDATE audit_entry SET actor = '别人' WHERE id = (SELECT max(id) FROM audit_entry)"
            )
        again.store.close()  # killed: no backup vouches for what was changed
        with pytest.raises(DamagedStore, match="被改动"):
            _open(app.home, clock)


def test_the_log_is_started_once_and_tells_no_values(tmp_path: Path, logged_errors: list[str]) -> None:
    path = start_logging(tmp_path / "日志")
    assert path == tmp_path / "日志" / LOG_NAME
    assert start_logging(tmp_path / "另处") == tmp_path / "另处" / LOG_NAME
    root = logging.getLogger("cadre_desktop")
    assert sum(isinstance(handler, RotatingFileHandler) for handler in root.handlers) == 1
    try:
        try:
            raise ValueError("身份证号 433190198604120018")
        except ValueError as error:
            raise RuntimeError("张三") from error
    except RuntimeError:
        root.exception("failed")
    text = path.read_text(encoding="utf-8")
    assert "caused by builtins.ValueError" in text
    assert "test_app.py" in text
    assert "张三" not in text
    assert "433190" not in text
    assert logged_errors == ["failed"]


def test_without_a_folder_to_write_to_there_is_no_log_and_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    start_logging(tmp_path / "file")
    root = logging.getLogger("cadre_desktop")
    assert not any(isinstance(handler, RotatingFileHandler) for handler in root.handlers)


def test_errors_that_go_round_in_a_circle_are_written_once() -> None:
    first, second = RuntimeError("a"), ValueError("b")
    first.__cause__, second.__context__ = second, None
    text = ImpersonalFormatter().formatException((RuntimeError, first, None))
    assert text.count("RuntimeError") == 1
    assert text.count("ValueError") == 1


def test_the_clock_is_the_stores_own(made: tuple[App, str]) -> None:
    assert made[0].db.now() == NOW == datetime(2026, 11, 21, 9, 0)


@pytest.mark.parametrize("lost", [datetime(1970, 1, 1, 8, 0), datetime(2009, 1, 1)])
def test_a_computer_that_has_lost_its_time_can_begin_save_and_back_up(tmp_path: Path, lost: datetime) -> None:
    clock = FrozenClock(lost)
    app, _ = create_app(tmp_path / "数据", "青石镇", PASSPHRASE, now=clock, cost=CHEAP)
    records.create(app.db, BY_KEY["unit"], {"name": "青石镇"})
    assert app.profile.review_year == max(lost.year, 2000)
    kept = app.save_backup(tmp_path / "一份.cadrebak")
    app.close()
    clock.time = NOW
    with _open(tmp_path / "数据", clock) as again:
        assert backups.verify(kept, again.ring).made_at == lost
        assert records.count(again.db, BY_KEY["unit"], ListQuery()) == 1


def test_data_of_today_opens_on_a_computer_that_thinks_it_is_1970(made: tuple[App, str], clock: FrozenClock) -> None:
    app, _ = made
    _add_person(app)
    app.close()
    clock.time = datetime(1970, 1, 1, 8, 0)
    with _open(app.home, clock) as again:
        unit_profile.save(again.db, replace(again.profile, filler="李建国"))  # 2026 is still the year under review
        copies = [backups.before_step(again.db, again.store, Reason.BEFORE_IMPORT) for _ in range(7)]
        assert copies[-1].exists()  # though it looks older than all the others
        assert [note.action for note in history.acts(again.db) if note.action == "电脑时间调早"] == ["电脑时间调早"]
    assert any(path.name.startswith("备份_1970") for path in _backups(app.home))
