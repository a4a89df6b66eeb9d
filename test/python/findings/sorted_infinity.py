"""The CPU sorts a tile whose size is no power of two with keys added that hide the largest ones."""

import numpy as np
import warp as wp


@wp.kernel
def sort(keys: wp.array[float], values: wp.array[int]):
    key_tile = wp.tile_load(keys, shape=3)
    value_tile = wp.tile_load(values, shape=3)
    wp.tile_sort(key_tile, value_tile)
    wp.tile_store(keys, key_tile)
    wp.tile_store(values, value_tile)


def result() -> list:
    keys = wp.array(np.array([np.inf, 2.0, 1.0], np.float32), device="cpu")
    values = wp.array(np.array([10, 20, 30], np.int32), device="cpu")
    wp.launch_tiled(sort, dim=[1], inputs=[keys, values], block_dim=32, device="cpu")
    return [[float(key) for key in keys.numpy()], [int(value) for value in values.numpy()]]
