"""What a bare machine needs before our code runs: shared libraries, a Chinese font, `.venv` with the locked packages.

Standard library only, because it runs before anything is installed.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCKS = ROOT / "build_spec" / "requirements"
OLDEST_PYTHON = (3, 11)
# No index is named here: pip's own configuration and PIP_* variables say where packages come from.
PIP_OPTIONS = ("--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:")

# Qt 6.9 on Linux loads these; the package is Debian's name for it.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libX11.so.6": "libx11-6",
}
# The platform plugin for a real X display needs these besides.
XCB_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# Beginnings of font file names, lower case, that hold Chinese; Noto is what pictures and tests are drawn with.
NOTO_FONT = ("notosanscjk",)
CHINESE_FONTS = (
    *NOTO_FONT,
    "notoserifcjk",
    "notosanssc",
    "sourcehan",
    "wqy-",
    "simsun",
    "simhei",
    "msyh",
    "uming",
    "ukai",
)
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")


class Stop(Exception):
    """The command cannot go on; the text says why and what to do."""


def say(*words: object) -> None:
    """Tell the person what happens, on stderr, so that stdout stays the program's own."""
    sys.stderr.write(" ".join(["[dev]", *map(str, words)]) + "\n")
    sys.stderr.flush()


def succeeds(*command: object, folder: Path | None = None, show_errors: bool = False) -> bool:
    """Run a command without its chatter and return whether it ended well."""
    errors = None if show_errors else subprocess.DEVNULL
    words = list(map(str, command))
    try:
        return subprocess.run(words, stdout=subprocess.DEVNULL, stderr=errors, cwd=folder, check=False).returncode == 0
    except OSError:
        return False


# --- system packages (Debian and its children) ------------------------------------------------------------------


def can_load(soname: str) -> bool:
    """Return whether the dynamic linker finds this shared library and everything it needs."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def missing_packages(libraries: Mapping[str, str]) -> list[str]:
    """Return the Debian packages of those libraries that do not load."""
    return [package for soname, package in libraries.items() if not can_load(soname)]


def font_files() -> Iterator[str]:
    """Yield the names of the font files on this machine."""
    for folder in FONT_FOLDERS:
        for _, _, names in os.walk(os.path.expanduser(folder)):
            yield from names


def fontconfig_knows_chinese() -> bool:
    """Return whether fontconfig, if it is here, lists any font for simplified Chinese."""
    if not shutil.which("fc-list"):
        return False
    listed = subprocess.run(["fc-list", ":lang=zh-cn", "file"], stdout=subprocess.PIPE, check=False)
    return bool(listed.stdout.strip())


def missing_font(*, for_pictures: bool, files: Iterable[str]) -> list[str]:
    """Return the font package to install: Noto for pictures and tests, else a small one if nothing shows Chinese."""
    beginnings = NOTO_FONT if for_pictures else CHINESE_FONTS
    if any(name.lower().startswith(beginnings) for name in files):
        return []
    if for_pictures:
        return ["fonts-noto-cjk"]
    return [] if fontconfig_knows_chinese() else ["fonts-wqy-microhei"]


def administrator() -> list[str] | None:
    """Return the words that put a command in the administrator's hands, or None if we may not."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and succeeds("sudo", "-n", "true"):
        return ["sudo", "-n"]
    return None


def install_by_apt(packages: Sequence[str]) -> bool:
    """Install Debian packages if we may; otherwise print the one command and return False."""
    if not packages:
        return True
    if not shutil.which("apt-get"):
        say("缺少系统库或字体，请用本机的包管理器安装（括号里是 Debian 的包名）：（" + " ".join(packages) + "）")
        return False
    by_hand = "sudo apt-get update && sudo apt-get install -y --no-install-recommends " + " ".join(packages)
    prefix = administrator()
    if prefix is None:
        say("缺少系统库或字体，当前用户无权安装。请管理员执行这一条命令：\n      " + by_hand)
        return False
    say("用 apt 安装系统包：", " ".join(packages))
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]
    install = [*apt, "install", "--no-install-recommends", *packages]
    if succeeds(*install):
        return True
    say("本机的包目录缺失或过期，先刷新目录（apt-get update）。")
    succeeds(*apt, "update", show_errors=True)
    if succeeds(*install, show_errors=True):
        return True
    say("apt 没有装成。请检查软件源后执行：\n      " + by_hand)
    return False


def prepare_system(*, window: bool, pictures: bool) -> None:
    """Bring in the libraries Qt loads and a Chinese font; without the libraries nothing can run."""
    if not sys.platform.startswith("linux"):
        return
    libraries = QT_LIBRARIES | (XCB_LIBRARIES if window and os.environ.get("DISPLAY") else {})
    font = missing_font(for_pictures=pictures, files=font_files())
    if install_by_apt(missing_packages(libraries) + font):
        return
    if still := missing_packages(libraries):
        raise Stop("缺少系统库，程序无法启动（" + " ".join(still) + "）。请按上面的提示安装后重试。")
    say("没有装上中文字体：可以继续，但图片和界面里的汉字可能显示为方框。")


# --- the virtual environment ------------------------------------------------------------------------------------


def interpreter_version(python: Path) -> str:
    """Return the version line of an interpreter, or "" if it does not run or is too old for us."""
    probe = f"import sys; print(sys.version if sys.version_info >= {OLDEST_PYTHON} else '')"
    try:
        done = subprocess.run([str(python), "-c", probe], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def fingerprint(lock: bytes, version: str) -> str:
    """Return what a stamp holds: it changes with the lock file and with the interpreter."""
    return hashlib.sha256(lock + b"\n" + version.encode()).hexdigest()


def is_stamped(lock_name: str, version: str) -> bool:
    """Return whether this lock is installed; test.txt holds everything app.txt holds."""
    for name in {lock_name, "test.txt"}:
        stamp = VENV / f".installed-{name}"
        if stamp.is_file() and stamp.read_text() == fingerprint((LOCKS / name).read_bytes(), version):
            return True
    return False


def make_venv() -> None:
    """Make `.venv`, with pip if this Python can, without it otherwise."""
    say("建立虚拟环境：", VENV)
    shutil.rmtree(VENV, ignore_errors=True)
    with_pip = [sys.executable, "-m", "venv", str(VENV)]
    if all(map(importlib.util.find_spec, ("venv", "ensurepip"))) and succeeds(*with_pip):
        return
    if sys.platform.startswith("linux") and shutil.which("apt-get") and administrator() is not None:
        say("这个 Python 没有 venv/ensurepip 模块。")
        if install_by_apt(["python3-venv"]) and succeeds(*with_pip):
            return
    shutil.rmtree(VENV, ignore_errors=True)
    if not succeeds(sys.executable, "-m", "venv", "--without-pip", VENV, show_errors=True):
        raise Stop("无法建立虚拟环境：请先安装 Python 的 venv 模块（Debian：sudo apt-get install python3-venv）。")


def fetch_debian_pip(folder: Path) -> Path | None:
    """Take the pip wheel out of the distribution's package without installing it; needs no rights."""
    held = sorted(Path("/usr/share/python-wheels").glob("pip-*.whl"))
    if held:
        return held[-1]
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        return None
    folder.mkdir(parents=True, exist_ok=True)
    options: list[str] = []
    if not any(Path("/var/lib/apt/lists").glob("*Packages*")):
        say("本机没有包目录，在 .venv 里另建一份（不改动系统）。")
        for part in ("state/lists/partial", "cache/archives/partial"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        options = ["-o", f"Dir::State::Lists={folder / 'state/lists'}", "-o", f"Dir::Cache={folder / 'cache'}"]
        succeeds("apt-get", *options, "-q", "update", show_errors=True)
    succeeds("apt-get", *options, "-q", "download", "python3-pip-whl", folder=folder, show_errors=True)
    for package in folder.glob("*.deb"):
        succeeds("dpkg-deb", "-x", package, folder / "content")
    return next(iter(sorted((folder / "content").rglob("pip-*.whl"))), None)


def ensure_pip() -> None:
    """See that `.venv` has pip; where it came without, take the distribution's."""
    if succeeds(PYTHON, "-m", "pip", "--version"):
        return
    say("虚拟环境里没有 pip，从发行版的 python3-pip-whl 包里取一份。")
    folder = VENV / "pip-from-debian"
    wheel = fetch_debian_pip(folder)
    if wheel is None or not succeeds(PYTHON, wheel / "pip", "install", "--no-index", "--no-deps", wheel):
        raise Stop("没有 pip：请先安装 python3-venv（sudo apt-get install python3-venv），删除 .venv 后重试。")
    shutil.rmtree(folder, ignore_errors=True)


def prepare_python(lock_name: str) -> None:
    """Make the environment hold exactly what the lock names; nothing to do if it is stamped."""
    version = interpreter_version(PYTHON)
    if version and is_stamped(lock_name, version):
        return
    if not version:
        make_venv()
        version = interpreter_version(PYTHON)
    ensure_pip()
    lock = LOCKS / lock_name
    say(f"按锁定文件安装依赖：{lock_name}（逐个核对哈希；第一次约下载 150 MB，请等几分钟）")
    started = time.monotonic()
    command = [str(PYTHON), "-m", "pip", "install", *PIP_OPTIONS, "-r", str(lock)]
    if not sys.stderr.isatty():
        command.append("-q")
    if subprocess.run(command, stdout=sys.stderr.fileno(), check=False).returncode:
        raise Stop("依赖没有装成：请检查网络。内网可先按本单位的办法配置 pip（pip config 或 PIP_INDEX_URL）再重试。")
    (VENV / f".installed-{lock_name}").write_text(fingerprint(lock.read_bytes(), version))
    say(f"依赖装好，用时 {time.monotonic() - started:.0f} 秒。")
