"""The steps of the smoke test, in the order a clerk meets them; each stops with a sentence when something is wrong."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

from build_spec.archives import sha256, tree_sums
from build_spec.places import NAME
from build_spec.smoke.clean_root import DISPLAY, HOME, PASSPHRASE, USER, CleanRoot

PROGRAM = Path("/usr/lib") / NAME
DATA = HOME / "干部 档案"
CARRIED = HOME / "U 盘" / NAME
ROSTER = "清源县干部名册.xlsx"
UNIT = "清源县委组织部"
TITLE = "干部纪实档案"
SETTINGS = HOME / ".local/share/CadreDesktop"
_SHARED = (
    "applications/cadre-desktop.desktop",
    "mime/packages/cadre-desktop.xml",
    "icons/hicolor/scalable/apps/cadre-desktop.svg",
    "icons/hicolor/256x256/mimetypes/application-x-cadre-package.png",
)


class Failure(Exception):
    """A step did not do what it should."""


def require(condition: object, words: str) -> None:
    """Stop the test with words when something is not as it should be."""
    if not condition:
        raise Failure(words)


def store_sums(home: Path) -> dict[str, str]:
    """Return the checksums of a store's files: the data and their keys, not the folders beside them."""
    return {path.name: sha256(path) for path in sorted(home.glob("data.*")) if path.is_file()}


class Inbox:
    """The folder inside in which the packages lie."""

    inside = Path("/var/inbox")

    def __init__(self, root: CleanRoot, **files: Path) -> None:
        self.folder = root.path(self.inside)
        self.folder.mkdir()
        self._names: dict[str, str] = {}
        for name, source in files.items():
            target = self.folder / (
                name + "".join(source.suffixes[-2:] if ".tar" in source.suffixes else source.suffixes[-1:])
            )
            shutil.copy(source, target)
            self._names[name] = str(self.inside / target.name)

    def __getitem__(self, name: str) -> str:
        return self._names[name]


class Smoke:
    """One run through everything on one clean system."""

    def __init__(self, root: CleanRoot, inbox: Inbox, version: str, previous: str) -> None:
        self.root, self.inbox, self.version, self.previous = root, inbox, version, previous

    def steps(self) -> list[Callable[[], None]]:
        """Return the steps in their order."""
        return [
            self.clean,
            self.install_previous,
            self.libraries,
            self.command_line,
            self.window_without_font,
            self.window,
            self.second_start,
            self.refuse_while_running,
            self.upgrade,
            self.refuse_older,
            self.refuse_damaged,
            self.refuse_full_disk,
            self.full_disk_in_use,
            self.portable,
            self.portable_upgrade,
            self.portable_read_only,
            self.remove,
        ]

    # what steps use

    def dpkg(self, *words: str) -> tuple[int, str]:
        """Run dpkg inside; return its status and its words."""
        done = self.root.do("dpkg", *words, DEBIAN_FRONTEND="noninteractive")
        return done.returncode, done.stdout

    def installed(self) -> str:
        """Return the installed version, or "" when none is installed."""
        done = self.root.do("dpkg-query", "-W", "-f", "${db:Status-Status} ${Version}", NAME)
        status, _, version = done.stdout.partition(" ")
        return version if done.returncode == 0 and status == "installed" else ""

    def clerk(self, *words: object) -> CompletedProcess[str]:
        """Run something inside as the clerk, who has typed the passphrase."""
        return self.root.do(*words, user=USER, CADRE_PASSPHRASE=PASSPHRASE)

    def command(self, *words: object, status: int = 0) -> str:
        """Run the installed command line as the clerk and return its words; it must end as expected."""
        done = self.clerk(NAME, *words)
        require(done.returncode == status, f"{words[0]} 的退出码是 {done.returncode}：{done.stdout[-800:]}")
        return done.stdout

    def data_sums(self) -> dict[str, str]:
        """Return the checksums of the clerk's data: the store and its keys, not the backups beside them."""
        return store_sums(self.root.path(DATA))

    def open_window(self, *words: object, program: Path | str = NAME, title: str = TITLE) -> None:
        """Start the window as the clerk and wait until it is seen."""
        self.root.begin(program, *words, user=USER, DISPLAY=DISPLAY)
        require(self.root.shows(title), f"三分钟内没有出现“{title}”窗口")

    def press(self, *keys: str) -> None:
        """Press keys in the window that has the focus."""
        self.root.do("xdotool", *keys, DISPLAY=DISPLAY)

    def close_window(self) -> None:
        """End the program as a closing session does, and wait until it has gone."""
        self.root.do("sh", "-c", f"kill $(pidof {NAME})")
        for _ in range(120):
            if self.root.do("pidof", NAME).returncode:
                return
            time.sleep(0.5)
        raise Failure("程序没有退出")

    # the steps

    def clean(self) -> None:
        """系统是干净的：没有 Python、编译器和网络"""
        for tool in ("python3", "python", "gcc", "cc", "pip"):
            require(self.root.do("sh", "-c", f"command -v {tool}").returncode, f"干净的系统里有 {tool}")
        devices = self.root.do("cat", "/proc/net/dev").stdout
        names = [line.split(":")[0].strip() for line in devices.splitlines() if ":" in line]
        require(names == ["lo"], f"系统里有网络：{names}")
        self.root.begin("Xvfb", DISPLAY, "-screen", "0", "1366x768x24", "-nolisten", "tcp")

    def install_previous(self) -> None:
        """装上一版：程序、菜单项、文件类型和图标"""
        status, said = self.dpkg("-i", self.inbox["previous"])
        require(status == 0 and self.installed() == self.previous, f"旧版本没有装上：{said[-800:]}")
        for name in _SHARED:
            require(self.root.path(Path("/usr/share") / name).is_file(), f"没有装上 {name}")

    def libraries(self) -> None:
        """每个程序库要的东西都在包里或基础系统里"""
        look = 'find "$0" -type f -name "*.so*" | while read -r one; do ldd "$one" | sed "s|^|$one |"; done'
        inside = str(PROGRAM / "_internal")  # the program's starter lets the libraries be looked for here
        lines = self.root.do("sh", "-c", look, PROGRAM, LD_LIBRARY_PATH=inside).stdout.splitlines()
        missing = [line for line in lines if "not found" in line and "libcups.so.2" not in line]
        require(len(lines) > 100 and not missing, "有程序库打不开：" + "；".join(missing[:5]))

    def command_line(self) -> None:
        """新建数据（路径带汉字和空格）、导入花名册、导出报表"""
        self.command("init", "--home", DATA, "--unit", UNIT)
        roster = self.inbox.inside / ROSTER
        said = self.command("import", "--home", DATA, "cadre", roster, "--create-units", "--good-rows", status=1)
        require("导入完成：新增 139 行" in said, f"导入没有成功：{said[-800:]}")
        report = HOME / "花名册 2026.xlsx"
        self.command("export", "--home", DATA, "roster", "--out", report)
        require(self.root.path(report).read_bytes()[:2] == b"PK", "报表不是 Excel 文件")
        self.command("demo", "--home", HOME / "示例")  # needs every table of made-up words among the resources

    def window_without_font(self) -> None:
        """没有中文字体时用中英文说明缺什么"""
        self.open_window(title="Chinese font missing")
        self.close_window()

    def window(self) -> None:
        """窗口打开数据：用键盘输入口令，看到本单位"""
        font = next(Path("/usr/share/fonts").rglob("wqy-microhei*"), None) or next(
            Path("/usr/share/fonts").rglob("NotoSansCJK-Regular*")
        )
        target = self.root.path(Path("/usr/share/fonts/chinese"))
        target.mkdir(parents=True)
        shutil.copy(font, target)
        settings = self.root.path(SETTINGS / "settings.json")
        settings.write_text(f'{{"version": 1, "last_home": "{DATA}", "input_told": true}}', encoding="utf-8")
        self.open_window(title="打开干部纪实档案")
        self.press("type", "--delay", "60", PASSPHRASE)
        self.press("key", "Return")
        require(self.root.shows(UNIT), "输入口令后没有出现本单位的窗口")

    def second_start(self) -> None:
        """程序开着时再启动：一句话，不开第二个窗口；打开数据包交给已开的窗口"""
        for words in ((), (HOME / "上报 包.cadrepkg",)):
            done = self.root.do(NAME, *words, user=USER, DISPLAY=DISPLAY)
            require(done.returncode == 0, f"第二次启动的退出码是 {done.returncode}：{done.stdout}")
            require(done.stdout.strip() == "程序已经打开，请使用已打开的窗口。", f"第二次启动说：{done.stdout}")
        said = self.command("list", "--home", DATA, "unit", status=1)
        require("正被另一个程序窗口使用" in said, f"命令行没有避开打开的数据：{said}")

    def refuse_while_running(self) -> None:
        """程序开着时不升级，也不卸载"""
        for words in (("-i", self.inbox["package"]), ("-r", NAME)):
            status, said = self.dpkg(*words)
            require(status and "正在运行。请先退出程序" in said, f"程序开着时 dpkg {words[0]}：{said[-500:]}")
            require(self.installed() == self.previous, "被拒绝后版本变了")
        self.close_window()

    def upgrade(self) -> None:
        """升级到新版本，数据一个字节不变，并且打得开"""
        before = self.data_sums()
        status, said = self.dpkg("-i", self.inbox["package"])
        require(status == 0 and self.installed() == self.version, f"升级没有成功：{said[-800:]}")
        require(len(before) >= 2 and self.data_sums() == before, "升级改动了数据")
        people = self.command("list", "--home", DATA, "cadre")
        require("共 139 条" in people, f"升级后读到的数据不对：{people[-300:]}")

    def refuse_older(self) -> None:
        """旧安装包不能换掉新版本"""
        status, said = self.dpkg("-i", self.inbox["previous"])
        require(status and f"较新的版本 {self.version}" in said, f"旧安装包：{said[-500:]}")
        self._still_works()

    def refuse_damaged(self) -> None:
        """损坏的安装包装不上，原来的程序照用"""
        for name in ("flipped", "cut"):
            status, said = self.dpkg("-i", self.inbox[name])
            require(status, f"损坏的安装包（{name}）装上了：{said[-500:]}")
        self._still_works()

    def refuse_full_disk(self) -> None:
        """磁盘满了装不上，原来的程序照用"""
        size = sum(path.stat().st_size for path in self.root.path(PROGRAM).rglob("*") if path.is_file()) // 1024
        fill = (
            f"cp -a {PROGRAM} {PROGRAM}.kept && mount -t tmpfs -o size={size + 20_000}k tmpfs {PROGRAM}"
            f" && cp -a {PROGRAM}.kept/. {PROGRAM}/"
        )
        require(self.root.do("sh", "-ec", fill).returncode == 0, "没有挂载的权限，满盘没有试")
        status, said = self.dpkg("-i", self.inbox["package"])
        require(status and "磁盘空间不足：需要" in said and "程序和数据都没有改动" in said, f"满盘：{said[-500:]}")
        self._still_works()
        self.root.do("sh", "-c", f"umount {PROGRAM}; rm -r {PROGRAM}.kept")
        status, said = self.dpkg("-i", self.inbox["package"])
        require(status == 0, f"腾出空间后没有装上：{said[-500:]}")
        self._still_works()

    def full_disk_in_use(self) -> None:
        """数据所在的磁盘满了：一句话说明，数据不变，腾出空间后接着用"""
        full = HOME / "满 盘"
        copy = full / DATA.name
        fill = 'mkdir "$0" && mount -t tmpfs -o size=256m tmpfs "$0" && cp -a "$1" "$0" && chown -R clerk "$0"'
        require(self.root.do("sh", "-ec", fill, full, DATA).returncode == 0, "没有挂载的权限，满盘没有试")
        self.root.do("dd", "if=/dev/zero", f"of={full}/占地方", "bs=64k")
        asked = ("import", "--home", copy, "cadre", self.inbox.inside / ROSTER, "--create-units", "--good-rows")
        said = self.command(*asked, status=1)
        require("磁盘剩余空间不足：需要" in said and "Traceback" not in said, f"满盘时导入：{said[-800:]}")
        said = self.command("export", "--home", copy, "roster", "--out", full / "花名册.xlsx", status=1)
        require("磁盘剩余空间不足：需要" in said and "Traceback" not in said, f"满盘时导出：{said[-800:]}")
        self.root.do("rm", f"{full}/占地方")
        require("共 139 条" in self.command("list", "--home", copy, "cadre"), "腾出空间后数据读不出来")
        self.command("check", "--home", copy)
        self.root.do("umount", full)

    def _still_works(self) -> None:
        """See that the new version is installed whole and opens the data."""
        require(self.installed() == self.version, f"装着的版本是“{self.installed()}”")
        require(self.dpkg("--verify", NAME) == (0, ""), "装着的程序文件不完整")
        require("共 139 条" in self.command("list", "--home", DATA, "cadre"), "数据读不出来")

    def portable(self) -> None:
        """便携版在带汉字和空格的文件夹里运行，数据在旁边"""
        place = CARRIED.parent
        done = self.root.do(
            "sh", "-ec", 'mkdir -p "$0" && tar -xf "$1" -C "$0"', place, self.inbox["portable"], user=USER
        )
        require(done.returncode == 0, f"便携版没有解开：{done.stdout}")
        program = CARRIED / NAME
        done = self.clerk(program, "init", "--unit", UNIT)
        require(done.returncode == 0, f"便携版没有建成数据：{done.stdout}")
        require(self.root.path(CARRIED / "data" / "data.db").is_file(), "便携版的数据不在程序旁边")
        self.open_window(program=program, title="打开干部纪实档案")
        self.close_window()

    def portable_upgrade(self) -> None:
        """便携版用新文件盖在旧的上面，旁边的数据还在"""
        data = self.root.path(CARRIED / "data")
        before = store_sums(data)
        words = ("sh", "-ec", 'tar -xf "$1" -C "$0"', CARRIED.parent, self.inbox["portable"])
        require(self.root.do(*words, user=USER).returncode == 0, "便携版没有盖上去")
        after = store_sums(data)
        require(len(before) >= 2 and after == before, "盖上新文件动了数据")

    def portable_read_only(self) -> None:
        """便携版放在只读的地方：说明不能写入，不留下任何东西"""
        protect = f'mount --bind "{CARRIED}" "{CARRIED}" && mount -o remount,ro,bind "{CARRIED}"'
        require(self.root.do("sh", "-ec", protect).returncode == 0, "没有挂载的权限，只读没有试")
        before = tree_sums(self.root.path(CARRIED))
        self.open_window(program=CARRIED / NAME, title=TITLE)
        require(not self.root.shows("打开干部纪实档案", 2), "只读的便携版打开了数据")
        self.close_window()
        done = self.clerk(CARRIED / NAME, "init", "--unit", UNIT, "--home", CARRIED / "另一份")
        require(done.returncode == 1 and "Traceback" not in done.stdout, f"只读的便携版新建：{done.stdout[-500:]}")
        require(tree_sums(self.root.path(CARRIED)) == before, "只读的便携版留下了东西")
        self.root.do("umount", CARRIED)

    def remove(self) -> None:
        """卸载干净，数据留着"""
        before = self.data_sums()
        status, said = self.dpkg("--purge", NAME)
        require(status == 0 and not self.installed(), f"没有卸载掉：{said[-500:]}")
        require(not self.root.path(PROGRAM).exists(), "卸载后程序文件夹还在")
        left = [name for name in _SHARED if self.root.path(Path("/usr/share") / name).exists()]
        require(not left, f"卸载后剩下：{left}")
        require(self.data_sums() == before and len(before) >= 2, "卸载动了数据")
        require(self.root.path(SETTINGS / "settings.json").is_file(), "卸载动了设置")
