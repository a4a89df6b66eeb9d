"""Tells more of a survivor: whether its change is ever reached, and whether it ever matters.

The unchanged text is run once more with an assertion in the place of the change. One that never
fails says that no launch reaches the place, or that both forms have the same value there each time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from warploom.verdict import COMPILE_FAIL

from mutation.checking import Checker
from mutation.edit import Edit, apply
from mutation.ir_text import IrText
from mutation.mutants import Mutant

NEVER_REACHED = "no launch reaches it"
SAME_VALUE = "it has the same value in each launch"
MASKED = "another value at times, the same results"
REACHED = "launches reach it, the same results"

_FAILED = "the place of a change"
_ASSERT = f'_wp_assert("{_FAILED}", "", 0);'
_SETS = re.compile(r"^(\s*)(var_\w+) = (.*);$")
_IF = re.compile(r"^(\s*)if \((.*)\) \{$")
_HAS_EFFECTS = re.compile(r"atomic_|rand|sample_|iter_next|assign|store|query|\bprint")


def look(mutants: Sequence[Mutant], checker: Checker, draws: int) -> None:
    """Writes what is found into the details of survivors, as many draws as they went through."""
    probes = [(mutant, *_probe(mutant)) for mutant in mutants if len(mutant.edits) == 1]
    runs = [
        (mutant.prepared, {mutant.target: replace(mutant.original, text=text)})
        for mutant, text, _ in probes
    ]
    for draw in range(draws + 1):
        for (mutant, _, compares), outcomes in zip(probes, checker.run(runs, draw), strict=True):
            if any(outcome.verdict == COMPILE_FAIL for outcome in outcomes):
                mutant.detail = "no assertion can be in its place"
            elif any(_FAILED in outcome.detail for outcome in outcomes):
                mutant.detail = MASKED if compares else REACHED
            elif not mutant.detail:
                mutant.detail = SAME_VALUE if compares else NEVER_REACHED


def _probe(mutant: Mutant) -> tuple[str, bool]:
    """The text with an assertion, and whether that compares values."""
    ir = IrText(mutant.original)
    (edit,) = mutant.edits
    old = ir.lines[edit.at]
    if edit.count == 1 and len(edit.lines) == 1 and not _HAS_EFFECTS.search(old):
        was, now = _SETS.match(old), _SETS.match(edit.lines[0])
        if was and now and was[2] == now[2]:
            name = was[2]
            other = f"decltype({name}) wl_other = {now[3]};"
            differs = f"__builtin_memcmp(&wl_other, &{name}, sizeof({name})) != 0"
            line = f"{was[1]}{{ {other} {old.strip()} if ({differs}) {_ASSERT} }}"
            return apply(ir, [Edit(edit.at, (line,))]), True
        was, now = _IF.match(old), _IF.match(edit.lines[0])
        if was and now:
            line = f"{was[1]}if (bool({was[2]}) != bool({now[2]})) {_ASSERT}"
            return apply(ir, [Edit(edit.at, (line, old))]), True
    lines = ir.lines[edit.at : edit.at + edit.count]
    return apply(ir, [Edit(edit.at, (_ASSERT, *lines), edit.count)]), False
