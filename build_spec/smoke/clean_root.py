"""A clean Debian to try packages in: made by debootstrap, without Python, entered without any network."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from build_spec.bootstrap import Stop, say
from build_spec.linux.mirror import mirror
from build_spec.places import BUILD
from build_spec.running import run

USER, PASSPHRASE = "clerk", "qingyuan-spring-7"
HOME = Path("/home") / USER
DISPLAY = ":9"
PICTURES = BUILD / "smoke" / "pictures"
_TEST_TOOLS = ("xvfb", "xdotool", "xauth", "xz-utils")


class CleanRoot:
    """A fresh copy of a clean system; in a `with` block it has processes, mounts and a network of its own."""

    def __init__(self, suite: str, depends: Sequence[str]) -> None:
        if os.geteuid() != 0:
            raise Stop("这个测试要用管理员身份运行（debootstrap、chroot）。")
        self.folder = BUILD / "smoke" / "root"
        template = make_template(suite, depends)
        say("复制一份干净的系统")
        shutil.rmtree(self.folder, ignore_errors=True)
        run(["cp", "-a", "--reflink=auto", template, self.folder], "smoke-copy")
        self._keeper: subprocess.Popen[bytes] | None = None
        self._pid = 0

    def __enter__(self) -> Self:
        mounts = " && ".join(
            f"mount {options} {self.folder}/{place}"
            for options, place in (
                ("-t proc proc", "proc"),
                ("-t tmpfs tmpfs", "dev/shm"),
                ("-t tmpfs tmpfs", "tmp"),
            )
        )
        script = f"{mounts} && exec sleep infinity"
        command = ["unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "sh", "-ec", script]
        self._keeper = subprocess.Popen(command, start_new_session=True)
        self._pid = self._first_process()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._keeper is not None
        os.killpg(self._keeper.pid, signal.SIGKILL)  # with it goes everything inside
        self._keeper.wait()

    def _first_process(self) -> int:
        """Wait for the first process inside and return its number as seen from here."""
        assert self._keeper is not None
        children = Path(f"/proc/{self._keeper.pid}/task/{self._keeper.pid}/children")
        for _ in range(100):
            if (found := children.read_text().split()) and self._is_ready(int(found[0])):
                return int(found[0])
            time.sleep(0.1)
        raise Stop("隔离的系统没有启动起来。")

    def _is_ready(self, pid: int) -> bool:
        mounted = Path(f"/proc/{pid}/mounts").read_text(encoding="utf-8")
        return f"{self.folder}/tmp " in mounted

    def command(self, words: Sequence[object], *, user: str = "root", **environ: str) -> list[str]:
        """Return the command that runs something inside as some user with next to no environment."""
        home = "/root" if user == "root" else str(HOME)
        given = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": home, "LANG": "C.UTF-8", **environ}
        pairs = [f"{name}={value}" for name, value in given.items()]
        enter = ["nsenter", "-t", str(self._pid), "-n", "-m", "-p"]
        place = ["chroot", f"--userspec={user}:{user}", str(self.folder)]
        return [*enter, *place, "env", "-i", *pairs, *map(str, words)]

    def do(
        self, *words: object, user: str = "root", seconds: float = 600, **environ: str
    ) -> subprocess.CompletedProcess[str]:
        """Run something inside to its end; its words come back together."""
        return subprocess.run(
            self.command(words, user=user, **environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            timeout=seconds,
            check=False,
        )

    def begin(self, *words: object, user: str = "root", **environ: str) -> subprocess.Popen[bytes]:
        """Start something inside that goes on."""
        log = BUILD / "logs" / "smoke-program.log"
        with log.open("ab") as output:
            command = self.command(words, user=user, **environ)
            return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output)

    def shows(self, words: str, seconds: int = 180) -> bool:
        """Wait for a window with these words in its title."""
        for _ in range(seconds * 2):
            found = self.do("xdotool", "search", "--onlyvisible", "--name", words, DISPLAY=DISPLAY)
            if found.returncode == 0 and found.stdout.strip():
                return True
            time.sleep(0.5)
        return False

    def path(self, inside: Path) -> Path:
        """Return where a place inside lies as seen from here; not for /tmp, which is mounted inside only."""
        return self.folder / inside.relative_to("/")


def make_template(suite: str, depends: Sequence[str]) -> Path:
    """Make the clean system once: minimal Debian, the libraries every desktop has, a display nobody looks at."""
    folder = BUILD / "smoke" / f"template-{suite}"
    stamp = folder / ".made"
    packages = [*(name.partition(" ")[0] for name in depends), *_TEST_TOOLS]
    wanted = "\n".join(sorted(packages))
    if stamp.is_file() and stamp.read_text() == wanted:
        return folder
    say(f"制作干净的系统（debootstrap，{suite}）")
    shutil.rmtree(folder, ignore_errors=True)
    run(["debootstrap", "--variant=minbase", suite, folder, mirror()], f"debootstrap-{suite}")
    apt = ["chroot", folder, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y", "--no-install-recommends"]
    run([*apt, "install", *packages], f"debootstrap-{suite}-packages")
    run(["chroot", folder, "useradd", "--create-home", USER], f"debootstrap-{suite}-user")
    run(["chroot", folder, "apt-get", "clean"], f"debootstrap-{suite}-clean")
    stamp.write_text(wanted)
    return folder
