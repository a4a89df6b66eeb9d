"""Runs Warp's own JIT compilers, Clang for cpu and NVRTC for cuda, with the flags of Warp's JIT."""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from warploom.capture import captured_stderr
from warploom.codegen import Generated
from warploom.environment import CUDA_ARCH

SOURCE_NAME = {"cpu": "kernel.cpp", "cuda": "kernel.cu"}  # Messages show them.
_OUTPUT_NAME = {"cpu": "kernel.o", "cuda": "kernel.ptx"}
_CUBIN_NAME = "kernel.cubin"  # Warp chooses what NVRTC makes by the ending (native/warp.cu).
# Warp's own levels (context.py, Module._compile).
USUAL_LEVEL = {"cpu": 2, "cuda": 3}

# Options for checking whether code compiles. Options that only affect the speed or precision of the
# machine code have one fixed value, so that all kernels share one precompiled header. It is the
# value with the least optimization: NVRTC treats Warp's lowest level as the next one and takes half
# the time in Warp's debug mode, which skips the optimizer; Clang would take half as long again in
# that mode, for its debug information.
_LEAST_OPTIMIZED = {
    "cpu": {"mode": "release", "optimization_level": 0},
    "cuda": {"mode": "debug", "optimization_level": 0},
}
_QUICKER_CLANG = "-w -disable-llvm-verifier"  # No warnings, no check of Clang's own work.
_FOR_A_CHECK = {
    "verify_fp": False,
    "fast_math": False,
    "fuse_fp": True,
    "lineinfo": False,
}

# Build options that Module._compile (context.py) gives to the compilers.
_BUILD_OPTIONS = (
    "mode",
    "optimization_level",
    "verify_fp",
    "fast_math",
    "fuse_fp",
    "lineinfo",
    "cpu_compiler_flags",
    "use_precompiled_headers",
    "block_dim",
    "enable_tiles_in_stack_memory",
    "extra_cpu_include_dirs",
    "extra_cuda_include_dirs",
)


def flags(generated: Generated) -> tuple[str, ...]:
    """Returns everything but the text that affects its compilation."""
    return tuple(repr(generated.options[name]) for name in _BUILD_OPTIONS)


def to_check(generated: Generated) -> Generated:
    """Returns the same text with the options that check fastest whether it compiles."""
    options = generated.options | _FOR_A_CHECK | _LEAST_OPTIMIZED[generated.target]
    options["cpu_compiler_flags"] = (
        f"{options['cpu_compiler_flags'] or ''} {_QUICKER_CLANG}".strip()
    )
    return replace(generated, options=options)


def uncontracted(generated: Generated) -> Generated:
    """The same, with products and sums computed one by one, as references compute them."""
    generated = to_check(generated)
    return replace(generated, options=generated.options | {"fuse_fp": False})


class _SavedHeaders:
    """Keeps Clang's precompiled headers alive through failures.

    Warp deletes one whenever a compilation that used it fails, whatever the reason, and would
    take a second to make it again (warp/native/clang/clang.cpp, `wp_compile_cpp`).
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._originals: set[Path] = set()

    def save(self, headers: Path) -> None:
        for original in headers.glob("*.pch"):
            if original not in self._originals:
                os.link(original, self._folder / original.name)
                self._originals.add(original)

    def restore(self) -> None:
        for original in self._originals:
            if not original.exists():
                os.link(self._folder / original.name, original)


class Jit:
    """Compiles one text at a time; owns the files in `folder`."""

    def __init__(self, wp: ModuleType, folder: Path) -> None:
        self._wp = self.warp = wp
        self._folder = folder
        self._headers = _SavedHeaders(Path(tempfile.mkdtemp(prefix="headers-", dir=folder)))
        self._have_headers: set[tuple[str, ...]] = set()

    def make_headers(self, like: Generated, header: str) -> None:
        """Has Warp precompile the headers of cpu texts, so that they are saved before a failure."""
        if like.target == "cpu" and flags(like) not in self._have_headers:
            self._have_headers.add(flags(like))
            self.run(like, header)

    def ptx(self, generated: Generated) -> str:
        """Compiles one cuda module alone and returns its PTX. Raises RuntimeError."""
        if error := self.run(generated, generated.text):
            raise RuntimeError(error)
        return (self._folder / _OUTPUT_NAME["cuda"]).read_text(encoding="utf-8")

    def machine_code(self, generated: Generated, arch: int, as_ptx: bool) -> bytes:
        """Compiles one cuda module alone into PTX or a cubin for sm_`arch`. Raises RuntimeError."""
        name = _OUTPUT_NAME["cuda"] if as_ptx else _CUBIN_NAME
        if error := self.run(generated, generated.text, name, arch):
            raise RuntimeError(error)
        return (self._folder / name).read_bytes()

    def keep_object(self, file: Path) -> Path:
        """Moves the object of the last cpu text that compiled out of the next one's way."""
        return (self._folder / _OUTPUT_NAME["cpu"]).replace(file)

    def run(
        self, like: Generated, text: str, output_name: str | None = None, arch: int = CUDA_ARCH
    ) -> str | None:
        """Compiles `text` with the flags of `like`; returns what the compiler said if it fails.

        The calls and defaults are those of Module._compile (context.py).
        """
        build = self._wp._src.build
        self._headers.restore()
        runtime = self._wp._src.context.runtime
        options = like.options
        is_cpu = like.target == "cpu"
        level = options["optimization_level"]
        level = USUAL_LEVEL[like.target] if level is None else level
        source = str(self._folder / SOURCE_NAME[like.target])
        output = str(self._folder / (output_name or _OUTPUT_NAME[like.target]))
        Path(source).write_text(text, encoding="utf-8")
        common = {
            "verify_fp": options["verify_fp"],
            "fast_math": options["fast_math"],
            "fuse_fp": options["fuse_fp"],
            "optimization_level": level,
            "use_precompiled_headers": options["use_precompiled_headers"],
        }
        with captured_stderr() as captured:
            try:
                if is_cpu:
                    build.build_cpu(
                        output,
                        source,
                        mode=options["mode"],
                        extra_flags=options["cpu_compiler_flags"],
                        pch_dir=runtime.get_clang_pch_dir(),
                        block_dim=options["block_dim"],
                        enable_tiles_in_stack_memory=options["enable_tiles_in_stack_memory"],
                        extra_include_dirs=options["extra_cpu_include_dirs"],
                        **common,
                    )
                else:
                    build.build_cuda(
                        source,
                        arch,
                        output,
                        config=options["mode"],
                        lineinfo=options["lineinfo"],
                        ltoirs=like.link_inputs[0],
                        fatbins=like.link_inputs[1],
                        pch_dir=runtime.get_nvrtc_pch_dir(),
                        extra_include_dirs=options["extra_cuda_include_dirs"],
                        **common,
                    )
                failure = None
            except Exception as error:  # noqa: BLE001 - what Warp raises has no common type
                failure = str(error)
        if failure is None:
            if is_cpu:
                self._headers.save(Path(runtime.get_clang_pch_dir()))
            return None
        return f"{captured.text}\n{failure}".strip()
