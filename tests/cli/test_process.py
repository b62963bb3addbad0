"""The program as a process of its own: streams, encodings and exit statuses as a script meets them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cadre_desktop.cli.console import standard_console
from tests.cli.conftest import PASSPHRASE

_ROOT = Path(__file__).parent.parent.parent


def _spawn(tmp_path: Path, *arguments: object, **environ: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program in a bare environment, its log and settings in the test's folder."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
    folders = {name: str(tmp_path / name) for name in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "LOCALAPPDATA")}
    return subprocess.run(
        [sys.executable, "-m", "cadre_desktop", *map(str, arguments)],
        env={**kept, **folders, "CADRE_PASSPHRASE": PASSPHRASE, "QT_QPA_PLATFORM": "offscreen", **environ},
        cwd=_ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize("language", [{"LANG": "C"}, {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0"}])
def test_output_is_utf8_whatever_the_language(demo_store: Path, tmp_path: Path, language: dict[str, str]) -> None:
    done = _spawn(tmp_path, "list", "--home", demo_store, "unit", "--json", **language)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    rows = json.loads(done.stdout.decode("utf-8"))
    assert "青石镇" in {row["name"] for row in rows}


def test_results_and_words_go_separate_ways(demo_store: Path, tmp_path: Path) -> None:
    done = _spawn(tmp_path, "list", "--home", demo_store, "unit", LANG="C", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "共 14 条" in done.stderr.decode("utf-8")
    assert "共 14 条" not in done.stdout.decode("utf-8")


def test_a_reader_that_has_seen_enough_leaves_no_trace_on_stderr(tmp_path: Path) -> None:
    kept = {"PATH": os.environ.get("PATH", ""), "HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path)}
    command = [sys.executable, "-m", "cadre_desktop", "kinds", "--json"]
    with subprocess.Popen(command, env=kept, cwd=_ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()  # as `| head` does
        said = process.stderr.read()
    assert (process.returncode, said) == (1, b"")


def test_streams_closed_beforehand_are_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    console = standard_console()
    console.line("没有人看")
    console.say("也没有人看")
    console.finish()
    assert not console.interactive


def test_wrong_use_is_status_two_and_no_traceback(tmp_path: Path) -> None:
    done = _spawn(tmp_path, "frobnicate", LANG="C")
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.decode("utf-8").startswith("没有“frobnicate”这个命令。")
    assert b"Traceback" not in done.stderr


def test_a_passphrase_is_not_waited_for_without_a_terminal(demo_store: Path, tmp_path: Path) -> None:
    environ = {name: value for name, value in os.environ.items() if name != "CADRE_PASSPHRASE"}
    done = subprocess.run(
        [sys.executable, "-m", "cadre_desktop", "list", "--home", str(demo_store), "unit"],
        env={**environ, "HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path)},
        cwd=_ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert "没有给出口令" in done.stderr.decode("utf-8")


def test_help_needs_neither_window_nor_store(tmp_path: Path) -> None:
    code = (
        "import sys, cadre_desktop.__main__ as m; status = m.main(['--help']);"
        "assert not {'PySide6', 'sqlalchemy', 'openpyxl'} & set(sys.modules); sys.exit(status)"
    )
    kept = {"PATH": os.environ.get("PATH", ""), "HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], env=kept, cwd=_ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    assert "cadre-desktop" in done.stdout.decode("utf-8")
