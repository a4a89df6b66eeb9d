"""Compiles kernels for their run check, many in one object.

Two kinds of checks are compiled in:

- the assertions of Warp's headers, among them every subscript of an array (native/array.h);
- Clang's checks for arithmetic that C++ leaves undefined, and that CPU and GPU answer differently.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from warploom.batch_compile import Unit, group_key, joined, module_unit
from warploom.codegen import Generated
from warploom.emulated_build import EmulationBuilder
from warploom.gradient_build import GradientBuilder
from warploom.jit import Jit, uncontracted
from warploom.launchable import FILL_STACK, Launchable, Variant
from warploom.reference_check import ReferenceBuilder
from warploom.verdict import COMPILE_FAIL, CPU, EMULATED, REFERENCE

COMPONENT = "a component subscript is out of range"

# Clang's check, the symbol it calls, the message for people. Left shifts of negative numbers and
# unsigned wrapping are defined since C++20 and on GPUs, so they are not here.
_SANITIZERS = {
    "integer-divide-by-zero": {"divrem_overflow": "an integer is divided by zero"},
    "signed-integer-overflow": {
        "add_overflow": "a signed addition overflows",
        "sub_overflow": "a signed subtraction overflows",
        "mul_overflow": "a signed multiplication overflows",
        "negate_overflow": "a signed negation overflows",
    },
    "shift-exponent": {"shift_out_of_bounds": "a shift is by less than 0 or by its width or more"},
    "float-cast-overflow": {"float_cast_overflow": "a float converts to an integer out of range"},
    "array-bounds": {"out_of_bounds": COMPONENT},
}
_FLAGS = " ".join(f"-fsanitize={name}" for name in _SANITIZERS) + " -fsanitize-minimal-runtime"

# The functions that these checks call (compiler-rt/lib/ubsan_minimal), defined by means of the one
# function of Warp that prints and aborts.
_HANDLERS = "".join(
    f'extern "C" void __ubsan_handle_{symbol}_minimal_abort() {{ _wp_assert("{words}", "", 0); }}\n'
    for symbols in _SANITIZERS.values()
    for symbol, words in symbols.items()
)

# Fills the stack that a kernel called next will use: a variable that it reads before it sets it
# then has this value. A kernel begins with the shared memory of its tiles (native/tile.h: 256 KiB).
_FILL_STACK = f"""extern "C" WP_API void {FILL_STACK}(int value) {{
    volatile int stack[1 << 17];
    for (int i = 0; i < (1 << 17); ++i) stack[i] = value;
}}
"""

# Warp links an object when a kernel in it is first looked up, which for 256 kernels takes twice the
# time of eight objects of 32, and much more when some are large.
_KERNELS_IN_AN_OBJECT = 32


class CheckedBuilder:
    """Adds the variants to kernels; owns the object files it makes in `folder`."""

    def __init__(self, jit: Jit, folder: Path) -> None:
        self._jit = jit
        self._folder = folder
        self._references = ReferenceBuilder(jit, folder)
        self._emulations = EmulationBuilder(jit, folder, _checked, _HANDLERS)
        self.gradients = GradientBuilder(jit, folder, _checked, _HANDLERS, self._emulations)
        self._made = 0

    def build(self, kernels: Sequence[Launchable]) -> None:
        """Compiles every text of the kernels; one that does not compile has the outcome."""
        groups: dict[Any, list[tuple[Launchable, Unit]]] = {}
        for kernel in kernels:
            unit = module_unit(_checked(kernel.generated))
            groups.setdefault(group_key(unit), []).append((kernel, unit))
        for group in groups.values():
            self._jit.make_headers(group[0][1].generated, group[0][1].header)
            for begin in range(0, len(group), _KERNELS_IN_AN_OBJECT):
                self._build(group[begin : begin + _KERNELS_IN_AN_OBJECT])
        self._build_emulations([kernel for kernel in kernels if not kernel.failed])
        self.gradients.build([kernel for kernel in kernels if not kernel.failed])

    def delete_objects(self) -> None:
        for file in self._folder.glob("*.o"):
            file.unlink()

    def _build(self, group: Sequence[tuple[Launchable, Unit]]) -> None:
        """Compiles a group into one object; halves it when it does not compile."""
        units = [unit for _, unit in group]
        alone = len(units) == 1
        text = units[0].alone() if alone else joined(units)[0]
        header = units[0].header
        error = self._jit.run(
            units[0].generated, header + _HANDLERS + _FILL_STACK + text[len(header) :]
        )
        if error is not None and alone:
            group[0][0].fail(CPU, COMPILE_FAIL, "it does not compile in Warp's debug mode")
        elif error is not None:
            self._build(group[: len(group) // 2])
            self._build(group[len(group) // 2 :])
        else:
            self._made += 1
            file = self._jit.keep_object(self._folder / f"{self._made}.o")
            for at, (kernel, unit) in enumerate(group):
                entry = f"{unit.generated.kernel}_cpu_forward"
                entry = entry if alone else f"wl{at}_{entry}"
                kernel.variants.append(Variant(CPU, str(file), entry))
            self._build_references([kernel for kernel, _ in group], header)

    def _build_references(self, kernels: Sequence[Launchable], header: str) -> None:
        with_reference = [kernel for kernel in kernels if kernel.reference is not None]
        references = [kernel.reference for kernel in with_reference if kernel.reference]
        if references:
            self._references.build(references, header)
        for kernel, reference in zip(with_reference, references, strict=True):
            if reference.error is not None:
                kernel.fail(REFERENCE, COMPILE_FAIL, reference.error)
            else:
                kernel.variants.append(Variant(REFERENCE, reference.object_file, reference.entry))

    def _build_emulations(self, kernels: Sequence[Launchable]) -> None:
        emulations = [kernel.emulation for kernel in kernels if kernel.emulation is not None]
        self._emulations.build(emulations, _KERNELS_IN_AN_OBJECT)
        for kernel in kernels:
            if kernel.emulation is not None and kernel.emulation.error is not None:
                kernel.fail(EMULATED, COMPILE_FAIL, kernel.emulation.error)


def _checked(generated: Generated) -> Generated:
    flags = f"{generated.options['cpu_compiler_flags'] or ''} {_FLAGS}".strip()
    generated = uncontracted(generated)
    options = generated.options | {"mode": "debug", "cpu_compiler_flags": flags}
    return replace(generated, options=options)
