"""Mutants: every kind of change by one token, of which a generator might well make one.

The kinds are those of mutation analysis (Jia and Harman, IEEE TSE 2011) as far as generated code
has the construct. Most changes keep the types, so that most mutants compile.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from mutation.edit import Edit
from mutation.ir_text import Function, IrText, arguments, assigned, variables

# Builtins that take what another takes and return what it returns.
_ALIKE = (
    ("add", "sub"),
    ("min", "max"),
    ("sin", "cos"),
    ("floor", "ceil", "rint", "trunc"),
    ("bit_and", "bit_or", "bit_xor"),
    ("lshift", "rshift"),
    ("atomic_add", "atomic_sub"),
    ("atomic_min", "atomic_max"),
    ("quat_rotate", "quat_rotate_inv"),
    ("transform_point", "transform_vector"),
    ("spatial_top", "spatial_bottom"),
    ("exp", "log", "sqrt", "abs"),
    ("asin", "acos"),
    ("sinh", "cosh", "tanh"),
    ("length", "length_sq"),
    ("tile_min", "tile_max"),
    ("neg", "copy"),
    ("cw_mul", "cw_div"),
    ("add_inplace", "sub_inplace"),
    ("floordiv", "div"),
)
_OTHERS = {name: [other for other in group if other != name] for group in _ALIKE for name in group}
_SCALAR = re.compile(r"wp::(?:u?int\d+|b?float\d+)")
_SCALAR_OPERATIONS = ("mul", "div", "add", "sub", "mod")
_COMPARED = {
    " < ": (" <= ", " >= "),
    " <= ": (" < ", " > "),
    " > ": (" >= ", " < "),
    " >= ": (" > ", " <= "),
    " == ": (" != ",),
    " != ": (" == ",),
    " && ": (" || ",),
    " || ": (" && ",),
}
_CALL = re.compile(r"^(\s*(?:var_\w+ = )?wp::)(\w+)((?:<.*?>)?\()(.*)(\);)$")
_NUMBER = re.compile(r"= (-?)([\d.]+(?:e[+-]?\d+)?)(\w*);$")
# Calls whose operands in these places say where in an array, vector or matrix.
_INDEXED = re.compile(r"^(?:address|array_store|extract|view|assign_inplace|tile_load|tile_store)$")
_REPEATABLE = re.compile(r"wp::(?:atomic_|add_inplace|sub_inplace|iter_next|rand|assign\()")

Mutator = Callable[[IrText, Function, random.Random], Iterator[Edit]]


def _calls(ir: IrText, function: Function) -> Iterator[tuple[int, re.Match[str]]]:
    for at in ir.statements(function):
        if found := _CALL.match(ir.lines[at]):
            yield at, found


def _with_name(found: re.Match[str], name: str) -> str:
    return f"{found[1]}{name}{found[3]}{found[4]}{found[5]}"


def _with_arguments(found: re.Match[str], args: list[str]) -> str:
    return f"{found[1]}{found[2]}{found[3]}{', '.join(args)}{found[5]}"


def operator(ir: IrText, function: Function, _random: random.Random) -> Iterator[Edit]:
    """Another builtin of the same signature, or another comparison."""
    for at, found in _calls(ir, function):
        names = list(_OTHERS.get(found[2], ()))
        types = {function.types.get(arg, "?") for arg in arguments(found[4])}
        if len(types) == 1 and _SCALAR.fullmatch(types.pop()) and found[2] in _SCALAR_OPERATIONS:
            names += [name for name in ("mul", "add", "sub") if name not in (found[2], *names)]
        for name in names:
            yield Edit(at, (_with_name(found, name),))
    for at in ir.statements(function):
        line = ir.lines[at]
        for old, others in _COMPARED.items():
            if line.count(old) == 1 and "= " in line and "goto" not in line:
                for other in others:
                    yield Edit(at, (line.replace(old, other),))


def operand(ir: IrText, function: Function, rng: random.Random) -> Iterator[Edit]:
    """Another variable of the same type that has a value there."""
    for at in ir.statements(function):
        line = ir.lines[at]
        if line.lstrip().startswith("builtin_tid") or "iter_cmp" in line:
            continue
        begin = line.index(" = ") if assigned(line) else 0
        for use in re.finditer(r"\bvar_\w+", line[begin:]):
            if _is_index(line, begin + use.start()):
                continue
            if other := _another(ir, function, at, use[0], rng):
                yield Edit(at, (_put(line, begin + use.start(), use[0], other),))


def index(ir: IrText, function: Function, rng: random.Random) -> Iterator[Edit]:
    """Another subscript of an array, a vector, a matrix or a tile."""
    for at in ir.statements(function):
        line = ir.lines[at]
        for use in re.finditer(r"\bvar_\w+", line):
            if not _is_index(line, use.start()) or use[0] == assigned(line):
                continue
            if other := _another(ir, function, at, use[0], rng):
                yield Edit(at, (_put(line, use.start(), use[0], other),))
            if function.types.get(use[0]) in ("wp::int32", "wp::int64"):
                yield Edit(at, (_put(line, use.start(), use[0], f"({use[0]} + 1)"),))


def _is_index(line: str, position: int) -> bool:
    """Whether what stands there is a subscript: neither the array nor the value that is stored."""
    found = _CALL.match(line)
    if found is None or not (_INDEXED.match(found[2]) or found[2].startswith("atomic_")):
        return False
    args = arguments(found[4])
    number = len(arguments(line[found.start(4) : position] + "x")) - 1
    stores = found[2] not in ("address", "extract", "view", "tile_load")
    return 0 < number < len(args) - stores


def _another(ir: IrText, function: Function, at: int, name: str, rng: random.Random) -> str | None:
    known = ir.known_at(function, at)
    wanted = function.types.get(name)
    others = sorted(n for n in known if n != name and function.types.get(n) == wanted)
    return rng.choice(others) if wanted is not None and others else None


def _put(line: str, position: int, old: str, new: str) -> str:
    return line[:position] + new + line[position + len(old) :]


def operand_order(ir: IrText, function: Function, _random: random.Random) -> Iterator[Edit]:
    """The operands of what does not commute, in the other order."""
    ordered = r"sub|div|mod|floordiv|pow|atan2|cross|lshift|rshift|quat_rotate|where|mul"
    for at, found in _calls(ir, function):
        args = arguments(found[4])
        if not re.fullmatch(ordered, found[2]) or len(args) < 2:
            continue
        one, other = args[-2:]
        types = function.types.get(one), function.types.get(other)
        commutes = found[2] == "mul" and "mat_t" not in str(types) and "quat" not in str(types)
        if one != other and types[0] == types[1] and not commutes:
            yield Edit(at, (_with_arguments(found, [*args[:-2], other, one]),))


def constant(ir: IrText, function: Function, rng: random.Random) -> Iterator[Edit]:
    """Another number or the other truth value."""
    for at in function.constants.values():
        line = ir.lines[at]
        if "= true;" in line or "= false;" in line:
            new = line.replace("true", "false") if "true" in line else line.replace("false", "true")
            yield Edit(at, (new,))
        if number := _NUMBER.search(line):
            for value in _other_numbers(*number.groups(), rng):
                yield Edit(at, (f"{line[: number.start()]}= {value};",))


def _other_numbers(sign: str, digits: str, suffix: str, rng: random.Random) -> list[str]:
    other_sign = "" if sign else "-"
    if "." in digits or "e" in digits:
        value = float(digits)
        found = [f"{sign}{value + 1.0!r}{suffix}"]
        if value:
            scaled = value * rng.choice((0.5, 0.999, 1.001, 2.0))
            found += [f"{sign}{scaled!r}{suffix}", f"{other_sign}{digits}{suffix}"]
        return found
    if not digits.isdigit():
        return []
    found = [f"{sign}{int(digits) + 1}{suffix}"]
    if int(digits) and not suffix.startswith("u"):
        found += [f"{other_sign}{digits}{suffix}", f"{sign}{int(digits) - 1}{suffix}"]
    return found


def branch(ir: IrText, function: Function, _random: random.Random) -> Iterator[Edit]:
    """A condition negated, or always true."""
    for at in ir.statements(function):
        line = ir.lines[at]
        if found := re.match(r"^(\s*)if \((!?)(var_\w+)\) \{$", line):
            yield Edit(at, (f"{found[1]}if ({'' if found[2] else '!'}{found[3]}) {{",))
            yield Edit(at, (f"{found[1]}if (true) {{",))
        elif "goto end_" in line and " if " in f" {line}":
            pairs = ((" == 0)", " != 0)"), (" == false)", " == true)"), (" >= ", " > "))
            for old, new in pairs:
                if old in line:
                    yield Edit(at, (line.replace(old, new),))


def jump(ir: IrText, function: Function, _random: random.Random) -> Iterator[Edit]:
    """A jump to the other end of the loop, or none; no return."""
    for at in ir.statements(function):
        line = ir.lines[at]
        if found := re.search(r"\bgoto (start|end)_(\w+);$", line):
            other = "end" if found[1] == "start" else "start"
            yield Edit(at, (line.replace(f"goto {found[1]}_", f"goto {other}_"),))
            yield Edit(at, (line.replace(found[0], ";"),))
        elif line.strip() in ("return;", "continue;"):
            yield Edit(at, ())


def statement_order(ir: IrText, function: Function, _random: random.Random) -> Iterator[Edit]:
    """Two statements in the other order, the second of which uses what the first one sets."""
    numbers = [at for at in ir.statements(function) if ir.is_plain(at)]
    for one, other in pairwise(numbers):
        between = ir.lines[one + 1 : other]
        if all(line.strip().startswith("//") for line in between) and _depends(ir, one, other):
            lines = (ir.lines[other], *between, ir.lines[one])
            yield Edit(one, lines, other - one + 1)


def _depends(ir: IrText, one: int, other: int) -> bool:
    first, second = ir.lines[one], ir.lines[other]
    stores = r"wp::(?:array_store|atomic_|assign)"
    if re.search(stores, first) or re.search(stores, second):
        touches = re.search(r"wp::(?:array_store|atomic_|assign|load)", first + second)
        return touches is not None and bool(set(variables(first)) & set(variables(second)))
    return assigned(first) in variables(second)


def dropped(ir: IrText, function: Function, _random: random.Random) -> Iterator[Edit]:
    """A statement left out."""
    for at in ir.statements(function):
        if ir.is_plain(at):
            yield Edit(at, ())


def repeated(ir: IrText, function: Function, _random: random.Random) -> Iterator[Edit]:
    """A statement twice whose second time has an effect of its own."""
    for at in ir.statements(function):
        if ir.is_plain(at) and _REPEATABLE.search(ir.lines[at]):
            yield Edit(at, (ir.lines[at], ir.lines[at]))


# What stands around the statements: how a thread finds its index (codegen.py, the kernel
# templates).
_SHELL = (
    ("blockDim.x", "gridDim.x"),
    ("gridDim.x", "blockDim.x"),
    ("blockIdx.x", "threadIdx.x"),
    ("threadIdx.x", "blockIdx.x"),
    ("_idx < dim.size", "_idx <= dim.size"),
    ("_idx += ", "_idx -= "),
    (" * static_cast", " + static_cast"),
    (" + static_cast", " - static_cast"),
)


def shell(ir: IrText, function: Function, _random: random.Random) -> Iterator[Edit]:
    """The index of a thread on CUDA, the strides of contiguous arrays on the CPU."""
    if not function.is_kernel:
        return
    for at in range(function.first, function.forward):
        line = ir.lines[at]
        if "_idx" in line and ir.target == "cuda":
            for old, new in _SHELL:
                if old in line:
                    yield Edit(at, (line.replace(old, new, 1),))
        if ".strides[0] = sizeof(" in line:
            yield Edit(at, (line.replace("sizeof(", "2 * sizeof("),))
    for at in ir.statements(function):
        if found := re.match(r"^(\s*builtin_tid\dd\()(.*)(\);)$", ir.lines[at]):
            names = arguments(found[2])
            yield Edit(at, (found[1] + ", ".join([names[1], names[0], *names[2:]]) + found[3],))


KINDS: dict[str, Mutator] = {
    "operator": operator,
    "operand": operand,
    "operand order": operand_order,
    "constant": constant,
    "branch": branch,
    "jump": jump,
    "index": index,
    "statement order": statement_order,
    "statement dropped": dropped,
    "statement repeated": repeated,
    "thread index": shell,
}
