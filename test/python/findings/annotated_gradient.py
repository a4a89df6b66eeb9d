"""wp.grad of a function with the result annotation float generates a macro, not a type."""

import warp as wp


@wp.func
def product(x: float) -> float:
    return wp.sin(x) * x


@wp.kernel
def slope(a: wp.array[float], out: wp.array[float]):
    out[0] = wp.grad(product)(a[0])
