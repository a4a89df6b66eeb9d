"""The default value of a kernel's argument is accepted and ignored."""

import warp as wp


@wp.kernel
def scaled(out: wp.array[float], scale: float = 3.0):
    out[0] = scale


def result():
    out = wp.zeros(1, dtype=float, device="cpu")
    try:
        wp.launch(scaled, dim=1, inputs=[out], device="cpu")
    except RuntimeError as error:
        return str(error)
    return out.list()
