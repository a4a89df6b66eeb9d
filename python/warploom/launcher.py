"""Launches compiled texts of kernels on cpu the way `wp.launch` does, with limits of time."""

from __future__ import annotations

import ctypes
import signal
from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any

from warploom.codegen import Generated
from warploom.launchable import FILL_STACK, Variant
from warploom.packing import pack, structure_of

# Time on the clock that a launch may take for each second of processor time that it may take: for
# those that wait and do not compute.
CLOCK_FOR_PROCESSOR_TIME = 10.0

# Which of Warp's linkers loads objects: RTDyld, since JITLink takes three to ten times as long for
# objects with many functions.
_RTDYLD = True


@dataclass(frozen=True)
class Packed:
    """The arguments of a launch in the form in which a compiled kernel takes them."""

    structure: ctypes.Structure


class Launcher:
    """Owns what was loaded into this process; `seconds` of processor time are a launch's limit."""

    def __init__(self, wp: ModuleType, seconds: float) -> None:
        self._wp = wp
        self._seconds = seconds
        self._loaded: set[str] = set()
        self._entries: dict[Variant, Any] = {}

    def pack(self, generated: Generated, values: Sequence[Any]) -> Packed:
        """Packs one value per argument of the kernel."""
        return Packed(structure_of(pack(self._wp, generated.kernel, generated.arguments, values)))

    def launch(
        self,
        variant: Variant,
        kernel_dim: int,
        dims: Sequence[int],
        packed: Packed,
        stack: int | None = None,
    ) -> None:
        """Runs the threads of `dims`; a launch that takes too long ends this process.

        `stack` is the value of the bytes of variables that a text for cpu reads and never sets.
        The signals are SIGVTALRM for processor time and SIGALRM for time on the clock. The latter
        stays set, as a launch may have destroyed what runs after it.
        """
        bounds = self._wp._src.context._build_launch_bounds_from_tuple(tuple(dims), kernel_dim)
        entry = self.entry(variant)
        fill = self.entry(replace(variant, entry=FILL_STACK)) if stack is not None else None
        # The default action of the signals ends the process wherever it is.
        signal.setitimer(signal.ITIMER_REAL, self._seconds * CLOCK_FOR_PROCESSOR_TIME)
        signal.setitimer(signal.ITIMER_VIRTUAL, self._seconds)
        if fill is not None:
            fill(stack)  # Last of all, since whatever runs in between uses the stack as well.
        entry(ctypes.byref(bounds), ctypes.byref(packed.structure))
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)

    def entry(self, variant: Variant) -> Any:
        """Returns the function of a loaded object; loads the object."""
        if variant not in self._entries:
            llvm = self._wp._src.context.runtime.llvm
            file = variant.object_file.encode()
            if variant.object_file not in self._loaded:
                self._loaded.add(variant.object_file)
                if llvm.wp_load_obj(file, file, _RTDYLD) != 0:
                    raise RuntimeError(f"Warp cannot load {variant.object_file}")
            address = llvm.wp_lookup(file, variant.entry.encode())
            self._entries[variant] = ctypes.CFUNCTYPE(None)(address)
        return self._entries[variant]
