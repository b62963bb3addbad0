"""The whole trail and every record's seal, proved once a day while people work, and what came of it last."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import orjson
from sqlalchemy import Connection

from cadre_desktop.errors import DamagedStore
from cadre_desktop.progress import Progress, silent
from cadre_desktop.records import BY_TABLE, KINDS
from cadre_desktop.records.desk import UnitSetting
from cadre_desktop.services import backups
from cadre_desktop.services.data_quality import Finding, Severity
from cadre_desktop.storage import audit
from cadre_desktop.storage.database import CLOCK_SLACK, Database
from cadre_desktop.storage.store import OpenedStore
from cadre_desktop.storage.verify import SealWalk, TrailWalk

_NAME = "integrity"
_KEPT = 20
_MANY = 50
_WHERE = "操作日志"
_WHAT_NOW = "请先不要登记，到“设置与备份—数据检查”查看，保留现有数据文件夹，再从最近的备份恢复"


@dataclass(frozen=True, slots=True)
class Proved:
    """What the last proof found: when, how much it went through, and the first faults of all there were.

    `clock_was` is the latest time in the trail when that lay ahead of the clock: the computer has lost its time.
    """

    at: datetime
    n_lines: int
    n_records: int
    n_faults: int = 0
    faults: tuple[str, ...] = ()
    clock_was: datetime | None = None

    @property
    def ok(self) -> bool:
        """Whether everything agreed."""
        return not self.n_faults

    def sentence(self, now: datetime) -> str:
        """Say it in one line for the screen, with what to do where something is wrong."""
        when = _day(self.at, now)
        if not self.ok:
            found = f"核对发现 {self.n_faults} 处不一致（{self.faults[0]}）"
            return f"档案完整性：{when} {self.at:%H:%M} {found}。{_WHAT_NOW}。"
        clock = f"；电脑时间早于日志里的 {self.clock_was:%Y.%m.%d %H:%M}，请校准" if self.clock_was else ""
        return f"档案完整性：{when} {self.at:%H:%M} 已核对日志 {self.n_lines} 条、记录 {self.n_records} 条，一致{clock}"


class Proof:
    """One proof in short steps, each a reading of its own: the trail, the newest backup's word on it, the seals."""

    def __init__(self, db: Database, store: OpenedStore | None = None) -> None:
        self._db, self._store = db, store
        self._trail = TrailWalk(db.chain)
        self._seals: SealWalk | None = None
        self._of_backup: list[Finding] = []

    @property
    def words(self) -> str:
        """What the proof is at, for a progress window."""
        if self._seals is None:
            return f"正在核对操作日志，第 {self._trail.n_lines} 条"
        return f"正在核对记录，第 {self._seals.n_records} 条"

    def step(self) -> bool:
        """Go on a little; return whether there is more to do."""
        with self._db.read() as session:
            connection = session.connection()
            if self._seals is not None:
                return self._seals.step(connection)
            if not self._trail.step(connection):
                if self._store is not None:
                    self._of_backup = list(_word_of_backup(self._db, connection, self._store))
                models = [kind.model for kind in KINDS]
                self._seals = SealWalk(models, self._db.chain.state, self._trail.seals)
            return True

    def go_on(self, seconds: float) -> bool:
        """Take steps for about so long; return whether there is more to do."""
        until = time.monotonic() + seconds
        while self.step():
            if time.monotonic() >= until:
                return True
        return False

    def finish(self, report: Callable[[], None] = lambda: None) -> None:
        """Do all that is left; `report` is called between two steps and may raise Cancelled."""
        while self.step():
            report()

    def findings(self) -> list[Finding]:
        """List what was found, as the data check shows it; hundreds of broken lines are not all listed."""
        lines = [Finding("trail", Severity.ERROR, fault, _WHERE) for fault in self._trail.faults[:_MANY]]
        if len(self._trail.faults) > _MANY:
            lines.append(Finding("trail", Severity.ERROR, "操作日志还有更多问题，未一一列出", _WHERE))
        pairs = self._seals.faults if self._seals is not None else []
        return [*lines, *self._of_backup, *(_broken_seal(table, record_id) for table, record_id in pairs)]

    def result(self) -> Proved:
        """Say what was found."""
        n_records, n_seals = (self._seals.n_records, len(self._seals.faults)) if self._seals is not None else (0, 0)
        n_faults = len(self._trail.faults) + len(self._of_backup) + n_seals
        faults = tuple(finding.what for finding in self.findings()[:_KEPT])
        now = self._db.now()
        latest = datetime.fromisoformat(self._trail.latest) if self._trail.latest else now
        ahead = latest if latest > now + CLOCK_SLACK else None
        return Proved(now, self._trail.n_lines, n_records, n_faults, faults, ahead)


def prove(db: Database, store: OpenedStore | None = None, progress: Progress = silent) -> Proved:
    """Prove everything now and remember what came of it."""
    proof = Proof(db, store)
    proof.finish(lambda: progress(0, 0, proof.words))
    found = proof.result()
    keep(db, found)
    return found


def keep(db: Database, found: Proved) -> None:
    """Remember a result in the store's settings; one that is not good goes into the trail as well."""
    with db.work("核对档案完整性") as session:
        session.merge(UnitSetting(name=_NAME, body=orjson.dumps(found).decode()))
        session.info["trail"].touched.add((UnitSetting.__tablename__, _NAME))
        if not found.ok:
            audit.note(session, "check", "store", faults=found.n_faults, first=found.faults[0])


def last(db: Database) -> Proved | None:
    """Return the last result, None when nothing was proved yet."""
    with db.read() as session:
        row = session.get(UnitSetting, _NAME)
        if row is None:
            return None
        said = orjson.loads(row.body)
    at, was = datetime.fromisoformat(said["at"]), said["clock_was"]
    clock_was = datetime.fromisoformat(was) if was else None
    return Proved(at, said["n_lines"], said["n_records"], said["n_faults"], tuple(said["faults"]), clock_was)


def due(db: Database) -> bool:
    """Tell whether today's proof is still to be made; a clock set back makes it due again."""
    found = last(db)
    return found is None or found.at.date() != db.now().date()


def _word_of_backup(db: Database, connection: Connection, store: OpenedStore) -> list[Finding]:
    """Hold the trail against the line that the newest backup vouches for."""
    where = "操作日志与最近备份"
    try:
        anchor = backups.trusted_anchor(connection, store.backups, store.ring)
    except DamagedStore as error:
        return [Finding("anchor", Severity.ERROR, str(error), where)]
    fault = db.chain.fault_at(connection, anchor) if anchor is not None else ""
    return [Finding("anchor", Severity.ERROR, fault, where)] if fault else []


def _broken_seal(table: str, record_id: str) -> Finding:
    kind = BY_TABLE[table]
    what = f"这条{kind.title}与操作日志不符，可能在程序之外被改动"
    return Finding("seal", Severity.ERROR, what, kind.title, kind.key, (record_id,))


def _day(at: datetime, now: datetime) -> str:
    days = (now.date() - at.date()) // timedelta(days=1)
    return {0: "今天", 1: "昨天"}.get(days, f"{at:%Y.%m.%d}")
