"""Launches kernels on cpu as their launch plans say, in Warp's debug mode, and reports failures.

The kernels of a batch are compiled as one file with Warp's own compiler and loaded with its own
loader, in a forked child: one that dies costs the child, and the parent goes on behind it with the
next. Two kinds of checks are compiled in:

- the assertions of Warp's headers, among them every subscript of an array (native/array.h);
- Clang's checks for arithmetic that C++ leaves undefined, and that CPU and GPU answer differently.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import re
import resource
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO

import numpy as np

from warploom.batch_compile import Unit, group_key, joined, module_unit
from warploom.codegen import Generated
from warploom.jit import Jit, to_check
from warploom.launch_args import (
    ROUNDS,
    Arguments,
    Array,
    LaunchError,
    changed,
    make_arguments,
    set_outputs_to_one,
)
from warploom.reference_check import Reference, ReferenceBuilder, Stored, difference

# Processor time that one launch may take. Drawn ones take milliseconds, loops over all pairs of
# 4,096 things a dozen seconds, and a slow machine must not refuse what another accepts. Time on the
# clock would depend on what else the machine does, and so would the dataset.
SECONDS = float(os.environ.get("WARPLOOM_LAUNCH_SECONDS", "60"))

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
    "array-bounds": {"out_of_bounds": "a component subscript is out of range"},
}
_FLAGS = " ".join(f"-fsanitize={name}" for name in _SANITIZERS) + " -fsanitize-minimal-runtime"

# The functions that these checks call (compiler-rt/lib/ubsan_minimal), defined by means of the one
# function of Warp that prints and aborts.
_HANDLERS = "".join(
    f'extern "C" void __ubsan_handle_{symbol}_minimal_abort() {{ _wp_assert("{words}", "", 0); }}\n'
    for symbols in _SANITIZERS.values()
    for symbol, words in symbols.items()
)

# Warp links an object when a kernel in it is first looked up, which for 256 kernels takes twice the
# time of eight objects of 32, and much more when some are large.
_KERNELS_IN_AN_OBJECT = 32

# A kernel whose effects are all conditional must have one with at least one of this many draws.
_LAUNCHES_FOR_AN_EFFECT = 16

# The child's output begins with this many bytes, which name the current round.
_MARK = 8
_MOST_OUTPUT = 1 << 20

_ASSERTION = re.compile(r"Assertion failed: '(?P<what>.*)'\nAt '(?P<place>[^'\n]*)'")


@dataclass
class Launchable:
    """A kernel to run; `error` says why it may not be in a dataset, after the check."""

    generated: Generated  # For cpu.
    launch: dict[str, Any]
    seed: str
    handle: str = ""  # Of the loaded object and its entry point.
    entry: str = ""
    object_file: str = ""
    reference: Reference | None = None  # What its results are compared with.
    error: str | None = None


class RunChecker:
    """Runs batches of kernels; owns the object files it makes in `folder`."""

    def __init__(self, wp: ModuleType, jit: Jit, folder: Path) -> None:
        self._wp = wp
        self._jit = jit
        self._folder = Path(tempfile.mkdtemp(prefix="run-", dir=folder))
        self._references = ReferenceBuilder(jit, self._folder)
        self.seconds = SECONDS

    def run(self, batch: Iterable[Launchable]) -> list[str | None]:
        """Returns, for each kernel, None when it runs clean, else a sentence for people."""
        kernels = list(batch)
        groups: dict[Any, list[tuple[Launchable, Unit]]] = {}
        for kernel in kernels:
            unit = module_unit(_checked(kernel.generated))
            groups.setdefault(group_key(unit), []).append((kernel, unit))
        for group in groups.values():
            self._jit.make_headers(group[0][1].generated, group[0][1].header)
            for begin in range(0, len(group), _KERNELS_IN_AN_OBJECT):
                self._build(group[begin : begin + _KERNELS_IN_AN_OBJECT])
        self._run_built([kernel for kernel in kernels if kernel.error is None])
        for file in self._folder.glob("*.o"):
            file.unlink()
        return [kernel.error for kernel in kernels]

    def _build(self, group: Sequence[tuple[Launchable, Unit]]) -> None:
        """Compiles a group into one object; halves it when it does not compile."""
        units = [unit for _, unit in group]
        alone = len(units) == 1
        text = units[0].alone() if alone else joined(units)[0]
        header = units[0].header
        error = self._jit.run(units[0].generated, header + _HANDLERS + text[len(header) :])
        if error is not None and alone:
            group[0][0].error = "it does not compile in Warp's debug mode"
        elif error is not None:
            self._build(group[: len(group) // 2])
            self._build(group[len(group) // 2 :])
        else:
            number = sum(1 for _ in self._folder.iterdir())
            file = self._jit.keep_object(self._folder / f"{number}.o")
            for at, (kernel, unit) in enumerate(group):
                entry = f"{unit.generated.kernel}_cpu_forward"
                kernel.entry = entry if alone else f"wl{at}_{entry}"
                kernel.handle, kernel.object_file = f"wl_run_{number}", str(file)

            self._build_references(group)

    def _build_references(self, group: Sequence[tuple[Launchable, Unit]]) -> None:
        references = []
        for kernel, _ in group:
            if kernel.reference is not None:
                references.append(kernel.reference)
        if references:
            self._references.build(references, group[0][1].header)
        for kernel, _ in group:
            if kernel.reference is not None and kernel.reference.error is not None:
                kernel.error = f"its reference does not compile: {kernel.reference.error}"

    def _run_built(self, kernels: list[Launchable]) -> None:
        """Runs the kernels in children; one that dies is replaced by one for those left."""
        while kernels:
            with tempfile.TemporaryFile() as output:
                done, status = self._run_in_child(kernels, output)
                if done < len(kernels):
                    kernels[done].error = _death(status, output, self.seconds)
            kernels = kernels[done + 1 :]

    def _run_in_child(self, kernels: list[Launchable], output: BinaryIO) -> tuple[int, int]:
        """Returns how many kernels a forked child has run before it ended, and its wait status."""
        reading, writing = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        parent = os.getpid()
        child = os.fork()
        if child == 0:
            try:
                os.close(reading)
                _become_victim(parent, output)
                self._run_all(kernels, writing)
                os._exit(0)
            except BaseException:  # noqa: BLE001 - whatever it is, this process must end here
                traceback.print_exc()
                os._exit(1)
        os.close(writing)
        with os.fdopen(reading, encoding="utf-8") as lines:
            done = 0
            for line in lines:
                kernels[done].error = json.loads(line)
                done += 1
        return done, os.waitpid(child, 0)[1]

    def _run_all(self, kernels: list[Launchable], writing: int) -> None:
        """In the child: runs the kernels in order and writes one line of JSON for each."""
        gc.disable()
        loaded: set[str] = set()
        for kernel in kernels:
            if kernel.handle not in loaded:
                self._load(kernel.object_file, kernel.handle)
                loaded.add(kernel.handle)
            if kernel.reference is not None and kernel.reference.object_file not in loaded:
                self._load(kernel.reference.object_file, kernel.reference.object_file)
                loaded.add(kernel.reference.object_file)
            try:
                error = self._launch_rounds(kernel)
            except LaunchError as wrong:
                error = f"its launch plan is wrong: {wrong}"
            os.write(writing, f"{json.dumps(error)}\n".encode())

    def _load(self, object_file: str, handle: str) -> None:
        llvm = self._wp._src.context.runtime.llvm
        linker = self._wp.config.legacy_cpu_linker
        if llvm.wp_load_obj(object_file.encode(), handle.encode(), linker) != 0:
            raise RuntimeError(f"Warp cannot load {object_file}")

    def _launch_rounds(self, kernel: Launchable) -> str | None:
        for round_name in ROUNDS:
            os.pwrite(2, round_name.encode().ljust(_MARK), 0)
            arguments, before = self._launch_round(kernel, round_name)
            arrays = arguments.arrays
            now = list(changed(arrays, before))
            if round_name == "drawn" and not now:
                now = self._launch_again(kernel)
            if error := _wrong_results(arrays, now, round_name):
                return error
            if error := self._differs_from_reference(kernel, Stored(arrays, before), round_name):
                return error
        return None

    def _differs_from_reference(
        self, kernel: Launchable, stored: Stored, round_name: str
    ) -> str | None:
        """Launches the reference with the same values and compares what both stored."""
        if kernel.reference is None:
            return None
        arguments = make_arguments(
            self._wp, kernel.generated.arguments, kernel.launch, kernel.seed, round_name
        )
        reference = kernel.reference
        before = [array.values.tobytes() for array in arguments.arrays]
        self._enter(kernel, reference.object_file, reference.entry, arguments.values)
        return difference(stored, Stored(arguments.arrays, before))

    def _launch_again(self, kernel: Launchable) -> list[Array]:
        """Returns what changes in the first launch, of some with other values, that has an effect.

        Results may happen to be the zeros that outputs begin with, so they begin with ones; and
        a condition on the arguments may happen to be false.
        """
        for other in range(_LAUNCHES_FOR_AN_EFFECT):
            seed = f"{kernel.seed}/{other}" if other else kernel.seed
            arguments, before = self._launch_round(kernel, "drawn", seed, outputs_of_ones=True)
            if now := list(changed(arguments.arrays, before)):
                return now
        return []

    def _launch_round(
        self,
        kernel: Launchable,
        round_name: str,
        seed: str | None = None,
        outputs_of_ones: bool = False,
    ) -> tuple[Arguments, list[bytes]]:
        """Launches once; returns the arguments, and the bytes that each array had before."""
        arguments = make_arguments(
            self._wp, kernel.generated.arguments, kernel.launch, seed or kernel.seed, round_name
        )
        if outputs_of_ones:
            set_outputs_to_one(arguments.arrays)
        before = [array.values.tobytes() for array in arguments.arrays]
        self._enter(kernel, kernel.handle, kernel.entry, arguments.values)
        return arguments, before

    def _enter(self, kernel: Launchable, handle: str, name: str, values: list[Any]) -> None:
        """Launches the function `name` of a loaded object with a limit of time."""
        lookup = self._wp._src.context.runtime.llvm.wp_lookup
        entry = ctypes.CFUNCTYPE(None)(lookup(handle.encode(), name.encode()))
        # The default action of the signal ends the process wherever it is.
        signal.setitimer(signal.ITIMER_VIRTUAL, self.seconds)
        self._launch(kernel, entry, values)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)

    def _launch(
        self, kernel: Launchable, entry: Callable[[Any, Any], None], values: list[Any]
    ) -> None:
        """What `wp.launch` does for cpu (context.py: `launch`, `invoke`)."""
        context = self._wp._src.context
        generated = kernel.generated
        params = [
            context.pack_arg(_Named(generated.kernel), warp_type, name, value, "cpu")
            for (name, warp_type), value in zip(generated.arguments, values, strict=True)
        ]
        fields = [
            (name, type(param))
            for (name, _), param in zip(generated.arguments, params, strict=True)
        ]
        structure = type("Arguments", (ctypes.Structure,), {"_fields_": fields})
        # On cpu a block has one thread (context.py: launch_tiled).
        dims = (*kernel.launch["dims"], *([1] if "block_dim" in kernel.launch else []))
        bounds = context._build_launch_bounds_from_tuple(dims, generated.kernel_dim)
        entry(ctypes.byref(bounds), ctypes.byref(structure(*params)))


@dataclass(frozen=True)
class _Named:
    """The attributes of a kernel that `pack_arg` uses in its messages."""

    key: str


def _checked(generated: Generated) -> Generated:
    flags = f"{generated.options['cpu_compiler_flags'] or ''} {_FLAGS}".strip()
    generated = to_check(generated)
    # Contracted products and sums would differ from those that are computed one by one.
    options = generated.options | {"mode": "debug", "cpu_compiler_flags": flags, "fuse_fp": False}
    return replace(generated, options=options)


def _become_victim(parent: int, output: BinaryIO) -> None:
    """Makes this process one that may die at any time: alone, quietly, and with its parent."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    if os.getppid() != parent:
        os._exit(1)  # The parent died before the line above could tie us to it.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for fd in (1, 2):
        os.dup2(output.fileno(), fd)
    os.lseek(2, _MARK, os.SEEK_SET)
    resource.setrlimit(resource.RLIMIT_FSIZE, (_MOST_OUTPUT, _MOST_OUTPUT))
    for name in (signal.SIGILL, signal.SIGFPE, signal.SIGSEGV, signal.SIGABRT, signal.SIGVTALRM):
        signal.signal(name, signal.SIG_DFL)


def _death(status: int, output: BinaryIO, seconds: float) -> str:
    """Says why the child died, from its wait status and what it wrote."""
    output.seek(0)
    text = output.read().decode("utf-8", "replace")
    where = f"round {text[:_MARK].strip()!r}: " if text else ""
    number = os.waitstatus_to_exitcode(status)
    assertion = _ASSERTION.search(text)
    if assertion and assertion["place"] == ":0":
        return where + assertion["what"]
    if assertion:
        place = assertion["place"].rpartition("/")[2]
        return f"{where}a check of Warp's debug mode fails: {assertion['what']} at {place}"
    if number == -signal.SIGVTALRM:
        return f"{where}it does not end in {seconds:g} s of processor time"
    if number == -signal.SIGFPE:
        return f"{where}an integer is divided by zero (SIGFPE)"
    if number < 0:
        return f"{where}it dies of {signal.Signals(-number).name}"
    return f"{where}the run ended with exit code {number}: {text[_MARK:].strip()[-300:]}"


def _wrong_results(arrays: list[Array], now: list[Array], round_name: str) -> str | None:
    """Says what is wrong with the arrays after a launch; `now` are those that changed."""
    for array in now:
        if not array.is_output:
            return f"it writes to {array.name}, which the launch plan calls no output"
    if round_name != "drawn":  # At the ends of the ranges results may well be trivial.
        return None
    if not now:
        return "it has no effect: no launch changes an output"
    floats = [a.values for a in arrays if a.is_output and a.values.dtype.kind == "f"]
    if floats and all(np.isnan(values).all() for values in floats):
        return "every value of its float outputs is NaN"
    return None
