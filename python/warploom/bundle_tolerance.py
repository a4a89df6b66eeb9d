"""Says how near a GPU must come to the results of a CPU, from what the code of a kernel does.

docs/bundle.md has the rules and their reasons. They are read off the code rather than the source:
the PTX shows whether a builtin ends in a function of NVIDIA's math library, and the CUDA text
shows what depends on the order of threads.
"""

from __future__ import annotations

import re
from typing import Any

from warploom.bundle_arguments import Unsupported
from warploom.emulated_rules import shows_block_size

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

_ATOMIC = re.compile(r"\b(?P<result>var_\w+) = wp::(?P<name>atomic_\w+)\((?P<arguments>[^;]*)\);")
_TILE_SUM = re.compile(
    r"\bwp::tile_(?:atomic_add\w*|sum|reduce\w*|scan\w*|dot|matmul|fft|ifft|cholesky\w*"
    r"|\w*_solve\w*)\b"
)
_SUMS = ("atomic_add", "atomic_sub")
_LAST_WINS = ("atomic_exch", "atomic_cas")


def tolerance_of(text: str, ptx: str) -> dict[str, Any]:
    """Returns the rule and why it holds. Raises Unsupported when the order of threads shows, or
    how many a block has: what a launch must store comes from the CPU, where a block has one.

    `text` is the CUDA text, `ptx` what NVRTC makes of it without contraction.
    """
    if shows_block_size(text):
        raise Unsupported("what it stores depends on the number of threads in a block")
    functions = text.split("\n}\n")
    sums = [_has_float_sum(function) for function in functions]  # Each of them is checked.
    reasons = []
    if _LIBRARY.search(ptx):
        reasons.append("math library")
    if any(sums):
        reasons.append("order of sums")
    if not reasons:
        return {"rule": "exact", "because": []}
    return {"rule": "close", "because": reasons, "limits": _LIMITS, "outliers": _OUTLIERS}


def _has_float_sum(function: str) -> bool:
    """Returns whether it adds floats in the order of threads. Raises Unsupported."""
    found = _TILE_SUM.search(function) is not None
    for match in _ATOMIC.finditer(function):
        if match["name"] in _LAST_WINS:
            raise Unsupported(f"{match['name']} shows the order of threads")
        # Its declaration and this assignment are the only places where an unused one stands.
        if len(re.findall(rf"\b{match['result']}\b", function)) > 2:
            raise Unsupported("it uses what an atomic returns, which shows the order of threads")
        added = match["arguments"].rpartition(", ")[2]
        found |= match["name"] in _SUMS and not _is_integer(function, added)
    return found


def _is_integer(function: str, variable: str) -> bool:
    declared = re.search(rf"^ *(?:const )?(\S.*?)\*? {variable}(?: =|;)", function, re.MULTILINE)
    return declared is not None and re.search(r"\bu?int\d+\b", declared[1]) is not None
