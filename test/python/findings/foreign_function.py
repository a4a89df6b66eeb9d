"""A method of any class that has the name of a builtin is that builtin."""

import warp as wp


class Units:
    @staticmethod
    def degrees(x):
        return x


@wp.kernel
def convert(out: wp.array[float]):
    out[0] = Units.degrees(1.0)


def result():
    out = wp.zeros(1, dtype=float, device="cpu")
    wp.launch(convert, dim=1, inputs=[out], device="cpu")
    return [round(x, 2) for x in out.list()]
