"""import, undo-import, template: data from Excel, in and out again."""

import argparse
from typing import Any

from cadre_desktop.app import App
from cadre_desktop.cli.console import DONE, PROBLEMS, Console, WrongUse, refuse_missing_folder
from cadre_desktop.cli.opening import IMPORTABLE, kind_of, opened
from cadre_desktop.cli.parser import Parser, path_of
from cadre_desktop.records import RecordKind
from cadre_desktop.services import backups, imports
from cadre_desktop.storage.backup import Reason

_SHOWN = 50
_ROWS_NAMED = 8


def add_to(parser: Parser, name: str) -> None:
    """Give the parser of one command its arguments and its work."""
    if name == "template":
        parser.add_argument("kind", metavar="KIND", help="记录类型，见 kinds")
        parser.add_argument("--out", metavar="FILE.xlsx", type=path_of, required=True, help="存到哪里")
        parser.set_defaults(run=write_template)
        return
    if name == "import":
        _add_choices(parser)
        parser.set_defaults(run=import_file)
    else:
        parser.add_argument("batch", metavar="BATCH", help="导入批次编号，import 的结果里有")
        parser.set_defaults(run=undo_import)
    parser.add_home()
    parser.add_passphrase()


def _add_choices(parser: Parser) -> None:
    parser.add_argument("kind", metavar="KIND", help="记录类型，见 kinds")
    parser.add_argument(
        "file", metavar="FILE", type=path_of, help="Excel 文件；干部也可以是任免审批表 .lrmx、.lrm、文件夹或 .zip"
    )
    parser.add_argument("--sheet", metavar="S", default="", help="工作表名称")
    parser.add_argument("--map", metavar="FILE", type=path_of, help='列对应文件，JSON：{"表头": "字段"}')
    add_row_choices(parser)
    parser.add_json()


def add_row_choices(parser: Parser) -> None:
    """Let the person choose what happens to the rows."""
    parser.add_argument("--good-rows", action="store_true", help="只导入没有问题的行；不给时有一行有问题就什么都不写")
    parser.add_argument("--create-units", action="store_true", help="表中没有登记过的单位，自动新建")
    parser.add_argument(
        "--on-match", choices=("update", "skip", "add"), default="update", help="与已有记录相同时：更新、跳过、另加"
    )
    parser.add_argument("--dry-run", action="store_true", help="只核对，不写入")


def import_file(arguments: argparse.Namespace, console: Console) -> int:
    """Plan an import, and do it unless a row has a problem, or only the good rows are wanted."""
    kind = kind_of(arguments.kind, IMPORTABLE)
    options = _options(kind, arguments)
    with opened(arguments, console) as app:
        plan = imports.plan(app.db, kind, arguments.file, options, console.progress)
        faulty = plan.clean < len(plan.rows)
        result = None
        if not arguments.dry_run and (arguments.good_rows or not faulty):
            result = imports.apply(
                app.db,
                kind,
                plan,
                good_rows=arguments.good_rows,
                before=lambda: _keep(app),
                progress=console.progress,
            )
    found = imports.as_json(plan, result)
    if arguments.json:
        console.result(found)
    _tell_problems(console, plan, create_units=arguments.create_units)
    _tell(console, found, written=result is not None, dry_run=arguments.dry_run)
    return PROBLEMS if faulty else DONE


def undo_import(arguments: argparse.Namespace, console: Console) -> int:
    """Take a whole import back; what was changed since stays and is named."""
    with opened(arguments, console) as app:
        result = imports.take_back(app.db, arguments.batch, console.progress)
    for stays in result.stays[:_SHOWN]:
        console.say(f"保留：{stays.kind_title} {stays.text}（{stays.reason}）")
    console.say(result.sentence)
    return DONE


def write_template(arguments: argparse.Namespace, console: Console) -> int:
    """Write the blank import sheet of a kind."""
    kind = kind_of(arguments.kind, IMPORTABLE)
    if arguments.out.suffix.lower() != ".xlsx":
        raise WrongUse("导入表是 Excel 文件，--out 应以 .xlsx 结尾。")
    refuse_missing_folder(arguments.out)
    imports.template(kind, arguments.out)
    console.say(f"已生成{kind.title}导入表：{arguments.out}")
    return DONE


def _options(kind: RecordKind, arguments: argparse.Namespace) -> imports.ImportOptions:
    mapping = imports.load_mapping(arguments.map, imports.columns_of(kind)) if arguments.map else None
    return imports.ImportOptions(
        sheet=arguments.sheet, create_units=arguments.create_units, on_match=arguments.on_match, mapping=mapping
    )


def _keep(app: App) -> None:
    """Copy the store as it is before the import."""
    backups.before_step(app.db, app.store, Reason.BEFORE_IMPORT)


def _tell_problems(console: Console, plan: imports.ImportPlan, *, create_units: bool) -> None:
    """Name the problems, one that several rows share only once; the JSON has them row by row."""
    rows: dict[tuple[str, str], list[int]] = {}
    for row, problem in plan.problems:
        rows.setdefault((problem.column, problem.message), []).append(row)
    for (column, message), numbers in list(rows.items())[:_SHOWN]:
        if len(numbers) == 1:
            console.say(f"第{numbers[0]}行 {column}：{message}")
            continue
        named = "、".join(map(str, numbers[:_ROWS_NAMED]))
        more = "等" if len(numbers) > _ROWS_NAMED else ""
        console.say(f"{column}：{message}（{len(numbers)} 行：第{named}行{more}）")
    if len(rows) > _SHOWN:
        console.say(f"……共 {len(rows)} 种问题，{len(plan.problems)} 处")
    if not create_units and any(problem.about == "unit" for _, problem in plan.problems):
        console.say("单位对不上的：确是新单位，加 --create-units 自动新建；只是写法不同，请改成系统中的名称。")


def _tell(console: Console, found: dict[str, Any], *, written: bool, dry_run: bool) -> None:
    """Say in words what was told of the whole sheet and what was done; long lists are cut, the JSON has them whole."""
    for warning in found["warnings"][:_SHOWN]:
        console.say(f"提醒：{warning}")
    faulty = found["rows"] - found["clean"]
    if written:
        counts = f"新增 {found['created']} 行，更新 {found['updated']} 行，跳过 {found['skipped']} 行"
        console.say(f"导入完成：{counts}" + (f"，{faulty} 行有问题没有导入" if faulty else "") + "。")
        if found["batch"]:
            console.say(f"批次：{found['batch']}")
    elif dry_run:
        console.say(f"核对完成：共 {found['rows']} 行，{faulty} 行有问题；没有写入。")
    else:
        console.say(f"共 {found['rows']} 行，{faulty} 行有问题，没有导入任何内容。可改正后重试，或加 --good-rows。")
