import warp as wp

mat23 = wp.types.matrix(shape=(2, 3), dtype=wp.float64)


@wp.kernel
def linear_algebra(
    m: wp.array(dtype=wp.mat33),
    q: wp.array(dtype=wp.quat),
    t: wp.array(dtype=wp.transform),
    w: wp.array(dtype=mat23),
    out: wp.array(dtype=wp.vec3),
):
    i = wp.tid()
    a = wp.transpose(m[i]) @ m[i] + wp.identity(n=3, dtype=float)
    b = wp.quat_rotate(q[i], wp.vec3(a[0, 1], wp.determinant(a), wp.trace(a)))
    out[i] = wp.transform_point(t[i], wp.normalize(b)) * wp.float32(w[i][1, 2])
    m[i][1, 2] = a[0, 0]
