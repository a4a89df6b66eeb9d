import warp as wp


@wp.kernel
def tid2(x: wp.array2d(dtype=float), y: wp.array2d(dtype=wp.int64)):
    i, j = wp.tid()
    row = x[i]
    row[j] = float(y[i, j]) + row[0]
