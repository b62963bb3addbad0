"""The records of any kind about somebody: a table with the columns of the kind's own list."""

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.pages.person.ledger import Ledger, LedgerColumn, field_column
from cadre_desktop.records.kind import RecordKind

_LETTER = 15  # pixels a Chinese character takes with its room
_NARROWEST, _WIDEST = 84, 240
_MOST_COLUMNS = 6


class KindLedger(Ledger):
    """Shows the records that name the person by `link`; `part` says so where it is not simply theirs."""

    def __init__(self, desk: Desk, kind: RecordKind, link: str, part: str = "") -> None:
        title = f"{kind.title}（{part}）" if part else kind.title
        super().__init__(desk, kind, columns_of(kind, without=link), title=title, link=link)


def columns_of(kind: RecordKind, *, without: str) -> tuple[LedgerColumn, ...]:
    """Choose a kind's first columns, less the one that would repeat whose page this is; the widest gives way."""
    fields = [f for f in kind.table_fields if f.name != without][:_MOST_COLUMNS]
    widths = [max(_NARROWEST, min(_WIDEST, max(f.spec.width, len(f.label)) * _LETTER)) for f in fields]
    widest = widths.index(max(widths))
    return tuple(
        field_column(kind, f.name, width, stretch=int(at == widest))
        for at, (f, width) in enumerate(zip(fields, widths, strict=True))
    )
