#!/usr/bin/env python3
"""The plain way to make pairs with Warp: one process, one kernel after the other, one module each.

    bench/plain_script.py FOLDER [--codegen-only] [--limit N]

FOLDER holds one Python file per kernel (`warploom synth -o FOLDER`). Each file is imported as a
module of its own. Then either both targets are only generated, with ModuleBuilder, or both are
compiled the ordinary way: `wp.load_module` for cpu, `wp.compile_aot_module` for sm_90 PTX, with
nothing in the kernel cache. The generated text is read in both cases, as a person would need it.
This is the baseline that warploom's speed is compared with, so it has no trick and no handicap:
Warp's precompiled headers are on, as they are by default, its cache of linked LTO functions (tile
products, FFTs) is the user's own, as warploom's is, and Warp is imported and warmed up before the
clock starts.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import tempfile
import time
from pathlib import Path
from types import ModuleType

import warp as wp
from warp._src.context import ModuleBuilder, ModuleHasher

WARM_UP = """
import warp as wp


@wp.kernel
def warm_up(x: wp.array(dtype=float)):
    x[wp.tid()] = 1.0
"""


def import_file(path: Path) -> ModuleType:
    """Imports one file as a module that has the file's name."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    warp_module_of(module).options |= {"enable_backward": False, "strip_hash": True}
    return module


def warp_module_of(module: ModuleType) -> wp.Module:
    """The Warp module of the file's kernel: the file's, or one of the kernel's own."""
    return next(value.module for value in vars(module).values() if isinstance(value, wp.Kernel))


def generate(module: ModuleType) -> int:
    """Generates both targets; returns the length of the text."""
    warp_module = warp_module_of(module)
    length = 0
    for target, block_dim, arch in (("cpu", 1, None), ("cuda", 256, 90)):
        options = warp_module.resolve_options(wp.config, block_dim=block_dim)
        options |= {"output_arch": arch}
        hasher = ModuleHasher(warp_module._get_live_kernels(), options)
        builder = ModuleBuilder(warp_module, options, hasher=hasher, target=target)
        length += len(builder.codegen(target))
    return length


def compile_both(module: ModuleType) -> int:
    """Compiles both targets; returns the length of the text that Warp wrote."""
    warp_module = warp_module_of(module)
    wp.load_module(warp_module, device="cpu")
    wp.compile_aot_module(warp_module, arch=90, use_ptx=True, strip_hash=True)
    folders = Path(wp.config.kernel_cache_dir).glob(f"wp_{warp_module.name}*")
    texts = [path for folder in folders for s in ("*.cpp", "*.cu") for path in folder.glob(s)]
    return sum(len(path.read_text()) for path in texts)


def use_empty_kernel_cache(cache: Path) -> None:
    """Initializes Warp with an empty kernel cache that has the LTO functions of the usual one."""
    wp.config.log_level = wp.LOG_ERROR
    wp.init()
    usual = Path(wp.config.kernel_cache_dir, "lto")
    usual.mkdir(parents=True, exist_ok=True)
    wp.config.kernel_cache_dir = str(cache)
    cache.mkdir()
    (cache / "lto").symlink_to(usual)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--codegen-only", action="store_true", help="do not compile")
    parser.add_argument("--limit", type=int, help="use the first LIMIT files only")
    options = parser.parse_args()
    files = sorted(options.folder.glob("*.py"))[: options.limit]
    if not files:
        parser.error(f"{options.folder} holds no .py file")
    work = generate if options.codegen_only else compile_both
    with tempfile.TemporaryDirectory(prefix="plain-") as folder:
        use_empty_kernel_cache(Path(folder, "cache"))
        warm_up = Path(folder, "plain_script_warm_up.py")
        warm_up.write_text(WARM_UP)
        work(import_file(warm_up))
        length = 0
        failed = 0
        start, cpu_start = time.perf_counter(), time.process_time()
        for file in files:
            try:
                length += work(import_file(file))
            except Exception as error:  # noqa: BLE001 - what Warp raises has no common type
                failed += 1
                print(f"{file.name}: {str(error).splitlines()[0]}", file=sys.stderr)
        seconds = time.perf_counter() - start
        cpu_seconds = time.process_time() - cpu_start
    print(
        f"{len(files)} kernels, {failed} failed, {length} characters, {seconds:.2f} s, "
        f"{len(files) / seconds:.2f} kernels/s, {1000 * seconds / len(files):.1f} ms/kernel, "
        f"of which {1000 * cpu_seconds / len(files):.1f} ms on a core"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
