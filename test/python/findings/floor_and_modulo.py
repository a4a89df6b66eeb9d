"""// rounds down as in Python, % takes the dividend's sign as in C: they do not fit."""

import warp as wp


@wp.kernel
def divide(a: wp.array[int], b: wp.array[float]):
    x = a[0]
    a[1] = x // 2
    a[2] = x % 2
    y = b[0]
    b[1] = y // 2.0
    b[2] = y % 2.0


def result():
    a = wp.array([-7, 0, 0], dtype=int, device="cpu")
    b = wp.array([-7.0, 0.0, 0.0], dtype=float, device="cpu")
    wp.launch(divide, dim=1, inputs=[a, b], device="cpu")
    return a.list() + b.list()
