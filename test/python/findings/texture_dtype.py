"""texture_sample takes dtype=float but not wp.float32, which is the same elsewhere."""

import warp as wp


@wp.kernel
def sampled(texture: wp.Texture2D, out: wp.array[float]):
    i = wp.tid()
    out[i] = wp.texture_sample(texture, wp.vec2(0.5, 0.5), dtype=wp.float32)
