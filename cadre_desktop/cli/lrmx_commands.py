"""lrmx import, lrmx export: 任免审批表 as the official editor's files."""

import argparse

from cadre_desktop.app import App
from cadre_desktop.cli import import_commands
from cadre_desktop.cli.console import DONE, Console, WrongUse, refuse_missing_folder
from cadre_desktop.cli.opening import opened
from cadre_desktop.cli.parser import Parser, path_of
from cadre_desktop.cli.report_commands import unit_id_of
from cadre_desktop.formats.form_files import NEW
from cadre_desktop.services import appointment_files

IMPORT, EXPORT = "import", "export"


def add_to(parser: Parser, _name: str) -> None:
    """Give the parser its two works: what to do, and the file, folder or zip."""
    parser.add_argument("action", metavar="import|export", help="读入或写出")
    parser.add_argument(
        "file", metavar="FILE", type=path_of, help="读入：.lrmx、.lrm、文件夹或 .zip；写出：一人 .lrmx，多人 .zip"
    )
    parser.add_argument("--unit", metavar="NAME", help="写出：只出这个单位（含下级）")
    parser.add_argument("--cadre", metavar="NAME", action="append", default=[], help="写出：姓名或身份证号，可写几次")
    parser.add_argument("--old", action="store_true", help="写出：zip 里放老格式 .lrm 和 .pic")
    parser.add_argument("--to", metavar="WHOM", default="", help="写出：交给谁，记入导出登记")
    import_commands.add_row_choices(parser)
    parser.add_json()
    parser.add_home()
    parser.add_passphrase()
    parser.set_defaults(run=run, kind="cadre", sheet="", map=None)


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Read forms in as officials, or write officials' forms."""
    if arguments.action == IMPORT:
        return import_commands.import_file(arguments, console)
    if arguments.action != EXPORT:
        raise WrongUse(f"“{arguments.action}”不对，应写 import（读入）或 export（写出）。")
    if arguments.file.suffix.lower() not in (NEW, ".zip"):
        raise WrongUse("任免审批表写出到 .lrmx（一人）或 .zip（多人）文件。")
    refuse_missing_folder(arguments.file)
    with opened(arguments, console) as app:
        people = _people(app, arguments)
        done = appointment_files.export_forms(
            app.db,
            people,
            arguments.file,
            old_format=arguments.old,
            recipient=arguments.to,
            progress=console.progress,
        )
    if arguments.json:
        console.result(
            {"file": str(done.path), "number": done.number, "records": done.n_records, "sha256": done.sha256}
        )
    console.say(f"已导出 {done.n_records} 人的任免审批表：{done.path}（编号 {done.number}）")
    return DONE


def _people(app: App, arguments: argparse.Namespace) -> list[str]:
    """Find who is meant; raise WrongUse for a name that nobody or more than one has."""
    if arguments.cadre:
        return [_person(app, told) for told in arguments.cadre]
    unit_id = unit_id_of(app, arguments.unit) if arguments.unit else ""
    return appointment_files.people_in(app.db, unit_id)


def _person(app: App, told: str) -> str:
    found = appointment_files.people_called(app.db, told)
    if len(found) == 1:
        return found[0]
    if not found:
        raise WrongUse(f"没有找到“{told}”。", hint="请写全名，或写身份证号。")
    raise WrongUse(f"叫“{told}”的有 {len(found)} 人。", hint="请写身份证号。")
