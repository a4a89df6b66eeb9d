"""The functions in a text that Warp generates, and the lines in them that a fault may change."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from warploom.codegen import Generated
from warploom.extract import Parts, extract
from warploom.module_text import split_items

# A declaration before `// forward`: arguments, "primal vars" and constants (codegen.py:
# codegen_func_forward_body).
_DECLARED = re.compile(
    r"^\s*(?P<const>const )?(?P<type>[\w:]+(?:<.+>)?(?: ?[*&])?) (?P<name>var_\w+)"
    r"(?: = (?P<value>[^;]*))?[;,)]"
)
_VARIABLE = re.compile(r"\bvar_\w+")
_NO_STATEMENT = re.compile(r"^\s*(?://|[{}]|$)")
# What can be moved or left out and leaves blocks, loops and labels whole.
_PLAIN = re.compile(r"^\s*(?!goto |return|continue|static |const |if |for |while )[^{}]*;$")
_SETS = re.compile(r"^\s*(var_\w+) = ")


@dataclass(frozen=True)
class Function:
    """A generated function: line numbers are those of the module's text."""

    first: int
    forward: int  # Of the line `// forward`; statements follow it.
    last: int  # Of its closing brace.
    types: dict[str, str]
    constants: dict[str, int]  # Where constants are declared.
    is_kernel: bool


class IrText:
    """A module's text as lines, with the functions that the sample of its kernel holds."""

    def __init__(self, generated: Generated) -> None:
        self.target = generated.target
        self.lines = generated.text.split("\n")
        self.functions = list(_functions(generated, extract(generated)))

    def statements(self, function: Function) -> list[int]:
        """The lines with code behind `// forward`."""
        numbers = range(function.forward + 1, function.last)
        return [at for at in numbers if not _NO_STATEMENT.match(self.lines[at])]

    def is_plain(self, at: int) -> bool:
        """Whether a line is one whole statement without a jump."""
        return _PLAIN.match(self.lines[at]) is not None and ":;" not in self.lines[at]

    def known_at(self, function: Function, at: int) -> set[str]:
        """Variables that have a value at a line, as far as the order of lines tells."""
        known = set(function.constants)
        for line in self.lines[function.first : function.forward]:
            found = _DECLARED.match(line)
            if found and (found["value"] is not None or not line.rstrip().endswith(";")):
                known.add(found["name"])
        for line in self.lines[function.forward : at]:
            if found := _SETS.match(line):
                known.add(found[1])
            elif "builtin_tid" in line or "wp::assign(" in line:
                known.update(_VARIABLE.findall(line))
        return known

    def replaced(self, at: int, count: int, lines: Sequence[str]) -> str:
        """The text with `lines` in place of `count` lines."""
        return "\n".join([*self.lines[:at], *lines, *self.lines[at + count :]])


def variables(line: str) -> list[str]:
    return _VARIABLE.findall(line)


def assigned(line: str) -> str | None:
    """The variable that a statement sets, if it is one of `var_1 = ...;`."""
    found = _SETS.match(line)
    return found[1] if found else None


def arguments(text: str) -> list[str]:
    """Splits the arguments of a call, commas within brackets apart."""
    found, depth, start = [], 0, 0
    for at, char in enumerate(text):
        depth += (char in "(<[{") - (char in ")>]}")
        if char == "," and depth == 0:
            found.append(text[start:at].strip())
            start = at + 1
    return [*found, text[start:].strip()] if text.strip() else []


def _functions(generated: Generated, parts: Parts) -> list[Function]:
    found = []
    at = 0
    kernel = f"{generated.kernel}_{generated.target}_kernel_forward"
    for item in split_items(generated.text):
        begin = generated.text.index(item.text, at)
        at = begin + len(item.text)
        if item.kind != "function" or "// forward\n" not in item.text:
            continue
        is_kernel = item.name in (kernel, generated.kernel)
        if is_kernel or item.text in parts.preamble:
            first = generated.text.count("\n", 0, begin)
            found.append(_function(item.text.split("\n"), first, is_kernel))
    return found


def _function(lines: list[str], first: int, is_kernel: bool) -> Function:
    forward = next(at for at, line in enumerate(lines) if line.strip() == "// forward")
    types, constants = {}, {}
    for at, line in enumerate(lines[:forward]):
        if found := _DECLARED.match(line):
            types[found["name"]] = found["type"].replace(" ", "")
            if found["const"]:
                constants[found["name"]] = first + at
    last = first + len(lines) - 1
    return Function(first, first + forward, last, types, constants, is_kernel)
