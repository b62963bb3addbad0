"""The sample county, filed once for all tests that only read it."""

from collections.abc import Iterator
from typing import Any

import pytest

from cadre_desktop.storage.database import Database
from tests.reports.sample import Sample, opened


@pytest.fixture(scope="session")
def county(_empty_store: Any) -> Iterator[tuple[Database, Sample]]:
    """A store with the sample county; tests must not change it."""
    with opened(_empty_store) as found:
        yield found
