"""The compiled texts by which the gradients of a kernel are checked (gradient_check.py)."""

from __future__ import annotations

from dataclasses import dataclass, field

from warploom.codegen import Generated
from warploom.reference_check import Reference


@dataclass(frozen=True)
class AdjointText:
    """A backward pass; `forward` is the entry of a forward pass, run before it."""

    object_file: str
    forward_object: str
    forward: str
    backward: str
    is_wide: bool = False  # In double precision (widening.py).


@dataclass
class GradientTexts:
    """By device (CPU, EMULATED) the backward pass, or why it is not run."""

    wide_reference: Reference | None = None  # The reference in double precision.
    adjoints: dict[str, AdjointText] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)


def has_adjoint(generated: Generated) -> bool:
    """Whether Warp generated a backward pass for the kernel."""
    name = f"{generated.kernel}_{generated.target}_kernel_backward"
    return f" {name}(" in generated.text
