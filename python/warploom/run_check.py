"""The run check: launches kernels as their launch plans say and tells what became of each.

A batch is compiled as few files with Warp's own compiler (checked_build.py), loaded with its own
loader in a forked child (victim.py), and checked kernel by kernel (kernel_check.py).
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

from warploom.checked_build import CheckedBuilder
from warploom.gradient_run import GradientRuns
from warploom.jit import Jit
from warploom.kernel_check import KernelCheck
from warploom.launchable import Launchable
from warploom.launcher import Launcher
from warploom.verdict import Outcome
from warploom.victim import run_in_children

# Processor time that one launch may take. Drawn ones take milliseconds, loops over all pairs of
# 4,096 things a dozen seconds, and a slow machine must not refuse what another accepts. Time on the
# clock would depend on what else the machine does, and so would the dataset.
SECONDS = float(os.environ.get("WARPLOOM_LAUNCH_SECONDS", "60"))


class RunChecker:
    """Runs batches of kernels; owns the object files it makes in `folder`."""

    def __init__(
        self, wp: ModuleType, jit: Jit, folder: Path, check: type[KernelCheck] = KernelCheck
    ) -> None:
        self._wp = wp
        self._check = check
        self._folder = Path(tempfile.mkdtemp(prefix="run-", dir=folder))
        self._builder = CheckedBuilder(jit, self._folder)
        self._gradients = GradientRuns(wp, self._builder.gradients, SECONDS)
        self.seconds = SECONDS

    def run(self, batch: Iterable[Launchable]) -> list[list[Outcome]]:
        """Returns the outcomes of each kernel, one for every device whose verdict is known."""
        kernels = list(batch)
        self._builder.build(kernels)
        built = [kernel for kernel in kernels if not kernel.failed]
        launcher = Launcher(self._wp, self.seconds)  # What it loads, it loads in the children.

        def check(kernel: Launchable) -> list[Outcome]:
            return self._check(self._wp, launcher, kernel).outcomes()

        run_in_children(built, check, self.seconds)
        self._gradients.check([kernel for kernel in built if not kernel.failed], launcher)
        self._builder.delete_objects()
        return [kernel.outcomes for kernel in kernels]
