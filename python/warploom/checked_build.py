"""Compiles kernels for their run check, many in one object.

Two kinds of checks are compiled in:

- the assertions of Warp's headers, among them every subscript of an array (native/array.h);
- Clang's checks for arithmetic that C++ leaves undefined, and that CPU and GPU answer differently.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from warploom.batch_compile import Unit, launch_unit, module_unit
from warploom.codegen import Generated
from warploom.emulated_build import EmulationBuilder
from warploom.gradient_build import GradientBuilder
from warploom.jit import Jit, uncontracted
from warploom.joint_build import JointBuilder
from warploom.launchable import FILL_STACK, Launchable, Variant
from warploom.reference_check import Reference, ReferenceBuilder
from warploom.verdict import COMPILE_FAIL, CPU, EMULATED, REFERENCE

_ASSERTIONS = Path(__file__).resolve().parent / "checked_headers" / "with_asserts.h"

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
# then has bytes of this value. A kernel begins with the shared memory of its tiles (native/tile.h:
# 256 KiB).
_FILL_STACK = f"""extern "C" WP_API void {FILL_STACK}(int byte) {{
    char stack[1 << 19];
    memset(stack, byte, sizeof(stack));
}}
"""

_EMULATIONS_IN_AN_OBJECT = 32  # Of those that share none with the text for the CPU.


class CheckedBuilder:
    """Adds the variants to kernels; owns the object files it makes in `folder`."""

    def __init__(self, jit: Jit, folder: Path) -> None:
        self._jit = jit
        self._folder = folder
        self._references = ReferenceBuilder(jit, folder)
        self._emulations = EmulationBuilder(jit, folder, _checked, _HANDLERS)
        self._joint = JointBuilder(jit, folder, self._emulations, _HANDLERS + _FILL_STACK)
        self.gradients = GradientBuilder(jit, folder, _checked, _HANDLERS, self._emulations)
        self._made = 0

    def build(self, kernels: Sequence[Launchable]) -> None:
        """Compiles every text of the kernels; one that does not compile has the outcome.

        What has variants, a reference with an object, or texts was compiled before.
        """
        units = [(kernel, _unit(kernel)) for kernel in kernels if not kernel.variants]
        self._joint.build(units)
        for kernel, unit in units:
            if not kernel.variants:
                self._build_apart(kernel, unit)
            if kernel.variants and kernel.reference is not None:
                self._add_reference(kernel, kernel.reference, unit.header)
        self._build_emulations([kernel for kernel in kernels if not kernel.failed])
        self.gradients.build([kernel for kernel in kernels if not kernel.failed])

    def delete_objects(self) -> None:
        for file in self._folder.glob("*.o"):
            file.unlink()

    def _build_apart(self, kernel: Launchable, unit: Unit) -> None:
        """Compiles a text for the CPU that cannot share an object, or does not compile."""
        self._jit.make_headers(unit.generated, unit.header)
        begin = unit.header + _HANDLERS + _FILL_STACK
        if self._jit.run(unit.generated, begin + unit.body) is not None:
            kernel.fail(CPU, COMPILE_FAIL, "it does not compile in Warp's debug mode")
            return
        self._made += 1
        file = self._jit.keep_object(self._folder / f"{self._made}.o")
        entry = f"{kernel.generated.kernel}_cpu_forward"
        kernel.variants.append(Variant(CPU, str(file), entry))

    def _add_reference(self, kernel: Launchable, reference: Reference, header: str) -> None:
        if not reference.object_file:
            self._references.build([reference], header)
        if reference.error is not None:
            kernel.fail(REFERENCE, COMPILE_FAIL, reference.error)
        else:
            kernel.variants.append(Variant(REFERENCE, reference.object_file, reference.entry))

    def _build_emulations(self, kernels: Sequence[Launchable]) -> None:
        emulations = [kernel.emulation for kernel in kernels if kernel.emulation is not None]
        self._emulations.build(emulations, _EMULATIONS_IN_AN_OBJECT)
        for kernel in kernels:
            if kernel.emulation is not None and kernel.emulation.error is not None:
                kernel.fail(EMULATED, COMPILE_FAIL, kernel.emulation.error)


def _unit(kernel: Launchable) -> Unit:
    """What is compiled of the text for the CPU."""
    generated = _checked(kernel.generated)
    if kernel.parts is None or generated.options["enable_backward"]:
        return module_unit(generated)
    return launch_unit(generated, kernel.parts)


def _checked(generated: Generated) -> Generated:
    """The same text with the options under which it is checked.

    What Warp's debug mode does beside (native/clang/clang.cpp: create_compiler) is debug
    information, with which objects take four times as long to link.
    """
    generated = uncontracted(generated)
    options = generated.options
    flags = f"{options['cpu_compiler_flags']} -include {_ASSERTIONS.name} {_FLAGS}"
    folders = (*options["extra_cpu_include_dirs"], str(_ASSERTIONS.parent))
    changed = {"cpu_compiler_flags": flags, "extra_cpu_include_dirs": folders}
    return replace(generated, options=options | changed)
