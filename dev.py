#!/usr/bin/env python3
"""One entry for people who have the source: set up, run, test, check, measure, package.

Standard library only; Python 3.11 or newer; Linux and Windows.  Everything Python goes into `.venv`, everything
made goes into `out`; on Debian-like systems missing shared libraries and fonts are installed when that is allowed.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from build_spec.bootstrap import OLDEST_PYTHON, PYTHON, ROOT, Stop, prepare_python, prepare_system, say

OUT = ROOT / "out"

USAGE = """\
用法：python3 dev.py 命令 [参数…]

  run [参数…]       装好依赖并启动程序；带参数时原样交给 cadre-desktop 命令行；
                    没有图形显示时不开窗口，改为在 out/ 里生成演示数据、全部报表和界面图片
  test [参数…]      代码检查和全部测试；带参数时只跑 pytest，参数原样交给它
  check             只做代码检查：ruff、格式、mypy、分层约束
  bench [参数…]     跑性能测量
  package [参数…]   制作安装包
  setup             只装依赖和系统库
"""


def is_headless(environ: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Return whether no window could be seen: a Linux without a display, or Qt told to draw nowhere."""
    if asked := environ.get("QT_QPA_PLATFORM"):
        return asked.split(":")[0] in {"offscreen", "minimal"}
    return platform.startswith("linux") and not (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def child_environment(environ: Mapping[str, str], *, headless: bool) -> dict[str, str]:
    """Return the environment our Python runs in: our source found from any folder, UTF-8, Qt without a display."""
    result = dict(environ, PYTHONUTF8="1")
    result["PYTHONPATH"] = os.pathsep.join(filter(None, (str(ROOT), environ.get("PYTHONPATH"))))
    locale = environ.get("LC_ALL") or environ.get("LC_CTYPE") or environ.get("LANG") or "C"
    if locale in {"C", "POSIX"}:  # Qt warns about such a locale and switches by itself
        result["LC_ALL"] = "C.UTF-8"
    if headless:
        result.setdefault("QT_QPA_PLATFORM", "offscreen")
    return result


def call_python(arguments: Sequence[object], environ: Mapping[str, str], folder: Path | None = None) -> int:
    """Run the environment's Python and return its exit status."""
    return subprocess.run([str(PYTHON), *map(str, arguments)], env=dict(environ), cwd=folder, check=False).returncode


def run(arguments: Sequence[str]) -> int:
    """Start the program: a window, a command line, or without a display the whole demonstration."""
    headless = is_headless(os.environ)
    demonstrate = headless and not arguments
    prepare_python("app.txt")
    prepare_system(window=not headless, pictures=demonstrate)
    environ = child_environment(os.environ, headless=headless)
    if not demonstrate:
        return call_python(["-m", "cadre_desktop", *arguments], environ)
    say("没有图形显示（DISPLAY、WAYLAND_DISPLAY 都没有设），看不到窗口：Qt 改用 offscreen 平台。")
    say("下面不开窗口做完主要工作：生成演示数据，导出全部报表，给每个页面拍一张图。")
    return make_demonstration(environ)


def fresh_output() -> Path:
    """Empty what an earlier demonstration made, and only that; return the folder of the passphrase and the rest."""
    marker = OUT / ".made-by-dev"
    folders = [OUT / name for name in ("demo-home", "reports", "shots")]
    foreign = [folder for folder in folders if folder.exists() and not marker.exists()]
    if foreign:
        raise Stop(f"{foreign[0]} 不是本命令生成的，不敢删除。请先移走它再重试。")
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
    OUT.mkdir(exist_ok=True)
    marker.touch()
    return OUT


def make_demonstration(environ: Mapping[str, str]) -> int:
    """Make a demo county, every report and a picture of every page; list them and count the failures."""
    out = fresh_output()
    home, secret = out / "demo-home", out / "demo-passphrase.txt"
    secret.touch(mode=0o600)
    secret.write_text(os.urandom(12).hex(), encoding="ascii")
    say("演示数据的口令是随机生成的，放在：", secret)
    environ = dict(environ, CADRE_PASSPHRASE=secret.read_text(encoding="ascii"))
    say("生成演示数据（人名单位都是编的）：", home)
    if call_python(["-m", "cadre_desktop", "demo", "--home", home], environ):
        say("演示数据没有生成，后面的步骤不做了。")
        return 1
    failed = export_reports(home, out / "reports", environ)
    say("给每个页面拍图：", out / "shots")
    if call_python(["-m", "cadre_desktop", "shots", "--home", home, "--out", out / "shots"], environ):
        failed.append("界面图片")
    list_made(out, ("reports", "shots"))
    if failed:
        say("没有做成：" + "、".join(failed))
    return 1 if failed else 0


def export_reports(home: Path, folder: Path, environ: Mapping[str, str]) -> list[str]:
    """Export every report the program knows into the folder; return the titles of those that failed."""
    listing = [str(PYTHON), "-m", "cadre_desktop", "reports", "--json"]
    done = subprocess.run(listing, env=dict(environ), stdout=subprocess.PIPE, encoding="utf-8", check=False)
    if done.returncode:
        return ["报表目录"]
    reports = json.loads(done.stdout)
    folder.mkdir()
    say(f"导出 {len(reports)} 份报表：", folder)
    failed = []
    for report in reports:
        target = folder / report_file_name(report)
        if call_python(["-m", "cadre_desktop", "export", "--home", home, report["key"], "--out", target], environ):
            failed.append(report["title"])
    return failed


def report_file_name(report: Mapping[str, object]) -> str:
    """Return a file name a clerk can read and every file system takes: key, title, format (xlsx if offered)."""
    formats = report.get("formats")
    offered = [str(one) for one in formats] if isinstance(formats, list) else []
    suffix = "xlsx" if "xlsx" in offered or not offered else offered[0]
    title = "".join("_" if letter in '\\/:*?"<>|' else letter for letter in str(report["title"]))
    return f"{report['key']} {title}.{suffix}"


def list_made(out: Path, folders: Sequence[str]) -> None:
    """Print the files that were made, with their sizes, on stdout."""
    for folder in folders:
        files = sorted(path for path in (out / folder).rglob("*") if path.is_file())
        print(f"{out / folder}：{len(files)} 个文件")
        for path in files:
            print(f"  {path.relative_to(out / folder)}（{path.stat().st_size / 1024:.0f} KB）")


# Run through -c so that a moved folder, whose scripts name their old place, still works.
LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
CHECKS: Mapping[str, Sequence[str]] = {
    "ruff check": ("-m", "ruff", "check", "."),
    "ruff format --check": ("-m", "ruff", "format", "--check", "."),
    "mypy": ("-m", "mypy", "-p", "cadre_desktop", "-p", "build_spec", "-m", "dev"),
    "lint-imports": ("-c", LINT_IMPORTS),
}


def check(arguments: Sequence[str] = ()) -> int:
    """Run every check on the code, even after one has failed; return 1 if one did."""
    refuse(arguments)
    prepare_python("test.txt")
    environ = child_environment(os.environ, headless=True)
    failed = []
    for name, command in CHECKS.items():
        say("检查：", name)
        if call_python(command, environ, ROOT):
            failed.append(name)
    say("代码检查没有通过：" + "、".join(failed) if failed else "代码检查全部通过。")
    return 1 if failed else 0


WHOLE_SUITE = ("-q", "-n", "auto", "--dist", "worksteal")
"""The whole suite runs on every core; named tests run one after the other, so that they are easy to follow."""


def test(arguments: Sequence[str]) -> int:
    """Run the checks and the whole suite, or pytest alone with the given arguments."""
    prepare_python("test.txt")
    prepare_system(window=False, pictures=True)
    checked = 0 if arguments else check()
    say("运行测试：pytest", *arguments)
    environ = dict(child_environment(os.environ, headless=True), QT_QPA_PLATFORM="offscreen")
    tested = call_python(["-m", "pytest", *(arguments or WHOLE_SUITE)], environ, ROOT)
    if checked:
        say("测试之前的代码检查没有通过，见上。")
    return tested or checked


def bench(arguments: Sequence[str]) -> int:
    """Run the measurements."""
    if not (ROOT / "benchmarks" / "__main__.py").is_file():
        raise Stop("这个版本没有性能测量程序（benchmarks/__main__.py）。")
    prepare_python("test.txt")
    prepare_system(window=False, pictures=False)
    environ = child_environment(os.environ, headless=is_headless(os.environ))
    return call_python(["-m", "benchmarks", *arguments], environ, ROOT)


def package(arguments: Sequence[str]) -> int:
    """Make the installers by the build script."""
    script = ROOT / "build_spec" / "build.py"
    if not script.is_file():
        raise Stop("这个版本没有打包脚本（build_spec/build.py），不能制作安装包。可以用 dev.py run 从源代码运行。")
    prepare_python("test.txt")
    prepare_system(window=False, pictures=False)
    return call_python([script, *arguments], child_environment(os.environ, headless=True), ROOT)


def setup(arguments: Sequence[str]) -> int:
    """Install everything a developer needs and start nothing."""
    refuse(arguments)
    prepare_python("test.txt")
    prepare_system(window=True, pictures=True)
    say("全部就绪。")
    return 0


def refuse(arguments: Sequence[str]) -> None:
    """Stop if a command that takes no arguments was given some."""
    if arguments:
        raise Stop("这个命令不带参数：" + " ".join(arguments))


COMMANDS = {"run": run, "test": test, "check": check, "bench": bench, "package": package, "setup": setup}


def main(arguments: Sequence[str]) -> int:
    """Do the named command; return its exit status, 2 for wrong use or a step that cannot be done."""
    name, *rest = arguments or ("",)
    if name in {"-h", "--help", "help"}:
        print(USAGE, end="")
        return 0
    if name not in COMMANDS:
        say(f"没有这个命令：{name}" if name else "请给出命令。")
        print(USAGE, end="", file=sys.stderr)
        return 2
    if sys.version_info < OLDEST_PYTHON:
        say("需要 Python 3.11 或更新的版本，现在是", sys.version.split()[0])
        return 2
    try:
        return COMMANDS[name](rest)
    except Stop as reason:
        say(reason)
        return 2
    except KeyboardInterrupt:
        say("已中断。")
        return 130


if __name__ == "__main__":
    with contextlib.suppress(AttributeError, ValueError):
        sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))
