"""Launches compiled texts of kernels on cpu the way `wp.launch` does, with limits of time."""

from __future__ import annotations

import ctypes
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import ModuleType
from typing import Any

from warploom.codegen import Generated
from warploom.launchable import FILL_STACK, Variant
from warploom.packing import pack, structure_of
from warploom.verdict import EMULATED

# Time on the clock that a launch may take for each second of processor time that it may take: for
# those that wait and do not compute.
CLOCK_FOR_PROCESSOR_TIME = 10.0

# Which of Warp's linkers loads objects: RTDyld, since JITLink takes three to ten times as long for
# objects with many functions.
_RTDYLD = True


def _nothing() -> None:
    pass


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
        before: Callable[[], None] = _nothing
        if stack is not None:
            before = partial(self.entry(replace(variant, entry=FILL_STACK)), stack)
        self._run(variant, kernel_dim, dims, [packed.structure], before)

    def launch_backward(
        self,
        variant: Variant,
        generated: Generated,
        dims: Sequence[int],
        values: Sequence[Any],
        adjoints: Sequence[Any],
    ) -> None:
        """Runs a backward pass, with one value and one adjoint per argument of the kernel.

        The text for the CPU takes the adjoints apart, that for CUDA behind the arguments.
        """
        described = (self._wp, generated.kernel, generated.arguments)
        forward, backward = pack(*described, values), pack(*described, adjoints, adjoint=True)
        parts = [forward + backward] if variant.device == EMULATED else [forward, backward]
        structures = [structure_of(part) for part in parts]
        self._run(variant, generated.kernel_dim, dims, structures)

    def _run(
        self,
        variant: Variant,
        kernel_dim: int,
        dims: Sequence[int],
        structures: Sequence[ctypes.Structure],
        before: Callable[[], None] = _nothing,
    ) -> None:
        bounds = self._wp._src.context._build_launch_bounds_from_tuple(tuple(dims), kernel_dim)
        entry = self.entry(variant)
        pointers = [ctypes.byref(bounds), *map(ctypes.byref, structures)]
        # The default action of the signals ends the process wherever it is.
        signal.setitimer(signal.ITIMER_REAL, self._seconds * CLOCK_FOR_PROCESSOR_TIME)
        signal.setitimer(signal.ITIMER_VIRTUAL, self._seconds)
        before()  # Last of all, since whatever runs in between uses the stack as well.
        entry(*pointers)
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
