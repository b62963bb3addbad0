"""Every file that ships with the program is found from the source tree and can be read as what it is.

That a bundle holds the same files, byte for byte, is checked whenever one is made (tests/build_spec/test_resources.py).
"""

import json
import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtSvg import QSvgRenderer

from cadre_desktop import paths
from cadre_desktop.gui.style.fonts import load_translations
from cadre_desktop.gui.style.icons import icon_names
from cadre_desktop.gui.style.stylesheet import stylesheet
from cadre_desktop.gui.style.tokens import NORMAL
from cadre_desktop.storage.migrate import OURS, SCRIPTS

FOLDER = Path(__file__).resolve().parent.parent / "resources"
FILES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file())
READERS = {
    ".svg": lambda data: QSvgRenderer(data).isValid(),
    ".toml": lambda data: tomllib.loads(data.decode()),
    ".json": json.loads,
    ".qss": lambda data: "QWidget" in data.decode(),
}


def test_every_sort_of_resource_is_there() -> None:
    assert {Path(name).suffix for name in FILES} == READERS.keys()
    assert len(FILES) > 80


@pytest.mark.parametrize("name", FILES)
def test_a_resource_is_found_and_is_what_its_name_says(qapp: QCoreApplication, name: str) -> None:
    assert READERS[Path(name).suffix](paths.resource(name).read_bytes())


def test_pictures_named_in_the_style_sheet_exist(qapp: QCoreApplication) -> None:
    used = {part.split(")")[0].removeprefix("icons:") for part in stylesheet(NORMAL).split("url(")[1:]}
    assert used
    assert used <= {Path(name).name for name in FILES if name.startswith("icons/")}
    assert "add" in icon_names()


def test_the_migrations_lie_beside_the_module_that_runs_them() -> None:
    assert (SCRIPTS / "env.py").is_file()
    assert (OURS.versions / "0001_first_tables.py").is_file()


def test_qts_own_words_are_chinese(qapp: QCoreApplication) -> None:
    assert load_translations(qapp)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
