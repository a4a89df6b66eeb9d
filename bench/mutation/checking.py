"""Runs the worker's own check on mutants: `RunChecker`, with all that it compares.

What the mutants of a sample share, its unchanged text for the CPU and its reference, is compiled
once.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

from warploom import launcher
from warploom.batch_compile import BatchCompiler, sample_unit
from warploom.checked_build import CheckedBuilder
from warploom.codegen import Generated
from warploom.emulated_build import Emulation
from warploom.extract import ExtractError, extract
from warploom.jit import Jit
from warploom.kernel_check import KernelCheck
from warploom.launch_rounds import Memory, Round
from warploom.launchable import Launchable
from warploom.launcher import Packed
from warploom.literals import literals
from warploom.reference_check import Reference
from warploom.run_check import RunChecker
from warploom.verdict import CPU, EMULATED, PASS, REFERENCE, Outcome

from mutation.samples import Sample

# Of processor time for a launch; unchanged kernels that need more are left out.
_SECONDS = 1.5
# What else the machine does must not look like a mutant that waits for ever.
_CLOCK_FOR_PROCESSOR_TIME = 400.0

DEVICES = {"cpu": (CPU, REFERENCE), "cuda": (EMULATED,)}  # That judge a text for this target.


@dataclass(frozen=True)
class Prepared:
    """A sample whose unchanged texts pass the check."""

    sample: Sample
    compiled: Launchable  # Holds the variants and the compiled reference.
    targets: tuple[str, ...]


class _Stop(Exception):
    """Something is wrong, which is all that is asked."""


class _FirstFault(KernelCheck):
    """The same check; it ends with the first round in which something is wrong."""

    def outcomes(self) -> list[Outcome]:
        try:
            return super().outcomes()
        except _Stop:
            return list(self._wrong.values())

    def _run_round(self, one: Round, memory: Memory, packed: Packed) -> None:
        super()._run_round(one, memory, packed)
        if self._wrong:
            raise _Stop


class Checker:
    """Compiles and runs; owns the files that it makes in `folder`."""

    def __init__(self, wp: ModuleType, folder: Path) -> None:
        self.jit = Jit(wp, folder)
        self._compiler = BatchCompiler(self.jit)
        self._runner = RunChecker(wp, self.jit, folder, _FirstFault)
        self._runner.seconds = _SECONDS
        launcher.CLOCK_FOR_PROCESSOR_TIME = _CLOCK_FOR_PROCESSOR_TIME
        kept = Path(tempfile.mkdtemp(prefix="originals-", dir=folder))
        self._originals = CheckedBuilder(self.jit, kept)

    def prepare(self, samples: Sequence[Sample]) -> list[Prepared]:
        """Compiles the unchanged texts; those that do not pass the check are left out."""
        compiled = [_original(sample) for sample in samples]
        self._originals.build(compiled)
        runs = [
            replace(
                kernel,
                outcomes=list(kernel.outcomes),
                variants=list(kernel.variants),
                emulation=_emulation(sample.generated["cuda"]),
            )
            for sample, kernel in zip(samples, compiled, strict=True)
        ]
        prepared = []
        for sample, kernel, outcomes in zip(samples, compiled, self._runner.run(runs), strict=True):
            passed = {outcome.device for outcome in outcomes if outcome.verdict == PASS}
            if {CPU, REFERENCE} <= passed:
                targets = ("cpu", "cuda") if EMULATED in passed else ("cpu",)
                prepared.append(Prepared(sample, kernel, targets))
        return prepared

    def compile_errors(self, texts: Sequence[Generated]) -> list[str | None]:
        """What the compile check of the worker has against each text."""
        errors: list[str | None] = []
        units = []
        for text in texts:
            try:
                units.append(sample_unit(text, extract(text)))
                errors.append(None)
            except (ExtractError, ValueError) as error:
                errors.append(str(error))
        of_units = iter(self._compiler.compile(units))
        return [error or next(of_units) for error in errors]

    def run(
        self, kernels: Sequence[tuple[Prepared, dict[str, Generated]]], draw: int = 0
    ) -> list[list[Outcome]]:
        """The outcomes of the worker's check on changed texts, by target.

        `draw` takes other values for the arguments than those of the worker.
        """
        return self._runner.run([_changed(*kernel, draw) for kernel in kernels])


def _original(sample: Sample) -> Launchable:
    cpu = sample.generated["cpu"]
    reference = Reference(cpu, sample.source.reference)
    source = sample.source
    numbers = literals(source.python)
    return Launchable(cpu, source.launch, source.name, reference=reference, numbers=numbers)


def _changed(prepared: Prepared, texts: dict[str, Generated], draw: int) -> Launchable:
    kernel = prepared.compiled
    seed = f"{kernel.seed}/{draw}" if draw else kernel.seed
    cuda = texts.get("cuda")
    return Launchable(
        texts.get("cpu", kernel.generated),
        kernel.launch,
        seed,
        reference=kernel.reference,
        emulation=_emulation(cuda) if cuda is not None else None,
        variants=[] if "cpu" in texts else list(kernel.variants),
        numbers=kernel.numbers,
    )


def _emulation(generated: Generated) -> Emulation:
    return Emulation(generated, extract(generated))
