"""What a forked child does first that runs a kernel, which may do anything to it."""

from __future__ import annotations

import ctypes
import os
import resource
import signal


def die_alone(parent: int) -> None:
    """Ends this process with its parent, and lets it die without a core file or a handler."""
    libc = ctypes.CDLL(None)
    libc.prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    # A kernel that calls `exit` would run the parent's handlers, one of which deletes the folder
    # with NVRTC's precompiled headers, without which nothing compiles any more for the parent.
    libc.on_exit(libc._exit, None)  # The last handler is the first to run.
    if os.getppid() != parent:
        os._exit(1)  # The parent died before the line above could tie us to it.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for name in ("ILL", "FPE", "SEGV", "BUS", "ABRT", "VTALRM", "ALRM", "XFSZ"):
        signal.signal(getattr(signal, f"SIG{name}"), signal.SIG_DFL)
