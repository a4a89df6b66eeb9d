"""Compiles all texts of many kernels in one object for their run check.

Beside what Warp generates for the CPU stand the references and the texts for CUDA, so that what
they have in common, which is most of the machine code, is compiled and linked once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warploom.batch_compile import Unit, can_share, compile_or_halve, group_key, joined
from warploom.emulated_build import (
    Emulation,
    EmulationBuilder,
    add_texts,
    blocks,
    emulated_text,
)
from warploom.jit import Jit, flags
from warploom.launchable import Launchable, Variant
from warploom.reference_check import add_objects, references_text
from warploom.verdict import CPU

# Warp links an object when a kernel in it is first looked up, and a child that follows one that
# died does so again.
_KERNELS_IN_AN_OBJECT = 32

# The branch of a launch whose arrays are not contiguous (codegen.py, cpu_module_template_forward
# and codegen_kernel): a second instance of the whole kernel. All arrays of a launch here are.
_STRIDED = re.compile(r"(?<=    else\n        )\w+_cpu_forward_tasks<false>\(dim, _wp_args\);")
_NO_STRIDED = '_wp_assert("an array of the launch is not contiguous", "", 0);'


@dataclass
class _Member:
    """A kernel, its unit for the CPU, and its text for CUDA with blocks of one thread."""

    kernel: Launchable
    cpu: Unit
    emulation: Emulation | None = None
    cuda: Unit | None = None


class JointBuilder:
    """Compiles kernels of which nothing is compiled yet; owns the objects it makes in `folder`.

    `begin` is the code that every object needs behind Warp's header.
    """

    def __init__(self, jit: Jit, folder: Path, emulations: EmulationBuilder, begin: str) -> None:
        self._jit = jit
        self._folder = folder
        self._emulations = emulations
        self._begin = begin
        self._made = 0

    def build(self, kernels: Sequence[tuple[Launchable, Unit]]) -> None:
        """Adds variants and emulated texts; a kernel whose texts do not compile gets none."""
        groups: dict[Any, list[_Member]] = {}
        for kernel, unit in kernels:
            if can_share(unit):
                groups.setdefault(group_key(unit), []).append(_Member(kernel, unit))
        for group in groups.values():
            self._add_cuda(group)
            self._jit.make_headers(group[0].cpu.generated, group[0].cpu.header)
            for begin in range(0, len(group), _KERNELS_IN_AN_OBJECT):
                compile_or_halve(group[begin : begin + _KERNELS_IN_AN_OBJECT], self._build)

    def _add_cuda(self, group: Sequence[_Member]) -> None:
        """Adds the texts for CUDA that can share a file; EmulationBuilder compiles the others."""
        header = None
        for member in group:
            emulation = member.kernel.emulation
            if emulation is None or emulation.texts or 1 not in blocks(emulation):
                continue
            unit = self._emulations.unit(emulation, 1)
            header = header or unit.header
            if (
                can_share(unit)
                and unit.header == header
                and flags(unit.generated) == flags(member.cpu.generated)
            ):
                member.emulation, member.cuda = emulation, unit

    def _build(self, group: Sequence[_Member]) -> str | None:
        """Compiles a group into one object; returns what the compiler said if it fails."""
        units = [member.cpu for member in group]
        header = units[0].header
        of_cpu = joined(units)[0][len(header) :]
        parts = [header, self._begin, _STRIDED.sub(_NO_STRIDED, of_cpu)]
        references = [kernel.reference for kernel in (member.kernel for member in group)]
        to_build = [one for one in references if one is not None and not one.object_file]
        if to_build:
            parts.append(references_text(to_build))
        cuda = [(one.emulation, one.cuda) for one in group if one.emulation and one.cuda]
        if cuda:
            parts.append(emulated_text(cuda, ""))
        error = self._jit.run(units[0].generated, "".join(parts))
        if error is not None:
            return error
        self._made += 1
        file = self._jit.keep_object(self._folder / f"joint-{self._made}.o")
        add_objects(to_build, file)
        add_texts(cuda, file)
        for at, member in enumerate(group):
            entry = f"wl{at}_{member.kernel.generated.kernel}_cpu_forward"
            member.kernel.variants.append(Variant(CPU, str(file), entry))
        return None
