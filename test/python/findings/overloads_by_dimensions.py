"""Overloads that differ in an array's dimensions: the one that was defined first is called."""

import warp as wp


@wp.func
def size(a: wp.array[float]):
    return a.shape[0]


@wp.func
def size(a: wp.array2d[float]):
    return a.shape[0] * a.shape[1]


@wp.kernel
def measure(a: wp.array2d[float], out: wp.array[int]):
    out[0] = size(a)


def result():
    a = wp.zeros((2, 3), dtype=float, device="cpu")
    out = wp.zeros(1, dtype=int, device="cpu")
    wp.launch(measure, dim=1, inputs=[a, out], device="cpu")
    return out.list()
