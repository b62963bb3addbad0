"""The plain list any kind of record gets: every column of its sheet, one line a record, sealed fields never."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from cadre_desktop.formats.report_sheet import Align, Column, ReportBook
from cadre_desktop.records import KINDS, listing, reading
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.reports.disclosure import ON_FILE, cell, may_leave, staying, withheld
from cadre_desktop.reports.maker import NUMBER, Maker
from cadre_desktop.reports.report import Report, ReportOptions
from cadre_desktop.storage.fields import Field
from cadre_desktop.storage.turns import breathing

_ALREADY_A_LIST = ("明细", "记录", "登记", "说明")
_ORDERED = {True: "按单位顺序排列", False: "按录入先后排列"}


def title_of(kind: RecordKind) -> str:
    """Return what the list of a kind is called: 单位明细表, but 答卷明细表 and 谈话记录表 without a word said twice."""
    if kind.title.endswith("表"):
        return kind.title
    return f"{kind.title}表" if kind.title.endswith(_ALREADY_A_LIST) else f"{kind.title}明细表"


def report_of(kind: RecordKind) -> Report:
    """Make the list report of a kind."""

    def collect(session: Session, options: ReportOptions) -> ReportBook:
        maker = Maker(session, options)
        fields = fields_of(kind, options)
        secret = withheld(maker.session, kind, options.level)
        rows = list(_rows(maker, kind, fields, secret))
        title = title_of(kind)
        maker.print_count(
            f"{kind.title}（条数）",
            f"{len(rows)}条",
            _definition(kind),
        )
        columns = [_numbering(fields), *(Column(f.label, max(f.spec.width, 6), align_of(f)) for f in fields)]
        notes = [f"共{len(rows)}条，{_ORDERED[bool(kind.order)]}。"]
        if secret:
            origin = "来自不公开的谈话" if maker.is_public else "的来源为工作秘密"
            notes.append(f"其中{len(secret)}条{origin}，只计数，内容{ON_FILE}。")
        sheet = maker.table(kind.title, title, columns, rows, notes=notes)
        return maker.book(f"list_{kind.key}", title, [sheet])

    return Report(f"list_{kind.key}", title_of(kind), ("record_ids", "columns", "level", "id_numbers"), collect)


def _definition(kind: RecordKind) -> str:
    sealed = "、".join(f.label for f in kind.form_fields if f.spec.sealed)
    return f"{kind.title}全部记录，已删除的不计{f'；加密保管的{sealed}不导出' if sealed else ''}。"


def fields_of(kind: RecordKind, options: ReportOptions) -> tuple[Field, ...]:
    """Return the columns that may leave at the level, the chosen ones of them when some were chosen."""
    fields = tuple(f for f in kind.sheet_fields if may_leave(kind, f, options.level))
    if options.columns:
        fields = tuple(f for f in fields if f.name in options.columns)
    return fields


def _numbering(fields: tuple[Field, ...]) -> Column:
    """Number the lines by another title where the records have a 序号 of their own: no sheet has two columns of one."""
    return replace(NUMBER, title="行号") if any(f.label == NUMBER.title for f in fields) else NUMBER


def align_of(field: Field) -> Align:
    """Return how a field's column stands: long words to the left."""
    return "left" if field.spec.multiline or field.is_links or field.spec.width > 16 else "center"


def _rows(
    maker: Maker, kind: RecordKind, fields: tuple[Field, ...], secret: frozenset[str]
) -> Iterator[tuple[Any, ...]]:
    """Yield the lines in the kind's own order, or the first filed first."""
    query = ListQuery(ids=maker.options.record_ids or None)
    inside = staying(maker.session, kind, maker.options.level)
    listed = listing.all_ids(maker.session, kind, query)
    ids = [i for i in (listed if kind.order else listed[::-1]) if i not in inside]
    for number, row in enumerate(breathing(reading.read_rows(maker.session, kind.model, ids, fields)), 1):
        values = zip(fields, row.values, strict=True)
        yield number, *(cell(maker.mask, kind, field, value, withheld=row.id in secret) for field, value in values)


REPORTS = tuple(report_of(kind) for kind in KINDS)
