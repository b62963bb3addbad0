"""The commands put together: arguments in, exit status out, every mistake one sentence and never a traceback."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING

from cadre_desktop import __version__
from cadre_desktop.cli.console import (
    DONE,
    INTERRUPTED,
    PROBLEMS,
    WRONG_USE,
    Console,
    WrongUse,
    sentence,
    standard_console,
)
from cadre_desktop.cli.parser import Parser
from cadre_desktop.errors import AppError
from cadre_desktop.logs import start_logging

if TYPE_CHECKING:
    from cadre_desktop.cli.shots_command import TakeShots

PROGRAM = "cadre-desktop"
_STATUSES = "退出码：0 完成；1 资料有问题或没有做成；2 用法不对。"

log = logging.getLogger(__name__)


def _store() -> ModuleType:
    from cadre_desktop.cli import store_commands

    return store_commands


def _imports() -> ModuleType:
    from cadre_desktop.cli import import_commands

    return import_commands


def _reports() -> ModuleType:
    from cadre_desktop.cli import report_commands

    return report_commands


def _records() -> ModuleType:
    from cadre_desktop.cli import record_commands

    return record_commands


def _lrmx() -> ModuleType:
    from cadre_desktop.cli import lrmx_commands

    return lrmx_commands


def _shots() -> ModuleType:
    from cadre_desktop.cli import shots_command

    return shots_command


@dataclass(frozen=True, slots=True)
class Command:
    """One command: where it is written (loaded only when it is asked for: that takes time) and what it is for."""

    module: Callable[[], ModuleType]
    help: str


COMMANDS: Mapping[str, Command] = {
    "demo": Command(_store, "生成示例数据（人名单位都是编的）"),
    "init": Command(_store, "新建空的数据"),
    "import": Command(_imports, "从 Excel 导入；有问题的行逐条列出，退出码为 1"),
    "undo-import": Command(_imports, "撤回整个一次导入"),
    "template": Command(_imports, "生成某类记录的空白导入表"),
    "export": Command(_reports, "导出一份报表"),
    "lrmx": Command(_lrmx, "读入或写出任免审批表文件（.lrmx、.lrm）"),
    "list": Command(_records, "列出某类记录"),
    "reports": Command(_reports, "列出可以导出的报表"),
    "kinds": Command(_records, "列出可以导入的记录类型和它们的列"),
    "figures": Command(_reports, "列出各项数据和它们背后的记录"),
    "check": Command(_store, "检查数据文件、操作日志和资料质量"),
    "backup": Command(_store, "备份到一个文件"),
    "restore": Command(_store, "用备份文件恢复数据；现有数据先另存到备份文件夹"),
    "shots": Command(_shots, "给每个页面拍一张 PNG 图"),
}


def run(arguments: Sequence[str], *, take_shots: "TakeShots | None" = None, console: Console | None = None) -> int:
    """Do one command and return its exit status; `take_shots` makes the window's pictures for `shots`."""
    console = console or standard_console()
    log_file = start_logging()
    try:
        status = _run(arguments, take_shots, console)
        console.finish()
    except WrongUse as error:
        console.say(sentence(error))
        return WRONG_USE
    except AppError as error:
        console.say(sentence(error))
        return PROBLEMS
    except KeyboardInterrupt:
        console.say("已中断。")
        return INTERRUPTED
    except BrokenPipeError:  # whoever read the result has seen enough
        return PROBLEMS
    except Exception:  # the top of every command: what nobody foresaw is logged, and told in one sentence
        log.exception("command failed: %s", arguments[0] if arguments else "")
        console.say(f"程序出错，没有做成；详情在日志文件 {log_file.name} 里（{log_file.parent}）。")
        return PROBLEMS
    return status


def _run(arguments: Sequence[str], take_shots: "TakeShots | None", console: Console) -> int:
    name, *rest = arguments or ("--help",)
    if name in ("-h", "--help"):
        console.line(usage())
        return DONE
    if name == "--version":
        console.line(f"{PROGRAM} {__version__}")
        return DONE
    if name not in COMMANDS:
        raise WrongUse(f"没有“{name}”这个命令。", hint=f"可以是：{'、'.join(COMMANDS)}")
    command = COMMANDS[name]
    parser = Parser(prog=f"{PROGRAM} {name}", description=f"{command.help}。", epilog=_STATUSES)
    command.module().add_to(parser, name)
    if {"-h", "--help"} & set(rest):
        console.line(parser.format_help().rstrip())
        return DONE
    parsed = parser.parse_args(rest)
    parsed.take_shots = take_shots
    status: int = parsed.run(parsed, console)
    return status


def usage() -> str:
    """Write what the commands are."""
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {command.help}" for name, command in COMMANDS.items()]
    return "\n".join(
        [f"用法：{PROGRAM} 命令 [参数…]", "", "干部纪实档案：不带命令时打开窗口。", "", *lines, "", _STATUSES]
    )
