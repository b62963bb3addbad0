"""The command line: the program's work without a window, for scripts, tests and machines without a display."""
