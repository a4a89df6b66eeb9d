"""Catches what is written to the standard error descriptor, by C++ code too."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager


class Captured:
    """The text caught; empty until the capture has ended."""

    text = ""


@contextmanager
def captured_stderr() -> Iterator[Captured]:
    """Catches file descriptor 2 (and 1, which the worker points to the same place).

    Clang and NVRTC print their messages there (warp/native/clang/clang.cpp and
    warp/native/warp.cu), not into an object that Python could read.
    """
    captured = Captured()
    sys.stdout.flush()
    sys.stderr.flush()
    saved = [(fd, os.dup(fd)) for fd in (1, 2)]
    with os.fdopen(os.memfd_create("stderr"), "rb") as file:
        for fd, _ in saved:
            os.dup2(file.fileno(), fd)
        try:
            yield captured
        finally:
            for stream in (sys.stdout, sys.stderr):
                try:
                    stream.flush()
                except (OSError, ValueError):
                    pass
            for fd, copy in saved:
                os.dup2(copy, fd)
                os.close(copy)
            file.seek(0)
            captured.text = file.read().decode("utf-8", "replace")
