"""Checks the gradients of the kernels that passed the run check, in children of their own.

A backward pass that differs from the differences of the reference runs once more in double
precision, to tell a wrong program from the rounding of a right one.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType

from warploom.gradient_build import GradientBuilder
from warploom.gradient_check import GradientCheck
from warploom.gradient_reasons import documented_reason, known_fault
from warploom.launchable import Launchable
from warploom.launcher import Launcher
from warploom.verdict import GRADIENT_DEVICE, GRADIENT_MISMATCH, PASS, UNSUPPORTED, Outcome
from warploom.victim import run_in_children

_TEXT_OF = {name: device for device, name in GRADIENT_DEVICE.items()}
_ROUNDING = "it rounds too much: it agrees in double precision alone"


class GradientRuns:
    """Adds the outcomes of backward passes to kernels; `seconds` are the limit of a launch."""

    def __init__(self, wp: ModuleType, builder: GradientBuilder, seconds: float) -> None:
        self._wp = wp
        self._builder = builder
        self._seconds = seconds

    def check(self, kernels: Sequence[Launchable], launcher: Launcher) -> None:
        """Checks kernels whose texts GradientBuilder has compiled."""
        with_texts = [kernel for kernel in kernels if kernel.gradient is not None]
        self._run([kernel for kernel in with_texts if kernel.gradient.adjoints], launcher)
        again = [kernel for kernel in with_texts if self._widen(kernel)]
        suspected = {id(kernel): _take_outcomes(kernel) for kernel in again}
        self._run(again, launcher)
        for kernel in again:
            _settle(kernel, suspected[id(kernel)])
        for kernel in with_texts:
            for device, why in kernel.gradient.left_out.items():
                kernel.outcomes.append(Outcome(GRADIENT_DEVICE[device], UNSUPPORTED, why))

    def _run(self, kernels: Sequence[Launchable], launcher: Launcher) -> None:
        def check(kernel: Launchable) -> list[Outcome]:
            return GradientCheck(self._wp, launcher, kernel).outcomes()

        run_in_children(kernels, check, self._seconds)
        for kernel in kernels:
            kernel.outcomes = [_excused(kernel, one) for one in kernel.outcomes]

    def _widen(self, kernel: Launchable) -> bool:
        """Replaces the backward passes that differ by such in double precision, if any does."""
        texts = kernel.gradient
        wide = {}
        for one in kernel.outcomes:
            if one.verdict == GRADIENT_MISMATCH:
                text = self._builder.build_wide(kernel, _TEXT_OF[one.device])
                if text is not None:
                    wide[_TEXT_OF[one.device]] = text
        if texts is not None and wide:
            texts.adjoints = wide
        return bool(wide)


def _excused(kernel: Launchable, outcome: Outcome) -> Outcome:
    """The same, or UNSUPPORTED where a backward pass may well be wrong."""
    if outcome.device not in _TEXT_OF or not outcome.refuses:
        return outcome
    why = documented_reason(kernel.reference.text) if kernel.reference else None
    why = why or known_fault(outcome.verdict, kernel.generated.text)
    return Outcome(outcome.device, UNSUPPORTED, why) if why else outcome


def _take_outcomes(kernel: Launchable) -> dict[str, Outcome]:
    """Removes and returns the outcomes by device of the passes that run again."""
    assert kernel.gradient is not None
    again = {GRADIENT_DEVICE[device] for device in kernel.gradient.adjoints}
    taken = {one.device: one for one in kernel.outcomes if one.device in again}
    kernel.outcomes = [one for one in kernel.outcomes if one.device not in again]
    return taken


def _settle(kernel: Launchable, suspected: dict[str, Outcome]) -> None:
    """What differs in single precision alone is no fault; else the first finding stands."""
    settled = []
    for one in kernel.outcomes:
        if one.device not in suspected:
            settled.append(one)
        elif one.verdict == PASS:
            settled.append(Outcome(one.device, UNSUPPORTED, _ROUNDING))
        elif one.verdict == UNSUPPORTED:
            settled.append(one)
        else:
            settled.append(suspected[one.device])
    kernel.outcomes = settled
