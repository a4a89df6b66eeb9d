"""svd3 takes results of another scalar type than the matrix; its code does not compile."""

import warp as wp


@wp.kernel
def decomposed(a: wp.array[wp.mat33d], u: wp.array[wp.mat33f]):
    i = wp.tid()
    left = wp.mat33f()
    sigma = wp.vec3f()
    right = wp.mat33f()
    wp.svd3(a[i], left, sigma, right)
    u[i] = left
