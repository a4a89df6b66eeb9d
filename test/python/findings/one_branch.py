"""A name that only one branch binds has that branch's value, taken or not."""

import warp as wp


@wp.kernel
def choose(n: int, out: wp.array[float]):
    if n > 2:
        x = 3.0
    out[0] = x


def result():
    out = wp.zeros(1, dtype=float, device="cpu")
    wp.launch(choose, dim=1, inputs=[0, out], device="cpu")
    return out.list()
