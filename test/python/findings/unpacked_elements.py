"""A name that is unpacked from an array element changes when the element does."""

import warp as wp


@wp.kernel
def keep(a: wp.array[float]):
    x, y = a[0], a[1]
    a[0] = 100.0
    a[2] = x
    a[3] = y


def result():
    a = wp.array([1.0, 2.0, 0.0, 0.0], dtype=float, device="cpu")
    wp.launch(keep, dim=1, inputs=[a], device="cpu")
    return a.list()
