import warp as wp


@wp.struct
class P:
    a: float
    b: wp.vec2


@wp.func
def square(x: float, p: P):
    return x * x * p.a


@wp.func
def clipped(x: float):
    return wp.min(x, 3.0)


@wp.func_grad(clipped)
def adj_clipped(x: float, adj_ret: float):
    wp.adjoint[x] += adj_ret * 2.0


@wp.kernel
def gradients(x: wp.array(dtype=float), p: P):
    i = wp.tid()
    g, _gp = wp.grad(square)(x[i], p)
    x[i] = g + clipped(x[i])
