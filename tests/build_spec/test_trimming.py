"""What goes into a package and what stays out."""

import re
from pathlib import Path

import pytest

from build_spec.trimming import EXCLUDED_MODULES, QT_MODULES, keeps

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCES = [path.read_text(encoding="utf-8") for path in (ROOT / "cadre_desktop").rglob("*.py")]


@pytest.mark.parametrize(
    "path",
    [
        "PySide6/__init__.py",
        "PySide6/QtCore.abi3.so",
        "PySide6/QtWidgets.pyd",
        "PySide6/libpyside6.abi3.so.6.9",
        "PySide6/pyside6.abi3.dll",
        "PySide6/Qt/lib/libQt6Core.so.6",
        "PySide6/Qt/lib/libQt6XcbQpa.so.6",
        "PySide6/Qt/lib/libicudata.so.73",
        "PySide6/Qt6PrintSupport.dll",
        "PySide6/msvcp140_1.dll",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so",
        "PySide6/plugins/imageformats/qjpeg.dll",
        "PySide6/plugins/iconengines/qsvgicon.dll",
        "PySide6/Qt/plugins/printsupport/libcupsprintersupport.so",
        "PySide6/Qt/translations/qtbase_zh_CN.qm",
        "PySide6/translations/qtbase_zh_CN.qm",
        "shiboken6/Shiboken.abi3.so",
        "shiboken6/msvcp140.dll",
        "sqlalchemy/dialects/sqlite/base.py",
        "sqlalchemy/dialects/postgresql/base.py",  # alembic imports it
        "openpyxl/cell/cell.py",
        "openpyxl-3.1.5.dist-info/METADATA",
        "openpyxl-3.1.5.dist-info/LICENCE.rst",
        "resources/icons/app.svg",
        "docx/templates/default.docx",
        "docx/templates/default-header.xml",
        "pyrage/pyrage.abi3.so",
        "pyrage/pyrage.pyd",
        "segno/encoder.py",
        "_cffi_backend.cp311-win_amd64.pyd",
    ],
)
def test_what_the_program_uses_stays(path: str) -> None:
    assert keeps(path)


@pytest.mark.parametrize(
    "path",
    [
        "PySide6/QtQml.abi3.so",
        "PySide6/QtNetwork.pyd",
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6/Qt6WebEngineCore.dll",
        "PySide6/opengl32sw.dll",
        "PySide6/Qt/lib/libQt6WaylandClient.so.6",
        "PySide6/Qt/qml/QtQuick/qmldir",
        "PySide6/qml/QtQuick/qmldir",
        "PySide6/Qt/plugins/platforms/libqwayland-egl.so",
        "PySide6/Qt/plugins/platforms/libqminimal.so",
        "PySide6/plugins/platforms/qdirect2d.dll",
        "PySide6/Qt/plugins/imageformats/libqpdf.so",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6/plugins/sqldrivers/qsqlite.dll",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6/Qt/translations/qt_zh_CN.qm",
        "PySide6/designer.exe",
        "PySide6/QtCore.pyi",
        "PySide6/metatypes/qt6core_metatypes.json",
        "shiboken6/vcamp140.dll",
        "shiboken6/shiboken6.abi3.lib",
        "sqlalchemy/testing/fixtures/base.py",
        "lxml/includes/libxml/tree.h",
        "openpyxl/tests/test_x.py",
        "openpyxl-3.1.5.dist-info/RECORD",
        "x/__pycache__/y.cpython-311.pyc",
        "bin/alembic",
        "distutils-precedence.pth",
        "orjson/py.typed",
        "segno/__init__.pyi",
    ],
)
def test_what_only_makers_need_goes(path: str) -> None:
    assert not keeps(path)


def test_the_kept_parts_of_qt_are_those_the_program_imports() -> None:
    imported = {
        name for text in SOURCES for name in re.findall(r"^\s*from PySide6\.Qt(\w+) import", text, re.MULTILINE)
    }
    assert imported == QT_MODULES


def test_nothing_left_out_is_imported_by_the_program() -> None:
    names = "|".join(re.escape(name) for name in EXCLUDED_MODULES)
    wanted = re.compile(rf"^\s*(?:import|from) ({names})\b", re.MULTILINE)
    assert [found for text in SOURCES for found in wanted.findall(text)] == []
