import warp as wp


def make(scale: float):
    @wp.func
    def scaled(x: float):
        return x * scale

    @wp.kernel(module="unique")
    def inner(x: wp.array(dtype=float)):
        i = wp.tid()
        x[i] = scaled(x[i])

    return inner


unused = make(2.0)
closures = make(3.0)
