import warp as wp


@wp.kernel
def randoms(seed: int, x: wp.array(dtype=float), n: wp.array(dtype=int)):
    i = wp.tid()
    state = wp.rand_init(seed, i)
    x[i] = wp.randf(state, -1.0, 1.0) + wp.randn(state) + wp.noise(state, x[i])
    wp.atomic_add(n, 0, wp.randi(state, 0, 10))
    wp.atomic_max(x, 0, 3.0)
