"""One change of a text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mutation.ir_text import IrText


@dataclass(frozen=True)
class Edit:
    """`lines` in place of `count` lines from line `at` of the module's text on."""

    at: int
    lines: tuple[str, ...]
    count: int = 1


def apply(ir: IrText, edits: Iterable[Edit]) -> str:
    """The text with all edits; of those that overlap the first counts."""
    lines, reached = [], 0
    for edit in sorted(edits, key=lambda edit: edit.at):
        if edit.at >= reached:
            lines += [*ir.lines[reached : edit.at], *edit.lines]
            reached = edit.at + edit.count
    return "\n".join([*lines, *ir.lines[reached:]])


def diff(ir: IrText, edits: Iterable[Edit], most: int = 6) -> str:
    """The changed lines, as `- old` and `+ new`."""
    found = []
    for edit in sorted(edits, key=lambda edit: edit.at):
        found += [f"- {line.strip()}" for line in ir.lines[edit.at : edit.at + edit.count]]
        found += [f"+ {line.strip()}" for line in edit.lines]
    more = [f"  ({len(found) - most} more lines)"] if len(found) > most else []
    return "\n".join([*found[:most], *more])
