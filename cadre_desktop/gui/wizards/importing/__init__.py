"""The four steps of an import: file, columns, check, done."""
