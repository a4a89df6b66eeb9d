#!/usr/bin/env python3
"""Harvests real kernels that an installed package defines: for statistics and comparison only.

    bench/harvest.py OUT.jsonl warp.examples [warp.fem ...]

Imports every module of the named packages (those that import without a display, a GPU or a missing
library), finds each `wp.Kernel`, and writes one JSON line a kernel: its module, its own source
(`python_source`) and the forward function that Warp generates for the CPU (`ir_forward`).
The kernels stay their authors': nothing of them goes into a dataset.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import re
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import warp as wp
from warp._src.context import ModuleBuilder, ModuleHasher, user_modules

FORWARD = re.compile(r"(?:template <[^>]*>\n)?static void \w+_cpu_kernel_forward\(.*?\n}\n", re.S)


def modules_of(package: str) -> Iterator[str]:
    """A package and everything below it that can be imported, or a module; the rest is reported."""
    try:
        root = importlib.import_module(package)
    except Exception as error:  # noqa: BLE001 - a package may raise anything
        print(f"{package}: {error}", file=sys.stderr)
        return
    yield package
    # Folders without __init__.py count too: warp.examples keeps its files in such.
    for folder in map(Path, getattr(root, "__path__", ())):
        for path in sorted(folder.rglob("*.py")):
            parts = path.relative_to(folder).with_suffix("").parts
            if parts[-1].startswith("__") or "tests" in parts:
                continue
            name = ".".join((package, *parts))
            try:
                with contextlib.redirect_stdout(io.StringIO()):
                    importlib.import_module(name)
                yield name
            except (Exception, SystemExit) as error:  # noqa: BLE001
                print(f"{name}: {type(error).__name__}: {error}", file=sys.stderr)


def generate(kernel: wp.Kernel, block_dim: int) -> str:
    """The module text of this kernel alone for the CPU; "" when Warp refuses."""
    options = kernel.module.resolve_options(wp.config, block_dim=block_dim)
    options |= {"output_arch": None, "strip_hash": True, "enable_backward": False}
    # The kernel asks its module, not the builder, whether its name carries a hash.
    kernel.module.options["strip_hash"] = True
    try:
        hasher = ModuleHasher([kernel], options)
        return ModuleBuilder(kernel.module, options, hasher=hasher, target="cpu").codegen("cpu")
    except Exception:  # noqa: BLE001 - Warp raises many kinds
        return ""


def forward_of(kernel: wp.Kernel) -> str:
    """The CPU forward function; "" when Warp refuses (generic kernels without an instance)."""
    # A launch on the CPU has blocks of one thread; some tile kernels can only be built for more.
    text = generate(kernel, 1) or generate(kernel, 256)
    found = FORWARD.search(text)
    return found.group(0) if found else ""


def main() -> int:
    if len(sys.argv) < 3:
        print(__doc__, file=sys.stderr)
        return 2
    wp.config.log_level = wp.LOG_ERROR
    wp.init()
    names = [name for package in sys.argv[2:] for name in modules_of(package)]
    prefixes = tuple(sys.argv[2:])
    seen: set[str] = set()
    with Path(sys.argv[1]).open("w") as out:
        for name, module in sorted(user_modules.items()):
            if not name.startswith(prefixes):
                continue
            for kernel in module._get_live_kernels():
                source = textwrap.dedent(kernel.adj.source)
                if source in seen:
                    continue
                seen.add(source)
                row = {"module": name, "python_source": source, "ir_forward": forward_of(kernel)}
                out.write(json.dumps(row) + "\n")
    print(f"{len(names)} modules, {len(seen)} kernels -> {sys.argv[1]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
