"""export, reports, figures: what the upper level asks for."""

import argparse
from decimal import Decimal
from typing import Any

from cadre_desktop.app import App
from cadre_desktop.cli.console import DONE, Console, WrongUse, refuse_missing_folder
from cadre_desktop.cli.opening import nearest, opened
from cadre_desktop.cli.parser import Parser, path_of
from cadre_desktop.figures.figure import Figure
from cadre_desktop.records.unit import Unit
from cadre_desktop.reports import BY_KEY, REPORTS, Report
from cadre_desktop.services import exports, figures, records


def add_to(parser: Parser, name: str) -> None:
    """Give the parser of one command its arguments and its work."""
    parser.set_defaults(run={"export": export_report, "figures": list_figures, "reports": list_reports}[name])
    parser.add_json()
    if name == "reports":
        return
    if name == "export":
        parser.add_argument("report", metavar="REPORT", help="报表，见 reports")
        parser.add_argument(
            "--out", metavar="FILE", type=path_of, required=True, help="存到哪里；一人一表的报表有多人时存为 .zip"
        )
        parser.add_argument("--unit", metavar="NAME", help="只出这个单位（含下级）")
        parser.add_argument("--roughly", action="store_true", help="文稿中的大数写到十位，后加“余”")
    parser.add_period()
    parser.add_home()
    parser.add_passphrase()


def export_report(arguments: argparse.Namespace, console: Console) -> int:
    """Write a report to a file, which goes on the register of exports."""
    report = _report(arguments)
    _refuse_period(arguments)
    with opened(arguments, console) as app:
        unit_id = unit_id_of(app, arguments.unit) if arguments.unit else None
        options = exports.options_of(
            app.db, year=arguments.year, as_of=arguments.as_of, unit_id=unit_id, roughly=arguments.roughly
        )
        made = exports.export(app.db, report.key, options, arguments.out, progress=console.progress)
    if arguments.json:
        console.result(
            {
                "report": report.key,
                "title": report.title,
                "file": str(made.path),
                "number": made.number,
                "records": made.n_records,
                "sha256": made.sha256,
            }
        )
    zipped = "；多人时导出为 zip" if made.path != arguments.out else ""
    console.say(f"已导出{report.title}：{made.path}（编号 {made.number}{zipped}）")
    return DONE


def list_figures(arguments: argparse.Namespace, console: Console) -> int:
    """Print every figure with its definition and the records behind it."""
    _refuse_period(arguments)
    with opened(arguments, console) as app:
        found = figures.figures(app.db, year=arguments.year, as_of=arguments.as_of)
    if arguments.json:
        console.result([_figure(one) for one in found])
    else:
        console.table(
            ["编号", "名称", "数值", "口径"], [[one.key, one.label, one.in_full, one.definition] for one in found]
        )
    return DONE


def list_reports(arguments: argparse.Namespace, console: Console) -> int:
    """Print the reports there are."""
    if arguments.json:
        console.result([{"key": one.key, "title": one.title, "formats": list(one.formats)} for one in REPORTS])
        return DONE
    for one in REPORTS:
        console.line(f"{one.key}\t{one.title}\t{'、'.join(one.formats)}")
    return DONE


def _report(arguments: argparse.Namespace) -> Report:
    """Find the report and see that it can be written to such a file, before a passphrase is asked for in vain."""
    if arguments.report not in BY_KEY:
        near = nearest(arguments.report, [(one.key, one.title) for one in REPORTS])
        meant = f"相近的有：{near}；" if near else ""
        raise WrongUse(f"没有“{arguments.report}”这份报表。", hint=f"{meant}全部报表见 cadre-desktop reports。")
    report = BY_KEY[arguments.report]
    if arguments.out.suffix.lower().lstrip(".") not in report.formats:
        endings = "、".join(f".{one}" for one in report.formats)
        raise WrongUse(f"《{report.title}》不能存成“{arguments.out.name}”。", hint=f"文件名应以 {endings} 结尾。")
    refuse_missing_folder(arguments.out)
    return report


def _refuse_period(arguments: argparse.Namespace) -> None:
    """Raise WrongUse for a cut-off before the year even began."""
    year, as_of = arguments.year, arguments.as_of
    if year and as_of and as_of.year < year:
        raise WrongUse(f"截止日期 {as_of} 早于 {year} 年度。", hint="请改 --year 或 --as-of。")


def unit_id_of(app: App, name: str) -> str:
    """Find the unit that is called exactly so; raise WrongUse naming those that are like it."""
    found = records.links(app.db, Unit, name)
    for link in found:
        if link.text == name:
            return link.id
    like = f"相近的有：{'、'.join(link.text for link in found)}" if found else "单位名称见 cadre-desktop list unit。"
    raise WrongUse(f"没有名为“{name}”的单位。", hint=like)


def _figure(one: Figure) -> dict[str, Any]:
    return {
        "key": one.key,
        "label": one.label,
        "value": float(one.value) if isinstance(one.value, Decimal) else one.value,
        "unit": one.unit,
        "definition": one.definition,
        "ids": list(one.ids),
    }
