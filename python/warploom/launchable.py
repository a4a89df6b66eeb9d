"""A kernel to run, and the texts of it that were compiled for the host."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from warploom.codegen import Generated
from warploom.emulated_build import Emulation
from warploom.extract import Parts
from warploom.gradient_texts import GradientTexts
from warploom.reference_check import Reference
from warploom.verdict import Outcome

# A function of every object with texts for cpu: void(int byte).
FILL_STACK = "wl_fill_stack"


@dataclass(frozen=True)
class Variant:
    """One text of a kernel, compiled for the host: void entry(launch_bounds_t<N>*, Arguments*)."""

    device: str
    object_file: str
    entry: str


@dataclass
class Launchable:
    """A kernel to run: `variants` are launched with equal values, and what they store compared."""

    generated: Generated  # For cpu.
    launch: dict[str, Any]
    seed: str
    parts: Parts | None = None  # The sample cut out of it; without it the whole module runs.
    reference: Reference | None = None  # What its results are compared with.
    emulation: Emulation | None = None  # Its text for CUDA, to run on the host.
    gradient: GradientTexts | None = None  # For the check of its gradients, if that is asked for.
    variants: list[Variant] = field(default_factory=list)  # What was compiled; cpu comes first.
    outcomes: list[Outcome] = field(default_factory=list)  # After the check, of each device run.
    numbers: tuple[float, ...] = ()  # Those in its source (literals.py).
    keeps_io: bool = False  # Whether the check fills `io`.
    io: list[dict[str, Any]] = field(default_factory=list)  # Rows of io_rows.py.

    def fail(self, device: str, verdict: str, detail: str) -> None:
        self.outcomes.append(Outcome(device, verdict, detail))

    @property
    def failed(self) -> bool:
        return any(outcome.refuses for outcome in self.outcomes)
