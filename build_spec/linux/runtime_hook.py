"""Runs first in the Linux bundle: programs started from ours must not find our libraries before their own."""

import os
import sys
from collections.abc import MutableMapping


def give_back(environ: MutableMapping[str, str]) -> None:
    """Undo what PyInstaller's starter did to the search path; our own libraries are found without it by now."""
    original = environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if original is None:
        environ.pop("LD_LIBRARY_PATH", None)
    else:
        environ["LD_LIBRARY_PATH"] = original


if getattr(sys, "frozen", False):
    give_back(os.environ)
