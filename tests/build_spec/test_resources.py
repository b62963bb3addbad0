"""A program folder that lacks a file the program opens is not packed."""

import shutil
from pathlib import Path

import pytest

from build_spec.bootstrap import ROOT, Stop
from build_spec.resources import missing_files, needed_files, require_files


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A program folder with everything in its place, as both platforms lay it out."""
    for path in needed_files(ROOT):
        target = tmp_path / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    words = tmp_path / "PySide6" / "Qt" / "translations" / "qtbase_zh_CN.qm"
    words.parent.mkdir(parents=True)
    words.write_bytes(b"qm")
    return tmp_path


def test_every_sort_of_file_is_looked_for() -> None:
    names = {path.relative_to(ROOT).as_posix() for path in needed_files(ROOT)}
    assert {
        "resources/icons/app.svg",
        "resources/styles/app.qss",
        "resources/vocab/political_checklist.json",
        "resources/demo/people.toml",
        "cadre_desktop/storage/migrations/env.py",
        "cadre_desktop/storage/migrations/versions/0001_first_tables.py",
    } <= names
    assert "cadre_desktop/storage/migrations/draft.py" not in names


def test_a_whole_folder_passes(program: Path) -> None:
    assert missing_files(ROOT, program) == []
    require_files(ROOT, program)


@pytest.mark.parametrize(
    "name", ["resources/icons/add.svg", "cadre_desktop/storage/migrations/env.py", "resources/demo/county.toml"]
)
def test_a_file_left_out_or_changed_stops_the_build(program: Path, name: str) -> None:
    (program / name).write_bytes(b"other")
    assert missing_files(ROOT, program) == [name]
    (program / name).unlink()
    with pytest.raises(Stop, match=name):
        require_files(ROOT, program)


def test_qts_chinese_words_have_to_be_there(program: Path) -> None:
    words = program / "PySide6" / "Qt" / "translations" / "qtbase_zh_CN.qm"
    words.write_bytes(b"")
    assert missing_files(ROOT, program) == ["qtbase_zh_CN.qm"]
    words.unlink()
    assert missing_files(ROOT, program) == ["qtbase_zh_CN.qm"]
