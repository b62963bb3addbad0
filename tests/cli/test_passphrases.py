"""Where the passphrase comes from: a file, the environment, a prompt, and nowhere else."""

import getpass
import io
from pathlib import Path

import pytest

from cadre_desktop.cli.console import Console, WrongUse
from tests.cli.conftest import PASSPHRASE, call


def _console(environ: dict[str, str] | None = None, *, interactive: bool = False) -> Console:
    return Console(io.StringIO(), io.StringIO(), environ or {}, interactive)


def test_the_environment_opens_the_store(demo_store: Path) -> None:
    assert call("list", "--home", demo_store, "unit", "--json").status == 0


def test_a_file_opens_the_store_and_comes_before_the_environment(demo_store: Path, tmp_path: Path) -> None:
    file = tmp_path / "口令.txt"
    file.write_bytes(("\ufeff" + PASSPHRASE + "\r\n第二行不看\r\n").encode())
    wrong = {"CADRE_PASSPHRASE": "不是这一句不是这一句"}
    done = call("list", "--home", demo_store, "unit", "--json", "--passphrase-file", file, environ=wrong)
    assert done.status == 0
    assert len(done.json) == 14


def test_a_wrong_passphrase_is_one_sentence(demo_store: Path) -> None:
    done = call("list", "--home", demo_store, "unit", environ={"CADRE_PASSPHRASE": "不是这一句不是这一句"})
    assert done.status == 1
    assert done.out == ""
    assert "口令不正确" in done.err
    assert done.err.count("\n") == 1


def test_without_anybody_to_ask_it_is_wrong_use(demo_store: Path) -> None:
    done = call("list", "--home", demo_store, "unit", environ={})
    assert done.status == 2
    assert "CADRE_PASSPHRASE" in done.err


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe\x00"])
def test_a_file_without_a_passphrase_is_wrong_use(demo_store: Path, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "p"
    file.write_bytes(content)
    done = call("list", "--home", demo_store, "unit", "--passphrase-file", file)
    assert done.status == 2
    assert "口令文件" in done.err


def test_a_missing_file_is_wrong_use(demo_store: Path, tmp_path: Path) -> None:
    done = call("list", "--home", demo_store, "unit", "--passphrase-file", tmp_path / "没有")
    assert done.status == 2
    assert "读不出来" in done.err


def test_the_passphrase_is_no_argument(demo_store: Path) -> None:
    done = call("list", "--home", demo_store, "unit", "--passphrase", PASSPHRASE)
    assert done.status == 2
    assert "不认识的参数：“--passphrase”。" in done.err
    assert PASSPHRASE not in done.err


def test_a_terminal_is_asked_once_for_an_old_and_twice_for_a_new_one(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def answer(prompt: str, _stream: object) -> str:
        asked.append(prompt)
        return PASSPHRASE

    monkeypatch.setattr(getpass, "getpass", answer)
    console = _console(interactive=True)
    assert console.passphrase(None) == PASSPHRASE
    assert asked == ["口令："]
    assert console.passphrase(None, new=True) == PASSPHRASE
    assert asked == ["口令：", "口令：", "再输一次："]


def test_a_new_passphrase_mistyped_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["这是第一次输入的", "这是第二次输入的"])
    monkeypatch.setattr(getpass, "getpass", lambda *_: next(answers))
    with pytest.raises(WrongUse, match="不一致"):
        _console(interactive=True).passphrase(None, new=True)


def test_an_end_of_input_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def end(*_: object) -> str:
        raise EOFError

    monkeypatch.setattr(getpass, "getpass", end)
    with pytest.raises(WrongUse, match="没有输入口令"):
        _console(interactive=True).passphrase(None, new=True)


def test_an_empty_answer_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getpass", lambda *_: "")
    with pytest.raises(WrongUse, match="没有输入口令"):
        _console(interactive=True).passphrase(None)
    with pytest.raises(WrongUse, match="是空的"):
        _console({"CADRE_PASSPHRASE": ""}).passphrase(None)
