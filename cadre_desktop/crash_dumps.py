"""A program that dies must not leave its memory on the disk: keys and records lie in it."""

import contextlib
import sys

if sys.platform == "win32":
    import ctypes

    _FAIL_QUIETLY = 0x0001 | 0x0002  # SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX: no report with a dump either

    def forbid() -> None:
        """Have the system make no dump of this process or of those it starts."""
        ctypes.windll.kernel32.SetErrorMode(_FAIL_QUIETLY)

else:
    import resource

    def forbid() -> None:
        """Have the system make no dump of this process or of those it starts."""
        with contextlib.suppress(OSError, ValueError):  # a limit that cannot be lowered is not worth failing for
            _soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
            resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
