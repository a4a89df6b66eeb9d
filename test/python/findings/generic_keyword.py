"""A generic function takes no arguments by keyword, one with plain types does."""

from typing import Any

import warp as wp


@wp.func
def scaled(a: Any, factor: Any):
    return a * factor


@wp.kernel
def scale(a: wp.array[float]):
    a[0] = scaled(a[0], factor=0.5)
