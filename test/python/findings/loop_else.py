"""The else of a loop is dropped without a word."""

import warp as wp


@wp.kernel
def search(n: int, out: wp.array[int]):
    for i in range(n):
        out[0] = i
    else:
        out[1] = 7


def result():
    out = wp.zeros(2, dtype=int, device="cpu")
    wp.launch(search, dim=1, inputs=[3, out], device="cpu")
    return out.list()
