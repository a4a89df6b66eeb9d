"""Compiles many generated kernels in one translation unit with Warp's own JIT compilers."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from warploom.capture import captured_stderr
from warploom.codegen import Generated
from warploom.environment import CUDA_ARCH
from warploom.module_text import header_length

_UNIT = "kernel"  # The file name of a unit without suffix; messages show it.
_EXTENSION = {"cpu": "cpp", "cuda": "cu"}
_OUTPUT = {"cpu": "o", "cuda": "ptx"}

# Names with C linkage are one name in every namespace (codegen.py: the kernel templates for cuda,
# cpu_module_entry_template_* for cpu).
_C_NAMES = {
    "cpu": re.compile(r"^WP_API void (\w+)\(", re.MULTILINE),
    "cuda": re.compile(
        r'^extern "C" [^\n]*?__global__ void (?:WP_MAXNREG\(\d+\) )?(\w+)\(', re.MULTILINE
    ),
}
# What must not share a unit: macros leak, and other C declarations may clash.
_UNSHARED = re.compile(
    r'^\s*#\s*(?:define|undef|include|pragma)|^extern "C" \{\n(?!\n// Python CPU|WP_API|\nWP_API)',
    re.MULTILINE,
)
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


@dataclass
class _Job:
    """One generated text on its way through the compiler, and the verdict on it."""

    generated: Generated
    header: str
    body: str
    error: str | None = None


class _SavedHeaders:
    """Keeps Clang's precompiled headers alive through failures.

    Warp deletes one whenever a compilation that used it fails, whatever the reason, and would
    take a second to make it again (warp/native/clang/clang.cpp, `wp_compile_cpp`).
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._originals: set[Path] = set()

    def save(self, headers: Path) -> None:
        self._folder.mkdir(exist_ok=True)
        for original in headers.glob("*.pch"):
            if original not in self._originals:
                os.link(original, self._folder / original.name)
                self._originals.add(original)

    def restore(self) -> None:
        for original in self._originals:
            if not original.exists():
                os.link(self._folder / original.name, original)


class BatchCompiler:
    """Compiles with the flags of Warp's JIT; owns the unit's files in `folder`."""

    def __init__(self, wp: ModuleType, folder: Path) -> None:
        self._wp = wp
        self._folder = folder
        self._headers = _SavedHeaders(folder / "headers")
        self._have_headers: set[tuple[str, ...]] = set()

    def compile(self, batch: Iterable[Generated]) -> list[str | None]:
        """Returns, for each text, None when it compiles, else the compiler's first errors.

        A text is refused only if it does not compile alone, in the form that Warp gives it.
        """
        jobs = []
        groups: dict[Any, list[_Job]] = {}
        for generated in batch:
            end = header_length(generated.text)
            job = _Job(generated, generated.text[:end], generated.text[end:])
            jobs.append(job)
            groups.setdefault(self._group_key(job), []).append(job)
        for group in groups.values():
            self._make_headers(group[0])
            self._compile_group(group)
        return [job.error for job in jobs]

    def ptx(self, generated: Generated) -> str:
        """Compiles one cuda text alone and returns its PTX. Raises RuntimeError."""
        if error := self._run(generated, generated.text):
            raise RuntimeError(first_errors(error, "cuda"))
        return (self._folder / f"{_UNIT}.ptx").read_text()

    @staticmethod
    def _group_key(job: _Job) -> Any:
        """Jobs with equal keys may share a unit: same header, same flags, nothing that leaks."""
        generated = job.generated
        if any(generated.link_inputs) or _UNSHARED.search(job.body):
            return id(job)
        options = tuple(repr(generated.options[name]) for name in _BUILD_OPTIONS)
        return (generated.target, job.header, options)

    def _make_headers(self, job: _Job) -> None:
        """Has Warp precompile the headers of cpu units, so that they are saved before a failure."""
        options = tuple(repr(job.generated.options[name]) for name in _BUILD_OPTIONS)
        if job.generated.target == "cpu" and options not in self._have_headers:
            self._have_headers.add(options)
            self._run(job.generated, job.header)

    def _compile_group(self, jobs: list[_Job]) -> None:
        """Compiles the jobs together; on failure takes out those at fault and tries again."""
        if len(jobs) == 1:
            job = jobs[0]
            if error := self._run(job.generated, job.generated.text):
                job.error = first_errors(error, job.generated.target)
            return
        unit, first_lines = _joined(jobs)
        error = self._run(jobs[0].generated, unit)
        if error is None:
            return
        suspects = _mentioned(error, jobs[0].generated.target, first_lines)
        if suspects and len(suspects) < len(jobs):
            parts = [[jobs[at]] for at in suspects]
            parts.append([job for at, job in enumerate(jobs) if at not in suspects])
        else:
            parts = [jobs[: len(jobs) // 2], jobs[len(jobs) // 2 :]]
        for part in parts:
            self._compile_group(part)

    def _run(self, like: Generated, text: str) -> str | None:
        """Compiles `text` as Warp would compile `like`; returns what the compiler said if it fails.

        The calls and defaults are those of Module._compile (context.py).
        """
        build = self._wp._src.build
        self._headers.restore()
        runtime = self._wp._src.context.runtime
        options = like.options
        is_cpu = like.target == "cpu"
        level = options["optimization_level"]
        level = (2 if is_cpu else 3) if level is None else level
        source = str(self._folder / f"{_UNIT}.{_EXTENSION[like.target]}")
        output = str(self._folder / f"{_UNIT}.{_OUTPUT[like.target]}")
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
                        CUDA_ARCH,
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


def _joined(jobs: list[_Job]) -> tuple[str, list[int]]:
    """Returns one unit with every job in its own namespace, and the line each begins on."""
    parts = [jobs[0].header]
    line = jobs[0].header.count("\n") + 1
    first_lines = []
    for at, job in enumerate(jobs):
        body = job.body
        for name in _C_NAMES[job.generated.target].findall(body):
            body = re.sub(rf"\b{name}\b", f"wl{at}_{name}", body)
        part = f"namespace wl{at} {{\n{body}\n}}\n"
        first_lines.append(line)
        line += part.count("\n")
        parts.append(part)
    return "".join(parts), first_lines


def _mentioned(error: str, target: str, first_lines: list[int]) -> set[int]:
    """Returns which jobs of a unit the compiler's messages point to."""
    place = re.compile(rf"\b{_UNIT}\.{_EXTENSION[target]}[:(](\d+)")
    lines = [int(match.group(1)) for match in place.finditer(error)]
    return {
        max(at for at, first in enumerate(first_lines) if first <= line)
        for line in lines
        if line >= first_lines[0]
    }


def first_errors(message: str, target: str, count: int = 3) -> str:
    """Returns the first error lines of a compiler's message, without the folders of files."""
    found = [line.strip() for line in message.splitlines() if re.search(r"\berror:", line)]
    lines = list(dict.fromkeys(found))  # Warp prints Clang's messages twice.
    text = "\n".join(lines[:count] or message.splitlines()[:count])
    return f"{target}: " + re.sub(r"(?:/[^\s/:'\"]+)+/([^\s/:'\"]+)", r"\1", text)
