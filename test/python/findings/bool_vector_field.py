"""A struct with a vector (or matrix) of bool compiles for the CPU alone."""

import warp as wp

bvec3 = wp.types.vector(length=3, dtype=bool)


@wp.struct
class Contact:
    touched: bvec3


@wp.kernel
def count(contacts: wp.array[Contact], out: wp.array[int]):
    i = wp.tid()
    if contacts[i].touched[0]:
        wp.atomic_add(out, 0, 1)
