"""wp.static() takes its argument by keyword as well, but cannot evaluate it."""

import warp as wp


@wp.kernel
def three(out: wp.array[float]):
    out[0] = wp.static(expr=3.0)
