"""Compiles references (src/reference/), with which the run check compares Warp's code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from warploom.batch_compile import compile_or_halve, first_errors
from warploom.codegen import Generated
from warploom.jit import SOURCE_NAME, Jit, uncontracted

# What references are written with, in this order; each file uses those before it.
_RUNTIME = (
    "threads.h",
    "numbers.h",
    "loops.h",
    "values.h",
    "arrays.h",
    "atomics.h",
    "tiles.h",
    "tile_memory.h",
    "tile_elements.h",
    "tile_algebra.h",
    "tile_stacks.h",
    "python_builtins.h",
)

_SPACE = "reference"  # The namespaces of references that share a file.


@cache
def runtime_text() -> str:
    """The C++ that stands between Warp's module header and references."""
    folder = Path(__file__).with_name("reference_runtime")
    parts = [(name, (folder / name).read_text(encoding="utf-8")) for name in _RUNTIME]
    parts.append((SOURCE_NAME["cpu"], ""))  # What follows is the kernel's.
    return "".join(f'#line 1 "{name}"\n{text}' for name, text in parts)


@dataclass
class Reference:
    """The reference of one kernel: C++ for `generated`, and where it is once it is compiled."""

    generated: Generated
    text: str
    object_file: str = ""
    entry: str = ""
    error: str | None = None  # Why it does not compile: a fault of warploom's.


class ReferenceBuilder:
    """Compiles references, many in one object; owns the objects that it makes in `folder`."""

    def __init__(self, jit: Jit, folder: Path, stem: str = "reference") -> None:
        self._jit = jit
        self._folder = folder
        self._stem = stem
        self._made = 0

    def build(self, references: Sequence[Reference], header: str) -> None:
        """Compiles references whose modules share Warp's header; one at fault fails alone."""
        like = uncontracted(references[0].generated)
        self._jit.make_headers(like, header)

        def compile_together(group: Sequence[Reference]) -> str | None:
            error = self._jit.run(like, header + references_text(group))
            if error is None:
                self._made += 1
                add_objects(
                    group, self._jit.keep_object(self._folder / f"{self._stem}-{self._made}.o")
                )
            return error

        for reference, error in compile_or_halve(references, compile_together):
            reference.error = first_errors(error, "cpu")


def references_text(references: Sequence[Reference]) -> str:
    """The text behind Warp's header: each reference in a namespace, and behind it its entry."""
    text = [runtime_text()]
    for at, reference in enumerate(references):
        bounds = f"wp::launch_bounds_t<{reference.generated.kernel_dim}>"
        space = f"{_SPACE}{at}"
        text.append(
            f"namespace {space} {{\n{reference.text}}}\n"
            f'extern "C" WP_API void {_entry(at)}({bounds} *bounds, {space}::Arguments *args) '
            f"{{ {space}::Launch(*bounds, *args); }}\n"
        )
    return "".join(text)


def add_objects(references: Sequence[Reference], file: Path) -> None:
    """Notes where references are compiled whose text is that of `references_text`."""
    for at, reference in enumerate(references):
        reference.object_file, reference.entry = str(file), _entry(at)


def _entry(at: int) -> str:
    return f"{_SPACE}{at}_entry"
