"""Reading a.shape in a function makes the shape of a's gradient zero in the backward pass."""

import warp as wp

DIFFERENTIATES = True


@wp.func
def last(a: wp.array[float]):
    count = a.shape[0]
    return a[-1] * float(count)


@wp.kernel
def twice(a: wp.array[float], out: wp.array[float]):
    out[0] = last(a) + last(a)


def result():
    whole = wp.ones(5, dtype=float, device="cpu", requires_grad=True)
    out = wp.zeros(1, dtype=float, device="cpu", requires_grad=True)
    with wp.Tape() as tape:
        wp.launch(twice, dim=1, inputs=[whole[2:], out], device="cpu")
    tape.backward(grads={out: wp.ones_like(out)})
    return whole.grad.list()
