"""What `dev.py` and its bootstrap decide before anything is installed: no network, no package manager."""

import importlib.util
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from build_spec import bootstrap

ROOT = Path(__file__).resolve().parent.parent


def load_dev() -> ModuleType:
    """Import dev.py by its path, as nothing else imports it."""
    spec = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


dev = load_dev()


class Calls:
    """Stands for every program dev.py starts: remembers the command lines and answers with a status."""

    def __init__(self) -> None:
        self.made: list[list[str]] = []
        self.environs: list[dict[str, str]] = []
        self.status: Callable[[list[str]], int] = lambda command: 0
        self.stdout = "[]"

    def run(self, command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
        self.made.append(command)
        self.environs.append(dict(options.get("env") or {}))
        return subprocess.CompletedProcess(command, self.status(command), stdout=self.stdout)

    def texts(self) -> list[str]:
        """The command lines without the interpreter that runs them."""
        return [" ".join(command[1:]) for command in self.made]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Calls]:
    """dev.py with nothing to install, no display, its own `out`, and every child process recorded."""
    recorded = Calls()
    monkeypatch.setattr(dev, "subprocess", SimpleNamespace(run=recorded.run, PIPE=subprocess.PIPE))
    monkeypatch.setattr(dev, "prepare_python", lambda lock: None)
    monkeypatch.setattr(dev, "prepare_system", lambda **needs: None)
    monkeypatch.setattr(dev, "OUT", tmp_path / "out")
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    return recorded


@pytest.fixture
def venv(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder standing for `.venv`, with two lock files of one line each."""
    folder, locks = tmp_path / ".venv", tmp_path / "requirements"
    folder.mkdir()
    locks.mkdir()
    (locks / "app.txt").write_text("one==1\n")
    (locks / "test.txt").write_text("one==1\ntwo==2\n")
    monkeypatch.setattr(bootstrap, "VENV", folder)
    monkeypatch.setattr(bootstrap, "LOCKS", locks)
    return folder


def stamp(venv: Path, lock_name: str, version: str) -> None:
    lock = bootstrap.LOCKS / lock_name
    (venv / f".installed-{lock_name}").write_text(bootstrap.fingerprint(lock.read_bytes(), version))


# --- usage ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [[], ["frobnicate"], ["Run"]])
def test_wrong_use_shows_the_usage_and_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(arguments) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "用法：python3 dev.py 命令" in shown.err


def test_asking_for_help_is_not_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["--help"]) == 0
    assert capsys.readouterr().out == dev.USAGE


def test_the_usage_names_every_command() -> None:
    named = re.findall(r"^  (\w+) ", dev.USAGE, re.MULTILINE)
    assert sorted(named) == sorted(dev.COMMANDS)


@pytest.mark.parametrize("command", ["check", "setup"])
def test_a_command_without_arguments_refuses_them(
    command: str, calls: Calls, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main([command, "--fast"]) == 2
    assert "不带参数：--fast" in capsys.readouterr().err
    assert calls.made == []


def test_an_old_python_is_told_what_is_needed(
    monkeypatch: pytest.MonkeyPatch, calls: Calls, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "OLDEST_PYTHON", (99, 0))
    assert dev.main(["run"]) == 2
    assert "需要 Python" in capsys.readouterr().err
    assert calls.made == []


def test_packaging_without_a_build_script_says_so(
    calls: Calls, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    assert dev.main(["package"]) == 2
    assert "没有打包脚本" in capsys.readouterr().err
    assert calls.made == []


def test_packaging_runs_the_build_script_when_there_is_one(
    calls: Calls, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = tmp_path / "build_spec" / "build.py"
    script.parent.mkdir()
    script.touch()
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    assert dev.main(["package", "deb"]) == 0
    assert calls.texts() == [f"{script} deb"]


def test_benchmarks_that_are_not_there_are_missed_in_words(
    calls: Calls, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    assert dev.main(["bench"]) == 2
    assert "没有性能测量程序" in capsys.readouterr().err
    assert calls.made == []


# --- display --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environ", "platform", "headless"),
    [
        ({}, "linux", True),
        ({"DISPLAY": ""}, "linux", True),
        ({"DISPLAY": ":0"}, "linux", False),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", False),
        ({}, "win32", False),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "minimal:x"}, "linux", True),
        ({"QT_QPA_PLATFORM": "vnc"}, "linux", False),
    ],
)
def test_a_window_is_opened_only_where_somebody_can_see_it(
    environ: dict[str, str], platform: str, headless: bool
) -> None:
    assert dev.is_headless(environ, platform) is headless


def test_without_a_display_qt_draws_offscreen() -> None:
    assert dev.child_environment({}, headless=True)["QT_QPA_PLATFORM"] == "offscreen"
    assert dev.child_environment({"QT_QPA_PLATFORM": "minimal"}, headless=True)["QT_QPA_PLATFORM"] == "minimal"
    assert "QT_QPA_PLATFORM" not in dev.child_environment({"DISPLAY": ":0"}, headless=False)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "C.UTF-8"),
        ({"LANG": "C"}, "C.UTF-8"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "POSIX"}, "C.UTF-8"),
        ({"LANG": "zh_CN.UTF-8"}, None),
        ({"LANG": "C", "LC_ALL": "zh_CN.UTF-8"}, "zh_CN.UTF-8"),
    ],
)
def test_a_locale_without_characters_is_replaced_and_a_real_one_kept(
    given: dict[str, str], expected: str | None
) -> None:
    assert dev.child_environment(given, headless=True).get("LC_ALL") == expected


def test_our_source_comes_before_the_persons_own_path() -> None:
    assert dev.child_environment({}, headless=True)["PYTHONPATH"] == str(ROOT)
    kept = dev.child_environment({"PYTHONPATH": "/elsewhere"}, headless=True)["PYTHONPATH"]
    assert kept == f"{ROOT}{os.pathsep}/elsewhere"


def test_pip_settings_of_the_person_reach_the_children() -> None:
    given = {"PIP_INDEX_URL": "file:///mirror", "HTTPS_PROXY": "proxy:1"}
    assert dev.child_environment(given, headless=True).items() >= given.items()


# --- run ------------------------------------------------------------------------------------------------------


def test_run_opens_the_window_on_a_display(calls: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    assert dev.main(["run"]) == 0
    assert calls.texts() == ["-m cadre_desktop"]
    assert "QT_QPA_PLATFORM" not in calls.environs[0]


def test_run_hands_arguments_to_the_command_line_and_returns_its_status(calls: Calls) -> None:
    calls.status = lambda command: 1
    assert dev.main(["run", "check", "--json"]) == 1
    assert calls.texts() == ["-m cadre_desktop check --json"]
    assert calls.environs[0]["QT_QPA_PLATFORM"] == "offscreen"


def test_run_without_a_display_makes_data_reports_and_pictures(calls: Calls, tmp_path: Path) -> None:
    calls.stdout = json.dumps([{"key": "roster", "title": "花名册", "formats": ["xlsx"]}])
    assert dev.main(["run"]) == 0
    out = tmp_path / "out"
    assert calls.texts() == [
        f"-m cadre_desktop demo --home {out / 'demo-home'}",
        "-m cadre_desktop reports --json",
        f"-m cadre_desktop export --home {out / 'demo-home'} roster --out {out / 'reports' / 'roster 花名册.xlsx'}",
        f"-m cadre_desktop shots --home {out / 'demo-home'} --out {out / 'shots'}",
    ]


def test_the_demonstration_has_a_passphrase_of_its_own_each_time(calls: Calls, tmp_path: Path) -> None:
    secrets = []
    for _ in range(2):
        dev.main(["run"])
        secrets.append((tmp_path / "out" / "demo-passphrase.txt").read_text())
        assert calls.environs[-1]["CADRE_PASSPHRASE"] == secrets[-1]
    assert len(secrets[0]) == 24
    assert secrets[0] != secrets[1]
    assert not any(secret in text for secret in secrets for text in calls.texts())


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such permission bits")
def test_only_the_owner_can_read_the_demonstrations_passphrase(calls: Calls, tmp_path: Path) -> None:
    dev.main(["run"])
    assert (tmp_path / "out" / "demo-passphrase.txt").stat().st_mode & 0o077 == 0


def test_what_was_made_is_listed_with_sizes(calls: Calls, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def draw(command: list[str]) -> int:
        if "shots" in command:
            folder = tmp_path / "out" / "shots"
            folder.mkdir()
            (folder / "首页.png").write_bytes(bytes(3000))
        return 0

    calls.status = draw
    assert dev.main(["run"]) == 0
    assert "  首页.png（3 KB）" in capsys.readouterr().out.splitlines()


def test_a_failed_demo_ends_the_demonstration(calls: Calls) -> None:
    calls.status = lambda command: 3
    assert dev.main(["run"]) == 1
    assert len(calls.made) == 1


def test_a_report_that_fails_is_named_and_the_others_are_still_made(
    calls: Calls, capsys: pytest.CaptureFixture[str]
) -> None:
    calls.stdout = json.dumps([{"key": key, "title": title} for key, title in (("a", "甲表"), ("b", "乙表"))])
    calls.status = lambda command: int("a" in command)
    assert dev.main(["run"]) == 1
    assert "没有做成：甲表\n" in capsys.readouterr().err
    assert [command[3] for command in calls.made] == ["demo", "reports", "export", "export", "shots"]


def test_a_second_demonstration_starts_fresh(calls: Calls, tmp_path: Path) -> None:
    dev.main(["run"])
    left_over = tmp_path / "out" / "demo-home" / "data.db"
    left_over.parent.mkdir()
    left_over.touch()
    other = tmp_path / "out" / "notes.txt"
    other.touch()
    assert dev.main(["run"]) == 0
    assert not left_over.exists()
    assert other.exists()


def test_a_folder_somebody_else_made_is_not_deleted(
    calls: Calls, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    precious = tmp_path / "out" / "demo-home" / "data.db"
    precious.parent.mkdir(parents=True)
    precious.touch()
    assert dev.main(["run"]) == 2
    assert precious.exists()
    assert "不敢删除" in capsys.readouterr().err
    assert calls.made == []


@pytest.mark.parametrize(
    ("report", "name"),
    [
        ({"key": "k", "title": "名册", "formats": ["xlsx", "pdf"]}, "k 名册.xlsx"),
        ({"key": "k", "title": "名册", "formats": ["pdf"]}, "k 名册.pdf"),
        ({"key": "k", "title": "名册"}, "k 名册.xlsx"),
        ({"key": "k", "title": "正/负面：甲*"}, "k 正_负面：甲_.xlsx"),
    ],
)
def test_a_report_file_is_named_for_people_and_any_file_system(report: dict[str, object], name: str) -> None:
    assert dev.report_file_name(report) == name


# --- check and test -------------------------------------------------------------------------------------------


def test_the_checks_all_run_even_after_one_failed(calls: Calls, capsys: pytest.CaptureFixture[str]) -> None:
    calls.status = lambda command: int("mypy" in command)
    assert dev.main(["check"]) == 1
    assert len(calls.made) == 4
    assert "没有通过：mypy\n" in capsys.readouterr().err


def test_checks_that_pass_end_with_0(calls: Calls) -> None:
    assert dev.main(["check"]) == 0


def test_test_checks_first_and_then_runs_the_suite(calls: Calls) -> None:
    assert dev.main(["test"]) == 0
    assert len(calls.made) == 5
    assert calls.made[-1][1:3] == ["-m", "pytest"]
    assert calls.environs[-1]["QT_QPA_PLATFORM"] == "offscreen"


def test_a_failed_check_fails_a_green_suite(calls: Calls) -> None:
    calls.status = lambda command: int("ruff" in command)
    assert dev.main(["test"]) == 1
    assert calls.made[-1][1:3] == ["-m", "pytest"]


def test_arguments_go_to_pytest_alone(calls: Calls) -> None:
    calls.status = lambda command: 5
    assert dev.main(["test", "-k", "walk"]) == 5
    assert calls.texts() == ["-m pytest -k walk"]


# --- shared libraries and fonts -------------------------------------------------------------------------------


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks the Linux dynamic linker")
def test_a_library_counts_as_missing_when_it_does_not_load() -> None:
    libraries = {"libc.so.6": "libc6", "libsurely-not-here.so.7": "libnothere7"}
    assert bootstrap.missing_packages(libraries) == ["libnothere7"]


def test_the_display_libraries_are_asked_for_only_with_a_display(monkeypatch: pytest.MonkeyPatch, calls: Calls) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(bootstrap, "missing_packages", lambda libraries: list(libraries.values()))
    monkeypatch.setattr(bootstrap, "missing_font", lambda **needs: [])
    monkeypatch.setattr(bootstrap, "install_by_apt", lambda packages: asked.append(packages) or True)
    bootstrap.prepare_system(window=True, pictures=False)
    monkeypatch.setenv("DISPLAY", ":0")
    bootstrap.prepare_system(window=True, pictures=False)
    bootstrap.prepare_system(window=False, pictures=False)
    assert ["libxcb-cursor0" in packages for packages in asked] == [False, True, False]
    assert all("libegl1" in packages for packages in asked)


def test_libraries_that_stay_missing_stop_the_start(monkeypatch: pytest.MonkeyPatch, calls: Calls) -> None:
    monkeypatch.setattr(bootstrap, "missing_packages", lambda libraries: ["libegl1"])
    monkeypatch.setattr(bootstrap, "install_by_apt", lambda packages: False)
    with pytest.raises(bootstrap.Stop, match="libegl1"):
        bootstrap.prepare_system(window=False, pictures=False)


def test_a_missing_font_alone_does_not_stop_the_start(
    monkeypatch: pytest.MonkeyPatch, calls: Calls, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "missing_packages", lambda libraries: [])
    monkeypatch.setattr(bootstrap, "missing_font", lambda **needs: ["fonts-noto-cjk"])
    monkeypatch.setattr(bootstrap, "install_by_apt", lambda packages: False)
    bootstrap.prepare_system(window=False, pictures=True)
    assert "没有装上中文字体" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("files", "for_pictures", "missing"),
    [
        (["DejaVuSans.ttf"], False, ["fonts-wqy-microhei"]),
        (["DejaVuSans.ttf", "wqy-microhei.ttc"], False, []),
        (["SIMSUN.TTC"], False, []),
        (["NotoSansCJK-Regular.ttc"], False, []),
        (["wqy-microhei.ttc"], True, ["fonts-noto-cjk"]),
        (["NotoSansCJK-Regular.ttc"], True, []),
        (["NotoSans-Regular.ttf"], True, ["fonts-noto-cjk"]),
    ],
)
def test_pictures_need_noto_and_a_start_any_chinese_font(
    files: list[str], for_pictures: bool, missing: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "fontconfig_knows_chinese", lambda: False)
    assert bootstrap.missing_font(for_pictures=for_pictures, files=files) == missing


def test_a_chinese_font_of_unknown_name_is_found_through_fontconfig(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "fontconfig_knows_chinese", lambda: True)
    assert bootstrap.missing_font(for_pictures=False, files=["house-style.ttf"]) == []
    assert bootstrap.missing_font(for_pictures=True, files=["house-style.ttf"]) == ["fonts-noto-cjk"]


def test_without_rights_the_one_command_is_printed_and_nothing_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran: list[tuple[object, ...]] = []
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(bootstrap, "administrator", lambda: None)
    monkeypatch.setattr(bootstrap, "succeeds", lambda *command, **options: ran.append(command) or True)
    assert not bootstrap.install_by_apt(["libegl1", "libgl1"])
    assert "apt-get install -y --no-install-recommends libegl1 libgl1\n" in capsys.readouterr().err
    assert ran == []


def test_a_stale_package_list_is_refreshed_once_before_giving_up(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran: list[tuple[object, ...]] = []
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(bootstrap, "administrator", lambda: ["sudo", "-n"])
    monkeypatch.setattr(bootstrap, "succeeds", lambda *command, **options: bool(ran.append(command)))
    assert not bootstrap.install_by_apt(["libegl1"])
    assert ["update" in command for command in ran] == [False, True, False]
    assert all(command[:2] == ("sudo", "-n") for command in ran)
    assert "apt 没有装成" in capsys.readouterr().err


# --- the locked environment -----------------------------------------------------------------------------------


def test_a_fresh_environment_is_not_stamped(venv: Path) -> None:
    assert not bootstrap.is_stamped("app.txt", "3.11.2")


def test_a_stamp_holds_until_the_lock_changes(venv: Path) -> None:
    stamp(venv, "app.txt", "3.11.2")
    assert bootstrap.is_stamped("app.txt", "3.11.2")
    (bootstrap.LOCKS / "app.txt").write_text("one==1.1\n")
    assert not bootstrap.is_stamped("app.txt", "3.11.2")


def test_a_stamp_of_another_python_does_not_count(venv: Path) -> None:
    stamp(venv, "app.txt", "3.11.2")
    assert not bootstrap.is_stamped("app.txt", "3.12.1")


def test_the_test_lock_serves_the_program_but_not_the_other_way_round(venv: Path) -> None:
    stamp(venv, "app.txt", "3.11.2")
    assert not bootstrap.is_stamped("test.txt", "3.11.2")
    (venv / ".installed-app.txt").unlink()
    stamp(venv, "test.txt", "3.11.2")
    assert bootstrap.is_stamped("app.txt", "3.11.2")


def test_a_stamped_environment_is_left_alone(venv: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stamp(venv, "app.txt", "3.11.2")
    monkeypatch.setattr(bootstrap, "interpreter_version", lambda python: "3.11.2")
    monkeypatch.setattr(bootstrap, "make_venv", pytest.fail)
    monkeypatch.setattr(bootstrap, "ensure_pip", pytest.fail)
    bootstrap.prepare_python("app.txt")


@pytest.mark.parametrize("status", [0, 1])
def test_only_a_finished_installation_is_stamped(venv: Path, monkeypatch: pytest.MonkeyPatch, status: int) -> None:
    commands: list[list[str]] = []

    def install(command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        return subprocess.CompletedProcess(command, status)

    monkeypatch.setattr(bootstrap, "interpreter_version", lambda python: "3.11.2")
    monkeypatch.setattr(bootstrap, "ensure_pip", lambda: None)
    monkeypatch.setattr(bootstrap.subprocess, "run", install)
    monkeypatch.setattr(bootstrap.sys, "stderr", sys.__stderr__)
    if status:
        with pytest.raises(bootstrap.Stop, match="依赖没有装成"):
            bootstrap.prepare_python("app.txt")
    else:
        bootstrap.prepare_python("app.txt")
    assert {"--require-hashes", "--only-binary", ":all:"} <= set(commands[0])
    assert not any("://" in word for word in commands[0])
    assert bootstrap.is_stamped("app.txt", "3.11.2") is (status == 0)


def test_an_interpreter_that_does_not_run_has_no_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert bootstrap.interpreter_version(tmp_path / "python") == ""
    assert bootstrap.interpreter_version(Path(sys.executable)) == sys.version
    monkeypatch.setattr(bootstrap, "OLDEST_PYTHON", (99, 0))
    assert bootstrap.interpreter_version(Path(sys.executable)) == ""


def pins(name: str) -> set[tuple[str, str]]:
    """The packages a lock file names, with their versions."""
    text = (ROOT / "build_spec" / "requirements" / name).read_text(encoding="utf-8")
    return set(re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", text, re.MULTILINE))


def test_the_test_lock_holds_everything_the_program_needs() -> None:
    assert pins("app.txt")
    assert pins("app.txt") <= pins("test.txt")


@pytest.mark.parametrize("name", ["app.txt", "test.txt"])
def test_a_lock_names_hashes_and_no_index(name: str) -> None:
    text = (ROOT / "build_spec" / "requirements" / name).read_text(encoding="utf-8")
    assert len(pins(name)) == sum("==" in line for line in text.splitlines() if not line.startswith((" ", "#")))
    assert "://" not in re.sub(r"#.*", "", text)
    assert all("--hash=sha256:" in entry for entry in re.split(r"\n(?=\S)", text) if "==" in entry.split("\n")[0])
