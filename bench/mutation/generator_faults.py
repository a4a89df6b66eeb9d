"""Faults planted in Warp's generator itself: one place of its source is another one.

What a changed line of codegen.py makes of a kernel is what such a fault would really do, in both
texts at once.
"""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import ModuleType
from typing import Any


@dataclass(frozen=True)
class GeneratorFault:
    """`new` in place of `old`, which occurs once in the function of `codegen.Adjoint`."""

    name: str
    source: str
    function: str
    old: str
    new: str


class OtherWarp(Exception):
    """Warp's source is not the one that a fault was written for."""


@contextmanager
def planted(wp: ModuleType, fault: GeneratorFault) -> Iterator[None]:
    """Has Warp generate code with the fault. Raises OtherWarp."""
    adjoint = wp._src.codegen.Adjoint
    original = getattr(adjoint, fault.function)
    source = textwrap.dedent(inspect.getsource(original))
    if source.count(fault.old) != 1:
        raise OtherWarp(f"{fault.name}: Adjoint.{fault.function} is another one in this Warp")
    found: dict[str, Any] = {}
    exec(source.replace(fault.old, fault.new), vars(wp._src.codegen), found)  # noqa: S102
    _exchange(adjoint, original, found[fault.function])
    try:
        yield
    finally:
        _exchange(adjoint, found[fault.function], original)


def _exchange(adjoint: Any, old: Any, new: Any) -> None:
    """Replaces a method, also in the table by which Adjoint.eval finds it."""
    setattr(adjoint, new.__name__, new)
    for node, visitor in adjoint.node_visitors.items():
        if visitor is old:
            adjoint.node_visitors[node] = new


_GUARD = """
            adj.add_forward(f"if ({output.emit()}) {{")
            adj.add_reverse("}")"""
_WHERE = 'adj.add_builtin_call("where", [cond, if_var, else_var])'

FAULTS = [
    GeneratorFault(
        "values are merged from the wrong branch",
        "TornadoVM 930: the merge of two branches takes the other one's variable; Warp 0.9.0:"
        " conditional reassignments",
        "emit_If",
        "[cond, if_var, else_var]",
        "[cond, else_var, if_var]",
    ),
    GeneratorFault(
        "the first branch's values are always taken",
        "Numba 9242: broken SSA for a conditionally defined variable",
        "emit_If",
        _WHERE,
        "if_var",
    ),
    GeneratorFault(
        "the second branch's values are always taken",
        "Numba 9242",
        "emit_If",
        _WHERE,
        "else_var",
    ),
    GeneratorFault(
        "one branch sees the variables of the other",
        "Warp 1.16.0, GH-1574: nested branches merge values of a branch that was not executed",
        "emit_If",
        "adj.symbols = symbols_prev.copy()\n\n    # evaluate",
        "adj.symbols = symbols_if.copy()\n\n    # evaluate",
    ),
    GeneratorFault(
        "the sides of a conditional expression are exchanged",
        "TornadoVM 930, of an expression",
        "emit_IfExp",
        "[cond, body, orelse]",
        "[cond, orelse, body]",
    ),
    GeneratorFault(
        "and is or",
        "LLVM 122723: a predicate is taken for another one",
        "emit_BoolOp",
        '"&&" if is_and else "||"',
        '"||" if is_and else "&&"',
    ),
    GeneratorFault(
        "and/or evaluates the wrong operands",
        "Warp GH-520: evaluation of the second operand of and",
        "emit_BoolOp",
        f"if is_and:{_GUARD}",
        f"if not is_and:{_GUARD}",
    ),
    GeneratorFault(
        "the last iteration of an unrolled loop is lost",
        "TVM 5303: loop partition with a wrong bound",
        "emit_For",
        "for i in unroll_range:",
        "for i in unroll_range[:-1]:",
    ),
    GeneratorFault(
        "an unrolled loop keeps its first iteration",
        "DirectXShaderCompiler 1533: [unroll] was [unroll(1)]",
        "emit_For",
        "for i in unroll_range:",
        "for i in unroll_range[:1]:",
    ),
    GeneratorFault(
        "an unrolled loop counts from 0",
        "Warp 0.2.0: unrolling loops with negative bounds",
        "emit_For",
        "adj.add_constant(i)",
        "adj.add_constant(i - unroll_range.start)",
    ),
    GeneratorFault(
        "an unrolled index keeps the constant in a later loop",
        "Warp 1.16.0, GH-1534: an index from an unrolled loop is reused by a later loop",
        "emit_While",
        "adj._promote_mutated_iter_constants(node.body)\n",
        "pass\n",
    ),
    GeneratorFault(
        "a while loop carries no values",
        "Warp 0.1.22: while loop code generation in some edge cases",
        "emit_While",
        "adj.materialize_redefinitions(adj.loop_symbols[-1])\n",
        "pass\n",
    ),
    GeneratorFault(
        "continue leaves the loop",
        "Warp 0.10.1: loops with break or continue",
        "emit_Continue",
        "goto start_",
        "goto end_",
    ),
    GeneratorFault(
        "break goes on with the loop",
        "Warp 0.10.1: loops with break or continue",
        "emit_Break",
        "goto end_",
        "goto start_",
    ),
    GeneratorFault(
        "values that are set before a break are lost",
        "Warp 1.16.0, GH-1534: assignments are discarded",
        "emit_Break",
        "adj.materialize_redefinitions(adj.loop_symbols[-1])\n",
        "pass\n",
    ),
    GeneratorFault(
        "a minus is not applied",
        "Warp 1.15.0, GH-1540",
        "emit_UnaryOp",
        "return adj.add_builtin_call(name, [arg])",
        'return arg if name == "neg" else adj.add_builtin_call(name, [arg])',
    ),
]
