"""The program's one entry: a window without arguments or for a data package, a command otherwise."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cadre_desktop import PACKAGE_SUFFIX, crash_dumps
from cadre_desktop.formats.foreign import READER_FLAG

if TYPE_CHECKING:
    from cadre_desktop.app import App
    from cadre_desktop.cli.shots_command import ShotOptions


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window, or do a command; return the exit status.

    Imports wait until it is known which: neither front end loads the other.
    """
    crash_dumps.forbid()
    given = sys.argv[1:] if arguments is None else list(arguments)
    if not given or _is_package(given):
        from cadre_desktop.gui.main import open_window

        return open_window(*given)
    if given == [READER_FLAG]:
        from cadre_desktop.formats.foreign.child import main as read_foreign_workbook

        read_foreign_workbook()
        return 0
    from cadre_desktop.cli.main import run

    return run(given, take_shots=_take_shots)


def _is_package(given: Sequence[str]) -> bool:
    """Tell whether the system opens a package file with us: that is one argument, and no command looks like it."""
    return len(given) == 1 and given[0].casefold().endswith(PACKAGE_SUFFIX)


def _take_shots(app: "App", options: "ShotOptions") -> list[Path]:
    from cadre_desktop.gui.main import take_shots

    return take_shots(
        app, options.folder, size=(options.width, options.height), scale=options.scale, large=options.large
    )


if __name__ == "__main__":
    sys.exit(main())
