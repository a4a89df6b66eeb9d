"""wp.static() of a struct: the text uses a type that it does not declare."""

import warp as wp


@wp.struct
class Settings:
    gain: float


settings = Settings()
settings.gain = 2.0


@wp.kernel
def scale(a: wp.array[float]):
    i = wp.tid()
    a[i] = a[i] * wp.static(settings).gain
