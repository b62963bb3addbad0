"""Which installed packages the program needs."""

from pathlib import Path

import pytest

from build_spec.needed import imported_names, needed_distributions, required_names


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("import os, sys as system\n", {"os", "sys"}),
        ("import openpyxl.styles\n", {"openpyxl"}),
        ("from lxml.etree import parse\n", {"lxml"}),
        ("    from sqlalchemy import (\n        Row,\n    )\n", {"sqlalchemy"}),
        ("try:\n    import orjson\nexcept ImportError:\n    orjson = None\n", {"orjson"}),
        ("from . import base\nfrom .rows import Row\n", set()),
        ("# import nothing\nimportant = 1\n", set()),
        ("print('from x import y')\n", set()),
    ],
)
def test_absolute_imports_are_found_wherever_they_stand(source: str, names: set[str]) -> None:
    assert imported_names(source) == names


def test_extras_nobody_asked_for_are_no_requirement() -> None:
    asked = ["cffi>=2.0; platform_python_implementation != 'PyPy'", "Typing_Extensions", "pytest; extra == 'test'"]
    assert required_names(asked) == {"cffi", "typing-extensions"}


def install(folder: Path, name: str, files: dict[str, str], requires: str = "") -> None:
    """Lay out a package as an installer does."""
    information = folder / f"{name}-1.0.dist-info"
    information.mkdir(parents=True)
    requirement = f"Requires-Dist: {requires}\n" if requires else ""
    (information / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n{requirement}")
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    lines = [f"{path},,\n" for path in (*files, f"{name}-1.0.dist-info/METADATA", "../../bin/script")]
    (information / "RECORD").write_text("".join(lines))


def test_packages_are_followed_through_imports_and_requirements(tmp_path: Path) -> None:
    site, source = tmp_path / "site", tmp_path / "cadre_desktop"
    install(site, "sheets", {"sheets/__init__.py": "try:\n    import fastxml\nexcept ImportError:\n    pass\n"})
    install(site, "fast-xml", {"fastxml.cpython-311-x86_64-linux-gnu.so": ""}, requires="helper")
    install(site, "helper", {"helper/__init__.py": ""})
    install(site, "unused", {"unused/__init__.py": "import sheets\n"})
    install(site, "tests-only", {"tests_only.py": ""})
    install(site, "with-tests", {"with_tests/__init__.py": "", "with_tests/tests/test_a.py": "import tests_only\n"})
    source.mkdir()
    (source / "a.py").write_text("def write():\n    import sheets\n")
    (source / "b.py").write_text("import os\nimport with_tests\nfrom cadre_desktop import a\n")
    found = [distribution.name for distribution in needed_distributions(site, source)]
    assert found == ["fast-xml", "helper", "sheets", "with-tests"]
