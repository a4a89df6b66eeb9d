"""A fault that a generator of code had, and how it is planted in a text that Warp generates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from mutation.edit import Edit
from mutation.ir_text import Function, IrText, arguments

Plant = Callable[[IrText, Function], Iterator[Edit]]
BOTH = ("cpu", "cuda")


@dataclass(frozen=True)
class Fault:
    """`source` is where such a fault is told of: a change log, an issue, a study."""

    name: str
    source: str
    plant: Plant
    targets: tuple[str, ...] = BOTH


@dataclass(frozen=True)
class Call:
    """A statement `[result =] wp::name[<...>](args);` of a text."""

    at: int
    indent: str
    result: str  # "" for none.
    name: str
    template: str
    args: tuple[str, ...]

    def written(self, name: str, args: Sequence[str]) -> str:
        return self.set_to(f"wp::{name}{self.template}({', '.join(args)})")

    def set_to(self, expression: str) -> str:
        return f"{self.indent}{self.result} = {expression};"


_CALL = re.compile(r"^(\s*)(?:(var_\w+) = )?wp::(\w+)(<.*?>)?\((.*)\);$")


def calls(ir: IrText, function: Function, names: str) -> Iterator[Call]:
    """The calls of builtins whose name matches the regular expression."""
    wanted = re.compile(names)
    for at in ir.statements(function):
        found = _CALL.match(ir.lines[at])
        if found and wanted.fullmatch(found[3]):
            args = tuple(arguments(found[5]))
            yield Call(at, found[1], found[2] or "", found[3], found[4] or "", args)


def types_of(function: Function, names: Sequence[str]) -> set[str]:
    return {function.types.get(name, "?") for name in names}


def rewritten(pattern: str, replacement: str | Callable[[re.Match[str]], str]) -> Plant:
    """A plant that changes every statement in which the pattern occurs."""

    def plant(ir: IrText, function: Function) -> Iterator[Edit]:
        for at in ir.statements(function):
            new = re.sub(pattern, replacement, ir.lines[at])
            if new != ir.lines[at]:
                yield Edit(at, (new,))

    return plant


def left_out(pattern: str) -> Plant:
    """A plant that leaves out every statement in which the pattern occurs."""

    def plant(ir: IrText, function: Function) -> Iterator[Edit]:
        for at in ir.statements(function):
            if re.search(pattern, ir.lines[at]):
                yield Edit(at, ())

    return plant


def of_constants(pattern: str, replacement: str | Callable[[re.Match[str]], str]) -> Plant:
    """A plant that changes every declaration of a constant in which the pattern occurs."""

    def plant(ir: IrText, function: Function) -> Iterator[Edit]:
        for at in function.constants.values():
            new = re.sub(pattern, replacement, ir.lines[at])
            if new != ir.lines[at]:
                yield Edit(at, (new,))

    return plant


def of_header(pattern: str, replacement: str | Callable[[re.Match[str]], str]) -> Plant:
    """A plant that changes what stands before the declarations of a kernel."""

    def plant(ir: IrText, function: Function) -> Iterator[Edit]:
        for at in range(function.first, function.forward) if function.is_kernel else ():
            new = re.sub(pattern, replacement, ir.lines[at])
            if new != ir.lines[at]:
                yield Edit(at, (new,))

    return plant
