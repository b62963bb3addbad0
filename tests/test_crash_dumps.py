"""A crash leaves no picture of the memory behind, and the libraries are those that were weighed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

import cadre_desktop.formats  # noqa: F401 - it decides how openpyxl reads XML

PROGRAM = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)
from cadre_desktop.__main__ import main
sys.stdout = open(os.devnull, "w")
main(["--version"])
print(resource.getrlimit(resource.RLIMIT_CORE)[0], file=sys.__stdout__)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits are a POSIX matter")
def test_the_program_forbids_dumps_before_anything_else(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "HOME": str(tmp_path)},
        check=True,
    )
    assert ran.stdout.strip() == "0"


def test_the_database_is_newer_than_the_fault_of_its_log() -> None:
    """SQLite up to 3.51.2 can lose data when a log is reset; see its list of fixed faults."""
    assert driver.sqlite_version_info >= (3, 51, 3)


def test_workbooks_are_read_with_refusals_and_without_lxml() -> None:
    import openpyxl

    assert openpyxl.DEFUSEDXML is True
    assert openpyxl.LXML is False
