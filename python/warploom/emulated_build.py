"""Compiles the CUDA text of samples for the host (cuda_emulation.h), many in one object."""

from __future__ import annotations

import platform
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from warploom.batch_compile import (
    Unit,
    compile_or_halve,
    first_errors,
    group_key,
    joined,
    module_unit,
    sample_unit,
)
from warploom.codegen import Generated
from warploom.emulated_rules import makes_tiles_of_threads, runs_with_full_blocks
from warploom.extract import Parts
from warploom.gradient_texts import has_adjoint
from warploom.jit import Jit

_RUNTIME = Path(__file__).with_name("cuda_emulation.h")
_BLOCK_DIM = re.compile(r"^#define WP_TILE_BLOCK_DIM \d+$", re.MULTILINE)

_SPACE = "emulated"  # The namespaces of texts that share a file.

# Every size of blocks has its own precompiled header, which costs as much as two objects without.
_WORTH_A_HEADER = 3


@cache
def _runtime() -> str:
    return _RUNTIME.read_text(encoding="utf-8")


@dataclass(frozen=True)
class Text:
    """A compiled text; Warp's headers take its blocks to have `block` threads, or one."""

    block: int
    object_file: str
    entry: str

    @property
    def backward(self) -> str:
        """The entry of the backward pass; its arguments are followed by their adjoints."""
        return f"{self.entry}_backward"


@dataclass
class Emulation:
    """The CUDA text of one sample, and where it is once it is compiled."""

    generated: Generated
    parts: Parts
    texts: list[Text] = field(default_factory=list)
    unsupported: str | None = None  # Why it cannot be emulated.
    error: str | None = None  # Why it does not compile.
    with_adjoint: bool = False  # Whether to compile the backward pass, if there is one, as well.


class EmulationBuilder:
    """Compiles CUDA texts, many in one object; owns the objects that it makes in `folder`.

    `checked` gives the options of the run check, and `handlers` is the code that they need.
    """

    def __init__(
        self, jit: Jit, folder: Path, checked: Callable[[Generated], Generated], handlers: str
    ) -> None:
        self._jit = jit
        self._folder = folder
        self._checked = checked
        self._handlers = handlers
        self._made = 0
        self._seen: Counter[int] = Counter()  # Objects by size of blocks.

    def build(self, emulations: Iterable[Emulation], most: int) -> None:
        """Compiles what is not compiled yet, with at most that many in an object.

        One at fault fails alone.
        """
        groups: dict[object, list[tuple[Emulation, Unit]]] = {}
        for emulation in emulations:
            for block in blocks(emulation):
                if any(text.block == block for text in emulation.texts):
                    continue
                unit = self.unit(emulation, block)
                groups.setdefault((block, group_key(unit)), []).append((emulation, unit))
        for group in groups.values():
            for begin in range(0, len(group), most):
                wrong = compile_or_halve(group[begin : begin + most], self._build)
                for (emulation, _), error in wrong:
                    emulation.error = first_errors(error, "cpu")

    def unit(self, emulation: Emulation, block: int) -> Unit:
        """The text of the sample, for blocks of that many threads, with the options of the host."""
        host = self._checked(replace(emulation.generated, target="cpu", link_inputs=([], [])))
        # Storage on the stack would be that of one thread.
        on_stack = host.options["enable_tiles_in_stack_memory"] and block == 1
        options = host.options | {"block_dim": block, "enable_tiles_in_stack_memory": on_stack}
        if emulation.with_adjoint:
            unit = module_unit(emulation.generated)
        else:
            unit = sample_unit(emulation.generated, emulation.parts)
        header = _BLOCK_DIM.sub(f"#define WP_TILE_BLOCK_DIM {block}", unit.header)
        return Unit(replace(host, options=options), header, unit.body)

    def _build(self, group: Sequence[tuple[Emulation, Unit]]) -> str | None:
        """Compiles a group into one object; returns what the compiler said if it fails."""
        like, header = group[0][1].generated, group[0][1].header
        block = like.options["block_dim"]
        self._seen[block] += 1
        if block > 1 and self._seen[block] < _WORTH_A_HEADER:
            like = replace(like, options=like.options | {"use_precompiled_headers": False})
        else:
            self._jit.make_headers(like, header)
        text = emulated_text(group, self._handlers, is_alone=len(group) == 1)
        error = self._jit.run(like, text)
        if error is None:
            self._made += 1
            add_texts(group, self._jit.keep_object(self._folder / f"emulated-{self._made}.o"))
        return error


def add_texts(group: Sequence[tuple[Emulation, Unit]], file: Path) -> None:
    """Notes where the texts of a group are compiled."""
    for at, (emulation, unit) in enumerate(group):
        block = unit.generated.options["block_dim"]
        emulation.texts.append(Text(block, str(file), _entry(at)))


def blocks(emulation: Emulation) -> list[int]:
    """The sizes of blocks to compile for: one thread, and, with tiles, as Warp generated it."""
    if any(emulation.generated.link_inputs):
        emulation.unsupported = "it calls functions that are linked as LTO-IR"
        return []
    if makes_tiles_of_threads(emulation.parts):
        emulation.unsupported = "wp.tile and wp.untile depend on the threads of a block"
        return []
    if not runs_with_full_blocks(emulation.parts):
        return [1]
    if platform.machine() != "x86_64":  # native/tile.h: tiles in static memory.
        emulation.unsupported = "blocks of many threads run on x86-64 alone"
        return [1]
    return [1, emulation.generated.options["block_dim"]]


def _entry(at: int) -> str:
    return f"{_SPACE}{at}_entry"


def emulated_text(
    group: Sequence[tuple[Emulation, Unit]], begin: str, is_alone: bool = False
) -> str:
    """Warp's header for cuda, `begin`, the emulation, the texts, and behind each its entry.

    The texts stand in namespaces unless one is alone: it may have what no namespace can hold.
    """
    units = [replace(unit, generated=emulation.generated) for emulation, unit in group]
    text = units[0].alone() if is_alone else joined(units, _SPACE)[0]
    header = units[0].header
    text = header + begin + _runtime() + text[len(header) :]
    for at, (emulation, _) in enumerate(group):
        generated = emulation.generated
        space = "" if is_alone else f"{_SPACE}{at}::{_SPACE}{at}_"
        passes = {"forward": _entry(at)}
        if emulation.with_adjoint and has_adjoint(generated):
            passes["backward"] = f"{_entry(at)}_backward"
        for which, entry in passes.items():
            name = f"{space}{generated.kernel}_cuda_kernel_{which}"
            text += (
                f'extern "C" WP_API void {entry}(wp::launch_bounds_t<{generated.kernel_dim}> '
                f"*bounds, void *arguments) {{ wl::launch(&{name}, bounds, arguments); }}\n"
            )
    return text
