"""Packs the arguments of a launch the way `wp.launch` does (context.py: `launch`, `pack_arg`)."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any


@dataclass(frozen=True)
class _Named:
    """The attributes of a kernel that `pack_arg` uses in its messages."""

    key: str


def pack(
    wp: ModuleType,
    kernel: str,
    types: Iterable[tuple[str, Any]],
    values: Sequence[Any],
    adjoint: bool = False,
) -> list[Any]:
    """Returns the ctypes value of each argument or its adjoint, in the kernel's order."""
    device = wp.get_device("cpu")  # Older versions of Warp take no name of one.
    return [
        wp._src.context.pack_arg(_Named(kernel), warp_type, name, value, device, adjoint)
        for (name, warp_type), value in zip(types, values, strict=True)
    ]


def structure_of(packed: Sequence[Any]) -> ctypes.Structure:
    """Returns the packed values as the structure that a compiled kernel takes on cpu."""
    fields = [(f"_{at}", type(value)) for at, value in enumerate(packed)]
    return type("Arguments", (ctypes.Structure,), {"_fields_": fields})(*packed)


def cpu_dims(launch: dict[str, Any]) -> tuple[int, ...]:
    """Returns the dimensions of a planned launch on cpu, where a block has one thread."""
    return (*launch["dims"], *([1] if "block_dim" in launch else []))
