import warp as wp

snippet = """
    // a note:12
    out[tid] = x[tid] > 0.0f ? x[tid] : "}"[0] * 1.0f;
"""


@wp.func_native(snippet)
def relu(x: wp.array(dtype=float), out: wp.array(dtype=float), tid: int): ...


@wp.kernel
def native_snippet(x: wp.array(dtype=float), out: wp.array(dtype=float)):
    i = wp.tid()
    relu(x, out, i)
    assert x[i] > 0.0, "a } brace"
    wp.printf("} // %f \n", x[i])
