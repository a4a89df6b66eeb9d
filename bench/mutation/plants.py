"""Plants the faults of the catalogue in samples."""

from __future__ import annotations

import difflib
import random
from collections.abc import Iterator, Sequence
from types import ModuleType

from mutation import (
    faults_of_control,
    faults_of_memory,
    faults_of_threads,
    faults_of_values,
    generator_faults,
)
from mutation.checking import Prepared
from mutation.fault import Fault
from mutation.generator_faults import GeneratorFault, OtherWarp, planted
from mutation.ir_text import IrText
from mutation.mutants import Mutant, mutant
from mutation.samples import Generator

IN_TEXTS: list[Fault] = [
    *faults_of_control.FAULTS,
    *faults_of_values.FAULTS,
    *faults_of_memory.FAULTS,
    *faults_of_threads.FAULTS,
]
IN_GENERATOR: list[GeneratorFault] = generator_faults.FAULTS
SOURCES = {fault.name: fault.source for fault in [*IN_GENERATOR, *IN_TEXTS]}


def plant_in_texts(
    fault: Fault, prepared: Sequence[Prepared], most: int, rng: random.Random
) -> Iterator[Mutant]:
    """Plants a fault wherever it can be in a text, in at most so many texts for each target."""
    left = dict.fromkeys(fault.targets, most)
    for one in rng.sample(prepared, len(prepared)):
        for target in set(fault.targets) & set(one.targets):
            if left[target] == 0:
                continue
            ir = IrText(one.sample.generated[target])
            edits = tuple(edit for f in ir.functions for edit in fault.plant(ir, f))
            if edits:
                left[target] -= 1
                yield mutant(one, target, fault.name, ir, edits)


def plant_in_generator(
    fault: GeneratorFault,
    prepared: Sequence[Prepared],
    most: int,
    generator: Generator,
    wp: ModuleType,
    rng: random.Random,
) -> Iterator[Mutant]:
    """The texts, at most so many for each target, that Warp generates otherwise with the fault."""
    left = dict.fromkeys(("cpu", "cuda"), most)
    for one in rng.sample(prepared, len(prepared)):
        if not any(left.values()):
            return
        try:
            faulty = generator.generate(one.sample.source, planted(wp, fault)).generated
        except OtherWarp:
            raise
        except Exception:  # noqa: BLE001 - with the fault Warp itself refuses the kernel
            continue
        for target in one.targets:
            was, now = one.sample.generated[target].text, faulty[target].text
            if left[target] and now != was:
                left[target] -= 1
                yield Mutant(one, target, fault.name, now, _difference(was, now))


def _difference(was: str, now: str, most: int = 8) -> str:
    lines = difflib.unified_diff(was.split("\n"), now.split("\n"), n=0, lineterm="")
    changed = [
        f"{line[0]} {line[1:].strip()}" for line in lines if line[:2] not in ("--", "++", "@@")
    ]
    more = [f"  ({len(changed) - most} more lines)"] if len(changed) > most else []
    return "\n".join([*changed[:most], *more])
