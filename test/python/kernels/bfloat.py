import warp as wp


@wp.kernel
def bfloat(x: wp.array(dtype=wp.bfloat16), y: wp.array(dtype=float)):
    i = wp.tid()
    y[i] = float(x[i]) * 2.0
