"""export, reports, figures: what the upper level asks for."""

import argparse
from pathlib import Path

from cadre_desktop.cli.console import DONE, Console
from cadre_desktop.cli.parser import Parser
from cadre_desktop.reports import REPORTS


def add_to(parser: Parser, name: str) -> None:
    """Give the parser of one command its arguments and its work."""
    parser.set_defaults(run={"export": export_report, "figures": list_figures, "reports": list_reports}[name])
    parser.add_json()
    if name == "reports":
        return
    if name == "export":
        parser.add_argument("report", metavar="REPORT", help="报表，见 reports")
        parser.add_argument("--out", metavar="FILE", type=Path, required=True, help="存到哪里")
        parser.add_argument("--unit", metavar="NAME", help="只出这个单位（含下级）")
    parser.add_period()
    parser.add_home()
    parser.add_passphrase()


def export_report(arguments: argparse.Namespace, console: Console) -> int:
    """Write a report to a file."""
    raise NotImplementedError


def list_figures(arguments: argparse.Namespace, console: Console) -> int:
    """Print every figure with its definition and the records behind it."""
    raise NotImplementedError


def list_reports(arguments: argparse.Namespace, console: Console) -> int:
    """Print the reports there are."""
    found = [{"key": one.key, "title": one.title, "formats": list(one.formats)} for one in REPORTS]
    if arguments.json:
        console.result(found)
        return DONE
    for one in found:
        console.line(f"{one['key']}\t{one['title']}\t{'、'.join(one['formats'])}")
    return DONE
