"""Names that were unpacked from array elements are references: they cannot be swapped."""

import warp as wp


@wp.kernel
def swap(a: wp.array[float]):
    x, y = a[0], a[1]
    x, y = y, x
    a[0] = x
    a[1] = y
