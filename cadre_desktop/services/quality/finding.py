"""One thing a check found, how bad it is, and what would put it right."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cadre_desktop.services.edits import Edit
from cadre_desktop.storage.fields import Choice


class Severity(Choice):
    """How bad a finding is: the three levels of the official information tool."""

    ERROR = "error", "错误"
    WARNING = "warning", "警告"
    HINT = "hint", "提示"


@dataclass(frozen=True, slots=True)
class Fix:
    """What would put a finding right: a verb for the button, and the edits it stands for."""

    verb: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: a code for its sort, how bad, what it is, where, and the records to open.

    `basis` holds the values that led to it; a decision to leave the finding is good as long as they stay.
    """

    code: str
    severity: Severity
    what: str
    where: str
    kind_key: str = ""
    ids: tuple[str, ...] = field(default=())
    basis: str = ""
    fix: Fix | None = None

    @property
    def place(self) -> str:
        """What tells this finding from others of its sort, whatever its values are."""
        return digest(self.code, self.kind_key, *sorted(self.ids))

    @property
    def mark(self) -> str:
        """What changes as soon as one of the values behind it does."""
        return digest(self.basis or self.what)


def digest(*parts: str) -> str:
    """Shorten some texts to a mark that tells them from others."""
    return sha256("\x1f".join(parts).encode()).hexdigest()[:24]


def one_edit(verb: str, kind_key: str, record_id: str, values: Mapping[str, Any]) -> Fix:
    """Make a fix of one record."""
    return Fix(verb, (Edit(kind_key, record_id, values),))


def basis_of(values: Iterable[Any]) -> str:
    """Write the values a finding rests on as one text."""
    return "|".join("" if value is None else str(value) for value in values)
