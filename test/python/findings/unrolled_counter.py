"""A conversion of an unrolled loop's counter changes the counter's own type."""

import warp as wp


@wp.kernel
def every_second(out: wp.array[wp.float64]):
    for i in range(4):
        x = wp.float64(i)
        if i % 2 == 1:
            out[i] = x
