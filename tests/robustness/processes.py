"""Works in processes of their own: watched, killed at some moment, or run to their end; and proof of what is left."""

import multiprocessing
import multiprocessing.util
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from cadre_desktop.app import App
from cadre_desktop.records import KINDS
from cadre_desktop.storage import verify
from cadre_desktop.storage.engine import READING, check_pages, check_structure
from tests.robustness import works

# One process imports the program and does every work once, then forks for each: a kill costs a moment, not a second.
_CONTEXT: Any = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.robustness.warm"])
# Made now, in the system's own folder: an open store keeps temporary files in its home, whose path is too long for
# the server's socket and which is gone before this process is.
multiprocessing.util.get_temp_dir()
PATIENCE = 60.0


class Worker:
    """One work under way; what it has said so far is in `said`."""

    def __init__(self, process: Any, line: Connection) -> None:
        self._process, self._line = process, line
        self.said: list[Any] = []

    def hear(self) -> Any:
        """Wait for the next thing the work says; None when it has ended."""
        if not self._line.poll(PATIENCE):
            raise TimeoutError("the work says nothing")
        try:
            self.said.append(self._line.recv())
        except EOFError:
            return None
        return self.said[-1]

    def hear_out(self) -> list[Any]:
        """Wait for the end of the work; return all it said."""
        while self.hear() is not None:
            pass
        self._process.join(PATIENCE)
        return self.said

    def kill(self) -> list[Any]:
        """Kill the process as the system would, without a last word; return all it had said."""
        self._process.kill()
        return self.hear_out()


@contextmanager
def working(name: str, home: Path, out: Path, **limits: Any) -> Iterator[Worker]:
    """Start a work; whatever happens, its process is gone at the end."""
    line, far_end = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=works.run, args=(name, str(home), str(out), far_end), kwargs=limits)
    process.start()
    far_end.close()
    try:
        yield Worker(process, line)
    finally:
        process.kill()
        process.join(PATIENCE)
        process.close()
        line.close()


def done(name: str, home: Path, out: Path, **limits: Any) -> list[Any]:
    """Run a work to its end and return what it said."""
    with working(name, home, out, **limits) as worker:
        return worker.hear_out()


def pause(seconds: float) -> None:
    """Let a work go on for a moment that nobody chose."""
    time.sleep(seconds)


@contextmanager
def sound(home: Path) -> Iterator[App]:
    """Open a store and prove it whole: pages, structure, trail from its first line, the seal of every record."""
    app = works.opened(home)
    try:
        check_pages(app.store.engine)
        with app.store.engine.connect().execution_options(**READING) as connection:
            check_structure(connection)
            assert list(app.db.chain.faults(connection)) == []
            models = [kind.model for kind in KINDS]
            assert list(verify.state_faults(connection, models, app.db.chain.state_key)) == []
        yield app
    finally:
        app.store.close()


def leftovers(folder: Path) -> list[str]:
    """List files of a half-done work below a folder."""
    marks = (".part", "-journal", "-wal", "-shm")
    return [path.name for path in folder.rglob("*") if any(mark in path.name for mark in marks)]
