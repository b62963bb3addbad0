"""Windows that lead through several steps."""
