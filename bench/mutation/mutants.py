"""Mutants: texts with a fault, and what the check said of each."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from warploom.codegen import Generated
from warploom.verdict import Outcome

from mutation.checking import DEVICES, Checker, Prepared
from mutation.edit import Edit, apply, diff
from mutation.equivalence import MachineCode
from mutation.ir_text import IrText
from mutation.one_token import KINDS

# What became of a mutant.
CAUGHT = "caught"
SURVIVED = "survived"
EQUIVALENT = "equivalent"  # The same machine code.
INVALID = "invalid"  # It does not compile.


@dataclass
class Mutant:
    """One fault in one text of a sample."""

    prepared: Prepared
    target: str
    kind: str
    text: str
    diff: str
    edits: tuple[Edit, ...] = ()
    fate: str = ""
    detail: str = ""  # Why it was caught, or what more is known of a survivor.

    @property
    def original(self) -> Generated:
        return self.prepared.sample.generated[self.target]

    @property
    def generated(self) -> Generated:
        return replace(self.original, text=self.text)


def one_token_mutants(
    prepared: Prepared, per_kind: int, rng: random.Random, kinds: list[str]
) -> Iterator[Mutant]:
    """Up to `per_kind` mutants of each kind and target of one sample."""
    for target in prepared.targets:
        ir = IrText(prepared.sample.generated[target])
        for kind in kinds:
            found = [edit for f in ir.functions for edit in KINDS[kind](ir, f, rng)]
            for edit in rng.sample(found, min(per_kind, len(found))):
                yield mutant(prepared, target, kind, ir, (edit,))


def mutant(
    prepared: Prepared, target: str, kind: str, ir: IrText, edits: tuple[Edit, ...]
) -> Mutant:
    return Mutant(prepared, target, kind, apply(ir, edits), diff(ir, edits), edits)


def judge(mutants: list[Mutant], checker: Checker, code: MachineCode, draws: int) -> None:
    """Compiles and runs a batch of mutants.

    `draws` are checks more, each with other values, that a survivor goes through: one that these
    find was missed by the luck of the draw.
    """
    errors = checker.compile_errors([mutant.generated for mutant in mutants])
    for mutant, error in zip(mutants, errors, strict=True):
        if error is not None:
            mutant.fate, mutant.detail = INVALID, error.splitlines()[0]
    valid = [mutant for mutant in mutants if not mutant.fate]
    for mutant, found in zip(valid, _checked(valid, checker), strict=True):
        if found is not None:
            mutant.fate, mutant.detail = CAUGHT, str(found)
        elif code.same(mutant.original, mutant.generated):
            mutant.fate = EQUIVALENT
        else:
            mutant.fate = SURVIVED
    survivors = [mutant for mutant in valid if mutant.fate == SURVIVED]
    _run_with_other_values(survivors, checker, draws)


def _checked(mutants: list[Mutant], checker: Checker, draw: int = 0) -> list[Outcome | None]:
    """What refuses each; None for those that pass."""
    runs = [(mutant.prepared, {mutant.target: mutant.generated}) for mutant in mutants]
    results = checker.run(runs, draw)
    return [
        next((one for one in outcomes if one.refuses and one.device in DEVICES[m.target]), None)
        for m, outcomes in zip(mutants, results, strict=True)
    ]


def _run_with_other_values(survivors: list[Mutant], checker: Checker, draws: int) -> None:
    for draw in range(1, draws + 1):
        left = [mutant for mutant in survivors if not mutant.detail]
        unchanged = [replace(mutant, text=mutant.original.text) for mutant in left]
        found_at = _checked(left, checker, draw)
        found_anyway = _checked(unchanged, checker, draw) if any(found_at) else found_at
        for mutant, found, anyway in zip(left, found_at, found_anyway, strict=True):
            if found is not None and anyway is None:
                mutant.detail = f"found with other values (draw {draw}): {found}"
