"""What bench/shapes.py measures of one kernel: its own source, and the IR where there is some.

A figure is a name and a Counter: sizes count values, mixes count words. Helper functions, structs
and imports of a module are left out, so that a kernel of ours is compared with a kernel of theirs.
"""

from __future__ import annotations

import ast
import math
import re
from collections import Counter

Figures = dict[str, Counter]

# Sizes are reported as percentiles; for the distance they fall into bins a third of an octave wide.
SIZES = (
    "Python lines",
    "Python bytes",
    "IR lines",
    "IR bytes",
    "arguments",
    "loop nesting",
    "block nesting",
    "helper functions called",
)
MIXES = (
    "launch dimensions",
    "argument types",
    "array dimensions",
    "statements",
    "expressions",
    "builtins",
    "habits",
)
BINS_PER_OCTAVE = 3

LOOPS = (ast.For, ast.While)
ARGUMENT = re.compile(r"^    (.+) var_\w+ = _wp_args->\w+;$", re.M)
CALL = re.compile(r"\bwp::(\w+)(?:<[^()]*>)?\(")
LAUNCH = re.compile(r"launch_bounds_t<(\d)>")
NUMBERED = re.compile(r"_?\d+$")
ARRAY_DIMENSIONS = re.compile(r"array([234])d|ndim\s*=\s*([1234])")


def kernel_source(module: str) -> tuple[ast.FunctionDef, str] | None:
    """The last function with a decorator that names a kernel, and its own lines."""
    found = None
    for node in ast.parse(module).body:
        decorators = node.decorator_list if isinstance(node, ast.FunctionDef) else []
        if any("kernel" in ast.unparse(decorator) for decorator in decorators):
            found = node
    if found is None:
        return None
    first = min(decorator.lineno for decorator in found.decorator_list)
    return found, "\n".join(module.splitlines()[first - 1 : found.end_lineno]) + "\n"


def depth(node: ast.AST, kinds: tuple[type, ...]) -> int:
    """The deepest nesting of these kinds of statements; an elif is no deeper than its if."""
    inner = 0
    for name, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                is_elif = name == "orelse" and isinstance(child, ast.If) and len(value) == 1
                below = depth(child, kinds)
                inner = max(inner, below - 1 if is_elif and ast.If in kinds else below)
    return inner + isinstance(node, kinds)


def calls_of_functions(function: ast.FunctionDef) -> set[str]:
    """Names that are called bare, but for what Python and Warp give without a module."""
    known = {"range", "float", "int", "bool", "print", "len", "min", "max", "abs", "round"}
    called = {
        node.func.id
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    return called - known


def local_names(function: ast.FunctionDef) -> list[str]:
    """Each variable that the body assigns to, once."""
    return sorted(
        {
            node.id
            for node in ast.walk(function)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        }
    )


def habits(function: ast.FunctionDef, source: str) -> Counter:
    """How often people comment, leave lines empty, number names and so on; out of what is said."""
    lines = source.splitlines()
    counts: Counter = Counter()
    counts["line of code"] = sum(
        bool(line.strip()) and not line.strip().startswith("#") for line in lines
    )
    counts["comment line"] = sum(line.strip().startswith("#") for line in lines)
    counts["comment at a line's end"] = sum("  # " in line.strip() for line in lines)
    counts["empty line"] = sum(not line.strip() for line in lines)
    counts["line over 88"] = sum(len(line) > 88 for line in lines)
    counts["line over 120"] = sum(len(line) > 120 for line in lines)
    counts["docstring"] = ast.get_docstring(function) is not None
    counts["name"] = len(local_names(function))
    counts["numbered name"] = sum(bool(NUMBERED.search(name)) for name in local_names(function))
    return counts


def python_figures(function: ast.FunctionDef, source: str) -> Figures:
    statements: Counter = Counter()
    expressions: Counter = Counter()
    body = [node for statement in function.body for node in ast.walk(statement)]
    for node in body:
        kind = type(node).__name__
        if isinstance(node, ast.stmt):
            statements[kind] += 1
        elif isinstance(node, ast.expr):
            expressions[kind] += 1
    dimensions: Counter = Counter()
    for argument in function.args.args:
        text = ast.unparse(argument.annotation) if argument.annotation else ""
        if "array" in text:
            given = ARRAY_DIMENSIONS.search(text)
            dimensions[next(filter(None, given.groups())) if given else "1"] += 1
    return {
        "Python lines": Counter([source.count("\n")]),
        "Python bytes": Counter([len(source.encode())]),
        "arguments": Counter([len(function.args.args)]),
        "loop nesting": Counter([depth(function, LOOPS)]),
        "block nesting": Counter([depth(function, (*LOOPS, ast.If))]),
        "helper functions called": Counter([len(calls_of_functions(function))]),
        "array dimensions": dimensions,
        "statements": statements,
        "expressions": expressions,
        "habits": habits(function, source),
    }


def type_name(text: str) -> str:
    """ "wp::array_t<wp::vec_t<3, wp::float32>>" as "array<vec_t<3, float32>>"; structs by kind."""
    if text.startswith("wp::array_t<"):
        return f"array<{type_name(text[len('wp::array_t<') : -1])}>"
    known = text.startswith("wp::") or text == "bool"
    return text.replace("wp::", "") if known else "struct"


def ir_figures(ir: str) -> Figures:
    body = ir.partition("// forward\n")[2]
    launch = LAUNCH.search(ir)
    return {
        "IR lines": Counter([ir.count("\n") + (not ir.endswith("\n"))]),
        "IR bytes": Counter([len(ir.encode())]),
        "launch dimensions": Counter([launch.group(1)] if launch else []),
        "argument types": Counter(map(type_name, ARGUMENT.findall(ir))),
        "builtins": Counter(
            name
            for line in body.splitlines()
            if not line.lstrip().startswith("//")
            for name in CALL.findall(line)
        ),
    }


def measure(python: str, ir: str) -> Figures | None:
    """All figures of a kernel; None for a text that holds none."""
    found = kernel_source(python)
    if found is None:
        return None
    return python_figures(*found) | (ir_figures(ir) if ir else {})


def binned(sizes: Counter) -> Counter:
    """Values of a size by bins of equal width on a logarithmic scale; small ones by themselves."""
    bins: Counter = Counter()
    for value, count in sizes.items():
        large = value > 8
        octave = math.floor(BINS_PER_OCTAVE * math.log2(value)) / BINS_PER_OCTAVE if large else 0.0
        bins[round(2**octave) if large else value] += count
    return bins


def distance(ours: Counter, theirs: Counter) -> float:
    """The Jensen-Shannon distance of two counts: 0 for the same shares, 1 for nothing in common."""
    total = sum(ours.values()), sum(theirs.values())
    if not all(total):
        return math.nan
    divergence = 0.0
    for word in set(ours) | set(theirs):
        p, q = ours[word] / total[0], theirs[word] / total[1]
        for part in (p, q):
            divergence += 0.5 * part * math.log2(2.0 * part / (p + q)) if part else 0.0
    return math.sqrt(max(divergence, 0.0))


def percentile(sizes: Counter, share: float) -> int:
    """The smallest value that at least this share of all does not exceed."""
    left = share * sum(sizes.values())
    for value in sorted(sizes):
        left -= sizes[value]
        if left <= 0:
            return value
    raise ValueError("nothing was measured")
