"""wp.bool of a half is accepted; its C++ conversion is ambiguous."""

import warp as wp


@wp.kernel
def truth(a: wp.array[wp.float16], out: wp.array[bool]):
    i = wp.tid()
    out[i] = wp.bool(a[i])
