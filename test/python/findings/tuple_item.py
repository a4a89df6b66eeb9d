"""An item of a tuple takes no subscript of its own."""

import warp as wp


@wp.kernel
def pick(out: wp.array[float]):
    t = (1.0, wp.vec3(1.0, 2.0, 3.0))
    out[0] = t[1][2]
