"""Says how near a GPU must come to the results of a CPU, from what the code of a kernel does.

docs/bundle.md has the rules and their reasons. They are read off the code rather than the source:
the PTX shows whether a builtin ends in a function of NVIDIA's math library, and the CUDA text
shows what depends on the order of threads.
"""

from __future__ import annotations

import re
from typing import Any

from warploom.bundle_arguments import Unsupported

# How far a value may be off, as a part of itself and of the largest value in its buffer.
_LIMITS = {
    "float16": {"relative": 2.0**-7, "of_largest": 2.0**-9},
    "bfloat16": {"relative": 2.0**-4, "of_largest": 2.0**-6},
    "float32": {"relative": 1e-4, "of_largest": 1e-5},
    "float64": {"relative": 1e-9, "of_largest": 1e-11},
}
# A comparison or a rounding makes a large difference of a small one, but seldom.
_OUTLIERS = 1.0 / 64.0

# With contraction off, plain arithmetic makes neither. The library's functions consist of both.
_LIBRARY = re.compile(r"^\s*(?:@!?%p\d+\s+)?(fma\.rn?\w*\.?\w*|[a-z0-9]+\.approx\b)", re.MULTILINE)

_ATOMIC = re.compile(r"\b(var_\w+) = wp::(atomic_\w+)\(")
_SUMS = re.compile(r"\bwp::(?:atomic_(?:add|sub)|tile_atomic_add(?:_indexed)?)\(")
_TILE_SUMS = re.compile(
    r"\bwp::tile_(?:sum|reduce\w*|scan\w*|matmul|fft|ifft|cholesky\w*|\w*_solve\w*|dot)\b"
)
# What is the same in any order may be used; what is not shows the order of threads.
_LAST_WINS = ("atomic_exch", "atomic_cas")


def tolerance_of(text: str, ptx: str) -> dict[str, Any]:
    """Returns the rule and why it holds. Raises Unsupported when the order of threads shows."""
    _check_order(text)
    reasons = []
    if _LIBRARY.search(ptx):
        reasons.append("math library")
    if _SUMS.search(text) or _TILE_SUMS.search(text):
        reasons.append("order of sums")
    if not reasons:
        return {"rule": "exact", "because": []}
    return {"rule": "close", "because": reasons, "limits": _LIMITS, "outliers": _OUTLIERS}


def _check_order(text: str) -> None:
    for match in _ATOMIC.finditer(text):
        variable, function = match.groups()
        if function in _LAST_WINS:
            raise Unsupported(f"{function} shows the order of threads")
        # Its declaration and this assignment are the only places where an unused one stands.
        if len(re.findall(rf"\b{variable}\b", text)) > 2:
            raise Unsupported("it uses what an atomic returns, which shows the order of threads")
