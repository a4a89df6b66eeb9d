"""What a reference says of itself: where another order of threads may give other values."""

from __future__ import annotations

from dataclasses import dataclass

_UNSUPPORTED = "// unsupported: "


@dataclass(frozen=True)
class OrderNotes:
    """Names of builtins and operators in a kernel (src/reference/order.h).

    `rounding`: sums of floats, which round otherwise in another order.
    `order`: values that depend on which thread comes first.
    `block`: values that depend on the number of threads in a block.
    """

    rounding: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    block: tuple[str, ...] = ()


def unsupported_reason(reference: str) -> str | None:
    """Returns why a kernel has no reference; None when it has one."""
    if not reference.startswith(_UNSUPPORTED):
        return None
    return reference[len(_UNSUPPORTED) :].split("\n", 1)[0]


def order_notes(reference: str) -> OrderNotes:
    """Reads the comments at the beginning of a reference."""
    notes: dict[str, tuple[str, ...]] = {}
    for line in reference.splitlines():
        key, colon, names = line.removeprefix("// ").partition(": ")
        if not line.startswith("// ") or not colon:
            break
        if key in ("rounding", "order", "block"):
            notes[key] = tuple(names.split())
    return OrderNotes(**notes)
