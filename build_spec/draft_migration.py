"""Draft the next numbered migration: python -m build_spec.draft_migration "Add talks."

Read the file it writes, correct it, raise LATEST in storage/migrations/__init__.py, run the tests.
"""

import sys

import cadre_desktop.records
import cadre_desktop.storage.audit
import cadre_desktop.storage.blobs
import cadre_desktop.storage.search  # noqa: F401  every table is declared once these are loaded
from cadre_desktop.storage.base import Base
from cadre_desktop.storage.migrations.draft import draft


def main() -> None:
    """Write the draft and say where it is."""
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    path = draft(Base.metadata, sys.argv[1])
    sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
