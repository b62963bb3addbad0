"""Exercises the installer: install, use, upgrade, refusals, uninstall; the data stays every time.

    .venv/bin/python build_spec/windows/installer_test.py [SETUP.EXE]

Run `dev.py package windows` first; needs NSIS.  On Windows it works on the machine itself, elsewhere under wine with
Xvfb; what wine 8 lacks of Windows 10 is replaced by stand-ins that are never shipped (wine/stand_ins.c).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from build_spec.archives import tree_sums
from build_spec.bootstrap import ROOT, Stop, say
from build_spec.places import BUILD, DIST, NAME, SPEC, TITLE, program_version, zig
from build_spec.running import run
from build_spec.windows.installer import find_makensis, nsis_command

WORK = BUILD / "wine"
PREFIX = WORK / "prefix"
DRIVE = PREFIX / "drive_c"
ON_WINDOWS = sys.platform == "win32"
PLACE = tempfile.gettempdir() if ON_WINDOWS else "C:"
INSTALLED = Path(rf"{PLACE}\干部 程序\Cadre Desktop")
DATA = Path(rf"{PLACE}\数据 文件夹\档案")
PASSPHRASE = "qingyuan-spring-7"
ROSTER = ROOT / "tests" / "data" / "清源县干部名册.xlsx"
UNINSTALL_KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\CadreDesktop"
_SECONDS = 600


class Failure(Exception):
    """A step did not do what it should."""


def environ() -> dict[str, str]:
    """Return the environment of everything run under wine."""
    given = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "PYTHONPATH", "PYTHONHOME"}}
    return {
        **given,
        "WINEPREFIX": str(PREFIX),
        "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": "mscoree=;mshtml=;winemenubuilder.exe=",
        "LC_ALL": "C.UTF-8",
        "CADRE_PASSPHRASE": PASSPHRASE,
    }


def command(words: Sequence[object]) -> list[str]:
    """Return how a Windows program is started here."""
    return [*([] if ON_WINDOWS else ["wine"]), *map(str, words)]


def windows(*words: object, display: str = "") -> subprocess.CompletedProcess[str]:
    """Run a Windows program to its end; its output comes through a pipe, which wine needs."""
    given = environ() | ({"DISPLAY": display} if display else {})
    return subprocess.run(
        command(words),
        env=given,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=_SECONDS,
        check=False,
    )


def here(path: Path) -> Path:
    """Turn a path of Windows into where it lies here."""
    return path if ON_WINDOWS else DRIVE / str(path).removeprefix("C:\\").replace("\\", "/")


def require(condition: bool, words: str) -> None:
    """Stop the test with words when something is not as it should be."""
    if not condition:
        raise Failure(words)


def make_prefix() -> None:
    """Make a fresh Windows 10 with the stand-ins; on Windows only a folder to work in."""
    shutil.rmtree(WORK, ignore_errors=True)
    if ON_WINDOWS:
        WORK.mkdir(parents=True)
        return
    PREFIX.parent.mkdir(parents=True)
    run(["wineboot", "-i"], "wineboot", environ=environ())
    for name in ("bcryptprimitives", "uisettings"):
        source = SPEC / "windows" / "wine" / "stand_ins.c"
        library = WORK / f"{name}.dll"
        command = [zig(), "cc", "-target", "x86_64-windows-gnu", "-shared", "-O2", "-s", source, "-o", library]
        run([*command, "-ladvapi32"], "stand-ins")
        shutil.copy(library, DRIVE / "windows" / "system32")
    classes = r"HKLM\Software\Microsoft\WindowsRuntime\ActivatableClassId"
    settings = rf"{classes}\Windows.UI.ViewManagement.UISettings"
    windows("reg", "add", settings, "/v", "DllPath", "/d", r"C:\windows\system32\uisettings.dll", "/f")
    windows("reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f")


def make_setup(version: str) -> Path:
    """Compile an installer of a given version with next to nothing in it: enough to try what it allows."""
    stage = WORK / f"stage-{version}"
    for name in ("runtime", "lib", "cadre_desktop", "resources", "LICENSES"):
        (stage / name).mkdir(parents=True)
        (stage / name / "version.txt").write_text(version, encoding="ascii")
    for name in ("cadre-desktop.exe", "cadre-desktop-console.exe", "sbom.cdx.json"):
        (stage / name).write_text(version, encoding="ascii")
    for name in ("cadre-desktop.ico", "package-file.ico"):
        shutil.copy(BUILD / "windows" / "program" / name, stage)
    target = WORK / f"setup-{version}.exe"
    compiler = find_makensis()
    if compiler is None:
        raise Stop("没有 makensis（Debian：apt-get install nsis）。")
    run(nsis_command(compiler, stage, target, version), "makensis-small")
    return target


def install(setup: Path, *switches: str) -> int:
    """Run an installer silently and return its exit status."""
    return windows(setup, "/S", *switches, *unquoted(f"/D={INSTALLED}")).returncode


def uninstall() -> int:
    """Run the uninstaller silently, not in the copy it usually makes of itself, and return its exit status."""
    return windows(INSTALLED / "uninstall.exe", "/S", *unquoted(f"_?={INSTALLED}")).returncode


def unquoted(switch: str) -> list[str]:
    """Cut a switch at its blanks, so that wine puts no quotation marks around it: NSIS wants none."""
    return switch.split(" ")


def registered(key: str, value: str = "") -> str:
    """Read a text of the registry; empty when it is not there.  Through a file: consoles may have no Chinese."""
    exported = here(Path(rf"{PLACE}\exported.reg"))
    exported.unlink(missing_ok=True)
    windows("reg", "export", key, rf"{PLACE}\exported.reg", "/y")
    if not exported.is_file():
        return ""
    name = f'"{value}"=' if value else "@="
    for line in exported.read_text(encoding="utf-16").splitlines():
        if line.startswith(name):
            return line.removeprefix(name)[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    return ""


def program(*words: object) -> subprocess.CompletedProcess[str]:
    """Run the installed command line."""
    return windows(INSTALLED / "cadre-desktop-console.exe", *words)


# --- the steps --------------------------------------------------------------------------------------------------


def installs_for_one_user(setup: Path) -> None:
    """A fresh install into a folder with Chinese characters and blanks."""
    require(install(setup) == 0, "安装没有成功")
    folder = here(INSTALLED)
    for name in ("cadre-desktop.exe", "runtime/python311.dll", "lib/PySide6/Qt6Core.dll", "LICENSES/LGPL-3.0.txt"):
        require((folder / name).is_file(), f"没有装上 {name}")
    require(not (folder / "new").exists(), "留下了安装用的临时文件夹")
    require(registered(UNINSTALL_KEY, "DisplayVersion") == program_version(), "登记的版本不对")
    opens = registered(r"HKCU\Software\Classes\CadreDesktop.Package\shell\open\command")
    require(opens == f'"{INSTALLED}\\cadre-desktop.exe" "%1"', f"文件关联不对：{opens}")
    require(registered(r"HKCU\Software\Classes\.cadrepkg") == "CadreDesktop.Package", "没有登记 .cadrepkg")
    roaming = Path(os.environ["APPDATA"]) if ON_WINDOWS else next(DRIVE.glob("users/*/AppData/Roaming"))
    menu = roaming / "Microsoft" / "Windows" / "Start Menu" / "Programs"
    require((menu / "干部纪实档案.lnk").is_file(), "没有开始菜单项")


def given_path(path: Path) -> str:
    """Write a path of this machine as Windows programs take it."""
    return str(path) if ON_WINDOWS else f"Z:{path}".replace("/", "\\")


def works() -> None:
    """The installed program makes a store, imports a roster through its reading child and exports a report."""
    made = program("init", "--home", DATA, "--unit", "清源县")
    require(made.returncode == 0, f"新建数据没有成功：{made.stdout}")
    asked = ("cadre", given_path(ROSTER), "--create-units", "--good-rows")
    read = program("import", "--home", DATA, *asked)
    require("导入完成：新增 139 行" in read.stdout, f"导入没有成功：{read.stdout[-500:]}")
    report = WORK / "花名册.xlsx"
    written = program("export", "--home", DATA, "roster", "--out", given_path(report))
    require(written.returncode == 0 and report.read_bytes()[:2] == b"PK", f"导出没有成功：{written.stdout[-500:]}")


@contextmanager
def screen() -> Iterator[str]:
    """A display nobody looks at; Windows has its own."""
    if ON_WINDOWS:
        yield ""
        return
    number = f":{80 + os.getpid() % 100}"
    server = subprocess.Popen(["Xvfb", number, "-screen", "0", "1366x768x24"], stderr=subprocess.DEVNULL)
    try:
        time.sleep(2)
        yield number
    finally:
        server.terminate()
        server.wait()


def opens_one_window(small: Mapping[str, Path]) -> None:
    """The window opens; a second start hands over; while it is open neither installer nor uninstaller goes on."""
    executable = INSTALLED / "cadre-desktop.exe"
    with screen() as display:
        given = environ() | ({"DISPLAY": display} if display else {})
        nothing, pipe = subprocess.DEVNULL, subprocess.PIPE
        first = subprocess.Popen(command([executable]), env=given, stdin=nothing, stdout=pipe, stderr=subprocess.STDOUT)
        try:
            require(is_shown(given), "一分钟内没有出现窗口")
            second = windows(executable, display=display)
            said = second.stdout
            require(second.returncode == 0, f"第二次启动：{second.returncode} {said}")
            require(ON_WINDOWS or "请使用已打开的窗口" in said, f"第二次启动：{said}")
            before = tree_sums(here(INSTALLED))
            require(install(small["9.9.9"]) == 4, "程序开着时也能覆盖安装")
            require(uninstall() == 4, "程序开着时也能卸载")
            require(tree_sums(here(INSTALLED)) == before, "被拒绝的安装改动了文件")
        finally:
            if ON_WINDOWS:
                first.kill()
            else:
                subprocess.run(["wineserver", "-k"], env=given, check=False)
            first.wait(timeout=60)


def is_shown(given: Mapping[str, str]) -> bool:
    """Wait up to a minute for a window with the program's name in its title."""
    look = ["xdotool", "search", "--onlyvisible", "--name", TITLE]
    if ON_WINDOWS:
        ask = "(Get-Process cadre-desktop -ErrorAction SilentlyContinue).MainWindowTitle"
        look = ["powershell", "-NoProfile", "-Command", ask]
    for _ in range(60):
        if subprocess.run(look, env=dict(given), capture_output=True, check=False).stdout.strip():
            return True
        time.sleep(1)
    return False


def refuses_older(small: Mapping[str, Path]) -> None:
    """An older installer leaves the newer program as it is."""
    before = tree_sums(here(INSTALLED))
    require(install(small["0.0.1"]) == 5, "旧版本覆盖了新版本")
    require(tree_sums(here(INSTALLED)) == before, "被拒绝的旧版本改动了文件")


def refuses_damaged(setup: Path) -> None:
    """An installer of which a single byte is wrong, or the end is missing, installs nothing."""
    before = tree_sums(here(INSTALLED))
    whole = setup.read_bytes()
    middle = len(whole) // 2
    for name, content in (
        ("flipped", whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]),
        ("cut", whole[: middle * 3 // 2]),
    ):
        damaged = WORK / f"damaged-{name}.exe"
        damaged.write_bytes(content)
        require(install(damaged) != 0, f"损坏的安装程序（{name}）装上了")
    require(tree_sums(here(INSTALLED)) == before, "损坏的安装程序改动了文件")


def refuses_full_disk(setup: Path) -> None:
    """On a disk without room nothing is installed.  Needs the right to mount a small one; not tried on Windows."""
    if ON_WINDOWS:
        return
    with tempfile.TemporaryDirectory() as place:
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", place], check=False).returncode:
            raise Failure("没有挂载的权限，满盘没有试")
        drive = PREFIX / "dosdevices" / "x:"
        try:
            drive.symlink_to(place)
            status = windows(setup, "/S", r"/D=X:\Cadre").returncode
            require(status == 6, f"满盘时的退出码是 {status}")
            left = [path for path in Path(place).rglob("*") if path.is_file()]
            require(not left, f"满盘时留下了文件：{left}")
        finally:
            drive.unlink(missing_ok=True)
            subprocess.run(["umount", place], check=False)


def upgrades(small: Mapping[str, Path]) -> None:
    """A newer installer takes the place of the program, to the last file, and touches nothing else in the folder."""
    kept = here(INSTALLED) / "data" / "别人的文件.txt"
    kept.parent.mkdir()
    kept.write_text("保留", encoding="utf-8")
    require(install(small["9.9.9"]) == 0, "升级没有成功")
    require((here(INSTALLED) / "lib" / "version.txt").read_text() == "9.9.9", "升级后的文件不是新版本的")
    require(not (here(INSTALLED) / "lib" / "PySide6").exists(), "升级后留下了旧版本的文件")
    require(registered(UNINSTALL_KEY, "DisplayVersion") == "9.9.9", "升级后登记的版本不对")
    require(kept.read_text(encoding="utf-8") == "保留", "升级动了别的文件")


def uninstalls() -> None:
    """The uninstaller removes what the installer brought, and only that."""
    windows(INSTALLED / "uninstall.exe", "/S")  # makes a copy of itself, which does the work, and returns at once
    for _ in range(120):
        if not (here(INSTALLED) / "uninstall.exe").exists():
            break
        time.sleep(0.5)
    left = [path.name for path in here(INSTALLED).rglob("*") if path.is_file()]
    require(left == ["别人的文件.txt"], f"卸载后剩下：{left}")
    require(registered(UNINSTALL_KEY, "DisplayVersion") == "", "卸载后还登记着程序")
    require(registered(r"HKCU\Software\Classes\.cadrepkg") == "", "卸载后还登记着文件类型")


def main(arguments: list[str]) -> int:
    """Do every step; return 0 when all went well."""
    version = program_version()
    setup = Path(arguments[0]) if arguments else DIST / f"{NAME}-{version}-windows-x64-setup.exe"
    make_prefix()
    small = {number: make_setup(number) for number in ("0.0.1", "9.9.9")}
    steps: list[tuple[str, Callable[[], None]]] = [
        ("装给当前用户，路径带汉字和空格", lambda: installs_for_one_user(setup)),
        ("新建数据、导入花名册、导出报表", works),
        ("只开一个窗口；开着时不装不卸", lambda: opens_one_window(small)),
        ("旧版本不能覆盖新版本", lambda: refuses_older(small)),
        ("损坏的安装程序不动任何文件", lambda: refuses_damaged(setup)),
        ("磁盘满了不动任何文件", lambda: refuses_full_disk(setup)),
        ("升级换掉全部程序文件", lambda: upgrades(small)),
        ("卸载只删程序文件", uninstalls),
    ]
    before: dict[str, str] = {}
    try:
        for words, step in steps:
            started = time.monotonic()
            step()
            now = {name: total for name, total in tree_sums(here(DATA)).items() if name.startswith("data.")}
            require(not before or now == before, f"“{words}”改动了数据")
            before = now
            say(f"通过（{time.monotonic() - started:.0f} 秒）：{words}")
    except Failure as failure:
        say("没有通过：", failure)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
