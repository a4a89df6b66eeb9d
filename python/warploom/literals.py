"""The numbers in a kernel's source: its comparisons have corners where a value is one of them."""

from __future__ import annotations

import ast

_MOST = 1e300  # A greater integer need not be a float at all.


def literals(source: str) -> tuple[float, ...]:
    """Returns every number that the Python text has as a literal, with both signs, ascending."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        number = node.value if isinstance(node, ast.Constant) else None
        if type(number) in (int, float) and abs(number) <= _MOST:
            found |= {number, -number}
    return tuple(sorted(found))
