"""What the program writes about itself names codes, kinds and places, never a value of anybody's."""

import ast
import logging
from pathlib import Path

import pytest
import sqlalchemy as sa

from cadre_desktop.logs import LOG_NAME, ImpersonalFormatter, start_logging
from cadre_desktop.storage.engine import make_engine

SOURCES = Path(__file__).resolve().parents[1] / "cadre_desktop"
LOUD = {"debug", "info", "warning", "error", "exception", "critical"}
# Ours and already without values: reports of places and kinds, and what Qt says of pictures made without a person.
ALLOWED = {
    "report",
    "error_report(error)",
    "error_report(uncaught.exc_value)",
    "text",
    "arguments[0] if arguments else ''",
}
NAME = "周文静"


def logged_values() -> list[tuple[str, str]]:
    """List every value a log line of the program is given, with its place."""
    found = []
    for path in sorted(SOURCES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LOUD):
                continue
            if not (isinstance(node.func.value, ast.Name) and node.func.value.id == "log"):
                continue
            place = f"{path.relative_to(SOURCES)}:{node.lineno}"
            found += [(place, ast.unparse(value)) for value in (*node.args[1:], *(k.value for k in node.keywords))]
            assert isinstance(node.args[0], ast.Constant), place
    return found


def test_no_log_line_is_given_anything_but_kinds_and_counts() -> None:
    found = logged_values()
    assert len(found) > 8
    harmless = ("type(error).__name__", "len(", "found.n_faults")
    wrong = [(place, value) for place, value in found if value not in ALLOWED and not value.startswith(harmless)]
    assert wrong == []


def test_a_fault_of_the_store_carries_no_value_of_a_record(tmp_path: Path) -> None:
    engine = make_engine(tmp_path / "data.db", bytes(32), create=True)
    try:
        with pytest.raises(sa.exc.OperationalError) as failed, engine.begin() as connection:
            connection.execute(sa.text("INSERT INTO nowhere VALUES (:name)"), {"name": NAME})
        assert NAME not in str(failed.value)
        assert "nowhere" in str(failed.value)
    finally:
        engine.dispose()


def test_the_file_tells_where_and_what_kind_over_the_whole_chain_and_no_message(tmp_path: Path) -> None:
    root, before = logging.getLogger("cadre_desktop"), list(logging.getLogger("cadre_desktop").handlers)
    for handler in [h for h in before if isinstance(h, logging.FileHandler)]:
        root.removeHandler(handler)
    path = start_logging(tmp_path)
    try:
        try:
            try:
                raise ValueError(f"{NAME} 350425198604122021")
            except ValueError as error:
                raise RuntimeError(f"cannot save {NAME}") from error
        except RuntimeError:
            logging.getLogger("cadre_desktop.test").warning("saving failed", exc_info=True)
    finally:
        for handler in [h for h in root.handlers if h not in before]:
            root.removeHandler(handler)
            handler.close()
        for handler in [h for h in before if h not in root.handlers]:
            root.addHandler(handler)
    text = path.read_text(encoding="utf-8")
    assert path.name == LOG_NAME
    assert NAME not in text
    assert "350425" not in text
    assert "builtins.RuntimeError" in text
    assert "caused by builtins.ValueError" in text
    assert "test_logs.py:" in text
    assert str(SOURCES.parent) not in text


def test_a_fault_without_places_is_still_told_by_kind() -> None:
    error = KeyError(NAME)
    assert ImpersonalFormatter().formatException((KeyError, error, None)) == "builtins.KeyError\n"
