import warp as wp


@wp.struct
class Pair:
    a: float
    b: wp.vec2


@wp.func
def total(t: wp.tile(dtype=float, shape=(16,))):
    return wp.tile_sum(t)


@wp.kernel
def tiles(x: wp.array(dtype=float), p: wp.array(dtype=Pair), out: wp.array(dtype=float)):
    i, j = wp.tid()
    t = wp.tile_load(x, shape=16, offset=i * 16)
    s = wp.tile_load(p, shape=16, offset=i * 16)
    r = wp.tile_sum(s)
    wp.tile_atomic_add(p, r, offset=0)
    wp.tile_store(out, total(t * 2.0), offset=i)
    u = wp.tile(float(j))
    wp.tile_store(x, u, offset=0)
