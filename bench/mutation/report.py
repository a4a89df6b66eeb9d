"""Tables of what became of mutants, and the survivors with their changes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mutation.mutants import CAUGHT, EQUIVALENT, INVALID, SURVIVED, Mutant

_HEAD = (
    "| kind | mutants | do not compile | same machine code | caught: cpu | caught: cuda | score |"
)


def table(mutants: Sequence[Mutant], kinds: Sequence[str]) -> str:
    """A row for each kind: of those that compile to other machine code, how many are caught."""
    rows = [_HEAD, "|---" * 7 + "|"]
    for kind in kinds:
        rows.append(_row(kind, [m for m in mutants if m.kind == kind]))
    if len(kinds) > 1:
        rows.append(_row("**all**", mutants))
    return "\n".join(rows)


def _row(kind: str, mutants: Sequence[Mutant]) -> str:
    fates = Counter(mutant.fate for mutant in mutants)
    shares = []
    for target in ("cpu", "cuda"):
        of_target = Counter(m.fate for m in mutants if m.target == target)
        shares.append(f"{of_target[CAUGHT]} of {of_target[CAUGHT] + of_target[SURVIVED]}")
    wrong = fates[CAUGHT] + fates[SURVIVED]
    score = f"{100 * fates[CAUGHT] / wrong:.1f} %" if wrong else "-"
    cells = [kind, len(mutants), fates[INVALID], fates[EQUIVALENT], *shares, score]
    return f"| {' | '.join(map(str, cells))} |"


def survivors(mutants: Sequence[Mutant]) -> str:
    """Each survivor with what was changed, and what more is known of it."""
    texts = []
    for at, one in enumerate(mutants):
        if one.fate == SURVIVED:
            name = one.prepared.sample.source.name
            known = f"\n  {one.detail}" if one.detail else ""
            texts.append(f"{at}: {one.kind}, {name} for {one.target}{known}\n{one.diff}")
    return "\n\n".join(texts)


def verdicts(mutants: Sequence[Mutant]) -> str:
    """What caught the mutants."""
    count = Counter(m.detail.partition(":")[0] for m in mutants if m.fate == CAUGHT)
    return ", ".join(f"{number} {verdict}" for verdict, number in count.most_common())


def write_json(file: Path, mutants: Sequence[Mutant]) -> None:
    """Writes one JSON object a line."""
    with file.open("w", encoding="utf-8") as out:
        for one in mutants:
            out.write(json.dumps(_record(one)) + "\n")


def _record(mutant: Mutant) -> dict[str, Any]:
    return {
        "kernel": mutant.prepared.sample.source.name,
        "target": mutant.target,
        "kind": mutant.kind,
        "fate": mutant.fate,
        "detail": mutant.detail,
        "diff": mutant.diff,
    }
