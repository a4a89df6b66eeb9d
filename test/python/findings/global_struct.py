"""A struct from outside of the kernel: a vector may be captured, a struct may not."""

import warp as wp


@wp.struct
class Settings:
    gain: float


settings = Settings()
settings.gain = 2.0


@wp.kernel
def scale(a: wp.array[float]):
    i = wp.tid()
    a[i] = a[i] * settings.gain
