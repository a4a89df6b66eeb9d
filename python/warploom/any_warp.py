"""Launches kernels with any Warp from 1.10 on, and runs the references as well.

Of Warp's inside it needs what differs little between versions: the header of a generated module,
the compiler, the loader and the packing of arguments. Kernels go through `wp.launch`.
"""

from __future__ import annotations

import ctypes
import inspect
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from warploom.batch_compile import compile_or_halve
from warploom.packing import pack, structure_of
from warploom.reference_check import runtime_text

# The bounds of a launch as Warp 1.15 and later have them; earlier ones have no template.
_BOUNDS = """
namespace wl_bounds {
template <int N> struct launch_bounds_t { unsigned shape[N]; size_t size; size_t coord_mult; };
}
"""


class References:
    """References compiled into one object; `launch` runs one by its number."""

    def __init__(self, wp: ModuleType, folder: Path) -> None:
        self._wp = wp
        self._folder = folder
        self._runtime = _with_bounds(runtime_text())
        self._objects: list[Path] = []
        self._object_of: dict[int, Path] = {}

    def build(self, texts: dict[int, tuple[str, int]]) -> dict[int, str]:
        """Compiles texts, each with its number of launch dimensions; returns the errors."""
        wrong = compile_or_halve(list(texts.items()), self._build) if texts else []
        return {at: error for (at, _), error in wrong}

    def _build(self, texts: Sequence[tuple[int, tuple[str, int]]]) -> str | None:
        header = self._wp._src.codegen.cpu_module_header.format(block_dim=1)
        units = [_unit(at, text, rank) for at, (text, rank) in texts]
        output = self._folder / f"references-{len(self._objects)}.o"
        error = self._compile(header + _BOUNDS + self._runtime + "".join(units), output)
        if error is None:
            self._objects.append(output)
            self._object_of.update((at, output) for at, _ in texts)
        return error

    def _compile(self, text: str, output: Path) -> str | None:
        source = output.with_suffix(".cpp")
        source.write_text(text, encoding="utf-8")
        build_cpu = self._wp._src.build.build_cpu
        asked = {"mode": "release", "fuse_fp": False, "block_dim": 1, "optimization_level": 0}
        known = inspect.signature(build_cpu).parameters
        try:
            build_cpu(str(output), str(source), **{k: v for k, v in asked.items() if k in known})
        except Exception as error:  # noqa: BLE001 - what Warp raises has no common type
            return str(error)
        return None

    def has(self, at: int) -> bool:
        return at in self._object_of

    def launch(self, at: int, kernel: Any, dims: Sequence[int], values: list[Any]) -> None:
        """Runs reference `at` with the arguments of a launch of its kernel."""
        entry = self._entry(self._object_of[at], f"wl{at}_reference")
        types = [(argument.label, argument.type) for argument in kernel.adj.args]
        packed = pack(self._wp, kernel.key, types, values)
        bounds = _bounds(dims)
        entry(ctypes.byref(bounds), ctypes.byref(structure_of(packed)))

    def _entry(self, file: Path, name: str) -> Callable[[Any, Any], None]:
        llvm = self._wp._src.context.runtime.llvm
        handle = str(file).encode()
        if file in self._objects:  # Not loaded yet.
            self._objects.remove(file)
            count = len(llvm.wp_load_obj.argtypes or (1, 2))
            more = [getattr(self._wp.config, "legacy_cpu_linker", False)] if count > 2 else []
            llvm.wp_load_obj(handle, handle, *more)
        return ctypes.CFUNCTYPE(None)(llvm.wp_lookup(handle, name.encode()))


def _with_bounds(text: str) -> str:
    return text.replace("wp::launch_bounds_t<", "wl_bounds::launch_bounds_t<")


def _unit(at: int, text: str, rank: int) -> str:
    return (
        f"namespace wl{at} {{\n{_with_bounds(text)}}}\n"
        f'extern "C" WP_API void wl{at}_reference(wl_bounds::launch_bounds_t<{rank}> *bounds, '
        f"wl{at}::Arguments *args) {{ wl{at}::Launch(*bounds, *args); }}\n"
    )


def _bounds(dims: Sequence[int]) -> ctypes.Structure:
    size = 1
    for dim in dims:
        size *= dim
    fields = [
        ("shape", ctypes.c_uint32 * len(dims)),
        ("size", ctypes.c_size_t),
        ("coord_mult", ctypes.c_size_t),
    ]
    kind = type("Bounds", (ctypes.Structure,), {"_fields_": fields})
    return kind((ctypes.c_uint32 * len(dims))(*dims), size, 1)


def launch(wp: ModuleType, kernel: Any, plan: dict[str, Any], values: list[Any]) -> None:
    """Launches the kernel as its plan says. Raises what Warp raises."""
    if "block_dim" in plan:
        wp.launch_tiled(
            kernel, dim=plan["dims"], inputs=values, block_dim=plan["block_dim"], device="cpu"
        )
    else:
        wp.launch(kernel, dim=plan["dims"], inputs=values, device="cpu")


def concrete_kernel(wp: ModuleType, module: ModuleType, name: str) -> Any:
    """The kernel of a module; of a generic one its only overload."""
    kernel = getattr(module, name)
    return next(iter(kernel.overloads.values())) if kernel.is_generic else kernel


def set_options(kernel: Any, options: dict[str, Any]) -> None:
    """Sets options of the kernel's module over those of its source; before the first launch."""
    kernel.module.options.update({"enable_backward": False, **options})
    mark = getattr(kernel.module, "mark_modified", None)
    if mark is not None:
        mark()
