"""shots: a picture of every page.  The pictures themselves are the window's work, which is handed in."""

import argparse
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cadre_desktop.app import App
from cadre_desktop.cli.console import DONE, Console, WrongUse
from cadre_desktop.cli.opening import opened
from cadre_desktop.cli.parser import Parser, path_of

_SMALLEST, _LARGEST = 320, 8000


@dataclass(frozen=True, slots=True)
class ShotOptions:
    """What pictures are wanted: where, how many pixels wide and high, at which scaling, with large text or not."""

    folder: Path
    width: int
    height: int
    scale: float
    large: bool


TakeShots = Callable[[App, ShotOptions], list[Path]]


def add_to(parser: Parser, _name: str) -> None:
    """Give the parser of the command its arguments and its work."""
    parser.add_argument("--out", metavar="DIR", type=path_of, required=True, help="图片放在哪个文件夹")
    parser.add_argument("--size", metavar="WxH", type=_size, default=(1366, 768), help="窗口大小，如 1366x768")
    parser.add_argument("--scale", metavar="S", type=_scale, default=1.0, help="屏幕缩放，如 1.25")
    parser.add_argument("--large", action="store_true", help="大字")
    parser.add_home()
    parser.add_passphrase()
    parser.set_defaults(run=take_shots)


def take_shots(arguments: argparse.Namespace, console: Console) -> int:
    """Take the pictures; raise WrongUse where no window was handed in."""
    take: TakeShots | None = arguments.take_shots
    if take is None:
        raise WrongUse("这里没有图形界面，不能拍图。")
    width, height = arguments.size
    try:
        arguments.out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WrongUse(f"不能把图片放在：{arguments.out}。", hint="请换一个可以写入的文件夹。") from error
    options = ShotOptions(arguments.out, width, height, arguments.scale, arguments.large)
    with opened(arguments, console) as app:
        made = take(app, options)
    console.say(f"已拍 {len(made)} 张图：{arguments.out}")
    return DONE


def _size(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{3,4})[x×X](\d{3,4})", text, re.ASCII)
    if found and all(_SMALLEST <= int(side) <= _LARGEST for side in found.groups()):
        return int(found[1]), int(found[2])
    raise argparse.ArgumentTypeError(f"“{text}”不是窗口大小，应写成 1366x768")


def _scale(text: str) -> float:
    try:
        scale = float(text)
    except ValueError:
        scale = 0.0
    if 0.5 <= scale <= 4.0:
        return scale
    raise argparse.ArgumentTypeError(f"“{text}”不是缩放倍数，应在 0.5 到 4 之间")
