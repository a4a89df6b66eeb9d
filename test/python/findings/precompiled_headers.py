"""A kernel that does not compile for the CPU costs the precompiled headers of all kernels."""

from pathlib import Path

import warp as wp


@wp.kernel(module="unique")
def sound(a: wp.array[float]):
    a[0] = 1.0


@wp.kernel(module="unique")
def unsound(a: wp.array[wp.quat]):
    wp.atomic_min(a, 0, a[1])


def headers() -> int:
    folder = wp._src.context.runtime.get_clang_pch_dir()
    return len(list(Path(folder).glob("*.pch")))


def result():
    wp.launch(sound, dim=1, inputs=[wp.zeros(1, dtype=float, device="cpu")], device="cpu")
    before = headers()
    try:
        wp.launch(unsound, dim=1, inputs=[wp.zeros(2, dtype=wp.quat, device="cpu")], device="cpu")
    except Exception:
        pass
    return [before, headers()]
