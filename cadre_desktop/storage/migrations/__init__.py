"""The store's numbered changes.  They never import the record kinds: they stand still while those move on."""

LATEST = 2
"""The number of the newest file in versions/; read at every start, so that alembic need not be."""
