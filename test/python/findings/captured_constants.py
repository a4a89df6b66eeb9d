"""Two closures whose constants differ beyond 32 bits are taken for one kernel."""

import warp as wp


def make(value: int):
    @wp.kernel
    def store(out: wp.array[wp.int64]):
        out[0] = wp.int64(value)

    return store


small, large = make(1), make(1 + 2**32)


def result():
    """How many numbers the two store; which of the two is left to a set's order."""
    out = wp.zeros(1, dtype=wp.int64, device="cpu")
    values = set()
    for kernel in (small, large):
        wp.launch(kernel, dim=1, inputs=[out], device="cpu")
        values |= set(out.list())
    return len(values)
