"""A signed and an unsigned integer are compared as unsigned ones: -1 < 1 is false."""

import warp as wp


@wp.kernel
def smaller(a: wp.array[int], b: wp.array[wp.uint32], out: wp.array[bool]):
    out[0] = a[0] < b[0]


def result():
    a = wp.array([-1], dtype=int, device="cpu")
    b = wp.array([1], dtype=wp.uint32, device="cpu")
    out = wp.ones(1, dtype=bool, device="cpu")
    wp.launch(smaller, dim=1, inputs=[a, b, out], device="cpu")
    return out.list()
