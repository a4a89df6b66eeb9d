"""Compiles references (src/reference/), with which the run check compares Warp's code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from warploom.batch_compile import first_errors
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
        text = [header, runtime_text()]
        for at, reference in enumerate(references):
            reference.entry = f"wl{at}_reference"
            text.append(_unit(at, reference))
        like = uncontracted(references[0].generated)
        self._jit.make_headers(like, header)
        error = self._jit.run(like, "".join(text))
        if error is None:
            self._made += 1
            file = self._jit.keep_object(self._folder / f"{self._stem}-{self._made}.o")
            for reference in references:
                reference.object_file = str(file)
        elif len(references) == 1:
            references[0].error = first_errors(error, "cpu")
        else:
            half = len(references) // 2
            self.build(references[:half], header)
            self.build(references[half:], header)


def _unit(at: int, reference: Reference) -> str:
    bounds = f"wp::launch_bounds_t<{reference.generated.kernel_dim}>"
    return (
        f"namespace wl{at} {{\n{reference.text}}}\n"
        f'extern "C" WP_API void {reference.entry}({bounds} *bounds, wl{at}::Arguments *args) '
        f"{{ wl{at}::Launch(*bounds, *args); }}\n"
    )
