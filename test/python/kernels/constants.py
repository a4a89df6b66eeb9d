import math

import warp as wp

N = wp.constant(6)
SCALE = wp.constant(wp.vec3(1.0, 2.0, 3.0))
WIDE = 2**31 - 1


@wp.kernel
def constants(x: wp.array(dtype=wp.vec3)):
    i = wp.tid()
    s = wp.vec3()
    for k in range(N):
        s = s + SCALE * float(k) * wp.static(math.pi / 3.0)
    for k in range(wp.static(N * 4)):
        s = s * 0.5
    if i < WIDE:
        x[i] = s
