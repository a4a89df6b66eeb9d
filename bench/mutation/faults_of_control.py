"""Faults of branches, loops and jumps, planted in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mutation.edit import Edit
from mutation.fault import Fault, calls, left_out, rewritten
from mutation.ir_text import Function, IrText


def _ranges_end_early(ir: IrText, function: Function) -> Iterator[Edit]:
    for call in calls(ir, function, "range"):
        args = list(call.args)
        end = 0 if len(args) == 1 else 1
        args[end] = f"({args[end]} - 1)"
        yield Edit(call.at, (call.written("range", args),))


def _steps_lose_their_sign(ir: IrText, function: Function) -> Iterator[Edit]:
    for call in calls(ir, function, "range"):
        if len(call.args) == 3:
            args = [*call.args[:2], f"wp::abs({call.args[2]})"]
            yield Edit(call.at, (call.written("range", args),))


def _one_value_is_carried(ir: IrText, function: Function) -> Iterator[Edit]:
    """Of several values that a loop carries to its next iteration all but the first are lost."""
    for at in ir.statements(function):
        if "wp::assign(" in ir.lines[at] and "wp::assign(" in ir.lines[at - 1]:
            yield Edit(at, ())


def _first_returns_are_lost(ir: IrText, function: Function) -> Iterator[Edit]:
    if not function.is_kernel:
        for at in ir.statements(function):
            indent = len(ir.lines[at]) - len(ir.lines[at].lstrip())
            if re.match(r"\s*return var_\w+;", ir.lines[at]) and indent > 4:
                yield Edit(at, ())


def _dynamic_loops_use_their_first_index(ir: IrText, function: Function) -> Iterator[Edit]:
    """The index is that of the first iteration in all but the jumps of the loop."""
    for call in calls(ir, function, "iter_next"):
        first = f"static_cast<wp::int32>({call.args[0]}.start)"
        both = f"{call.written('iter_next', call.args)} {call.result} = {first};"
        yield Edit(call.at, (both.replace(" = static", " = static", 1),))


FAULTS = [
    Fault(
        "else branch runs when the condition holds, too",
        "Numba 9742: a branch is pruned after a wrong analysis of its condition",
        rewritten(r"if \(!(var_\w+)\) \{", "if (true) {"),
    ),
    Fault(
        "body of an if runs always",
        "Warp 1.11.1, GH-1094, and GH-1610: the branch of a conditional that is not taken is"
        " evaluated",
        rewritten(r"^(\s*)if \((var_\w+)\) \{$", r"\1if (true) {"),
    ),
    Fault(
        "second operand of and/or is forgotten",
        "LLVM, in Yang et al., PLDI 2011, 3.7: (x == 0) || (x < -3) is folded to one comparison",
        left_out(r"(var_\w+) = \1 (?:&&|\|\|) "),
    ),
    Fault(
        "condition of a while is computed once",
        "Warp 1.4.0: conditions not being evaluated as expected in while statements",
        left_out(r"if \(\(var_\w+\) == false\) goto end_while"),
    ),
    Fault(
        "while runs its body once",
        "Numba 9742: a while whose condition is halved in each iteration ends after the first",
        left_out(r"goto start_while_\w+;"),
    ),
    Fault(
        "for runs its body once",
        "DirectXShaderCompiler 1533: [unroll] keeps the first iteration alone",
        left_out(r"goto start_for_\w+;"),
    ),
    Fault(
        "loop ends one iteration early",
        "TVM 5303: loop partition with a wrong bound; LLVM 126012: wrong trip count",
        _ranges_end_early,
    ),
    Fault(
        "step of a range loses its sign",
        "Warp 0.1.24: ranged for loops with negative step sizes",
        _steps_lose_their_sign,
    ),
    Fault(
        "values changed in a loop are lost",
        "Warp 1.16.0, GH-1534: assignments in the loop do not carry across iterations",
        left_out(r"wp::assign\("),
    ),
    Fault(
        "of several values a loop carries one",
        "Warp 0.1.22 and 0.1.23: while and dynamic for loops in some edge cases",
        _one_value_is_carried,
    ),
    Fault(
        "index of a dynamic loop is stale",
        "Warp GH-1740: dynamic for loop variable staleness",
        _dynamic_loops_use_their_first_index,
    ),
    Fault(
        "continue and break are exchanged",
        "Warp 0.10.1: unrolling loops with break or continue",
        rewritten(
            r"^(\s{8,})goto (start|end)_(for|while)_(\w+);$",
            lambda m: f"{m[1]}goto {'end' if m[2] == 'start' else 'start'}_{m[3]}_{m[4]};",
        ),
    ),
    Fault(
        "return in a branch of a kernel is lost",
        "Warp 1.7.1, GH-594: return statements in kernels",
        left_out(r"^\s+(?:return|continue);$"),
    ),
    Fault(
        "return ends the loop over the grid",
        "Warp 1.7.1, GH-594: some threads are skipped on the GPU after another one returned",
        rewritten(r"^(\s+)continue;$", r"\1return;"),
        ("cuda",),
    ),
    Fault(
        "return in a branch of a function is lost",
        "Warp 1.0.0-beta.3: functions that do not return on all control paths",
        _first_returns_are_lost,
    ),
]
