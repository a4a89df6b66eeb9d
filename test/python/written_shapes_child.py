"""Kernels in shapes that people write, each with its right values by hand. Prints "right"."""

from __future__ import annotations

from enum import IntEnum

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


@wp.kernel
def chained_tile(
    a: wp.array2d(dtype=float), ids: wp.array(dtype=int), k: int, o: wp.array(dtype=float)
):
    t = wp.tile_load(a, shape=(4, 4))
    idx = wp.tile_load(ids, shape=2)
    t[0][1] = 100.0
    t[0][-1] += 7.0
    t[3] = t[2]
    o[0] = t[0][1]
    o[1] = t[k + 1][idx[0]]
    o[2] = t[1:3][0][wp.min(k, 2)]
    o[3] = t[::-1][::2][1][0]
    row = t[k][idx[::-1]]
    o[4] = row[0]
    o[5] = t[3][0]
    o[6] = t[0][3]


@wp.func
def plus_one(x: float):
    return x + 1.0


@wp.func
def times_three(x: float):
    return x * 3.0


ORDER = wp.constant(1)


class Mode(IntEnum):
    LINEAR = 1
    CUBIC = 2


MODE_CUBIC = wp.constant(wp.int32(Mode.CUBIC))
MODE_LINEAR = int(Mode.LINEAR)


@wp.kernel
def constants_of_members(modes: wp.array(dtype=int), o: wp.array(dtype=float)):
    i = wp.tid()
    if modes[i] == MODE_CUBIC:
        o[i] = 3.0
    elif modes[i] == MODE_LINEAR:
        o[i] = 7.0


@wp.kernel
def function_list(x: float, o: wp.array(dtype=float)):
    s = 0.0
    for k in range(2):
        s += wp.static((plus_one, times_three)[k])(x)
    o[0] = s
    o[1] = wp.static((plus_one, times_three)[ORDER])(x) + 10.0 * wp.static(plus_one)(x)


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

    # The rows are 0 to 3, 4 to 7, 8 to 11 and 12 to 15.
    grid = wp.array(np.arange(16, dtype=np.float32).reshape(4, 4), dtype=float, device="cpu")
    places = wp.array([3, 1], dtype=int, device="cpu")
    found = wp.zeros(7, dtype=float, device="cpu")
    arguments = [grid, places, 1, found]
    wp.launch_tiled(chained_tile, dim=[1], inputs=arguments, block_dim=32, device="cpu")
    expect("chained_tile", found, [100, 11, 5, 4, 5, 8, 10])

    wp.launch(function_list, dim=1, inputs=[2.0, pair], device="cpu")
    expect("function_list", pair, [9, 36])

    modes = wp.array([2, 1], dtype=int, device="cpu")
    wp.launch(constants_of_members, dim=2, inputs=[modes, pair], device="cpu")
    expect("constants_of_members", pair, [3, 7])
    print("right")


if __name__ == "__main__":
    main()
