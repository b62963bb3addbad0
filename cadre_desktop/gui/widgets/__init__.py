"""Building blocks of the pages, free of records."""
