import warp as wp


@wp.struct
class Used:
    a: float


@wp.struct
class Unused:
    b: int


@wp.func
def used(s: Used):
    return s.a * 2.0


@wp.func
def unused(s: Unused):
    return s.b


@wp.kernel
def another(s: Unused, n: wp.array(dtype=int)):
    n[wp.tid()] = unused(s)


@wp.kernel
def many_kernels(s: Used, x: wp.array(dtype=float)):
    x[wp.tid()] = used(s)
