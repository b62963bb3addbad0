"""list, kinds: what is on file, and what can be."""

import argparse
from typing import Any

from cadre_desktop.app import App
from cadre_desktop.cli.console import DONE, Console
from cadre_desktop.cli.opening import IMPORTABLE, kind_of, opened
from cadre_desktop.cli.parser import Parser
from cadre_desktop.formats.values import shown
from cadre_desktop.records import BY_KEY, RecordKind
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.services import imports, records, roster
from cadre_desktop.storage.fields import Field


def add_to(parser: Parser, name: str) -> None:
    """Give the parser of one command its arguments and its work."""
    parser.set_defaults(run=list_records if name == "list" else list_kinds)
    parser.add_json()
    if name == "list":
        parser.add_argument("kind", metavar="KIND", help="记录类型，见 kinds")
        parser.add_argument("--filter", metavar="TEXT", default="", help="只列出含有这些字的记录")
        parser.add_home()
        parser.add_passphrase()


def list_records(arguments: argparse.Namespace, console: Console) -> int:
    """Print the records of a kind as plain values, by the columns of its import sheet."""
    kind = kind_of(arguments.kind)
    with opened(arguments, console) as app:
        rows = _people(app, arguments.filter) if kind is BY_KEY["cadre"] else _rows(app, kind, arguments.filter)
    if arguments.json:
        console.result(rows)
        return DONE
    labels = {field.name: field.label for field in _columns(kind)}
    console.table(["编号", *labels.values()], [[row["id"], *(shown(row[name]) for name in labels)] for row in rows])
    console.say(f"共 {len(rows)} 条。")
    return DONE


def list_kinds(arguments: argparse.Namespace, console: Console) -> int:
    """Print the kinds an import can bring in; registers the program keeps itself are not among them."""
    found: list[dict[str, Any]] = [
        {"key": kind.key, "title": kind.title, "columns": imports.columns_as_json(kind)} for kind in IMPORTABLE
    ]
    if arguments.json:
        console.result(found)
        return DONE
    for one in found:
        labels = [f"{column['label']}{'*' if column['required'] else ''}" for column in one["columns"]]
        console.line(f"{one['key']}\t{one['title']}\t{'、'.join(labels)}")
    return DONE


def _columns(kind: RecordKind) -> tuple[Field, ...]:
    return kind.table_fields if kind.kept_by_program else imports.columns_of(kind)


def _people(app: App, text: str) -> list[dict[str, Any]]:
    return list(imports.roster_values(app.db, roster.ids(app.db, ListQuery(text=text))))


def _rows(app: App, kind: RecordKind, text: str) -> list[dict[str, Any]]:
    """Read records of a kind; people are told apart by ID number as on an import sheet."""
    columns = _columns(kind)
    known = {field.name for field in (*kind.form_fields, *kind.table_fields)}
    own = tuple(field for field in columns if field.name in known)
    whose = next((at for at, field in enumerate(own) if field.is_link and field.type is BY_KEY["cadre"].model), None)
    found = records.all_rows(app.db, kind, own, ListQuery(text=text))
    numbers: dict[str, str] = {}
    if len(own) < len(columns) and whose is not None:
        people = sorted({row.values[whose].id for row in found if row.values[whose]})
        numbers = {person["id"]: person["id_number"] for person in imports.roster_values(app.db, people)}
    listed = []
    for row in found:
        values = {field.name: _plain(value) for field, value in zip(own, row.values, strict=True)}
        if numbers and whose is not None and row.values[whose]:
            values["whose_id_number"] = numbers.get(row.values[whose].id, "")
        listed.append({"id": row.id, **{field.name: values.get(field.name, "") for field in columns}})
    return listed


def _plain(value: Any) -> Any:
    """Numbers and yes or no stay what they are in JSON; everything else is the text an import reads back."""
    return value if isinstance(value, bool | int | float) else shown(value)
