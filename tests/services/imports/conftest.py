"""Imports read their files in this process; that a child reads them as well is for tests/formats/foreign to prove."""

import pytest

from cadre_desktop.services.imports import planning
from tests.scenarios.sheets import read_here


@pytest.fixture(autouse=True)
def _read_without_a_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "read_workbook", read_here)
