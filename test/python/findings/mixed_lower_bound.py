"""lower_bound takes a value of another type than the array's; its code does not compile."""

import warp as wp


@wp.kernel
def position(a: wp.array[wp.float64], out: wp.array[int]):
    i = wp.tid()
    out[i] = wp.lower_bound(a, wp.float32(1.0))
