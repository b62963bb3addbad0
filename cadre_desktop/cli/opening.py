"""Opening the store a command works on."""

import argparse
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from difflib import SequenceMatcher

from cadre_desktop.app import App, open_app, refuse_without_store
from cadre_desktop.cli.console import Console, WrongUse
from cadre_desktop.records import BY_KEY, KINDS, RecordKind

IMPORTABLE = tuple(kind for kind in KINDS if not kind.kept_by_program)
"""The kinds that come in from sheets; registers the program keeps itself are not among them."""
_ALIKE = 0.5
_MOST_OFFERED = 5


@contextmanager
def opened(arguments: argparse.Namespace, console: Console) -> Iterator[App]:
    """Open the store in --home with the passphrase, and close it again whatever happens."""
    refuse_without_store(arguments.home)  # before a passphrase is asked for in vain
    passphrase = console.passphrase(arguments.passphrase_file)
    with open_app(arguments.home, passphrase, progress=console.progress) as app:
        yield app


def kind_of(key: str, kinds: tuple[RecordKind, ...] = KINDS) -> RecordKind:
    """Find a kind by its key among those a command takes; raise WrongUse offering them, the nearest name first."""
    kind = BY_KEY.get(key)
    if kind in kinds:
        return kind
    if kind is not None:
        raise WrongUse(f"{kind.title}（{key}）由程序登记，不能导入。", hint="可以导入的记录见 cadre-desktop kinds。")
    near = nearest(key, [(one.key, one.title) for one in kinds])
    meant = f"相近的有：{near}；" if near else ""
    raise WrongUse(f"没有“{key}”这种记录。", hint=f"{meant}全部名称见 cadre-desktop kinds。")


def nearest(word: str, names: Iterable[tuple[str, str]]) -> str:
    """Name the keys, or the Chinese names, that a word is nearest to: unit（单位）、…; "" when it is like none."""
    likeness = {
        (key, title): max(SequenceMatcher(None, word.casefold(), name).ratio() for name in (key, title))
        for key, title in names
    }
    near = sorted((name for name, like in likeness.items() if like >= _ALIKE), key=lambda name: -likeness[name])
    return "、".join(f"{key}（{title}）" for key, title in near[:_MOST_OFFERED])
