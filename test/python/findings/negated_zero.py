"""-x is 0 - x, so that -0.0 never comes of 0.0."""

import math

import warp as wp


@wp.kernel
def negate(a: wp.array[float], angle: wp.array[float]):
    x = a[0]
    a[1] = -x
    angle[0] = wp.atan2(-x, -1.0)


def result():
    a = wp.array([0.0, 1.0], dtype=float, device="cpu")
    angle = wp.zeros(1, dtype=float, device="cpu")
    wp.launch(negate, dim=1, inputs=[a, angle], device="cpu")
    return [math.copysign(1.0, a.list()[1]), round(angle.list()[0], 2)]
