"""Where our processes look for modules: what is installed first, the user's PYTHONPATH last."""

from __future__ import annotations

import os
import sys


def forget_current_folder() -> None:
    """`python -m` puts the current folder first on the path, where any types.py would break us."""
    try:
        here = os.getcwd()
    except FileNotFoundError:  # It was removed.
        here = ""
    if sys.path and sys.path[0] in ("", here):
        del sys.path[0]


def append_users_path() -> None:
    """Appends what PYTHONPATH was when the program started (src/oracle/python_finder.cpp).

    Python itself would look there first, and a warp.py or numpy.py of the user's would stand in for
    the installed module.
    """
    for folder in os.environ.pop("WARPLOOM_PYTHONPATH", "").split(os.pathsep):
        if folder and folder not in sys.path:
            sys.path.append(folder)
