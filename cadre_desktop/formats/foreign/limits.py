"""How big a workbook from outside may be before it is refused."""

from dataclasses import dataclass

KIB = 1024
MIB = 1024 * KIB


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, extents in rows and columns; far above any county's roster, far below trouble."""

    file_bytes: int = 50 * MIB
    entries: int = 2_000
    entry_bytes: int = 128 * MIB
    total_bytes: int = 256 * MIB
    ratio: int = 250
    ratio_from_bytes: int = MIB
    depth: int = 64
    cells: int = 2_500_000
    cells_sent: int = 20_000_000
    rows: int = 200_000
    columns: int = 300
    empty_rows: int = 200_000
    sheets: int = 200
    child_bytes: int = 1024 * MIB


LIMITS = Limits()
