"""wp.adjoint outside of a gradient function is accepted, and its code does not compile."""

import warp as wp


@wp.kernel
def seeded(a: wp.array[float]):
    i = wp.tid()
    x = a[i]
    wp.adjoint[x] += 1.0
    a[i] = x
