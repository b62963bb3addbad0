"""A rule of the data check: its id, how bad a breach is, and how breaches are found in a snapshot."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from cadre_desktop.services.quality.finding import Finding, Fix, Severity
from cadre_desktop.services.quality.snapshot import Snapshot


class Hit(NamedTuple):
    """One breach: which record (with `others` of its kind), where, in which words, from which values, what mends it."""

    kind_key: str
    record_id: str
    where: str
    what: str
    basis: str = ""
    fix: Fix | None = None
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; `threshold` is the key of its number among the rule settings, `source` where it comes from."""

    id: str
    title: str
    severity: Severity
    look: Callable[[Snapshot], Iterator[Hit]]
    threshold: str = ""
    source: str = "全国公务员管理信息系统校验规则"

    def findings(self, snapshot: Snapshot, severity: Severity) -> Iterator[Finding]:
        """Look, and give every breach the severity that holds here."""
        for hit in self.look(snapshot):
            ids = (hit.record_id, *hit.others)
            yield Finding(self.id, severity, hit.what, hit.where, hit.kind_key, ids, hit.basis, hit.fix)
