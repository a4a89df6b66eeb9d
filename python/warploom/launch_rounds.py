"""The launches of a kernel: with which values, how many threads, and what outputs begin with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from warploom.codegen import Generated
from warploom.comparison import stored
from warploom.launch_args import ROUNDS, Arguments, Array
from warploom.packing import cpu_dims

# A block of `wp.launch` on GPUs; Warp rounds a launch up to whole blocks.
_BLOCK = 256

# What an output holds that no thread has written to.
_UNWRITTEN = 0xA5


@dataclass(frozen=True)
class Round:
    """One launch of each variant."""

    name: str
    values: str  # One of ROUNDS.
    dims: tuple[int, ...]
    is_patterned: bool  # Outputs that are never read begin with a pattern, not as the plan says.


def rounds(launch: dict[str, Any]) -> list[Round]:
    """Returns the launches of a plan; those with equal values follow each other."""
    full = cpu_dims(launch)
    of_a_block = full[len(launch["dims"]) :]
    found = []
    for values in ROUNDS:
        found.append(Round(values, values, full, values not in ("drawn", "low")))
        for less in _fewer(tuple(launch["dims"])) if values == "drawn" else ():
            name = f"launched over {' x '.join(map(str, less))}"
            found.append(Round(name, values, (*less, *of_a_block), is_patterned=True))
    return found


def _fewer(dims: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Sizes at edges: 1, one less and one more than a block, or somewhat less in each dimension.

    Dimensions lose 1, 2, 3... so that exchanged coordinates show where the extents are equal.

    A plan promises nothing of launches that are larger, or of arrays of another size: arrays, the
    values in them and numbers in the kernel's text depend on each other. Of a smaller launch the
    threads that are left do what they did.
    """
    sizes = [(1,) * len(dims)]
    if len(dims) == 1 and dims[0] >= _BLOCK:
        sizes += [(size,) for size in (_BLOCK - 1, _BLOCK + 1) if size < dims[0]]
    else:
        sizes.append(tuple(max(1, extent - 1 - at) for at, extent in enumerate(dims)))
    return [size for at, size in enumerate(sizes) if size != dims and size not in sizes[:at]]


def never_read(generated: Generated) -> frozenset[str]:
    """Returns the array arguments that the kernel only stores to, from the text for cpu.

    There every use of an argument but its declaration is an operand of a call (codegen.py).
    """
    forward = generated.text.partition(f"{generated.kernel}_cpu_kernel_backward")[0]
    used, stored = set(), set()
    for use in _USE.finditer(forward):
        if not use["declared"]:
            (stored if use["store"] else used).add(use["name"])
    return frozenset(name for name, _ in generated.arguments if name in stored - used)


# A use of an argument or variable, and whether it is stored to, or gets its value from the launch.
_USE = re.compile(
    r"(?P<store> wp::array_store\()?\bvar_(?P<name>\w+)\b(?P<declared> = _wp_args->)?"
)


class Memory:
    """The bytes of all arrays of some arguments, to launch with equal ones again and again."""

    def __init__(self, arguments: Arguments, patterned: frozenset[str]) -> None:
        self.arguments = arguments  # Keeps alive what the arrays and objects point to.
        self.arrays = arguments.arrays
        self._patterned = [
            array for array in self.arrays if array.is_output and array.name in patterned
        ]
        self.save()

    def save(self) -> None:
        """Takes what the arrays hold now as what they hold before a launch."""
        self._saved = [array.memory.copy() for array in self.arrays]
        self.before = stored(self.arrays)  # But for the pattern of those never read.

    def changed(self, after: Sequence[bytes]) -> list[Array]:
        """Returns the arrays that held something else than `after`, before."""
        pairs = zip(self.arrays, self.before, after, strict=True)
        return [array for array, was, now in pairs if was != now]

    def restore(self, is_patterned: bool = False) -> None:
        """Makes the arrays as they were, but those that are never read, if asked for."""
        for array, saved in zip(self.arrays, self._saved, strict=True):
            np.copyto(array.memory, saved)
        for array in self._patterned if is_patterned else ():
            array.values.view(np.uint8).fill(_UNWRITTEN)

    def breach(self) -> str | None:
        """Says where memory beside an array was written to; None if nowhere."""
        return next(filter(None, (array.breach() for array in self.arrays)), None)
