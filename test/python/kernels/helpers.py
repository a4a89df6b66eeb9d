import warp as wp


@wp.func
def f(x: float, y: float):
    return x * y + 1.0


@wp.func
def f(x: int, y: int):  # noqa: F811 - an overload
    return x * y + 1


@wp.func
def both(x: float):
    return f(x, 2.0), f(int(x), 3)


@wp.kernel
def helpers(x: wp.array(dtype=float), n: wp.array(dtype=int)):
    i = wp.tid()
    a, b = both(x[i])
    x[i] = a
    n[i] = b
