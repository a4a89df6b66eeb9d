"""qr3 of bfloat16 compiles for the CPU, not for CUDA: rsqrt is ambiguous there."""

import warp as wp


mat33b = wp.types.matrix(shape=(3, 3), dtype=wp.bfloat16)


@wp.kernel
def decomposed(a: wp.array[mat33b], out: wp.array[mat33b]):
    i = wp.tid()
    q, r = wp.qr3(a[i])
    out[i] = q * r
