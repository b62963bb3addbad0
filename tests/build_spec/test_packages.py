"""What stands in the packages: control files, menu entries, scripts, pictures, the installer's command."""

import configparser
import io
import json
import pprint
import re
import shutil
import struct
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

import dev
from build_spec import bootstrap, build, pictures, places
from build_spec.linux import deb, runtime_hook
from build_spec.linux.mirror import mirror_in
from build_spec.linux.runtime import placeless
from build_spec.windows import installer, stage
from cadre_desktop import PACKAGE_SUFFIX, __version__
from cadre_desktop.storage.migrate import number_of
from cadre_desktop.storage.migrations import LATEST

WORDS = {
    "title": places.TITLE,
    "summary": places.SUMMARY,
    "exec": "/usr/bin/cadre-desktop",
    "icon": "cadre-desktop",
    "type": places.PACKAGE_TYPE,
    "words": places.PACKAGE_WORDS,
    "suffix": PACKAGE_SUFFIX,
}


def test_versions_are_read_from_the_source() -> None:
    assert places.program_version() == __version__
    assert places.data_version() == LATEST
    assert number_of(places.program_version()) > 0


def test_the_build_has_one_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")
    assert places.epoch() == 1_780_000_000
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    monkeypatch.setattr(places.subprocess, "run", lambda *_, **__: (_ for _ in ()).throw(OSError("no git")))
    assert places.epoch() == 1_767_225_600


# --- Debian -----------------------------------------------------------------------------------------------------


def fields(text: str) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in text.splitlines() if not line.startswith(" "))


def test_the_control_file_says_what_dpkg_has_to_know() -> None:
    text = deb.control_text(deb.DEBIAN, ["libc6 (>= 2.28)", "libxcb1"], "0.1.0", 140_000)
    found = fields(text)
    assert found["Package"] == "cadre-desktop"
    assert found["Version"] == "0.1.0"
    assert found["Depends"] == "libc6 (>= 2.28), libxcb1"
    assert "fonts-wqy-microhei" in found["Recommends"]
    assert found["Installed-Size"] == "140000"
    assert text.endswith("卸载程序不删除数据。\n")


def test_the_uos_package_keeps_to_its_own_folder_and_runs_no_script() -> None:
    assert deb.UOS.program.startswith("/opt/apps/org.cadre.desktop/files/")
    assert deb.UOS.entries == "opt/apps/org.cadre.desktop/entries"
    assert not deb.UOS.scripts
    assert "Recommends" not in deb.control_text(deb.UOS, ["libc6"], "0.1.0", 1)
    information = json.loads(deb.uos_info("0.1.0"))
    assert information["appid"] == "org.cadre.desktop"
    assert information["arch"] == ["amd64"]
    assert [name for name, allowed in information["permissions"].items() if allowed] == ["clipboard"]


def test_the_menu_entry_opens_package_files() -> None:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(deb.filled("cadre-desktop.desktop", WORDS))
    entry = parser["Desktop Entry"]
    assert entry["Exec"] == "/usr/bin/cadre-desktop %f"
    assert entry["MimeType"] == "application/x-cadre-package;"
    assert entry["Name[zh_CN]"] == "干部纪实档案"


def test_the_file_type_knows_the_ending_and_its_picture() -> None:
    tree = ElementTree.fromstring(deb.filled("cadre-desktop.xml", WORDS | {"icon": "application-x-cadre-package"}))
    name = "{http://www.freedesktop.org/standards/shared-mime-info}"
    (kind,) = tree
    assert kind.get("type") == places.PACKAGE_TYPE
    assert kind.find(f"{name}glob").get("pattern") == "*.cadrepkg"  # type: ignore[union-attr]
    assert kind.find(f"{name}icon").get("name") == "application-x-cadre-package"  # type: ignore[union-attr]


def script(
    tmp_path: Path, name: str, *arguments: str, version: str = "0.2.0", newer: bool = False, kib: int = 0
) -> tuple[int, str]:
    """Run a maintainer script as dpkg does, with a dpkg that answers a comparison as told and 300 MiB of room."""
    path = tmp_path / name
    program = str(tmp_path / "program")
    path.write_text(
        deb.filled(f"{name}.sh", {"program": program, "title": "程序", "version": version, "kib": str(kib)})
    )
    tools = tmp_path / "tools"
    tools.mkdir(exist_ok=True)
    (tools / "dpkg").write_text(f"#!/bin/sh\nexit {0 if newer else 1}\n")
    (tools / "df").write_text(f'#!/bin/sh\n[ "$3" = "{tmp_path}" ] && printf "  Avail\\n 307200\\n"\n')
    for tool in ("dpkg", "df"):
        (tools / tool).chmod(0o755)
    environ = {"PATH": f"{tools}:/usr/bin:/bin"}
    done = subprocess.run(["sh", str(path), *arguments], env=environ, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


unix_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="scripts of Debian packages")


@unix_only
@pytest.mark.parametrize("arguments", [("install",), ("upgrade", "0.1.0"), ("abort-upgrade", "0.9.0")])
def test_a_newer_package_may_be_installed(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert script(tmp_path, "preinst", *arguments) == (0, "")


@unix_only
def test_an_older_package_is_refused_in_one_sentence(tmp_path: Path) -> None:
    status, said = script(tmp_path, "preinst", "upgrade", "0.3.0", newer=True)
    assert status == 1
    assert said == "本机已装有较新的版本 0.3.0，不能换成较旧的 0.2.0；程序和数据都没有改动。\n"


@unix_only
def test_an_older_package_may_be_installed_where_none_is(tmp_path: Path) -> None:
    assert script(tmp_path, "preinst", "install", "0.3.0", newer=True) == (0, "")


@unix_only
@pytest.mark.parametrize("action", ["install", "upgrade"])
def test_a_disk_without_room_is_told_before_anything_is_written(tmp_path: Path, action: str) -> None:
    assert script(tmp_path, "preinst", action, "0.1.0", kib=307_200) == (0, "")
    status, said = script(tmp_path, "preinst", action, "0.1.0", kib=307_201)
    assert status == 1
    assert said == f"磁盘空间不足：需要 300 MB，{tmp_path} 所在的磁盘只剩 300 MB；程序和数据都没有改动。\n"


@unix_only
@pytest.mark.parametrize(("name", "arguments"), [("preinst", ("upgrade", "0.1.0")), ("prerm", ("remove",))])
def test_nothing_is_replaced_under_a_running_program(tmp_path: Path, name: str, arguments: tuple[str, ...]) -> None:
    sleeper = shutil.copy(shutil.which("sleep") or "", tmp_path / "program")
    with subprocess.Popen([sleeper, "60"]) as running:
        try:
            status, said = script(tmp_path, name, *arguments)
        finally:
            running.kill()
    assert status == 1
    assert "正在运行。请先退出程序" in said
    running.wait()
    assert script(tmp_path, name, *arguments)[0] == 0


@unix_only
def test_an_upgrade_may_remove_the_old_files(tmp_path: Path) -> None:
    assert script(tmp_path, "prerm", "upgrade", "0.3.0") == (0, "")


def test_debians_mirror_is_the_one_apt_uses() -> None:
    targets = "bookworm-security file:/s/\nbookworm file:/mirror/debian/\nbookworm-updates file:/u/\n"
    assert mirror_in(targets) == "file:/mirror/debian"
    assert mirror_in("trixie file:/mirror/debian/\n") == ""
    assert mirror_in("") == ""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"LD_LIBRARY_PATH": "/opt/x/_internal"}, {}),
        ({"LD_LIBRARY_PATH": "/x:/own", "LD_LIBRARY_PATH_ORIG": "/own"}, {"LD_LIBRARY_PATH": "/own"}),
        ({"LD_LIBRARY_PATH": "/x", "LD_LIBRARY_PATH_ORIG": ""}, {"LD_LIBRARY_PATH": ""}),
        ({}, {}),
    ],
)
def test_programs_started_from_ours_find_their_own_libraries(before: dict[str, str], after: dict[str, str]) -> None:
    runtime_hook.give_back(before)
    assert before == after


@pytest.mark.parametrize("place", ["/b", "/home/a long way/to the/build folder of somebody else/b"])
def test_the_interpreter_does_not_say_where_it_was_made(place: str) -> None:
    made = pprint.pformat({"CC": f"{place}/spec/cc.sh", "ARGS": f"'-I{place}/work/include' '-O3'", "HAVE_NICE": 1})
    text = placeless(f"# made by configure\nbuild_time_vars = {made}\n", {Path(f"{place}/work"): "build"})
    text = placeless(text, {Path(place): "."})
    assert text == (
        "build_time_vars = {\n"
        "    'ARGS': \"'-Ibuild/include' '-O3'\",\n    'CC': './spec/cc.sh',\n    'HAVE_NICE': 1,\n}\n"
    )


# --- Windows ----------------------------------------------------------------------------------------------------


def source_package(names: list[str]) -> bytes:
    """Make a package like the one the runtime comes in."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        for name in names:
            archive.writestr(name, name)
    outer = io.BytesIO()
    with tarfile.open(fileobj=outer, mode="w:gz") as archive:
        entry = tarfile.TarInfo("package-1/src/data.zip")
        entry.size = len(inner.getvalue())
        archive.addfile(entry, io.BytesIO(inner.getvalue()))
    return outer.getvalue()


def test_only_the_runtime_of_our_python_is_taken() -> None:
    names = ["cp310/python310.dll", "cp311/", "cp311/python311.dll", "cp311/_ssl.pyd", "cp311/python.exe"]
    names += ["cp311/_hashlib.pyd", "cp311/LICENSE.txt"]
    found = dict(stage.runtime_files(source_package(names)))
    assert sorted(found) == ["LICENSE.txt", "_hashlib.pyd", "python311.dll"]
    assert found["python311.dll"] == b"cp311/python311.dll"


def test_the_installer_is_told_version_and_size(tmp_path: Path) -> None:
    folder = tmp_path / "程序 文件夹"
    folder.mkdir()
    (folder / "a").write_bytes(bytes(3000))
    command = [str(word) for word in installer.nsis_command(tmp_path / "makensis", folder, Path("x.exe"), "0.1.0")]
    assert {"-DVERSION=0.1.0", "-DSIZE_KB=3", f"-DSTAGE={folder}", "-DOUTFILE=x.exe", "-WX"} <= set(command)
    assert command[-1].endswith("installer.nsi")


def test_the_installer_never_names_the_data() -> None:
    text = (places.SPEC / "windows" / "installer.nsi").read_text(encoding="utf-8")
    removed = re.findall(r'^\s*(?:RMDir /r|Delete) "([^"]+)"', text, re.MULTILINE)
    assert removed
    assert not [path for path in removed if "data" in path or path in ("$INSTDIR", "$LOCALAPPDATA")]
    assert "portable.txt" not in removed


def test_the_refusals_of_the_installer_have_their_own_numbers() -> None:
    text = (places.SPEC / "windows" / "installer.nsi").read_text(encoding="utf-8")
    listed = re.search(r"^; 退出码：(.+)$", text, re.MULTILINE)
    assert listed is not None
    known = set(re.findall(r"(\d) ", listed[1]))
    used = set(re.findall(r"GiveUp (\d) ", text)) | set(re.findall(r"SetErrorLevel (\d)", text))
    assert used <= known
    assert {"3", "4", "5", "6", "7", "8"} <= used


def test_every_refusal_of_the_installer_is_one_chinese_sentence() -> None:
    text = (places.SPEC / "windows" / "installer.nsi").read_text(encoding="utf-8")
    said = re.findall(r'(?:GiveUp \d|MB_ICONEXCLAMATION) "([^"]+)"', text)
    assert len(said) >= 8
    for words in said:
        assert re.search("[\u4e00-\u9fff]", words)
        assert words.endswith(("。", "${UNTOUCHED}"))


def test_the_script_and_the_workflow_for_other_machines_name_what_is_there() -> None:
    script = (places.SPEC / "windows" / "build.cmd").read_bytes()
    assert script.count(b"\n") == script.count(b"\r\n") > 10  # cmd loses its place in other files
    workflow = (places.SPEC / "workflow.yml").read_text(encoding="utf-8")
    both = script.decode() + workflow
    named = {name.replace("\\", "/") for name in re.findall(r"build_spec[\\/][\w.\\/]+", both)}
    assert {"build_spec/windows/build.cmd", "build_spec/windows/installer_test.py", "build_spec/smoke_test.py"} <= named
    assert all((bootstrap.ROOT / name).is_file() for name in named)
    assert set(re.findall(r"dev\.py (\w+)", both)) == {"package", "setup"} <= dev.COMMANDS.keys()
    assert set(re.findall(r"goto (\w+)", script.decode())) == {"failed"}
    assert b":failed" in script


def test_the_launcher_starts_the_runtime_that_is_shipped() -> None:
    text = (places.SPEC / "windows" / "launcher.c").read_text(encoding="utf-8")
    assert 'L"%ls\\\\runtime\\\\python311.dll"' in text
    said = dict(re.findall(r"/\* (\S+) \*/\n#define \w+ L\"([^\"]+)\"", text))
    assert len(said) == 2
    for comment, escaped in said.items():
        assert escaped.encode().decode("unicode_escape") == comment


# --- pictures ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("source", [pictures.PROGRAM_PICTURE, pictures.PACKAGE_PICTURE])
def test_a_picture_is_drawn_in_every_size(source: Path) -> None:
    for size in (16, 256):
        data = pictures.png(source, size)
        assert data.startswith(b"\x89PNG")
        assert struct.unpack(">II", data[16:24]) == (size, size)
        assert pictures.png(source, size) == data
    assert len(pictures.png(source, 256)) > 1000  # not an empty square


def test_an_icon_file_lists_its_pictures() -> None:
    data = pictures.ico([(16, b"small"), (256, b"bigger")])
    assert struct.unpack_from("<HHH", data) == (0, 1, 2)
    assert struct.unpack_from("<BBBBHHII", data, 6) == (16, 16, 0, 0, 1, 32, 5, 38)
    assert struct.unpack_from("<BBBBHHII", data, 22) == (0, 0, 0, 0, 1, 32, 6, 43)
    assert data[38:] == b"smallbigger"


# --- the build itself -------------------------------------------------------------------------------------------


def test_a_package_that_has_grown_too_big_fails_the_build(tmp_path: Path) -> None:
    small, big, free = tmp_path / "a.deb", tmp_path / "b.deb", tmp_path / "c.json"
    for file, megabytes in ((small, 54), (big, 56), (free, 90)):
        with file.open("wb") as opened:
            opened.truncate(megabytes * 1_000_000)
    assert build.over_budget([small, big, free]) == ["b.deb 有 56.0 MB，超过了 55 MB 的上限。"]


def test_checksums_cover_everything_of_one_version(tmp_path: Path) -> None:
    names = ["cadre-desktop_0.1.0_amd64.deb", "cadre-desktop-0.1.0-windows-x64-setup.exe"]
    for name in [*names, "cadre-desktop_0.0.1_amd64.deb", "SHA256SUMS"]:
        (tmp_path / name).touch()
    assert [path.name for path in build.packages_in(tmp_path, "0.1.0")] == sorted(names)


def test_what_this_machine_cannot_make_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert build.main(["macos"]) == 2
    assert "不能做：macos" in capsys.readouterr().err


HOSTS = re.compile(r"https?://(?!www\.freedesktop\.org|www\.w3\.org|schemas\.microsoft\.com)[\w.-]+", re.IGNORECASE)


def test_no_file_names_where_packages_come_from() -> None:
    lists = [*places.SPEC.rglob("*.py"), *places.SPEC.rglob("*.txt"), *places.SPEC.rglob("*.in")]
    texts = {path: path.read_text(encoding="utf-8") for path in lists if "licenses" not in path.parts}
    assert texts
    assert {str(path): HOSTS.findall(text) for path, text in texts.items() if HOSTS.search(text)} == {}
