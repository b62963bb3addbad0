"""Starting other programs while building: politely, with their words in a log, stopping at the first failure."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from build_spec.bootstrap import Stop, say
from build_spec.places import BUILD, TOOLS

_TAIL = 30


def run(
    command: Sequence[object],
    log: str,
    *,
    folder: Path | None = None,
    environ: Mapping[str, str] | None = None,
) -> None:
    """Run a command at low priority; its output goes to build/logs/<log>.log.

    Raises Stop with the end of the log when the command fails or is not there.
    """
    words = [str(word) for word in command]
    path = BUILD / "logs" / f"{log}.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    nice = ["nice", "-n", "5"] if sys.platform.startswith("linux") else []
    given = {**os.environ, **(environ or {})}
    with path.open("wb") as output:
        try:
            done = subprocess.run(
                nice + words, stdout=output, stderr=subprocess.STDOUT, cwd=folder, env=given, check=False
            )
        except OSError as error:
            raise Stop(f"不能运行 {words[0]}：{error.strerror}") from error
    if done.returncode:
        end = path.read_text(encoding="utf-8", errors="replace").splitlines()[-_TAIL:]
        say("\n".join(line[:300] for line in end))
        raise Stop(f"这一步没有做成（退出码 {done.returncode}）：{' '.join(words)[:200]}\n全部输出在 {path}")


def read(command: Sequence[object]) -> str:
    """Run a command and return what it prints; raises Stop when it fails."""
    words = [str(word) for word in command]
    try:
        return subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise Stop(f"这一步没有做成：{' '.join(words)[:200]}") from error


def with_tools(environ: Mapping[str, str]) -> dict[str, str]:
    """Return an environment in which Python finds the build tools too."""
    paths = [str(TOOLS), *filter(None, [environ.get("PYTHONPATH")])]
    return {**environ, "PYTHONPATH": os.pathsep.join(paths)}
