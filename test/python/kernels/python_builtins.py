import warp as wp


@wp.kernel
def python_builtins(
    q: wp.array(dtype=wp.quat), v: wp.array(dtype=wp.vec3), out: wp.array(dtype=float)
):
    i = wp.tid()
    q[i] = wp.quat_from_euler(v[i], 0, 1, 2)
    out[i] = wp.norm_l1(v[i]) + wp.norm_l2(wp.vec2(1.0, out[i])) + wp.norm_huber(v[i])
    p, _r, s = wp.transform_decompose(wp.transform_to_matrix(wp.transform(v[i], q[i])))
    v[i] = p + s
