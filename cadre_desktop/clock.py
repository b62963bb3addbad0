"""The time of day, in one place, so that tests can hold it still."""

from datetime import datetime


def now() -> datetime:
    """Return the local wall-clock time: the one clerks write on paper."""
    return datetime.now().replace(microsecond=0)
