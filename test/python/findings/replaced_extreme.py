"""The backward pass of wp.atomic_max leaves the gradient of the value that was replaced."""

import warp as wp

DIFFERENTIATES = True


@wp.kernel
def square(a: wp.array[float], most: wp.array[float]):
    most[0] = a[0] * a[0]


@wp.kernel
def raise_to(b: wp.array[float], most: wp.array[float]):
    wp.atomic_max(most, 0, b[0])


def result():
    a, b, most = (
        wp.array([value], dtype=float, device="cpu", requires_grad=True)
        for value in (2.0, 9.0, 0.0)
    )
    with wp.Tape() as tape:
        wp.launch(square, dim=1, inputs=[a, most], device="cpu")
        wp.launch(raise_to, dim=1, inputs=[b, most], device="cpu")
    tape.backward(grads={most: wp.ones_like(most)})
    return [most.list()[0], a.grad.list()[0], b.grad.list()[0]]
