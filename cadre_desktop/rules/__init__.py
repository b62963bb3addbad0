"""The rules of the trade as pure functions: no database, no files, no clock of their own."""
