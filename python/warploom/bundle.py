"""Makes what a bundle holds of a kernel: machine code, packed arguments, expected results.

docs/bundle.md has the format. The entry made here is a sample's object in the bundle's manifest.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

from warploom.bundle_arguments import Parameter, Unsupported
from warploom.bundle_run import CpuRuns, Round, launch_bounds
from warploom.bundle_tolerance import tolerance_of
from warploom.codegen import Generated
from warploom.jit import Jit

# The limits of the grid of a kernel without a loop (native/warp.cu: wp_cuda_launch_kernel).
_MOST_THREADS = 1 << 24  # In x, over all blocks.
_MOST_ROWS = 65535  # In the other two dimensions.


class BundleMaker:
    """Makes entries; its parts own the files that they make in `folder`."""

    def __init__(self, wp: ModuleType, jit: Jit, folder: Path) -> None:
        self._wp = wp
        self._jit = jit
        self._runs = CpuRuns(wp, jit, folder)

    def make(
        self,
        cpu: Generated,
        cuda: Generated,
        launch: dict[str, Any],
        reference: str | None,
        archs: Sequence[int],
    ) -> dict[str, Any]:
        """Returns {"entry": ..., "files": {name: base64}}, or {"unsupported": reason}."""
        try:
            return self._made(cpu, _for_a_gpu(cuda), launch, reference, archs)
        except Unsupported as why:
            return {"unsupported": str(why)}

    def _made(
        self,
        cpu: Generated,
        cuda: Generated,
        launch: dict[str, Any],
        reference: str | None,
        archs: Sequence[int],
    ) -> dict[str, Any]:
        rounds = self._runs.rounds(cpu, launch, cpu.kernel, reference)
        files: dict[str, bytes] = {}
        modules = self._compile(cuda, archs, files)
        bounds = launch_bounds(self._wp, cuda, launch)
        data = _Data()
        entry = {
            "cuda_version": self._cuda_version(),
            "kernel": f"{cuda.kernel}_cuda_kernel_forward",
            "modules": modules,
            "grid": _grid(cuda, bounds.size),
            "block_dim": cuda.options["block_dim"],
            "shared_bytes": cuda.shared_bytes,
            "tolerance": tolerance_of(cuda.text, files["kernel.ptx"].decode()),
            "rounds": [_round(made, bytes(bounds), data) for made in rounds],
        }
        files["data.bin"] = bytes(data.bytes)
        return {
            "entry": entry,
            "files": {name: base64.b64encode(held).decode() for name, held in files.items()},
        }

    def _compile(
        self, cuda: Generated, archs: Sequence[int], files: dict[str, bytes]
    ) -> list[dict[str, Any]]:
        """Adds a cubin for each architecture and the PTX to `files`; returns their descriptions."""
        modules = []
        linked = any(cuda.link_inputs)  # With code that was made for one architecture.
        for arch in archs:
            if linked and arch != cuda.options["output_arch"]:
                continue
            name = f"sm_{arch}.cubin"
            files[name] = self._compiled(cuda, arch, as_ptx=False)
            modules.append({"file": name, "kind": "cubin", "arch": arch})
        known = self._wp._src.context.runtime.nvrtc_supported_archs
        least = cuda.options["output_arch"] if linked else min(known)  # Later GPUs run it, too.
        files["kernel.ptx"] = self._compiled(cuda, least, as_ptx=True)
        modules.append({"file": "kernel.ptx", "kind": "ptx", "arch": least})
        return modules

    def _compiled(self, cuda: Generated, arch: int, as_ptx: bool) -> bytes:
        try:
            return self._jit.machine_code(cuda, arch, as_ptx)
        except RuntimeError:
            raise Unsupported(f"it does not compile for sm_{arch}") from None

    def _cuda_version(self) -> int:
        """The version of NVRTC, as CUDA writes it: 13040 is 13.4."""
        major, minor = self._wp._src.context.runtime.toolkit_version
        return 1000 * major + 10 * minor


class _Data:
    """The bytes of a sample's file data.bin; equal blocks are stored once."""

    def __init__(self) -> None:
        self.bytes = bytearray()
        self._places: dict[bytes, int] = {}

    def add(self, block: bytes) -> int:
        """Returns where the block is."""
        if block not in self._places:
            self._places[block] = len(self.bytes)
            self.bytes += block
        return self._places[block]


def _for_a_gpu(cuda: Generated) -> Generated:
    """As Warp's JIT compiles it, but products and sums one by one, and every operation exact."""
    options = {"fuse_fp": False, "fast_math": False, "mode": "release", "lineinfo": False}
    return replace(cuda, options=cuda.options | options)


def _round(made: Round, bounds: bytes, data: _Data) -> dict[str, Any]:
    parameters = [Parameter(bounds, []), *made.parameters]
    return {
        "name": made.name,
        "expected_from": made.expected_from,
        "parameters": [
            {"at": data.add(p.data), "bytes": len(p.data), "pointers": p.pointers}
            for p in parameters
        ],
        "buffers": [
            {
                "name": buffer.name,
                "bytes": len(buffer.before),
                "element": buffer.layout,
                "before": data.add(buffer.before),
                "after": data.add(buffer.after),
            }
            for buffer in made.buffers
        ],
    }


def _grid(cuda: Generated, threads: int) -> list[int]:
    """The blocks in each dimension, as Warp launches them (wp_cuda_launch_kernel)."""
    block = cuda.options["block_dim"]
    blocks = max(1, -(-threads // block))
    if cuda.grid_stride:
        return [blocks, 1, 1]
    x = min(blocks, _MOST_THREADS // block)
    y = min(-(-blocks // x), _MOST_ROWS)
    return [x, y, min(-(-blocks // (x * y)), _MOST_ROWS)]
