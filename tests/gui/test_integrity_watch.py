"""The daily proof runs in bits on the worker, waits for everybody else, and says what it found."""

import pytest

from cadre_desktop.errors import StorageTrouble
from cadre_desktop.gui import integrity_watch as watch_module
from cadre_desktop.gui.integrity_watch import IntegrityWatch
from cadre_desktop.gui.pages.home_page import HomePage
from cadre_desktop.gui.pages.integrity_line import NOT_YET, IntegrityLine
from cadre_desktop.records import BY_KEY
from cadre_desktop.services import integrity, records
from cadre_desktop.services.integrity import Proved
from tests.services.test_checks import altered


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(watch_module, "FIRST_MS", 0)
    monkeypatch.setattr(watch_module, "PAUSE_MS", 0)


@pytest.fixture
def watch(desk, qtbot):
    made = IntegrityWatch(desk.db, None, desk.tasks, desk.tasks)
    made.heard = []
    made.broken.connect(lambda: made.heard.append("broken"))
    yield made
    made.stop()
    qtbot.waitUntil(lambda: not desk.tasks.is_busy, timeout=20_000)


def test_a_while_after_the_start_everything_is_proved(qtbot, desk, watch):
    records.create(desk.db, BY_KEY["unit"], {"name": "青石镇"})
    told = []
    desk.tasks.busy_changed.connect(told.append)
    watch.start()
    qtbot.waitUntil(lambda: integrity.last(desk.db) is not None, timeout=20_000)
    assert integrity.last(desk.db).n_records == 1
    assert watch.heard == []
    assert told == []  # the line of state does not flicker for it
    qtbot.waitUntil(lambda: watch.proof is None, timeout=20_000)
    assert watch._timer.interval() == watch_module.AGAIN_MS


def test_it_goes_in_bits_and_lets_others_in_between(qtbot, desk, watch, monkeypatch):
    monkeypatch.setattr(watch_module, "BIT_SECONDS", 0)
    for n in range(5):
        records.create(desk.db, BY_KEY["unit"], {"name": f"第{n}镇"})
    order = []
    bit = watch._bit
    monkeypatch.setattr(watch, "_bit", lambda: (order.append("bit"), bit())[1])
    watch.look()
    desk.tasks.run(None, "", lambda _p: order.append("export"), lambda _done: None, show=False)
    qtbot.waitUntil(lambda: integrity.last(desk.db) is not None, timeout=20_000)
    assert order[:2] == ["bit", "export"]
    assert order.count("bit") > 3


def test_it_waits_while_somebody_works(qtbot, desk, watch, monkeypatch):
    monkeypatch.setattr(watch_module, "PAUSE_MS", 10_000)
    desk.tasks.run(None, "", lambda _p: None, lambda _done: None, show=False)
    watch.look()
    assert watch.proof is None
    assert watch._timer.interval() == 10_000
    qtbot.waitUntil(lambda: not desk.tasks.is_busy, timeout=20_000)
    assert integrity.last(desk.db) is None


def test_what_is_wrong_is_told_at_once(qtbot, desk, watch):
    records.create(desk.db, BY_KEY["unit"], {"name": "青石镇"})
    altered(desk.db, "UPDATE unit SET name = '改名'")
    watch.start()
    qtbot.waitUntil(lambda: watch.heard == ["broken"], timeout=20_000)
    assert integrity.last(desk.db).n_faults == 1


def test_once_a_day_is_enough(qtbot, desk, watch, monkeypatch):
    integrity.prove(desk.db)
    monkeypatch.setattr(integrity, "keep", lambda *_: pytest.fail("proved twice"))
    watch.look()
    qtbot.waitUntil(lambda: watch._timer.isActive(), timeout=20_000)
    assert watch._timer.interval() == watch_module.AGAIN_MS


def test_a_session_that_ends_stops_it(qtbot, desk, watch, monkeypatch):
    monkeypatch.setattr(watch_module, "BIT_SECONDS", 0)
    records.create(desk.db, BY_KEY["unit"], {"name": "青石镇"})
    watch.look()
    watch.stop()
    qtbot.waitUntil(lambda: not desk.tasks.is_busy, timeout=20_000)
    watch.look()
    assert not desk.tasks.is_busy
    assert not watch._timer.isActive()
    assert integrity.last(desk.db) is None


def test_a_full_disk_is_no_crash(qtbot, desk, watch, monkeypatch):
    def full(*_):
        raise StorageTrouble("磁盘空间不足")

    monkeypatch.setattr(integrity, "keep", full)
    watch.look()
    qtbot.waitUntil(lambda: watch._timer.isActive() and not desk.tasks.is_busy, timeout=20_000)
    qtbot.waitUntil(lambda: watch._timer.interval() == watch_module.AGAIN_MS, timeout=20_000)


# how it is shown


def test_the_line_is_quiet_when_all_is_well_and_loud_when_not(desk, qtbot):
    now = desk.db.now()
    line = IntegrityLine(desk)
    qtbot.addWidget(line)
    line.show()
    line.show_proved(None, now)
    assert line.quiet_label.text() == NOT_YET
    line.show_proved(Proved(now, 123456, 30), now)
    assert line.quiet_label.text() == "档案完整性：今天 09:00 已核对日志 123456 条、记录 30 条，一致"
    assert not line.notice.isVisible()
    line.show_proved(Proved(now, 12, 3, 2, ("操作日志第7条被改动", "x")), now)
    assert "发现 2 处不一致（操作日志第7条被改动）" in line.notice.text_label.text()
    assert line.notice.property("tone") == "danger"
    assert not line.quiet_label.isVisible()
    line.look_button.click()
    assert desk.went[-1][0] == "checks"
    line.show_proved(Proved(now, 12, 3, clock_was=now), now)
    assert line.notice.property("tone") == "warn"
    assert not line.look_button.isVisible()


def test_the_home_page_shows_it_and_reads_it_again(qtbot, desk):
    page = HomePage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.integrity.quiet_label.text() == NOT_YET, timeout=20_000)
    integrity.prove(desk.db)
    qtbot.waitUntil(lambda: "一致" in page.integrity.quiet_label.text(), timeout=20_000)
    qtbot.waitUntil(lambda: not desk.tasks.is_busy, timeout=20_000)
