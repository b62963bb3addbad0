"""Loaded only by the process that the killed ones are forked from: does each work once, so that they do it at once.

A process that had to compile its statements first would be killed doing that, and hardly ever while it writes.
"""

import tempfile
from contextlib import ExitStack
from pathlib import Path

from cadre_desktop.formats.foreign.reader import read_workbook
from cadre_desktop.services import exports
from cadre_desktop.services.imports import planning
from tests.compiled import compiled_once
from tests.robustness import works

_KEPT = ExitStack()
_KEPT.enter_context(compiled_once())

# Reading is done by a process of its own, which no kill here reaches: the roster is read once for all.
_ROSTER = read_workbook(works.ROSTER)
planning.read_workbook = lambda path, **more: _ROSTER if path == works.ROSTER else read_workbook(path, **more)  # type: ignore[assignment]


def _work_once(home: Path, out: Path) -> None:
    app = works.made(home)
    try:
        options = exports.options_of(app.db)
        exports.export(app.db, "list_unit", options, out / "单位.xlsx")
    finally:
        app.store.close()
    works.back_up(home, lambda _: None, out)
    works.import_roster(home, lambda _: None, out)


with tempfile.TemporaryDirectory() as folder:
    _work_once(Path(folder) / "数据", Path(folder))
