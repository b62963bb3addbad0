"""日历: every clock of the store, month by month or as a list."""
