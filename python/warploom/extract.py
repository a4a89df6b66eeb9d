"""Cuts the parts of a sample out of a generated translation unit (the IR contract)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from warploom.codegen import Generated
from warploom.module_text import Item, split_items


class ExtractError(Exception):
    """The text is not what Warp's templates give; a bug here or another version of Warp."""


@dataclass(frozen=True)
class Parts:
    """The text of one kernel; `backward` is "" where Warp generated none."""

    preamble: str
    forward: str
    backward: str


def extract(generated: Generated) -> Parts:
    """Returns the parts of the kernel that `generated` was made for. Raises ExtractError."""
    stem = f"{generated.kernel}_{generated.target}_kernel"
    name = f"{stem}_forward"
    if f"{name}(" not in generated.text:
        # entry_point_abi="external_constant_params" (codegen.py, cuda_kernel_forward_name).
        name = generated.kernel
    items = split_items(generated.text)
    before: list[Item] = []
    forward = None
    for item in items:
        if _is_function(item, name):
            forward = item
            break
        before.append(item)
    if forward is None:
        raise ExtractError(f"the {generated.target} text has no forward function {stem}_forward")
    after = items if generated.options["enable_backward"] else ()
    backward = next((item for item in after if _is_function(item, f"{stem}_backward")), None)
    return Parts(
        preamble="\n\n".join(_used(before, forward)),
        forward=_from_first_line(forward),
        backward="" if backward is None else _from_first_line(backward),
    )


def _is_function(item: Item, name: str) -> bool:
    return item.kind == "function" and item.name == name


def _from_first_line(item: Item) -> str:
    """With lineinfo a kernel's text follows a `#line`, which is not yet the function."""
    return re.sub(r"\A(?:#line[^\n]*\n)+", "", item.text)


@dataclass
class _Group:
    """A struct with the free functions that Warp prints after it, or one other item."""

    lead: Item
    tail: list[Item]

    @property
    def is_adjoint(self) -> bool:
        return self.lead.kind == "function" and self.lead.name.startswith("adj_")

    def names(self) -> frozenset[str]:
        if self.lead.kind == "block":  # Declarations of LTO symbols, or constant parameters.
            return self.lead.identifiers() - {"extern"}
        return frozenset({self.lead.name, *(f"adj_{self.lead.name}" for _ in self.tail[:1])})


def _grouped(items: Iterable[Item]) -> list[_Group]:
    groups: list[_Group] = []
    for item in items:
        if groups and groups[-1].lead.kind == "struct" and _belongs_to_struct(item):
            groups[-1].tail.append(item)
        else:
            groups.append(_Group(item, []))
    return groups


def _belongs_to_struct(item: Item) -> bool:
    """Functions of a struct have no `// file:line` above them (codegen.py, struct_template)."""
    if item.kind == "directive":
        return "__CUDA_ARCH__" in item.text or item.text.startswith("#endif")
    code = item.code().lstrip()
    return item.kind == "function" and (
        code.startswith("CUDA_CALLABLE ")
        or (item.name.startswith("adj_") and item.text.startswith("static CUDA_CALLABLE "))
    )


def _used(before: list[Item], forward: Item) -> list[str]:
    """Returns the texts, in order, of what `forward` uses, directly or not.

    Adjoint functions are there only if wp.grad() makes the forward function call them.
    """
    groups = _grouped(before)
    if not groups:
        return []
    names = [group.names() for group in groups]
    users = [forward.code()]
    kept: set[int] = set()
    grown = True
    while grown:
        grown = False
        for at, group in enumerate(groups):
            if at not in kept and any(_names_one_of(code, names[at]) for code in users):
                kept.add(at)
                users.append(group.lead.code())
                grown = True
    with_adjoint = any(groups[at].is_adjoint for at in kept)
    texts: list[str] = []
    for at in sorted(kept):
        texts += _texts(groups[at], with_adjoint)
    return texts


def _names_one_of(code: str, names: frozenset[str]) -> bool:
    return any(name in code and re.search(rf"\b{name}\b", code) for name in names)


def _texts(group: _Group, with_adjoint: bool) -> list[str]:
    """A struct's own text; its functions where something in a forward function may need them.

    Warp prints `add` and the adjoint functions "required when compiling adjoints"; tiles of
    structs need the helpers of codegen.py's tile_struct_helpers_template too, found by argument
    dependent lookup.
    """
    has_tile_helpers = any(item.name == "sub" for item in group.tail)
    if with_adjoint:
        tail = group.tail
    elif has_tile_helpers:
        tail = [i for i in group.tail if not i.name.startswith(("adj_", "tile_adj_"))]
    else:
        tail = []
    return [group.lead.text, *(item.text for item in tail)]
