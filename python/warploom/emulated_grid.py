"""The grids on which a CUDA text is launched on the host, and the orders of their threads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

# Of cuda_emulation.h: enum Order.
FORWARD, BACKWARD, SHUFFLED = range(3)

# The last launch sizes that Warp's own default block has (context.py: launch).
_USUAL_BLOCK = 256


@dataclass(frozen=True)
class Grid:
    """How one launch runs: threads in a block, blocks in each direction, order of the threads."""

    name: str
    block: int
    blocks: tuple[int, int, int]
    order: int
    covers: bool = True  # No thread has more than one index, so no loop over the grid runs twice.

    @property
    def is_in_order(self) -> bool:
        """Whether the indices are gone through as by a launch on the CPU."""
        return self.order == FORWARD and self.covers


def grids(threads: int, in_loop: bool, block: int | None) -> Iterator[tuple[str, Grid]]:
    """Yields grids for a launch of so many threads, each with the round in which it is launched.

    Without `in_loop` the kernel has no loop over the grid, which must cover the launch then (and
    has up to three dimensions). `block` is the size of blocks where it cannot be chosen.
    """
    size = block or _USUAL_BLOCK
    yield "drawn", _covering("usual", size, threads, FORWARD)
    yield "drawn", _covering("backward", block or 64, threads, BACKWARD)
    yield "low", _covering("odd", block or 100, threads, FORWARD)
    if in_loop:
        # Blocks that leave a rest, and so few of them that each thread has several indices.
        small = block or max(1, min(48, threads // 5))
        few = max(1, -(-threads // small) // 3)
        yield "drawn", Grid("small", small, (few, 1, 1), FORWARD, covers=False)
        yield "ends", Grid("small", small, (few, 1, 1), SHUFFLED, covers=False)
        yield "high", Grid("one block", block or 33, (1, 1, 1), BACKWARD, covers=False)
        return
    # Warp splits the blocks of a large launch so (native/warp.cu: wp_cuda_launch_kernel).
    small = block or max(1, min(48, threads // 7))
    count = -(-threads // small)
    yield "drawn", Grid("in 3D", small, (2, 2, -(-count // 4)), FORWARD)
    yield "ends", Grid("in 2D", small, (3, -(-count // 3), 1), SHUFFLED)


def _covering(name: str, block: int, threads: int, order: int) -> Grid:
    return Grid(name, block, (max(1, -(-threads // block)), 1, 1), order)
