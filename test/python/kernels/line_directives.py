import warp as wp

wp.set_module_options({"lineinfo": True})


@wp.func
def add_one(x: float):
    return x + 1.0


@wp.kernel
def line_directives(x: wp.array(dtype=float)):
    i = wp.tid()
    x[i] = add_one(x[i])
