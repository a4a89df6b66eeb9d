"""Finds and imports Warp, quietly, or says what is missing and what to do about it."""

from __future__ import annotations

import importlib.util
import os
import sys
from importlib import metadata
from types import ModuleType

from warploom.capture import captured_stderr
from warploom.import_trouble import why_not

SUPPORTED_WARP = "1.19.0"

# The CUDA architecture of all CUDA text (the IR contract); NVRTC needs no GPU to compile for it.
CUDA_ARCH = 90


class EnvironmentProblem(Exception):
    """Something outside warploom is missing; the message says what and how to get it."""


def installed_warp_version() -> str | None:
    """Returns the installed version of warp-lang without importing it, or None."""
    try:
        return metadata.version("warp-lang")
    except metadata.PackageNotFoundError:
        return None


def is_fuzzing() -> bool:
    """Whether the worker is one of `warploom fuzz`, which takes any Warp from 1.10 on."""
    return os.environ.get("WARPLOOM_FUZZ") == "1"


def check_warp() -> str:
    """Returns the version of the installed Warp.

    Raises EnvironmentProblem when Warp is missing, or has another version than the one this
    warploom was made for and WARPLOOM_ANY_WARP is not 1.
    """
    install = f"run: {sys.executable} -m pip install warp-lang=={SUPPORTED_WARP}"
    version = installed_warp_version()
    any_version = is_fuzzing() or os.environ.get("WARPLOOM_ANY_WARP") == "1"
    found = importlib.util.find_spec("warp") if version is None else None
    if version is None and not (found and any_version):
        other = f" ({found.origin} is no part of an installation of it)" if found else ""
        raise EnvironmentProblem(
            f"warp-lang is not installed for {sys.executable}{other}; {install}"
        )
    if version != SUPPORTED_WARP and not any_version:
        raise EnvironmentProblem(
            f"warp-lang {version} is installed for {sys.executable}, "
            f"but this warploom needs {SUPPORTED_WARP}; {install}, or make a table for the "
            "installed version with: python -m warploom.introspect, and set WARPLOOM_ANY_WARP=1"
        )
    return version or "unknown"


def import_warp() -> ModuleType:
    """Imports and initializes Warp without any output and without touching a GPU.

    What is generated and compiled here never depends on the machine's GPU, so the devices are
    hidden before Warp's `init` (warp/_src/context.py, class Runtime) makes a context on each.
    Raises EnvironmentProblem when Warp cannot be imported or initialized.
    """
    os.environ["CUDA_VISIBLE_DEVICES"] = ""
    try:
        with captured_stderr():  # Warp's C++ side reports a missing driver there.
            import warp as wp

            if hasattr(wp, "LOG_ERROR"):
                wp.config.log_level = wp.LOG_ERROR
            else:  # Before 1.13.
                wp.config.quiet = True
            wp.init()
    except (OSError, MemoryError) as error:
        if not isinstance(error, FileNotFoundError):
            raise  # The machine's doing: installing it again would not help.
        raise EnvironmentProblem(why_not(error, SUPPORTED_WARP)) from error
    except (Exception, SystemExit) as error:
        raise EnvironmentProblem(why_not(error, SUPPORTED_WARP)) from error
    return wp
