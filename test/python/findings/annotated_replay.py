"""A replay function with a result annotation is refused: the result counts as an argument."""

import warp as wp


@wp.func
def take(counter: wp.array[int], i: int):
    return wp.atomic_add(counter, 0, 1)


@wp.func_replay(take)
def replay_take(counter: wp.array[int], i: int) -> int:
    return counter[i]


@wp.kernel
def taken(counter: wp.array[int], out: wp.array[int]):
    i = wp.tid()
    out[i] = take(counter, i)
