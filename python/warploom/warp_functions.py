"""Finds the functions that Warp compiles in a module's text, which is parsed and never run."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

# What Warp's decorators are called. warp.fem makes kernels with `cache.dynamic_kernel`.
_DECORATORS = {"kernel", "func", "func_grad", "func_native", "func_replay", "dynamic_kernel"}

# Fields of syntax nodes that hold statements.
_BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")

# What a module with such a function must have in its text.
_TRACE = re.compile(r"@\s*[\w.]*(kernel|func)|from\s+warp\s+import")


@dataclass
class Names:
    """What a module's imports say about its names; `wp` and `warp` are Warp in any case."""

    modules: set[str] = field(default_factory=lambda: {"wp", "warp"})  # Names of the module warp.
    members: dict[str, str] = field(default_factory=dict)  # `from warp import vec3 as v3`.
    foreign: set[str] = field(default_factory=set)  # Names that other packages gave.


@dataclass(frozen=True)
class WarpFunction:
    """A function with one of Warp's decorators."""

    node: ast.FunctionDef
    is_kernel: bool


def statements(node: ast.AST) -> Iterator[ast.AST]:
    """All statements below a node, those of nested functions and classes, too."""
    for block in _BLOCKS:
        children = getattr(node, block, None)
        if isinstance(children, list):
            for child in children:
                yield child
                yield from statements(child)


def may_have_functions(source: str) -> bool:
    """False for most modules without such functions, which are then not worth parsing."""
    return _TRACE.search(source) is not None


def find_functions(module: ast.Module) -> tuple[list[WarpFunction], Names]:
    """Returns the functions that Warp compiles, wherever they stand, and the module's names."""
    below = list(statements(module))
    names = _names(below)
    found = []
    for node in below:
        if isinstance(node, ast.FunctionDef):
            words = [_warp_decorator(decorator, names) for decorator in node.decorator_list]
            if any(words):
                is_kernel = any(word.endswith("kernel") for word in words)
                found.append(WarpFunction(node, is_kernel))
    return found, names


def _names(below: list[ast.AST]) -> Names:
    names = Names()
    for node in below:
        if isinstance(node, ast.Import):
            for alias in node.names:
                _add_import(names, alias)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            package = node.module or ""
            for alias in node.names:
                name = alias.asname or alias.name
                if package == "warp":
                    names.members[name] = alias.name
                elif package.split(".")[0] != "warp":
                    names.foreign.add(name)
    names.foreign -= names.modules | names.members.keys()
    return names


def _add_import(names: Names, alias: ast.alias) -> None:
    if alias.name == "warp":
        names.modules.add(alias.asname or "warp")
    elif alias.name.split(".")[0] != "warp":
        names.foreign.add(alias.asname or alias.name.split(".")[0])


def _warp_decorator(decorator: ast.expr, names: Names) -> str:
    """The decorator's name in Warp; "" for one that is not Warp's."""
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    root = called
    while isinstance(root, ast.Attribute):
        root = root.value
    if not isinstance(root, ast.Name) or root.id in names.foreign:
        return ""
    word = called.attr if isinstance(called, ast.Attribute) else names.members.get(root.id, root.id)
    return word if word in _DECORATORS else ""
