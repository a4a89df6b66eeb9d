"""Says why Warp cannot be imported, and what mends that: seldom it is Warp that is broken."""

from __future__ import annotations

import importlib.util
import sys
import traceback
from importlib import metadata
from pathlib import Path

# Modules that something else of the same name may stand in for, with the package they come from.
_PACKAGES = {"warp": "warp-lang", "numpy": "numpy"}


def stand_in(module: str) -> str | None:
    """The file that would be imported as `module` though it is not the installed package's."""
    try:
        spec = importlib.util.find_spec(module)
        package = metadata.distribution(_PACKAGES[module])
    except (metadata.PackageNotFoundError, ImportError, ValueError):
        return None
    if spec is None or spec.origin is None:
        return None
    # An editable installation lists no files of the module's; it may be anywhere.
    listed = [file for file in package.files or () if file.parts[:2] == (module, "__init__.py")]
    found = Path(spec.origin).resolve()
    if not listed or any(Path(file.locate()).resolve() == found for file in listed):
        return None
    return spec.origin


def why_not(error: BaseException, version: str) -> str:
    """One sentence on an import of Warp that failed, with what to do about it."""
    python = sys.executable
    for module, package in _PACKAGES.items():
        if file := stand_in(module):
            return (
                f"{file} stands in for the module {module} of {package}; rename it, or take it out "
                f"of the folders in which {python} looks for modules"
            )
    said = f"warp-lang is installed for {python} but does not start: {_told(error)}"
    if isinstance(error, ModuleNotFoundError) and error.name and not _is_of(error.name, "warp"):
        return f"{said}; install what is missing with: {python} -m pip install {error.name}"
    if _is_of(_place(error), "warp") or isinstance(error, ImportError | FileNotFoundError):
        install = f"{python} -m pip install --force-reinstall warp-lang=={version}"
        return f"{said}; if nothing else explains it, reinstall it with: {install}"
    return f"{said}; look at that file first"


def _is_of(name: str, module: str) -> bool:
    return name == module or name.startswith(f"{module}.")


def _told(error: BaseException) -> str:
    """The exception in words, with the place it comes from."""
    words = " ".join(str(error).split())[:500]
    told = f"{type(error).__name__}: {words}" if words else type(error).__name__
    frames = traceback.extract_tb(error.__traceback__)
    return f"{told} ({frames[-1].filename}, line {frames[-1].lineno})" if frames else told


def _place(error: BaseException) -> str:
    """The module whose code raised it, such as warp._src.context; "" when nobody knows."""
    place, trace = "", error.__traceback__
    while trace is not None:
        place = trace.tb_frame.f_globals.get("__name__", place)
        trace = trace.tb_next
    return place
