"""A conversion of an unrolled loop's counter changes the type of what was computed from it before."""

import warp as wp


@wp.kernel
def sum_of_odd(out: wp.array[wp.float64]):
    total = wp.float64(0.0)
    for i in range(4):
        if i % 2 == 1:
            total += wp.float64(i)
    out[0] = total
