"""Imports one sample's source as the module `kernel`, and removes every trace of it again."""

from __future__ import annotations

import importlib.machinery
import io
import linecache
import sys
import types
from collections.abc import Iterator
from contextlib import contextmanager

MODULE_NAME = "kernel"
FILE_NAME = "kernel.py"


class _SourceLoader:
    """What a module imported from a file has as its loader.

    `inspect.getsourcefile` accepts a file that does not exist only when its module has a loader,
    and Warp compares loaders to see a reload (warp/_src/context.py, `_get_module`).
    """

    def __init__(self, source: str) -> None:
        self._source = source

    def get_source(self, fullname: str) -> str:
        return self._source


@contextmanager
def imported(source: str) -> Iterator[types.ModuleType]:
    """Yields the module that `import kernel` gives when kernel.py holds `source`.

    No file is written: the lines are in `linecache`, where Warp and `inspect` look first, and so
    every path in the generated text is `kernel.py`. Whatever the source raises comes through.
    """
    module = types.ModuleType(MODULE_NAME)
    loader = _SourceLoader(source)
    module.__file__ = FILE_NAME
    module.__loader__ = loader
    module.__spec__ = importlib.machinery.ModuleSpec(MODULE_NAME, loader, origin=FILE_NAME)
    lines = io.StringIO(source, newline=None).readlines()
    # No modification time means "from a loader": linecache.checkcache leaves the entry alone.
    linecache.cache[FILE_NAME] = (len(source), None, lines, FILE_NAME)
    sys.modules[MODULE_NAME] = module
    try:
        exec(compile(source, FILE_NAME, "exec", dont_inherit=True), module.__dict__)  # noqa: S102
        yield module
    finally:
        sys.modules.pop(MODULE_NAME, None)
        linecache.cache.pop(FILE_NAME, None)
