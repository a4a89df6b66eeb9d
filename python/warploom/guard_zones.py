"""Guard zones: memory with a known pattern before and behind an array, to find stray writes.

Warp's debug mode checks the subscripts of the code that it generates for the CPU. It checks no
pointer that a native snippet makes, and nothing in the reference or in the text for CUDA.
"""

from __future__ import annotations

import numpy as np

# Bytes on either side. Kernels miss an array by an element or a row, seldom by more.
SIZE = 4096

# As a float of any width the pattern is small, as an integer it is large: whatever is added to it,
# or is compared with it by an atomic, changes it.
_BYTE = 0x33
_PATTERN = bytes([_BYTE]) * SIZE

_ALIGNMENT = 64  # At least that of Warp's own allocations on the CPU.


def guarded(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Returns a copy of an array that stands between guard zones, and the bytes of all three."""
    end = SIZE + values.nbytes
    block = np.empty(_ALIGNMENT + end + SIZE, np.uint8)
    start = -block.ctypes.data % _ALIGNMENT
    zone = block[start : start + end + SIZE]
    zone[:SIZE] = zone[end:] = _BYTE
    # As bytes, since NumPy copies structs without what lies between their fields.
    zone[SIZE:end] = np.ascontiguousarray(values).reshape(-1).view(np.uint8)
    return zone[SIZE:end].view(values.dtype).reshape(values.shape), zone


def breach(name: str, zone: np.ndarray) -> str | None:
    """Says where memory beside an array was written to, from its zone; None if nowhere."""
    before, behind = zone[:SIZE], zone[-SIZE:]
    if behind.tobytes() != _PATTERN:
        away = int(np.argmax(behind != _BYTE))
        return f"it writes behind the end of {name}, {away} bytes away from it"
    if before.tobytes() != _PATTERN:
        away = int(np.argmax(before[::-1] != _BYTE))
        return f"it writes before the start of {name}, {away} bytes away from it"
    return None
