"""A chain of comparisons may not end at an element of an array."""

import warp as wp


@wp.kernel
def between(a: wp.array[int], o: wp.array[int]):
    i = wp.tid()
    if 0 <= i <= a[i]:
        o[i] = 1
