import warp as wp


@wp.kernel
def python_builtins_again(v: wp.array(dtype=wp.vec4), out: wp.array(dtype=float)):
    i = wp.tid()
    d = wp.vec2(v[i][0], out[i])
    out[i] = wp.norm_l2(v[i]) + wp.norm_l1(d) + wp.norm_huber(v[i], 2.0)
