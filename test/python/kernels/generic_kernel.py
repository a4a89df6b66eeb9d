from typing import Any

import warp as wp


@wp.kernel
def generic_kernel(x: wp.array(dtype=Any), s: Any):
    i = wp.tid()
    x[i] = x[i] * s


wp.overload(generic_kernel, [wp.array(dtype=wp.float64), wp.float64])
