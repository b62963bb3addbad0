"""Files and plain values: what comes from and goes to spreadsheets; no database here."""
