"""atomic_min takes quaternions, which have no min in C++."""

import warp as wp


@wp.kernel
def least(a: wp.array[wp.quat], b: wp.array[wp.quat]):
    i = wp.tid()
    wp.atomic_min(a, 0, b[i])
