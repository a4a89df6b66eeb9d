"""Faults of constants, arithmetic and conversions, planted in the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from mutation.edit import Edit
from mutation.fault import Call, Fault, Plant, calls, left_out, of_constants, rewritten, types_of
from mutation.ir_text import Function, IrText, assigned

_FLOATS = {"wp::float32", "wp::float64"}


def _arithmetic(
    names: str, wanted: str, changed: Callable[[Call], str], results: bool = True
) -> Plant:
    """A plant in calls whose arguments, and result, all have a type that matches `wanted`."""

    def plant(ir: IrText, function: Function) -> Iterator[Edit]:
        for call in calls(ir, function, names):
            used = [*call.args, call.result] if results else call.args
            if all(re.fullmatch(wanted, one) for one in types_of(function, used)):
                yield Edit(call.at, (call.set_to(changed(call)),))

    return plant


def _through(narrow: str, wide: str) -> Callable[[Call], str]:
    """The operation in another type, and its result converted back."""

    def changed(call: Call) -> str:
        args = ", ".join(f"{narrow}({arg})" for arg in call.args)
        return f"{wide}(wp::{call.name}({args}))"

    return changed


def _six_digits(found: re.Match[str]) -> str:
    return f"= {float(found[1]):.6g}{'' if '.' in f'{float(found[1]):.6g}' else '.0'};"


def _reassociated(ir: IrText, function: Function) -> Iterator[Edit]:
    """(a + b) + c as a + (b + c), products likewise."""
    set_by = {assigned(ir.lines[at]): at for at in ir.statements(function)}
    by_line = {call.at: call for call in calls(ir, function, "add|mul")}
    for call in by_line.values():
        inner = by_line.get(set_by.get(call.args[0], -1))
        if inner is None or inner.name != call.name or inner.at > call.at:
            continue
        if types_of(function, [*inner.args, call.args[1]]) <= _FLOATS:
            a, b = inner.args
            name = f"wp::{call.name}"
            yield Edit(call.at, (call.set_to(f"{name}({a}, {name}({b}, {call.args[1]}))"),))


def _contracted(ir: IrText, function: Function) -> Iterator[Edit]:
    """a * b + c with one rounding."""
    products = {call.result: call for call in calls(ir, function, "mul")}
    for call in calls(ir, function, "add"):
        product = products.get(call.args[0])
        if product is None or product.at > call.at:
            continue
        if types_of(function, [*product.args, *call.args]) == {"wp::float32"}:
            a, b, c = (f"double({name})" for name in (*product.args, call.args[1]))
            yield Edit(call.at, (call.set_to(f"wp::float32({a} * {b} + {c})"),))


def _compared(change: Callable[[str, str, str], str], wanted: str) -> Plant:
    """A plant in comparisons of two variables of a type."""
    comparison = re.compile(r"^(\s*var_\w+ = \()(var_\w+) (<|<=|>|>=) (var_\w+)(\);)$")

    def plant(ir: IrText, function: Function) -> Iterator[Edit]:
        for at in ir.statements(function):
            found = comparison.match(ir.lines[at])
            if found and all(
                re.fullmatch(wanted, t) for t in types_of(function, found.group(2, 4))
            ):
                yield Edit(at, (found[1] + change(found[2], found[3], found[4]) + found[5],))

    return plant


def _other_bound(a: str, sign: str, b: str) -> str:
    return f"{a} {sign[0]}{'' if sign.endswith('=') else '='} {b}"


def _exchanged_constants(ir: IrText, function: Function) -> Iterator[Edit]:
    """The first two constants of a type have each other's value."""
    by_type: dict[str, list[int]] = {}
    for name, at in function.constants.items():
        by_type.setdefault(function.types[name], []).append(at)
    for numbers in by_type.values():
        values = [ir.lines[at].partition(" = ") for at in numbers]
        for at, (head, sign, value) in zip(numbers[1:], values[1:], strict=True):
            if value != values[0][2]:
                yield Edit(numbers[0], (values[0][0] + sign + value,))
                yield Edit(at, (head + sign + values[0][2],))
                break


FAULTS = [
    Fault(
        "minus of a constant is dropped",
        "Warp 1.15.0, GH-1540: unary minus dropped from referenced 64-bit constants",
        of_constants(r"= -(?=[\d.])", "= "),
    ),
    Fault(
        "minus is dropped",
        "Warp 1.15.0, GH-1540, of an expression instead of a constant",
        rewritten(r"= wp::neg\(", "= wp::copy("),
    ),
    Fault(
        "minus makes a negative zero",
        "OCANNL 615: -0.0 and 0.0 are taken for each other in generated code",
        _arithmetic("neg", r"wp::float(?:32|64)", lambda call: f"-{call.args[0]}"),
    ),
    Fault(
        "float64 constants are rounded to float32",
        "Warp 1.12.1, GH-485: precision loss of constants given to 64-bit types",
        of_constants(r"(const wp::float64 var_\w+ = )(.*);", r"\1float(\2);"),
    ),
    Fault(
        "64-bit integer constants are cut to 32 bits",
        "Warp 1.12.1, GH-485",
        of_constants(r"(const wp::u?int64 var_\w+ = )(.*);", r"\1int(\2);"),
    ),
    Fault(
        "constants are printed with six digits",
        "TVM 17276, taco 448: default precision of an output stream",
        of_constants(r"= (-?\d+\.\d+(?:e[+-]?\d+)?);", _six_digits),
    ),
    Fault(
        "two constants are exchanged",
        "Warp 1.3.2, precedence of closure constants; 1.11.1, GH-1139: wp.static takes another"
        " variable",
        _exchanged_constants,
    ),
    Fault(
        "floor division cuts towards zero",
        "Warp GH-1918, tilelang-ascend 1764: C's division for Python's",
        _arithmetic("floordiv", r"wp::int\d+", lambda c: f"wp::div({', '.join(c.args)})"),
    ),
    Fault(
        "remainder has the sign of the divisor",
        "triton-ascend 2290: sign correction of the floor modulo is wrong",
        _arithmetic(
            "mod",
            r"wp::int\d+",
            lambda c: (
                f"wp::mod(wp::add(wp::mod({c.args[0]}, {c.args[1]}), {c.args[1]}), {c.args[1]})"
            ),
        ),
    ),
    Fault(
        "right shift fills with zeros",
        "Triton 1153: logical shift of signed integers",
        _arithmetic(
            "rshift",
            "wp::int32",
            lambda c: f"wp::int32(wp::uint32({c.args[0]}) >> {c.args[1]})",
        ),
    ),
    Fault(
        "integers are compared as unsigned",
        "LLVM 53252, pull request 122723: signed and unsigned predicates are mixed",
        _compared(lambda a, sign, b: f"wp::uint32({a}) {sign} wp::uint32({b})", "wp::int32"),
    ),
    Fault(
        "comparison of integers takes the bound in, or leaves it out",
        "TVM 5130: wrong boundary check",
        _compared(_other_bound, r"wp::u?int\d+"),
    ),
    Fault(
        "sums and products are associated anew",
        "LLVM pull request 88589: reassociation without the flags that allow it",
        _reassociated,
    ),
    Fault(
        "product and sum are contracted",
        "LLVM 93870, 132724: a fused multiply-add where two roundings were meant",
        _contracted,
    ),
    Fault(
        "division is a product with the reciprocal",
        "LLVM pull request 88589: division without arcp",
        _arithmetic(
            "div", "wp::float32", lambda c: f"wp::mul({c.args[0]}, wp::div(1.0f, {c.args[1]}))"
        ),
    ),
    Fault(
        "float64 arithmetic in float32",
        "Warp 1.15.0, GH-1563, and 1.6.1, GH-489: results narrowed to float",
        _arithmetic("add|sub|mul|div", "wp::float64", _through("wp::float32", "wp::float64")),
    ),
    Fault(
        "int64 arithmetic in int32",
        "Warp 1.14.0: byte offsets of tiles overflow 32 bits",
        _arithmetic("add|sub|mul", "wp::int64", _through("wp::int32", "wp::int64")),
    ),
    Fault(
        "integer arithmetic in float32",
        "Taichi 969: division of great integers goes through floats",
        _arithmetic("add|sub|mul|floordiv|div", "wp::int32", _through("wp::float32", "wp::int32")),
    ),
    Fault(
        "conversion to an integer rounds to nearest",
        "Shen et al., ESEC/FSE 2021: bugs of types, nearly a fifth of those of DL compilers",
        _arithmetic(
            "int|int32",
            r"wp::float32|wp::int32",
            lambda c: f"wp::{c.name}(wp::rint(wp::float32({c.args[0]})))",
        ),
    ),
    Fault(
        "minimum and maximum take a NaN",
        "Warp 1.14.0, GH-1376: min and max of NaN",
        _arithmetic(
            "min|max",
            "wp::float32",
            lambda c: (
                f"({c.args[0]} {'<' if c.name == 'min' else '>'} {c.args[1]} "
                f"? {c.args[0]} : {c.args[1]})"
            ),
        ),
    ),
    Fault(
        "clamp forgets its upper bound",
        "LLVM 53252: a clamp is folded wrongly",
        _arithmetic("clamp", r"wp::\w+", lambda c: f"wp::max({c.args[0]}, {c.args[1]})"),
    ),
    Fault(
        "update of a variable in place is lost",
        "Warp 1.13.0, GH-1336: builtins that change their argument work on a copy",
        left_out(r"wp::\w+_inplace\("),
    ),
]
