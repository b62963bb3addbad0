"""Where this machine gets its Debian packages from: nothing is named here, apt's own settings say it."""

from __future__ import annotations

import os

from build_spec.bootstrap import Stop
from build_spec.running import read

SUITE = "bookworm"
VARIABLE = "CADRE_DEBIAN_MIRROR"


def mirror() -> str:
    """Return the address of the mirror of Debian 12 in use.  Raises Stop on a machine that has none."""
    if given := os.environ.get(VARIABLE):
        return given
    found = mirror_in(read(["apt-get", "indextargets", "--format", "$(CODENAME) $(REPO_URI)"]))
    if not found:
        raise Stop(
            f"本机的软件源里没有 Debian 12（{SUITE}）；请用环境变量 {VARIABLE} 给出镜像地址，或加 --host-python。"
        )
    return found


def mirror_in(targets: str) -> str:
    """Find the mirror in apt's list of "codename address" lines; empty when the suite is not there."""
    for line in targets.splitlines():
        codename, _, address = line.partition(" ")
        if codename == SUITE:
            return address.rstrip("/")
    return ""
