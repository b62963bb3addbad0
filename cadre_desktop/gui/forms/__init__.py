"""Forms: editors by type of field, and what is built from them."""
