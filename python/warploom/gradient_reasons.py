"""Why the gradient of a kernel need not be its derivative: what Warp documents.

The reference of a kernel names what it has of that (src/reference/gradient.h).
"""

from __future__ import annotations

# By word of the reference, the most specific first. The sources are sections of "Differentiability"
# in Warp's user guide.
_REASONS: dict[str, str] = {}

_NOTE = "// gradient: "


def reason_of(reference: str) -> str | None:
    """Returns why gradients need not be right; None where they have to be."""
    for line in reference.splitlines():
        if not line.startswith("// "):
            break
        if line.startswith(_NOTE):
            words = line.removeprefix(_NOTE).split()
            return next((why for word, why in _REASONS.items() if word in words), None)
    return None
