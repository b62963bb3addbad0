"""Opening the store a command works on."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from cadre_desktop.app import App, open_app, refuse_without_store
from cadre_desktop.cli.console import Console, WrongUse
from cadre_desktop.records import BY_KEY, RecordKind


@contextmanager
def opened(arguments: argparse.Namespace, console: Console) -> Iterator[App]:
    """Open the store in --home with the passphrase, and close it again whatever happens."""
    refuse_without_store(arguments.home)  # before a passphrase is asked for in vain
    passphrase = console.passphrase(arguments.passphrase_file)
    with open_app(arguments.home, passphrase, progress=console.progress) as app:
        yield app


def kind_of(key: str) -> RecordKind:
    """Find a kind by its key; raise WrongUse naming the keys there are."""
    if key not in BY_KEY:
        raise WrongUse(f"没有“{key}”这种记录。", hint=f"可用的有：{'、'.join(BY_KEY)}")
    return BY_KEY[key]
