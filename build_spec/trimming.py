"""Which of the installed files go into a package: the parts of Qt the program uses, and nothing only makers need.

Paths are relative to the folder of packages, with slashes, as they lie in the wheels and in the bundles alike.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

QT_MODULES = frozenset({"Core", "Gui", "Widgets", "PrintSupport", "Svg"})
"""What the program imports; a test holds this against the source."""
_QT_LIBRARIES = QT_MODULES | {"DBus", "XcbQpa"}  # the X platform and the input method plugin link these two
_QT_PLUGINS = {
    "platforms": {"xcb", "windows", "offscreen"},
    "imageformats": {"jpeg", "svg", "ico"},
    "iconengines": {"svgicon"},
    "platforminputcontexts": {"ibusplatforminputcontextplugin", "composeplatforminputcontextplugin"},
    "printsupport": {"cupsprintersupport"},
}
_QT_WORDS = {"qtbase_zh_CN.qm"}
_QT_OTHERS = re.compile(
    r"__init__\.py|_config\.py|_git_pyside_version\.py"
    r"|(lib)?pyside6\.abi3\.(so.*|dll)|(Qt/lib/)?libicu(data|i18n|uc)\.so\.\d+|(msvcp140|vcruntime140)\w*\.dll"
)
_LIBRARY = re.compile(r"(?:Qt/lib/)?(?:lib)?Qt6(\w+?)(?:\.so\.[\d.]+|\.dll)")
_BINDING = re.compile(r"Qt(\w+?)(?:\.abi3\.so|\.pyd)")
_PLUGIN = re.compile(r"(?:Qt/)?plugins/(\w+)/(?:libq?|q)(\w+)\.(?:so|dll)")

_MAKERS_ONLY = re.compile(
    r"(^|/)(tests?|testing|__pycache__|include|includes|isoschematron)(/|$)"
    r"|\.(pyi|pyx|pxd|pxi|c|h|lib|exe|typed|rnc|rng)$"
    r"|(^|/)py\.typed$|^bin/|^share/|^(pip|setuptools|_distutils_hack)/|\.pth$"
    r"|^alembic/templates/|^lxml/html/|^shiboken6/(?!.*(vcruntime140|msvcp140)).*140.*\.dll$"
    r"|\.dist-info/(RECORD|INSTALLER|REQUESTED|direct_url\.json|WHEEL|entry_points\.txt|top_level\.txt|sboms/)"
)

EXCLUDED_MODULES = (
    *("tkinter", "unittest", "pydoc", "doctest", "setuptools", "pkg_resources", "pip", "distutils", "lib2to3"),
    *("pytest", "_pytest", "numpy", "pandas", "PIL", "MySQLdb", "psycopg2", "pysqlite2", "curses", "readline"),
    *("PySide6.QtNetwork", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtOpenGL", "PySide6.QtDBus", "PySide6.QtTest"),
    *("sqlalchemy.testing", "alembic.testing", "ssl", "_ssl", "asyncio.windows_events", "xmlrpc", "ftplib"),
)
"""Modules that only tests or networks would need.  SQLAlchemy's other databases stay: alembic imports them all."""


def keeps(path: str) -> bool:
    """Say whether a file of the installed packages goes into a package."""
    if path.startswith("PySide6/"):
        return _keeps_of_qt(path.removeprefix("PySide6/"))
    return _MAKERS_ONLY.search(path) is None


def _keeps_of_qt(path: str) -> bool:
    """Judge a file inside PySide6: only what is named above stays."""
    if found := _PLUGIN.fullmatch(path):
        return found[2] in _QT_PLUGINS.get(found[1], ())
    if found := _LIBRARY.fullmatch(path):
        return found[1] in _QT_LIBRARIES
    if found := _BINDING.fullmatch(path):
        return found[1] in QT_MODULES
    if "translations/" in path:
        return PurePosixPath(path).name in _QT_WORDS
    return _QT_OTHERS.fullmatch(path) is not None
