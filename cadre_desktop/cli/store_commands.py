"""demo, init, check, backup, restore: the store as a whole."""

import argparse

from cadre_desktop.app import create_app, refuse_taken, restore_app
from cadre_desktop.cli.console import DONE, PROBLEMS, Console, WrongUse, refuse_missing_folder, sentence
from cadre_desktop.cli.opening import opened
from cadre_desktop.cli.parser import Parser, path_of
from cadre_desktop.errors import AppError, BadFile
from cadre_desktop.services import checks
from cadre_desktop.services.data_quality import Severity
from cadre_desktop.services.demo import build_demo
from cadre_desktop.services.unit_profile import OfficeLevel

_DEMO_UNIT = "清源县委组织部"


def add_to(parser: Parser, name: str) -> None:
    """Give the parser of one command its arguments and its work."""
    runs = {"demo": make_demo, "init": make_store, "check": check_store, "backup": back_up, "restore": put_back}
    parser.set_defaults(run=runs[name])
    if name == "init":
        parser.add_argument("--unit", metavar="NAME", required=True, help="单位名称")
    elif name == "backup":
        parser.add_argument("--out", metavar="FILE", type=path_of, required=True, help="备份文件")
    elif name == "restore":
        parser.add_argument("file", metavar="FILE", type=path_of, help="备份文件")
    elif name == "check":
        parser.add_json()
    parser.add_home()
    parser.add_passphrase()


def make_store(arguments: argparse.Namespace, console: Console) -> int:
    """Make an empty store; print its recovery key, once."""
    refuse_taken(arguments.home)  # before a passphrase is asked for in vain
    passphrase = console.passphrase(arguments.passphrase_file, new=True)
    level = OfficeLevel.COUNTY if "组织部" in arguments.unit else OfficeLevel.TOWNSHIP
    app, recovery = create_app(arguments.home, arguments.unit, passphrase, level=level)
    app.close()
    _tell_recovery(console, recovery)
    console.say(f"已新建“{arguments.unit}”的数据：{arguments.home}")
    return DONE


def make_demo(arguments: argparse.Namespace, console: Console) -> int:
    """Make the sample county; print its recovery key, once."""
    refuse_taken(arguments.home)  # before a passphrase is asked for in vain
    passphrase = console.passphrase(arguments.passphrase_file, new=True)
    app, recovery = create_app(arguments.home, _DEMO_UNIT, passphrase, level=OfficeLevel.COUNTY)
    with app:
        build_demo(app.db, app.now().date(), console.progress)
    _tell_recovery(console, recovery)
    console.say(f"已生成示例数据（人名单位都是编的）：{arguments.home}")
    return DONE


def check_store(arguments: argparse.Namespace, console: Console) -> int:
    """Look for anything wrong; the exit status says whether there is an error."""
    try:
        with opened(arguments, console) as app:
            report = checks.check(app.db, app.store, console.progress)
    except WrongUse:
        raise
    except AppError as error:
        if arguments.json:  # a store that does not open is a finding too, the gravest
            where = str(arguments.home)
            found = {"what": sentence(error), "where": where, "severity": Severity.ERROR.value}
            console.result({"ok": False, "problems": [found]})
        raise
    if arguments.json:
        findings = [{"what": f.what, "where": f.where, "severity": f.severity.value} for f in report.findings]
        console.result({"ok": report.ok, "problems": findings})
    else:
        for finding in report.findings:
            console.line(f"{finding.severity.label}\t{finding.where}\t{finding.what}")
        console.say("检查完成，没有发现错误。" if report.ok else "检查发现错误，见上。")
    return DONE if report.ok else PROBLEMS


def back_up(arguments: argparse.Namespace, console: Console) -> int:
    """Put a checked backup at a place of the person's choice."""
    refuse_missing_folder(arguments.out)
    with opened(arguments, console) as app:
        path = app.save_backup(arguments.out, console.progress)
    console.say(f"已备份到：{path}")
    return DONE


def put_back(arguments: argparse.Namespace, console: Console) -> int:
    """Put a backup in the place of the present data."""
    if not arguments.file.is_file():
        raise BadFile(f"没有这个备份文件：{arguments.file}。", hint="请检查文件名，并确认磁盘或U盘已经接好。")
    passphrase = console.passphrase(arguments.passphrase_file)
    restore_app(arguments.file, arguments.home, passphrase, progress=console.progress)
    console.say(f"已恢复到：{arguments.home}")
    return DONE


def _tell_recovery(console: Console, recovery: str) -> None:
    console.say(f"恢复密钥：{recovery}")
    console.say("忘记口令时只能靠它打开数据。它只显示这一次，请抄写或打印后妥善保管。")
