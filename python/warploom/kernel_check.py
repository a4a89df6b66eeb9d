"""Checks one kernel: launches its variants with equal arguments and judges what they store."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType

import numpy as np

from warploom.comparison import difference, stored
from warploom.emulated_check import EmulatedLaunches
from warploom.fills import LaunchError
from warploom.io_rows import IO_FILLS, io_rows
from warploom.launch_args import Array, make_arguments, set_outputs_to_one
from warploom.launch_rounds import Memory, Round, never_read, rounds
from warploom.launchable import Launchable, Variant
from warploom.launcher import Launcher, Packed
from warploom.verdict import (
    CPU,
    CRASH,
    EMULATED,
    MISMATCH,
    NONDETERMINISTIC,
    OUT_OF_BOUNDS,
    PASS,
    REFERENCE,
    Outcome,
)
from warploom.victim import mark

# A kernel whose effects are all conditional must have one with at least one of this many draws.
_LAUNCHES_FOR_AN_EFFECT = 16

# The bytes of variables without a value in the two launches that are compared.
_STACK = 0x5A
_OTHER_STACK = 0xA5


class _Wrong(Exception):
    """What is wrong with the kernel on the cpu, so that other devices need not be tried."""

    def __init__(self, verdict: str, detail: str) -> None:
        super().__init__(detail)
        self.outcome = Outcome(CPU, verdict, detail)


class KernelCheck:
    """The check of one kernel, in a process that may die of it."""

    def __init__(self, wp: ModuleType, launcher: Launcher, kernel: Launchable) -> None:
        self._wp = wp
        self._launcher = launcher
        self._kernel = kernel
        self._never_read = never_read(kernel.generated)
        self._wrong: dict[str, Outcome] = {}
        self._emulated: EmulatedLaunches | None = None
        if kernel.emulation is not None:
            reference = kernel.reference.text if kernel.reference else None
            self._emulated = EmulatedLaunches(launcher, kernel.emulation, kernel.launch, reference)

    def outcomes(self) -> list[Outcome]:
        """Returns what is wrong on each device; PASS for a device on which nothing is."""
        try:
            self._run_rounds()
        except LaunchError as wrong:
            return [Outcome(CPU, CRASH, f"its launch plan is wrong: {wrong}")]
        except _Wrong as wrong:
            self._wrong.setdefault(CPU, wrong.outcome)
            return list(self._wrong.values())
        devices = [variant.device for variant in self._kernel.variants]
        passed = [Outcome(device, PASS) for device in devices]
        if self._emulated is not None:
            passed.append(self._emulated.outcome())
        return [self._wrong.get(outcome.device, outcome) for outcome in passed]

    def _run_rounds(self) -> None:
        values = ""
        for one in rounds(self._kernel.launch):
            if one.values != values:
                values = one.values
                memory, packed = self._memory(values)
            self._run_round(one, memory, packed)

    def _memory(self, values: str, seed: str | None = None) -> tuple[Memory, Packed]:
        kernel = self._kernel
        arguments = make_arguments(
            self._wp,
            kernel.generated.arguments,
            kernel.launch,
            seed or kernel.seed,
            values,
            kernel.numbers,
        )
        packed = self._launcher.pack(kernel.generated, arguments.values)
        return Memory(arguments, self._never_read), packed

    def _run_round(self, one: Round, memory: Memory, packed: Packed) -> None:
        """Launches on cpu, looks at what that stored, and compares it with the other variants."""
        cpu, *others = self._kernel.variants
        ours = self._launch(cpu, one, memory, packed, _STACK)
        if isinstance(ours, str):
            raise _Wrong(OUT_OF_BOUNDS, f"round {one.name!r}: {ours}")
        self._judge(one, memory, ours)
        if one.name == "drawn":
            self._launch_again(cpu, one, memory, packed, ours)
        expected, whose = ours, "cpu"
        for other in others:
            theirs = self._launch(other, one, memory, packed)
            if isinstance(theirs, str):
                self._fail(other, OUT_OF_BOUNDS, one, theirs)
            elif other.device == REFERENCE:
                if error := difference(memory.arrays, ours, theirs, "the reference"):
                    self._fail(other, MISMATCH, one, error)
                expected, whose = theirs, "the reference"
            elif error := difference(memory.arrays, theirs, expected, whose):
                self._fail(other, MISMATCH, one, error)
        if self._emulated is not None and EMULATED not in self._wrong:
            found = self._emulated.run(one, memory, packed, expected, whose)
            if found is not None:
                self._wrong[EMULATED] = found
        if self._kernel.keeps_io and one.name in IO_FILLS:
            memory.restore(one.is_patterned)
            self._kernel.io += io_rows(self._kernel, memory, ours, one.name)

    def _launch_again(
        self, cpu: Variant, one: Round, memory: Memory, packed: Packed, ours: list[bytes]
    ) -> None:
        """Notes when a second launch with equal arguments stores other bits."""
        one = replace(one, name=f"{one.name} again")
        again = self._launch(cpu, one, memory, packed, _OTHER_STACK)
        if isinstance(again, str):
            raise _Wrong(OUT_OF_BOUNDS, f"round {one.name!r}: {again}")
        first = "the first of two equal launches"
        if error := difference(memory.arrays, again, ours, first, nans_are_equal=False):
            self._fail(cpu, NONDETERMINISTIC, one, error)

    def _fail(self, variant: Variant, verdict: str, one: Round, detail: str) -> None:
        """Notes the first thing that is wrong with a device."""
        outcome = Outcome(variant.device, verdict, f"round {one.name!r}: {detail}")
        self._wrong.setdefault(variant.device, outcome)

    def _launch(
        self,
        variant: Variant,
        one: Round,
        memory: Memory,
        packed: Packed,
        stack: int | None = None,
    ) -> list[bytes] | str:
        """Returns what every array holds after a launch, or where memory beside one was written."""
        memory.restore(one.is_patterned)
        self._enter(variant, one, packed, stack)
        return memory.breach() or stored(memory.arrays)

    def _enter(
        self, variant: Variant, one: Round, packed: Packed, stack: int | None = None
    ) -> None:
        mark(variant.device, one.name)
        dim = self._kernel.generated.kernel_dim
        self._launcher.launch(variant, dim, one.dims, packed, stack)

    def _judge(self, one: Round, memory: Memory, ours: list[bytes]) -> None:
        """Raises _Wrong for what needs no other device to be known as wrong."""
        now = memory.changed(ours)
        if one.name == "drawn" and not now:
            now = self._launch_for_an_effect(one)
        for array in now:
            if not array.is_output:
                what = f"it writes to {array.name}, which the launch plan calls no output"
                raise _Wrong(MISMATCH, what)
        if one.name != "drawn":  # At the ends of the ranges results may well be trivial.
            return
        if not now:
            raise _Wrong(MISMATCH, "it has no effect: no launch changes an output")
        floats = [a.values for a in memory.arrays if a.is_output and a.values.dtype.kind == "f"]
        if floats and all(np.isnan(values).all() for values in floats):
            raise _Wrong(MISMATCH, "every value of its float outputs is NaN")

    def _launch_for_an_effect(self, one: Round) -> list[Array]:
        """Returns what changes in the first launch, of some with other values, that has an effect.

        Results may happen to be the zeros that outputs begin with, so they begin with ones; and
        a condition on the arguments may happen to be false.
        """
        for other in range(_LAUNCHES_FOR_AN_EFFECT):
            seed = f"{self._kernel.seed}/{other}" if other else self._kernel.seed
            memory, packed = self._memory("drawn", seed)
            set_outputs_to_one(memory.arrays)
            memory.save()
            self._enter(self._kernel.variants[0], one, packed)
            if now := memory.changed(stored(memory.arrays)):
                return now
        return []
