"""The grids on which a CUDA text is launched on the host, and the orders of their threads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

# Of cuda_emulation.h: enum Order.
FORWARD, BACKWARD, SHUFFLED, INTERLEAVED = range(4)

_USUAL_BLOCK = 256  # Of wp.launch (context.py).
_NARROW_BLOCK = 3


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


def grids(round_name: str, threads: int, has_loop: bool, block: int | None) -> Iterator[Grid]:
    """Yields the grids of one round for a launch of that many threads.

    `block` is the size of blocks where it cannot be chosen. Kernels without a loop over the grid
    (grid_stride=False) need one that covers the launch, in up to three dimensions.
    """
    if round_name == "low":
        yield _covering("backward", block or 32, threads, BACKWARD)
    elif round_name == "special":
        yield _covering("odd", block or 100, threads, FORWARD)
    elif round_name == "ends":
        yield _small(threads, block, SHUFFLED) if has_loop else _in_3d(threads, block, SHUFFLED)
    elif round_name == "high":
        narrow = block or _NARROW_BLOCK
        yield _narrow(threads, narrow) if has_loop else _in_3d(threads, block, BACKWARD)
    else:
        yield _covering("usual", block or _USUAL_BLOCK, threads, FORWARD)
    if round_name == "drawn":
        yield _covering("backward", block or 64, threads, BACKWARD)
        yield _small(threads, block, FORWARD) if has_loop else _in_3d(threads, block, FORWARD)
        if block is None:  # Blocks of tiles wait where the kernel says.
            yield _covering("interleaved", 64, threads, INTERLEAVED)


def _covering(name: str, block: int, threads: int, order: int) -> Grid:
    return Grid(name, block, (_rounded_up(threads, block), 1, 1), order)


def _small(threads: int, block: int | None, order: int) -> Grid:
    """A third of the blocks that would be needed, so that each thread goes through several."""
    block = block or max(1, min(48, threads // 5))
    few = max(1, _rounded_up(threads, block) // 3)
    return Grid("small", block, (few, 1, 1), order, covers=False)


def _narrow(threads: int, block: int) -> Grid:
    """More blocks than a block has threads, again too few to cover the launch."""
    few = max(1, _rounded_up(threads, block) // 2)
    return Grid("narrow", block, (few, 1, 1), BACKWARD, covers=False)


def _in_3d(threads: int, block: int | None, order: int) -> Grid:
    """As Warp splits the blocks of a large launch (native/warp.cu: wp_cuda_launch_kernel)."""
    block = block or max(1, min(48, threads // 7))
    return Grid("in 3D", block, (2, 2, _rounded_up(threads, 4 * block)), order)


def _rounded_up(number: int, divisor: int) -> int:
    return max(1, -(-number // divisor))
