import warp as wp

wp.config.max_unroll = 3
wp.set_module_options(
    {"max_unroll": 2, "fast_math": True, "enable_backward": True, "block_dim": 64}
)


@wp.kernel(enable_backward=True)
def module_options(x: wp.array(dtype=float)):
    i = wp.tid()
    for k in range(3):
        x[i] = x[i] + float(k)
