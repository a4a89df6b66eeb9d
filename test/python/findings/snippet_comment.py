"""A native snippet that ends in a comment swallows the brace of its function."""

import warp as wp


@wp.func_native("out[0] = x;  // store")
def store(out: wp.array[float], x: float): ...


@wp.kernel
def stored(out: wp.array[float]):
    store(out, 1.0)
