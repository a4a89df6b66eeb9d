"""Why the gradient of a kernel need not be its derivative: what Warp documents, and known faults.

The reference of a kernel names what it has of the former (src/reference/gradient.h).
"""

from __future__ import annotations

import re

from warploom.verdict import OUT_OF_BOUNDS

_NOTE = "// gradient: "

# By word of the note. Quoted are the sections of "Differentiability" in Warp's user guide.
_DOCUMENTED = {
    "custom": "it has a gradient, a replay or C++ of its own (Custom Gradient Functions)",
    "grad": "it uses wp.grad, which is a constant in the backward pass (wp.grad)",
    "in_place": "it multiplies or divides elements of an array in place (In-Place Math Operations)",
    "overwrite": "it stores to an array that it reads (Array Overwrites)",
    "atomic": "it uses what an atomic returns, which is not run again (Custom Replay Function)",
    "loop": "a loop that is not unrolled carries values (Dynamic Loops)",
    "component": "it assigns a component twice (Component Assignment)",
}

# What docs/warp_findings.md has a kernel for: the verdict that comes of it, and a sign of it in
# Warp's text for the CPU.
_KNOWN = {
    "shape_adjoint": (OUT_OF_BOUNDS, re.compile(r"^\s*adj_\w+\.shape = adj_\w+;", re.MULTILINE)),
}


# The backward pass of atomic_min and atomic_max leaves the gradient of what they replaced
# (replaced_extreme in docs/warp_findings.md), so that of the array itself is not compared.
_EXTREME = re.compile(r"\bwp::adj_atomic_(?:min|max)\(var_(\w+),")


def keeps_replaced(text: str) -> frozenset[str]:
    """Returns the arguments whose values an atomic replaces without taking their gradient away."""
    return frozenset(_EXTREME.findall(text))


def documented_reason(reference: str) -> str | None:
    """Returns why gradients need not be right by Warp's documentation; None if they have to be."""
    for line in reference.splitlines():
        if line.startswith(_NOTE):
            words = line.removeprefix(_NOTE).split()
            calls = [word.removeprefix("call:") for word in words if word.startswith("call:")]
            if calls:
                return f"{calls[0]} is not differentiable (is_differentiable)"
            return next((why for word, why in _DOCUMENTED.items() if word in words), None)
        if not line.startswith("// "):
            break
    return None


def known_fault(verdict: str, text: str) -> str | None:
    """Returns which known fault of Warp's in a text may be why its backward pass has a verdict."""
    for name, (what, sign) in _KNOWN.items():
        if verdict == what and sign.search(text):
            return f"a known fault of Warp ({name} in docs/warp_findings.md)"
    return None
