"""SQL compiled once for all stores of a process: without it half the time of the tests goes into that.

SQLAlchemy keeps what it has compiled of our statements for every engine and dialect anew, and here all are alike.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

from cadre_desktop.storage import engine as engines


@contextmanager
def compiled_once() -> Iterator[None]:
    """Have all engines made from now on use the same compiled statements."""
    compiled: Any = LRUCache(5_000)
    create_engine = engines.create_engine

    def create(*arguments: Any, **options: Any) -> Any:
        engine: Any = create_engine(*arguments, **options)
        engine._compiled_cache = compiled
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SQLiteDialect_pysqlite, "__hash__", lambda dialect: hash(type(dialect)))
        patch.setattr(SQLiteDialect_pysqlite, "__eq__", lambda dialect, other: type(dialect) is type(other))
        patch.setattr(engines, "create_engine", create)
        yield
