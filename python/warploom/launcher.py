"""Launches compiled texts of kernels on cpu the way `wp.launch` does, with limits of time."""

from __future__ import annotations

import ctypes
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from warploom.codegen import Generated
from warploom.launchable import Variant

# Time on the clock that a launch may take for each second of processor time that it may take: for
# those that wait and do not compute.
CLOCK_FOR_PROCESSOR_TIME = 10.0


@dataclass(frozen=True)
class Packed:
    """The arguments of a launch in the form in which a compiled kernel takes them."""

    structure: ctypes.Structure


@dataclass(frozen=True)
class _Named:
    """The attributes of a kernel that `pack_arg` uses in its messages."""

    key: str


class Launcher:
    """Owns what was loaded into this process; `seconds` of processor time are a launch's limit."""

    def __init__(self, wp: ModuleType, seconds: float) -> None:
        self._wp = wp
        self._seconds = seconds
        self._loaded: set[str] = set()
        self._entries: dict[Variant, Any] = {}

    def pack(self, generated: Generated, values: Sequence[Any]) -> Packed:
        """Packs one value per argument of the kernel (context.py: `launch`, `pack_arg`)."""
        pack_arg = self._wp._src.context.pack_arg
        params = [
            pack_arg(_Named(generated.kernel), warp_type, name, value, "cpu")
            for (name, warp_type), value in zip(generated.arguments, values, strict=True)
        ]
        fields = [
            (name, type(param))
            for (name, _), param in zip(generated.arguments, params, strict=True)
        ]
        structure = type("Arguments", (ctypes.Structure,), {"_fields_": fields})
        return Packed(structure(*params))

    def launch(
        self, variant: Variant, kernel_dim: int, dims: Sequence[int], packed: Packed
    ) -> None:
        """Runs the threads of `dims`; a launch that takes too long ends this process.

        The signals are SIGVTALRM for processor time and SIGALRM for time on the clock. The latter
        stays set, as a launch may have destroyed what runs after it.
        """
        bounds = self._wp._src.context._build_launch_bounds_from_tuple(tuple(dims), kernel_dim)
        entry = self.entry(variant)
        # The default action of the signals ends the process wherever it is.
        signal.setitimer(signal.ITIMER_REAL, self._seconds * CLOCK_FOR_PROCESSOR_TIME)
        signal.setitimer(signal.ITIMER_VIRTUAL, self._seconds)
        entry(ctypes.byref(bounds), ctypes.byref(packed.structure))
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)

    def entry(self, variant: Variant) -> Any:
        """Returns the function, loaded if it is not yet."""
        if variant not in self._entries:
            llvm = self._wp._src.context.runtime.llvm
            file = variant.object_file.encode()
            if variant.object_file not in self._loaded:
                self._loaded.add(variant.object_file)
                linker = self._wp.config.legacy_cpu_linker
                if llvm.wp_load_obj(file, file, linker) != 0:
                    raise RuntimeError(f"Warp cannot load {variant.object_file}")
            address = llvm.wp_lookup(file, variant.entry.encode())
            self._entries[variant] = ctypes.CFUNCTYPE(None)(address)
        return self._entries[variant]
