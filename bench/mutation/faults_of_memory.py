"""Faults of arrays, structs, atomics and random states, planted in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mutation.edit import Edit
from mutation.fault import Fault, calls, of_header, rewritten
from mutation.ir_text import Function, IrText, assigned, variables


def _last_store_is_lost(ir: IrText, function: Function) -> Iterator[Edit]:
    stores = list(calls(ir, function, "array_store"))
    if stores and function.is_kernel:
        yield Edit(stores[-1].at, ())


def _stored_elsewhere(ir: IrText, function: Function) -> Iterator[Edit]:
    """The first store goes to another array of the same type."""
    for call in calls(ir, function, "array_store"):
        wanted = function.types.get(call.args[0])
        others = [name for name, of in function.types.items() if of == wanted]
        others = [name for name in others if name != call.args[0] and "array_t" in str(wanted)]
        if others:
            yield Edit(
                call.at, (f"{call.indent}wp::array_store({_joined(others[0], call.args)});",)
            )
            return


def _joined(first: str, args: tuple[str, ...]) -> str:
    return ", ".join([first, *args[1:]])


def _atomics_at_zero(ir: IrText, function: Function) -> Iterator[Edit]:
    for call in calls(ir, function, r"atomic_\w+"):
        if len(call.args) == 3:
            args = [call.args[0], "0", call.args[2]]
            yield Edit(call.at, (call.written(call.name, args),))


def _atomics_return_the_new_value(ir: IrText, function: Function) -> Iterator[Edit]:
    for call in calls(ir, function, "atomic_(?:add|sub|min|max)"):
        operation = call.name.removeprefix("atomic_")
        old = f"wp::{call.name}({', '.join(call.args)})"
        yield Edit(call.at, (call.set_to(f"wp::{operation}({old}, {call.args[-1]})"),))


def _additions_of_int64_are_stores(ir: IrText, function: Function) -> Iterator[Edit]:
    for call in calls(ir, function, "atomic_add"):
        if "int64" in function.types.get(call.args[0], ""):
            yield Edit(call.at, (f"{call.indent}wp::array_store({', '.join(call.args)});",))


def _not_atomic(ir: IrText, function: Function) -> Iterator[Edit]:
    """Atomic additions as a load, an addition and a store."""
    for call in calls(ir, function, "atomic_add"):
        where = ", ".join(call.args[:-1])
        loaded = call.set_to(f"wp::load(wp::address({where}))")
        total = f"wp::add({call.result}, {call.args[-1]})"
        yield Edit(call.at, (loaded, f"{call.indent}wp::array_store({where}, {total});"))


def _exchanged_subscripts(ir: IrText, function: Function) -> Iterator[Edit]:
    for call in calls(ir, function, "address|extract"):
        if len(call.args) == 3 and call.args[1] != call.args[2]:
            args = [call.args[0], call.args[2], call.args[1]]
            yield Edit(call.at, (call.written(call.name, args),))


def _exchanged_subscripts_of_stores(ir: IrText, function: Function) -> Iterator[Edit]:
    for call in calls(ir, function, "array_store"):
        if len(call.args) == 4 and call.args[1] != call.args[2]:
            array, i, j, value = call.args
            yield Edit(call.at, (f"{call.indent}wp::array_store({array}, {j}, {i}, {value});",))


def _transposed_matrices(ir: IrText, function: Function) -> Iterator[Edit]:
    for call in calls(ir, function, "mat_t"):
        size = re.match(r"<(\d+), ?(\d+)", call.template)
        if size and size[1] == size[2] and len(call.args) == int(size[1]) ** 2:
            n = int(size[1])
            args = [call.args[j * n + i] for i in range(n) for j in range(n)]
            yield Edit(call.at, (call.written("mat_t", args),))


def _another_field(ir: IrText, function: Function) -> Iterator[Edit]:
    """A field of a struct is read where another one of its type is meant."""
    text = "\n".join(ir.lines)
    for at in ir.statements(function):
        found = re.search(r"&\(\((var_\w+)\)\.(\w+)\)", ir.lines[at])
        struct = found and function.types.get(found[1], "").rstrip("*&")
        body = struct and re.search(rf"^struct {struct}\n\{{\n(.*?)\n\n", text, re.S | re.M)
        if not found or not body:
            continue
        fields = re.findall(r"^    (\S+) (\w+);$", body[1], re.MULTILINE)
        types = {name: of for of, name in fields}
        others = [name for of, name in fields if name != found[2] and of == types.get(found[2])]
        if others:
            new = ir.lines[at].replace(f".{found[2]})", f".{others[0]})")
            yield Edit(at, (new,))


def _views_of_row_zero(ir: IrText, function: Function) -> Iterator[Edit]:
    for call in calls(ir, function, "view"):
        yield Edit(call.at, (call.written("view", [call.args[0], "0", *call.args[2:]]),))


def _references_for_copies(ir: IrText, function: Function) -> Iterator[Edit]:
    """What was read of an array is read again wherever it is used."""
    places = {call.result: call for call in calls(ir, function, "load")}
    for call in calls(ir, function, "copy"):
        load = places.get(call.args[0])
        if load is None or load.at != call.at - 1:
            continue
        for at in ir.statements(function):
            line = ir.lines[at]
            is_set = assigned(line) == call.result or "assign" in line
            if at > call.at and call.result in variables(line) and not is_set:
                yield Edit(at, (re.sub(rf"\b{call.result}\b", f"(*{load.args[0]})", line),))


def _loads_are_not_repeated(ir: IrText, function: Function) -> Iterator[Edit]:
    """A second load of the same element takes the value of the first, whatever came between."""
    first: dict[str, str] = {}
    elements = {c.result: ", ".join(c.args) for c in calls(ir, function, "address")}
    for call in calls(ir, function, "load"):
        element = elements.get(call.args[0])
        if element in first:
            yield Edit(call.at, (call.set_to(first[element]),))
        elif element is not None:
            first[element] = call.result


def _evaluated_twice(ir: IrText, function: Function) -> Iterator[Edit]:
    for call in calls(ir, function, r"rand\w*|atomic_\w+|sample_\w+"):
        yield Edit(call.at, (ir.lines[call.at], ir.lines[call.at]))


def _state_of_a_copy(ir: IrText, function: Function) -> Iterator[Edit]:
    for call in calls(ir, function, "rand[ifnu]"):
        args = ", ".join(["wl_state", *call.args[1:]])
        drawn = f"{call.result} = wp::{call.name}({args});"
        copied = f"{call.indent}{{ auto wl_state = {call.args[0]}; {drawn} }}"
        yield Edit(call.at, (copied,))


def _not_initialized(ir: IrText, function: Function) -> Iterator[Edit]:
    """A variable that a loop changes has no first value."""
    changed = {call.args[0] for call in calls(ir, function, "assign")}
    for at in ir.statements(function):
        if assigned(ir.lines[at]) in changed:
            yield Edit(at, ())


FAULTS = [
    Fault(
        "last store of a kernel is lost",
        "remill 350; GCC, in Yang et al., PLDI 2011: a store that is read is eliminated as dead",
        _last_store_is_lost,
    ),
    Fault(
        "store to another array",
        "LLVM 55343: GVN loads from another pointer than was meant",
        _stored_elsewhere,
    ),
    Fault(
        "atomics work on element 0",
        "TornadoVM pull request 1019: the subscript of an atomic is not printed",
        _atomics_at_zero,
    ),
    Fault(
        "atomics return the new value",
        "Warp 1.11.0: atomic minimum and maximum do not return the old value",
        _atomics_return_the_new_value,
    ),
    Fault(
        "atomic additions of int64 store",
        "Warp 1.10.0, GH-977: atomic_add fails to accumulate int64",
        _additions_of_int64_are_stores,
    ),
    Fault(
        "atomic additions are not atomic",
        "Lidbury et al., PLDI 2015: OpenCL compilers miscompile communication between threads",
        _not_atomic,
        ("cuda",),
    ),
    Fault(
        "subscripts of what is read are exchanged",
        "NVIDIA Fuser 667: wrong result of a transposition; Warp 0.9.0: transpose indexing",
        _exchanged_subscripts,
    ),
    Fault(
        "subscripts of what is stored are exchanged",
        "NVIDIA Fuser 667",
        _exchanged_subscripts_of_stores,
    ),
    Fault(
        "matrices are built column by column",
        "DirectXShaderCompiler 1781: row-major and column-major are mixed",
        _transposed_matrices,
    ),
    Fault(
        "another field of a struct is read",
        "Lidbury et al., PLDI 2015: fields of structs are miscompiled by OpenCL compilers",
        _another_field,
    ),
    Fault(
        "views begin at row 0",
        "Warp 1.10.1, GH-1081: indexing of a subarray",
        _views_of_row_zero,
    ),
    Fault(
        "assignment makes a reference",
        "Warp 0.1.15 and 0.1.16: a = b generated a reference rather than a copy of the value",
        _references_for_copies,
    ),
    Fault(
        "an element is loaded once",
        "LLVM 57025, 129141: GVN takes a load from before a store",
        _loads_are_not_repeated,
    ),
    Fault(
        "side effects happen twice",
        "Warp 1.12.1 and 1.12.0, GH-1230: augmented assignments evaluate an operand twice",
        _evaluated_twice,
    ),
    Fault(
        "random state is advanced on a copy",
        "Warp 1.13.0, GH-1336: builtins that change their argument work on a temporary copy",
        _state_of_a_copy,
    ),
    Fault(
        "variable of a loop is not initialized",
        "Warp 1.11.1, GH-1180: reading from an uninitialized tile",
        _not_initialized,
    ),
    Fault(
        "stride of contiguous arrays is that of a component",
        "Warp 0.7.0: strides computation in the constructor of arrays",
        of_header(r"(strides\[0\] = sizeof\()wp::vec_t<\d+, ?(wp::\w+)>", r"\1\2"),
        ("cpu",),
    ),
    Fault(
        "tile is loaded from another place",
        "Warp 1.7.2, GH-688, and 1.8.0, GH-722: strides of tiles",
        rewritten(r"(wp::tile_(?:load|store)\w*(?:<.*?>)?\(var_\w+, )(var_\w+)", r"\1(\2 + 1)"),
    ),
]
