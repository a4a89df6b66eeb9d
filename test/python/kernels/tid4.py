import warp as wp


@wp.kernel
def tid4(x: wp.array4d(dtype=wp.uint8), flags: wp.array(dtype=bool)):
    i, j, k, m = wp.tid()
    if flags[i] and not flags[j] or k == m:
        x[i, j, k, m] = wp.uint8(1)
