"""A break in an unrolled loop with a static expression of its counter is an IndexError."""

import warp as wp


@wp.kernel
def until(n: int, out: wp.array[int]):
    for i in range(4):
        out[i] = wp.static(i * 2)
        if i == n:
            break
