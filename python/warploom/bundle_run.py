"""Launches a kernel and its reference on cpu in a forked child, and keeps what both stored."""

from __future__ import annotations

import ctypes
import os
import pickle
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO

from warploom.batch_compile import module_unit
from warploom.bundle_arguments import (
    Buffer,
    Parameter,
    Unsupported,
    buffers_of,
    check_plan,
    located,
)
from warploom.bundle_layout import layout_of, same_values
from warploom.codegen import Generated
from warploom.forked import die_alone
from warploom.jit import Jit, uncontracted
from warploom.launch_args import LaunchError, make_arguments
from warploom.launchable import Variant
from warploom.launcher import Launcher
from warploom.packing import cpu_dims, pack, structure_of
from warploom.reference_check import Reference, ReferenceBuilder
from warploom.verdict import CPU, REFERENCE

# As drawn, and with many values at the ends of their ranges.
ROUNDS = ("drawn", "ends")

_SECONDS = 60.0  # Of processor time, for all launches of a kernel.


@dataclass(frozen=True)
class KeptBuffer:
    """The bytes of a buffer before and after a launch, and what its elements are."""

    name: str
    layout: dict[str, Any]
    before: bytes
    after: bytes


@dataclass(frozen=True)
class Round:
    """One launch: what it is given and what it must store, by `expected_from`."""

    name: str
    parameters: list[Parameter]
    buffers: list[KeptBuffer]
    expected_from: str


@dataclass(frozen=True)
class _Job:
    """A kernel to launch: its text for cpu, and its reference, if any."""

    generated: Generated
    launch: dict[str, Any]
    seed: str
    compiled: list[Variant]


class CpuRuns:
    """Compiles and launches kernels on cpu; owns the objects that it makes in `folder`."""

    def __init__(self, wp: ModuleType, jit: Jit, folder: Path) -> None:
        self._wp = wp
        self._jit = jit
        self._folder = Path(tempfile.mkdtemp(prefix="bundle-", dir=folder))
        self._references = ReferenceBuilder(jit, self._folder)
        self._made = 0

    def rounds(
        self, generated: Generated, launch: dict[str, Any], seed: str, reference: str | None
    ) -> list[Round]:
        """Returns one round for each of ROUNDS. Raises Unsupported, with the reason."""
        check_plan(launch)
        generated = uncontracted(generated)
        job = _Job(generated, launch, seed, [self._compiled(generated)])
        if reference is not None:
            job.compiled.append(self._compiled_reference(generated, reference))
        try:
            launcher = Launcher(self._wp, _SECONDS)
            return _in_child(lambda: [self._round(launcher, job, name) for name in ROUNDS])
        finally:
            for file in self._folder.glob("*.o"):
                file.unlink()

    def _compiled(self, generated: Generated) -> Variant:
        unit = module_unit(generated)
        self._jit.make_headers(generated, unit.header)
        if self._jit.run(generated, unit.alone()) is not None:
            raise Unsupported("it does not compile for cpu")
        self._made += 1
        file = self._jit.keep_object(self._folder / f"{self._made}.o")
        return Variant(CPU, str(file), f"{generated.kernel}_cpu_forward")

    def _compiled_reference(self, generated: Generated, text: str) -> Variant:
        reference = Reference(generated, text)
        self._references.build([reference], module_unit(generated).header)
        if reference.error is not None:
            raise Unsupported("its reference does not compile")
        return Variant(REFERENCE, reference.object_file, reference.entry)

    def _round(self, launcher: Launcher, job: _Job, name: str) -> Round:
        stored = []
        types = job.generated.arguments
        for variant in job.compiled:
            arguments = make_arguments(self._wp, types, job.launch, job.seed, name)
            buffers = buffers_of(job.launch, arguments)
            before = [buffer.memory.tobytes() for buffer in buffers]
            packed = pack(self._wp, job.generated.kernel, types, arguments.values)
            parameters = [located(self._wp, value, buffers) for value in packed]
            self._enter(launcher, job, variant, packed)
            stored.append([_kept(buffer, was) for buffer, was in zip(buffers, before, strict=True)])
        for ours, wanted in zip(stored[0], stored[-1], strict=True):
            if not same_values(ours.layout, ours.after, wanted.after):
                raise Unsupported("what it stores on cpu differs from its reference")
        return Round(name, parameters, stored[-1], "reference" if len(stored) == 2 else "cpu")

    def _enter(self, launcher: Launcher, job: _Job, variant: Variant, packed: list[Any]) -> None:
        """What `wp.launch` does for cpu (context.py: `launch`, `invoke`)."""
        try:
            entry = launcher.entry(variant)
        except RuntimeError:
            raise Unsupported("Warp cannot load what it compiled for cpu") from None
        build_bounds = self._wp._src.context._build_launch_bounds_from_tuple
        bounds = build_bounds(cpu_dims(job.launch), job.generated.kernel_dim)
        entry(ctypes.byref(bounds), ctypes.byref(structure_of(packed)))


def launch_bounds(wp: ModuleType, generated: Generated, launch: dict[str, Any]) -> Any:
    """The launch bounds on a GPU, where the threads of a block are the last dimension."""
    dims = (*launch["dims"], *([launch["block_dim"]] if "block_dim" in launch else []))
    return wp._src.context._build_launch_bounds_from_tuple(dims, generated.kernel_dim)


def _kept(buffer: Buffer, before: bytes) -> KeptBuffer:
    return KeptBuffer(buffer.name, layout_of(buffer), before, buffer.memory.tobytes())


def _in_child(make: Callable[[], list[Round]]) -> list[Round]:
    """Returns what `make` does, in a forked child that may die. Raises Unsupported."""
    with tempfile.TemporaryFile() as output:
        sys.stdout.flush()
        sys.stderr.flush()
        parent = os.getpid()
        child = os.fork()
        if child == 0:
            _end(make, output, parent)
        status = os.waitpid(child, 0)[1]
        output.seek(0)
        if status != 0:
            raise Unsupported(_death(os.waitstatus_to_exitcode(status)))
        result = pickle.load(output)  # Our own child wrote it.
    if isinstance(result, str):
        raise Unsupported(result)
    return result


def _end(make: Callable[[], list[Round]], output: BinaryIO, parent: int) -> None:
    """In the child: writes the rounds, or why there are none, and ends the process."""
    try:
        die_alone(parent)
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)  # Kernels may print.
        os.dup2(nothing, 2)
        signal.setitimer(signal.ITIMER_VIRTUAL, _SECONDS)
        try:
            result: list[Round] | str = make()
        except Unsupported as why:
            result = str(why)
        except LaunchError:
            result = "its launch plan is wrong"
        pickle.dump(result, output)
        output.flush()
        os._exit(0)
    except BaseException:  # noqa: BLE001 - whatever it is, this process must end here
        traceback.print_exc()
        os._exit(1)


def _death(code: int) -> str:
    if code == -signal.SIGVTALRM:
        return f"it does not end in {_SECONDS:g} s of processor time on cpu"
    return f"it dies of {signal.Signals(-code).name} on cpu" if code < 0 else "its run on cpu fails"
