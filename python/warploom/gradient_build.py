"""Compiles what the check of gradients needs besides the texts of the run check.

That is the reference in double precision, whose differences are the derivatives to compare with,
and, where an adjoint function differs from them, the whole of Warp's module in double precision.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from warploom.batch_compile import group_key, module_unit
from warploom.codegen import Generated
from warploom.emulated_build import Emulation, EmulationBuilder
from warploom.gradient_texts import AdjointText, has_adjoint
from warploom.jit import Jit
from warploom.launchable import Launchable
from warploom.reference_check import Reference, ReferenceBuilder
from warploom.verdict import CPU, EMULATED
from warploom.widening import has_wide_form, single_precision_builtins, widened_text

_KERNELS_IN_AN_OBJECT = 32

_NOT_ENABLED = "enable_backward is False"


class GradientBuilder:
    """Adds the texts to kernels; owns the object files it makes in `folder`.

    `checked` gives the options of the run check, `handlers` is the code that they need, and
    `emulations` compiles texts for CUDA.
    """

    def __init__(
        self,
        jit: Jit,
        folder: Path,
        checked: Callable[[Generated], Generated],
        handlers: str,
        emulations: EmulationBuilder,
    ) -> None:
        self._single = single_precision_builtins(jit.warp)
        self._jit = jit
        self._folder = folder
        self._checked = checked
        self._handlers = handlers
        self._emulations = emulations
        self._references = ReferenceBuilder(jit, folder, "wide-reference")
        self._made = 0

    def build(self, kernels: Sequence[Launchable]) -> None:
        """Finds the backward passes of kernels and compiles the references to check them with."""
        groups: dict[Any, list[Launchable]] = {}
        for kernel in kernels:
            _take_adjoints(kernel)
            texts = kernel.gradient
            if texts is not None and texts.adjoints and kernel.reference is not None:
                unit = module_unit(self._checked(kernel.generated))
                groups.setdefault(group_key(replace(unit, body="")), []).append(kernel)
        for group in groups.values():
            for begin in range(0, len(group), _KERNELS_IN_AN_OBJECT):
                self._build_references(group[begin : begin + _KERNELS_IN_AN_OBJECT])

    def build_wide(self, kernel: Launchable, device: str) -> AdjointText | None:
        """Compiles Warp's module in double precision; None where it has no such form."""
        texts = kernel.gradient
        if texts is None or texts.wide_reference is None or texts.wide_reference.error is not None:
            return None
        if device == EMULATED:
            return self._build_wide_emulation(kernel)
        unit = module_unit(self._checked(kernel.generated))
        text = unit.header + self._handlers + widened_text(unit.body)
        if self._jit.run(unit.generated, text) is not None:
            return None
        self._made += 1
        file = str(self._jit.keep_object(self._folder / f"wide-{self._made}.o"))
        entry = f"{kernel.generated.kernel}_cpu"
        return AdjointText(file, file, f"{entry}_forward", f"{entry}_backward", is_wide=True)

    def _build_wide_emulation(self, kernel: Launchable) -> AdjointText | None:
        forward = self.build_wide(kernel, CPU)
        if forward is None or kernel.emulation is None:
            return None
        unit = module_unit(kernel.emulation.generated)
        generated = replace(unit.generated, text=unit.header + widened_text(unit.body))
        emulation = Emulation(generated, kernel.emulation.parts, with_adjoint=True)
        self._emulations.build([emulation], 1)
        if emulation.error is not None or not emulation.texts:
            return None
        text = emulation.texts[0]
        return replace(forward, object_file=text.object_file, backward=text.backward)

    def _build_references(self, kernels: Sequence[Launchable]) -> None:
        unit = module_unit(kernels[0].generated)
        references = []
        for kernel in kernels:
            if kernel.gradient is not None and kernel.reference is not None:
                text = widened_text(kernel.reference.text)
                wide = kernel.gradient.wide_reference = Reference(kernel.generated, text)
                if has_wide_form(kernel.reference.text, self._single):
                    references.append(wide)
                else:
                    wide.error = "it calls a builtin that knows float32 alone"
        if references:
            self._references.build(references, unit.header)


def _why_nothing_to_compare(kernel: Launchable) -> str | None:
    """What the launch plan tells at once, so that nothing need be compiled."""
    if kernel.reference is None:
        return "it has no reference"
    if "bfloat16" in str(kernel.launch):
        return "an argument has floats of type bfloat16, which NumPy lacks"
    if not any(_gives_floats(argument, False) for argument in kernel.launch["args"]):
        return "no output has floats"
    return None


def _gives_floats(plan: dict[str, Any], is_output: bool) -> bool:
    """Whether an argument is an output with floats, or a struct with one."""
    is_output = is_output or plan["is_output"]
    if "fields" in plan:
        return any(_gives_floats(inner, is_output) for inner in plan["fields"])
    return is_output and "float" in plan["type"]


def _take_adjoints(kernel: Launchable) -> None:
    """Notes which backward passes there are."""
    texts, cpu = kernel.gradient, kernel.variants[0]
    if texts is None:
        return
    without = _why_nothing_to_compare(kernel)
    if without is not None or not has_adjoint(kernel.generated):
        texts.left_out[CPU] = without or _NOT_ENABLED
    else:
        backward = f"{cpu.entry.removesuffix('_forward')}_backward"
        texts.adjoints[CPU] = AdjointText(cpu.object_file, cpu.object_file, cpu.entry, backward)
    emulation = kernel.emulation
    if emulation is None:
        return
    if without is not None or not has_adjoint(emulation.generated):
        texts.left_out[EMULATED] = without or _NOT_ENABLED
    elif not emulation.texts:
        texts.left_out[EMULATED] = emulation.unsupported or "it was not compiled"
    else:
        text = emulation.texts[0]
        texts.adjoints[EMULATED] = AdjointText(
            text.object_file, cpu.object_file, cpu.entry, text.backward
        )
