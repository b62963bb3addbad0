"""Draft the next numbered migration: python -m build_spec.draft_migration "Add talks."

Read the file it writes, correct it, raise LATEST in storage/migrations/__init__.py, run the tests.
"""

import sys

from cadre_desktop import records
from cadre_desktop.storage import audit, blobs, search
from cadre_desktop.storage.base import Base
from cadre_desktop.storage.migrations.draft import draft

DECLARING = (records, audit, blobs, search)  # every table is declared once these are loaded


def main() -> None:
    """Write the draft and say where it is."""
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    path = draft(Base.metadata, sys.argv[1])
    sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
