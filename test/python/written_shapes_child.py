"""Kernels in shapes that people write, each with its right values by hand. Prints "right"."""

from __future__ import annotations

import numpy as np
import warp as wp


@wp.struct
class Store:
    vals: wp.array(dtype=float)


@wp.struct
class Body:
    speed: float


@wp.func
def put(x: float, s: Store, i: int):
    s.vals[i] = x + 1.0


@wp.func
def faster(body: Body):
    body.speed = body.speed + 5.0
    return body.speed


@wp.kernel
def counter_again(o: wp.array(dtype=int)):
    s = 0
    for k in range(2):
        s = s + k
    k = 0
    while k < 3:
        s = s + 10
        k = k + 1
    o[0] = s


@wp.kernel
def return_in_loop(a: wp.array2d(dtype=float), t: float, o: wp.array(dtype=int)):
    r = wp.tid()
    for j in range(a.shape[1]):
        if a[r, j] > t:
            o[r] = j
            return
    o[r] = -1


@wp.kernel
def absent_array(flags: wp.array(dtype=int), k: int, o: wp.array(dtype=int)):
    i = wp.tid()
    if flags and k >= 0 and flags[k] == 0:
        o[i] = 1
    else:
        o[i] = 2


@wp.kernel
def write_of_record(a: wp.array(dtype=float), s: Store):
    i = wp.tid()
    put(a[i], s, i)


@wp.kernel
def record_by_value(o: wp.array(dtype=float)):
    body = Body()
    body.speed = 10.0
    o[0] = faster(body)
    o[1] = body.speed


@wp.kernel
def row_targets(a: wp.array2d(dtype=float), o: wp.array2d(dtype=float)):
    i = wp.tid()
    wp.atomic_add(o[i], 1, a[i, 0])
    r = o[i]
    wp.atomic_max(r, 0, 5.0)
    r[1] += 2.0


@wp.kernel
def stepped_slice(a: wp.array2d(dtype=float), st: int, o: wp.array(dtype=float)):
    v = a[0:4:st]
    o[0] = v[1, 0]
    w = a[::-1, 0]
    o[1] = w[0]


def expect(name: str, found: wp.array, right: object) -> None:
    values = found.numpy()
    assert np.array_equal(values, np.array(right, dtype=values.dtype)), (name, values, right)


def main() -> None:
    wp.config.quiet = True
    wp.init()
    ints = wp.zeros(1, dtype=int, device="cpu")
    wp.launch(counter_again, dim=1, inputs=[ints], device="cpu")
    expect("counter_again", ints, [31])

    rows = wp.array([[0, 1, 5], [9, 0, 0], [0, 0, 0]], dtype=float, ndim=2, device="cpu")
    firsts = wp.zeros(3, dtype=int, device="cpu")
    wp.launch(return_in_loop, dim=3, inputs=[rows, 0.5, firsts], device="cpu")
    expect("return_in_loop", firsts, [1, 0, -1])

    wp.launch(absent_array, dim=1, inputs=[None, 0, ints], device="cpu")
    expect("absent_array", ints, [2])
    zeros = wp.zeros(1, dtype=int, device="cpu")
    wp.launch(absent_array, dim=1, inputs=[zeros, 0, ints], device="cpu")
    expect("absent_array", ints, [1])

    store = Store()
    store.vals = wp.zeros(3, dtype=float, device="cpu")
    numbers = wp.array([1.0, 2.0, 3.0], dtype=float, device="cpu")
    wp.launch(write_of_record, dim=3, inputs=[numbers, store], device="cpu")
    expect("write_of_record", store.vals, [2, 3, 4])

    pair = wp.zeros(2, dtype=float, device="cpu")
    wp.launch(record_by_value, dim=1, inputs=[pair], device="cpu")
    expect("record_by_value", pair, [15, 10])

    ones = wp.full((2, 2), 1.0, dtype=float, device="cpu")
    square = wp.zeros((2, 2), dtype=float, device="cpu")
    wp.launch(row_targets, dim=2, inputs=[ones, square], device="cpu")
    expect("row_targets", square, [[5, 3], [5, 3]])

    column = wp.array(
        [[10.0, 0.0], [20.0, 0.0], [30.0, 0.0], [40.0, 0.0]], dtype=float, ndim=2, device="cpu"
    )
    wp.launch(stepped_slice, dim=1, inputs=[column, 2, pair], device="cpu")
    expect("stepped_slice", pair, [30, 40])
    print("right")


if __name__ == "__main__":
    main()
