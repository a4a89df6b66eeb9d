"""The shapes of kernels: short paths in Python's syntax tree, with names replaced by roles.

A shape is a node with its parent, or with its parent and its grandparent: `p:scalar < If.test <
body` is a scalar parameter that is the test of an `if` in a function's outermost block. Parents
are named with the field that holds the child. What stays of a node: Warp's own names, operators,
and the types of constants. A variable is named by what binds it: a parameter by its kind, `counter`
for a loop's, `local` for an assigned one, `rebound:...` when it is several of them, `outer` for a
name from outside the function.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Callable

from warploom.warp_functions import Names, WarpFunction, statements

Shape = tuple[str, ...]

_SCALARS = {"int", "float", "bool", "float16", "float32", "float64", "bfloat16"} | {
    f"{kind}{bits}" for kind in ("int", "uint") for bits in (8, 16, 32, 64)
}

# Names of Python that Warp knows in kernels, and the module math.
_BUILTINS = {
    *("range", "reversed", "len", "print", "math"),
    *("int", "float", "bool", "min", "max", "abs", "round", "pow"),
}

# Not part of the code that runs.
_DECLARATIONS = {"decorator_list", "annotation", "returns", "args"}


def _child_fields(kind: type[ast.AST]) -> tuple[str, ...]:
    """The fields that may hold nodes; operators are in their node's label."""
    left_out = {"op", "ops", "ctx"} | (set() if kind is ast.Call else _DECLARATIONS)
    return tuple(name for name in kind._fields if name not in left_out)


_CHILD_FIELDS = {
    kind: _child_fields(kind)
    for kind in vars(ast).values()
    if isinstance(kind, type) and issubclass(kind, ast.AST)
}


def shapes_of(function: WarpFunction, names: Names, found: dict[Shape, ast.stmt]) -> None:
    """Adds the function's shapes to `found`, each with the first statement that shows it."""
    reader = _Reader(_roles(function.node, names), names, found)
    for statement in function.node.body:
        is_text = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        if not is_text:
            reader.read(statement, statement, ("body",))


def _roles(function: ast.FunctionDef, names: Names) -> dict[str, str]:
    """What binds each name of the function."""
    roles: defaultdict[str, set[str]] = defaultdict(set)
    for argument in function.args.args:
        roles[argument.arg].add("p:" + _parameter_kind(argument.annotation, names))
    for statement in statements(function):
        if isinstance(statement, ast.For):
            for node in ast.walk(statement.target):
                if isinstance(node, ast.Name):
                    roles[node.id].add("counter")
        elif isinstance(statement, ast.Assign):
            for target in statement.targets:
                for node in target.elts if isinstance(target, ast.Tuple) else [target]:
                    if isinstance(node, ast.Name):
                        roles[node.id].add("local")
        elif isinstance(statement, ast.AugAssign) and isinstance(statement.target, ast.Name):
            roles[statement.target.id].add("local")
    return {
        name: next(iter(kinds)) if len(kinds) == 1 else "rebound:" + "+".join(sorted(kinds))
        for name, kinds in roles.items()
    }


def _parameter_kind(annotation: ast.expr | None, names: Names) -> str:
    """array, scalar, value (any other type of Warp, or Any), struct, or other without a type."""
    if annotation is None:
        return "other"
    chain = _chain(annotation)
    is_name = isinstance(annotation, ast.Name | ast.Attribute)
    if any("array" in word for word in chain):
        return "array"
    if not is_name and any("array" in word for word in _words(annotation)):
        return "array"
    if is_name and names.members.get(chain[0], chain[0]) in _SCALARS:
        return "scalar"
    is_module = isinstance(annotation, ast.Name)  # Not something in it.
    is_warp = chain and (
        chain[-1] in names.members or (chain[-1] in names.modules and not is_module)
    )
    return "value" if is_warp or (is_name and chain[0] == "Any") else "struct"


def _chain(annotation: ast.expr) -> list[str]:
    """The names of `wp.array(dtype=float)` from its end to its root: array, wp."""
    words = []
    node: ast.AST | None = annotation
    while node is not None and not isinstance(node, ast.Name):
        if isinstance(node, ast.Attribute):
            words.append(node.attr)
        parts = (getattr(node, part, None) for part in ("value", "func", "left"))
        node = next((part for part in parts if isinstance(part, ast.AST)), None)
    return words if node is None else [*words, node.id]


def _words(annotation: ast.expr) -> list[str]:
    words = []
    for node in ast.walk(annotation):
        for name in ("id", "attr", "arg", "value"):
            word = getattr(node, name, None)
            if isinstance(word, str):
                words.append(word)
    return words


class _Reader:
    """Walks one function."""

    def __init__(self, roles: dict[str, str], names: Names, found: dict[Shape, ast.stmt]) -> None:
        self._roles = roles
        self._names = names
        self._found = found

    def read(self, node: ast.AST, statement: ast.stmt, above: Shape) -> None:
        """Adds the shapes of the node and of all below it; `above` is its parent and grandparent.

        A node of the outermost block has the parent "body" and no grandparent.
        """
        found = self._found
        kind = node.__class__
        label = _LABELS.get(kind)
        me = kind.__name__ if label is None else label(self, node)
        found.setdefault((me, above[0]), statement)
        found.setdefault((me, *above), statement)
        for name in _CHILD_FIELDS[kind]:
            value = getattr(node, name)
            if isinstance(value, list):
                up = (f"{me}.{name}", above[0])
                for child in value:
                    if isinstance(child, ast.stmt):
                        self.read(child, child, up)
                    elif isinstance(child, ast.AST):
                        self.read(child, statement, up)
            elif isinstance(value, ast.AST):
                self.read(value, statement, (f"{me}.{name}", above[0]))

    def name(self, node: ast.Name) -> str:
        role = self._roles.get(node.id)
        if role is not None:
            return role
        if node.id in self._names.modules:
            return "wp"
        if node.id in self._names.members:
            return "wp." + self._names.members[node.id]
        return node.id if node.id in _BUILTINS else "outer"

    def attribute(self, node: ast.Attribute) -> str:
        if isinstance(node.value, ast.Name) and node.value.id in self._names.modules:
            return "wp." + node.attr
        if node.attr in "xyzwpq":
            return ".xyzw"
        return "." + node.attr if node.attr in ("shape", "size", "ptr") else ".attr"


def _compare(_reader: _Reader, node: ast.Compare) -> str:
    return "Cmp" + "".join(operator.__class__.__name__ for operator in node.ops)


def _operation(prefix: str) -> Callable[[_Reader, ast.AST], str]:
    return lambda _reader, node: prefix + node.op.__class__.__name__  # type: ignore[attr-defined]


# The label of a node with more to tell than its type.
_LABELS: dict[type[ast.AST], Callable[..., str]] = {
    ast.Name: _Reader.name,
    ast.Attribute: _Reader.attribute,
    ast.Constant: lambda _reader, node: "c:" + node.value.__class__.__name__,
    ast.Compare: _compare,
    ast.BinOp: _operation("BinOp"),
    ast.UnaryOp: _operation("UnaryOp"),
    ast.BoolOp: _operation("BoolOp"),
    ast.AugAssign: _operation("Aug"),
}
